"""Whatever comes in: a clear answer or silence, never an apology, and nothing has changed."""

import pytest

from auto_order.db.engine import Database
from auto_order.telegram.routes import Routes
from tests.rig.clock import Clock
from tests.rig.front import TEXTS, Front
from tests.rig.shop import SELLER, Shop
from tests.rig.snapshots import compare, take_snapshot

_BUYER = 990_002
_TAILS = [
    "",
    ":",
    ":::::::::",
    ":1",
    ":-1",
    ":0:0:0:0",
    ":99999999999999999999999999",
    ":1:99999999999999999999",
    ":1.5",
    ":true",
    ":٣",
    ":\x00",
    ":1:1:\x00",
    ":😀",
    ":' OR 1=1 --",
    ":<b>",
    ":" + "9" * 62,
    ":0-n-0-",
    ":0-x-1-kata",
    ":-5-s--3-",
    ":0-s-1-%\x00_",
    ":0-s-9999999-",
    ":9007199254740991",
    ":9007199254740991:10000:deadbeef:t",
]


@pytest.fixture
def shop(database: Database, clock: Clock) -> Shop:
    return Shop(database, clock)


@pytest.mark.parametrize("person", [_BUYER, SELLER])
async def test_a_tap_that_no_button_of_ours_carries_is_answered_and_changes_nothing(
    shop: Shop, person: int
) -> None:
    front = Front(shop)
    await shop.offer(units=3)
    await front.say(person, "/start")
    before = await take_snapshot(shop.tx)

    prefixes = sorted(kind.__prefix__ for kind in Routes(TEXTS).kinds)
    for data in [prefix + tail for prefix in prefixes for tail in _TAILS] + ["", "?", "unknown:1", "\x00"]:
        calls = await front.tap(person, data)
        said = " ".join(call.text for call in calls)

        assert sum(call.method == "answerCallbackQuery" for call in calls) == 1, data
        assert "gangguan" not in said, data

    touched, added = compare(before, await take_snapshot(shop.tx))
    assert not [row for row in touched if "customers" not in row]
    assert set(added) <= {"dialogs", "cart_lines", "payments", "jobs", "audit_entries"}


_TEXTS = [
    "",
    " ",
    "/",
    "//",
    "/@",
    "/start@another_bot x",
    "/start p_",
    "/start p_" + "x" * 4000,
    "/start p_%00",
    "/start \x00",
    "/START",
    "/cari",
    "/cari \x00",
    "/cari %_\\",
    "/cari " + "a" * 4000,
    "/cari 😀" * 20,
    "/cari <b>&amp;",
    "/pesanan 99999999999999999999",
    "/batal",
    "batal",
    "\u202eabc",
    "x" * 4096,
    "1️⃣",
    "5️⃣",
    "⚙️ Admin Settings",
]


async def test_whatever_is_written_gets_an_answer_or_silence(shop: Shop) -> None:
    front = Front(shop)
    await front.say(_BUYER, "/start")

    for text in _TEXTS:
        calls = await front.say(_BUYER, text)

        assert "gangguan" not in " ".join(call.text for call in calls), text


@pytest.mark.parametrize(
    "fields",
    [
        {"text": None},
        {"chat": {"id": -100, "type": "group", "title": "x"}},
        {"from": None},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "text": None},
        {"from": {"id": 7, "is_bot": False, "first_name": "\x00<b>&" + "n" * 300}},
        {"from": {"id": 2**52, "is_bot": False, "first_name": "", "language_code": "xx-YY"}},
    ],
)
async def test_messages_of_every_shape_are_survived(shop: Shop, fields: dict[str, object]) -> None:
    front = Front(shop)

    calls = await front.say(7, "/start", fields)

    assert "gangguan" not in " ".join(call.text for call in calls)
    assert [call.method for call in await front.say(8, "/start")] == ["sendMessage"]


async def test_a_group_is_met_with_silence(shop: Shop) -> None:
    front = Front(shop)

    calls = await front.say(7, "/start", {"chat": {"id": -100, "type": "group", "title": "x"}})

    assert not calls


@pytest.mark.parametrize(
    "fields", [{"message": None}, {"message": None, "inline_message_id": "x"}, {"data": None}]
)
async def test_taps_of_every_shape_are_answered(shop: Shop, fields: dict[str, object]) -> None:
    front = Front(shop)

    calls = await front.tap(_BUYER, "o:1", fields)

    assert any(call.method == "answerCallbackQuery" for call in calls)
    assert "gangguan" not in " ".join(call.text for call in calls)
