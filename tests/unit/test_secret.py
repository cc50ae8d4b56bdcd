"""A secret shows itself nowhere, whatever is done to it by accident."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import asdict, dataclass

import orjson
import pytest

from auto_order.kit.secret import Secret

SECRET = Secret("hunter2")


@dataclass
class Holder:
    secret: Secret


@pytest.mark.parametrize(
    "shown",
    [
        str(SECRET),
        repr(SECRET),
        f"{SECRET}",
        f"{SECRET!r}",
        f"{SECRET!s:>10}",
        "%s %r" % (SECRET, SECRET),  # noqa: UP031 - one of the ways that must be safe
        "{}".format(SECRET),  # noqa: UP032 - the same
        repr([SECRET, {"key": (SECRET,)}]),
        repr(Holder(SECRET)),
        repr(ValueError(SECRET)),
        str(KeyError(SECRET)),
        ascii(SECRET),
    ],
)
def test_no_way_of_writing_it_shows_the_text(shown: str) -> None:
    assert "***" in shown
    assert "hunter" not in shown


@pytest.mark.parametrize("turn", [orjson.dumps, pickle.dumps, bytes, list, copy.deepcopy, vars])
def test_it_is_not_turned_into_json_or_bytes(turn: Callable[[Secret], object]) -> None:
    with pytest.raises(TypeError) as caught:
        turn(SECRET)

    assert "hunter" not in str(caught.value)


def test_its_holder_is_not_copied_into_a_dictionary() -> None:
    with pytest.raises(TypeError, match="not pickled"):
        asdict(Holder(SECRET))


def test_secrets_are_equal_when_their_texts_are() -> None:
    assert Secret("hunter2") == SECRET
    assert Secret("hunter3") != SECRET
    assert SECRET != "hunter2"
    assert {SECRET, Secret("hunter2")} == {SECRET}


def test_any_text_at_all_can_be_compared() -> None:
    assert Secret("\ud800") == Secret("\ud800")
    assert Secret("\ud800") != Secret("\u00e9")


def test_a_secret_is_as_long_and_as_true_as_its_text() -> None:
    assert len(SECRET) == 7
    assert not Secret("")
