"""What is taken out of texts that others made, and what stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auto_order.kit.redaction import Redactor
from auto_order.kit.secret import Secret

KNOWN = 'k&y "one"/\\two'
TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_012345"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (f"key={KNOWN}.", "key=***."),
        ("https://gateway.example/?key=k%26y%20%22one%22%2F%5Ctwo", "https://gateway.example/?key=***"),
        (f"{{'key': {KNOWN!r}}}", "{'key': '***'}"),
        ('{"key":"k&y \\"one\\"/\\\\two"}', '{"key":"***"}'),
    ],
)
def test_a_known_secret_is_found_however_it_is_escaped(text: str, redacted: str) -> None:
    assert Redactor([Secret(KNOWN)])(text) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot123456789:***/getMe"),
        ("/file/bot42:short/photo.jpg", "/file/bot42:***/photo.jpg"),
        ("/bot42%3Ashort/getMe", "/bot42%3A***/getMe"),
        (f"token {TOKEN}, twice {TOKEN}", "token 123456789:***, twice 123456789:***"),
        (TOKEN.replace(":", "%3A"), "123456789%3A***"),
    ],
)
def test_any_bots_token_is_hidden_and_its_number_stays(text: str, redacted: str) -> None:
    assert Redactor()(text) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (
            "name\n  not a number [type=int_type, input_value='goods, input', input_type=str]\n",
            "name\n  not a number [type=int_type, input_value=***, input_type=str]\n",
        ),
        (
            "[SQL: INSERT]\n[parameters: ('goods [1]', 2)]\n(Background on",
            "[SQL: INSERT]\n[parameters: ***]\n(Background on",
        ),
        ("Failed to decode\nContent: {'text': 'goods'}\nmore", "Failed to decode\nContent: ***\nmore"),
    ],
)
def test_input_that_libraries_quote_is_hidden_and_the_rest_stays(text: str, redacted: str) -> None:
    assert Redactor()(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-24T00:22:12.063831Z",
        "robot 7: counted",
        "Update 12:30 at http://127.0.0.1:8081/health",
        "INV-261123-7K3FQ9XW:paid",
        "bottle:3",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert Redactor([Secret(KNOWN), Secret("")])(text) == text


def test_a_secret_within_a_longer_one_leaves_nothing_of_the_longer() -> None:
    assert Redactor([Secret("abcd"), Secret("abcd-efgh")])("abcd-efgh abcd") == "*** ***"


def test_secrets_can_be_added_later() -> None:
    redactor = Redactor([Secret("first")])

    redactor.add(Secret("second"))

    assert redactor("first second third") == "*** *** third"


@given(st.text(min_size=4), st.text(), st.text())
def test_no_known_secret_survives_between_any_texts(secret: str, before: str, after: str) -> None:
    assert secret not in Redactor([Secret(secret)])(f"{before}{secret}{after}").replace("***", "\0")


def test_values_of_any_kind_become_redacted_text_and_numbers() -> None:
    redactor = Redactor([Secret("hunter2")])
    value = {
        "plain": 1,
        "nested": [("a hunter2", {"hunter2": b"hunter2"}), {Secret("hunter2")}],
        "error": ValueError("hunter2"),
        "huge": 2**64,
        "nothing": [None, True, 1.5],
        "half a character": "\ud83d",
    }

    assert redactor.clean(value) == {
        "plain": 1,
        "nested": [["a ***", {"***": "<7 bytes>"}], ["***"]],
        "error": "***",
        "huge": str(2**64),
        "nothing": [None, True, 1.5],
        "half a character": "\\ud83d",
    }


def test_a_value_that_cannot_be_written_does_not_stop_the_log() -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError

    endless: list[object] = []
    endless.append(endless)

    assert [Redactor().clean(value) for value in (Broken(), endless)] == ["<Broken>", "<list>"]
