"""One line an event, in the form the reader needs, from us and from libraries alike."""

import gc
import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import structlog

from auto_order.kit.logs import set_up_logs
from auto_order.kit.secret import Secret
from tests.rig.canary import Ears, listening

log = structlog.get_logger()


@pytest.fixture
def ears() -> Iterator[Ears]:
    with listening() as hearing:
        yield hearing


@pytest.fixture
def text_ears() -> Iterator[Ears]:
    with listening(form="text") as hearing:
        yield hearing


def entries(ears: Ears) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in ears.log.getvalue().splitlines()]


def only_entry(ears: Ears) -> dict[str, Any]:
    (entry,) = entries(ears)
    return entry


def test_an_event_is_one_json_object_with_level_and_time(ears: Ears) -> None:
    log.info("orders.placed", order=42)

    entry = only_entry(ears)
    assert list(entry) == ["timestamp", "level", "event", "order"]
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {"event": "orders.placed", "order": 42, "level": "info"}


def test_a_person_reads_lines(text_ears: Ears) -> None:
    log.warning("orders.late", order=42, product="Netflix 1 bulan")

    line = text_ears.log.getvalue()
    assert "warning" in line
    assert "orders.late" in line
    assert "order=42 product='Netflix 1 bulan'\n" in line
    assert "\x1b" not in line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "is_json"), [(io.StringIO(), True), (Terminal(), False)])
def test_the_form_follows_the_stream(ears: Ears, stream: io.StringIO, is_json: bool) -> None:  # noqa: FBT001 - a case
    set_up_logs(level="info", stream=stream)

    log.info("shop.started")

    assert stream.getvalue().startswith("{") is is_json
    assert ears.log.getvalue() == ""


def test_the_last_set_up_counts_and_nothing_is_written_twice(ears: Ears) -> None:
    set_up_logs(level="warning", form="json", stream=ears.log)

    logging.getLogger("library").warning("once")
    log.info("unheard")

    assert only_entry(ears)["event"] == "once"


def test_libraries_take_the_same_way(ears: Ears) -> None:
    logging.getLogger("aiogram.dispatcher").info("Run polling for %s", "@shop_bot")

    entry = only_entry(ears)
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {"event": "Run polling for @shop_bot", "logger": "aiogram.dispatcher", "level": "info"}


def test_talkative_parts_of_libraries_stay_quiet_even_when_we_debug(ears: Ears) -> None:
    for name in ("aiogram.event", "aiohttp.access", "aiosqlite", "asyncio", "sqlalchemy.engine"):
        logging.getLogger(name).info("what was carried")
    logging.getLogger("any.library").debug("details")
    log.debug("ours")

    assert only_entry(ears)["event"] == "ours"


def test_bound_ids_stand_on_every_line(ears: Ears) -> None:
    with structlog.contextvars.bound_contextvars(update=7):
        log.info("ours")
        logging.getLogger("library").warning("theirs")
    log.info("after")

    assert [entry.get("update") for entry in entries(ears)] == [7, 7, None]


def _fail() -> None:
    wanted = "hunter2"
    try:
        int("7" + "x" * len(wanted))
    except ValueError as error:
        message = "second"
        raise RuntimeError(message) from error


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_exception_comes_with_its_chain_and_without_local_variables(form: Any) -> None:  # noqa: ANN401 - a case
    with listening(form=form) as ears:
        try:
            _fail()
        except RuntimeError:
            log.exception("jobs.failed", job="deliver")

    text = ears.log.getvalue()
    assert text.index("7xxxxxxx") < text.index("direct cause") < text.index("RuntimeError: second")
    assert "in _fail" in text
    assert "hunter2" not in text


def test_a_librarys_exception_comes_with_its_traceback(ears: Ears) -> None:
    try:
        _fail()
    except RuntimeError:
        logging.getLogger("library").exception("went wrong")

    assert "RuntimeError: second" in only_entry(ears)["exception"]


def test_a_message_that_does_not_fit_its_arguments_is_named_by_place() -> None:
    with listening() as ears:
        logging.getLogger("library").info("%d units", "hunter2")

    assert only_entry(ears)["event"] == "logs.malformed"
    assert ears.heard(["hunter2"]) == set()


def test_nobody_forges_a_line_or_steers_the_terminal(text_ears: Ears) -> None:
    log.info("name\n2026 [info] forged \x1b[2J", name="\x1b[2J\nforged")
    log.error("orders.failed", exc_info=ValueError("\x1b[2J\u009b2J"))

    text = text_ears.log.getvalue()
    assert text.count("forged") == 2
    assert len(text.splitlines()) == 3
    assert not [character for character in text if character < " " and character != "\n"]
    assert "\u009b" not in text


def test_a_log_that_cannot_be_written_stops_nothing(ears: Ears) -> None:
    gone = io.StringIO()
    set_up_logs(level="info", form="json", stream=gone)
    gone.close()

    log.info("orders.placed")
    logging.getLogger("library").warning("same")

    assert ears.log.getvalue() == ""


def test_warnings_go_to_the_log(ears: Ears) -> None:
    warnings.simplefilter("always")

    warnings.warn("this will go away", DeprecationWarning, stacklevel=1)

    assert "this will go away" in only_entry(ears)["event"]


def test_what_nobody_caught_goes_to_the_log(ears: Ears) -> None:
    def fail() -> None:
        message = "hunter2"
        raise ValueError(message)

    class Failing:
        def __del__(self) -> None:
            fail()

    ears.redactor.add(Secret("hunter2"))

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Failing()
    gc.collect()
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert [entry["event"] for entry in entries(ears)] == ["uncaught"] * 3 + ["interrupted"]
    assert [entry["exception"].splitlines()[-1] for entry in entries(ears)[:3]] == ["ValueError: ***"] * 3
    assert ears.heard(["hunter2"]) == set()
