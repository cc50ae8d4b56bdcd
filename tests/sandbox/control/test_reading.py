"""What a person, a script or a test reads: messages after a seq, files, calls; several bots side by side."""

import asyncio

import pytest
from aiohttp import ClientSession

from tests.sandbox.clients import Bot, Json, Phone, Refused
from tests.sandbox.pictures import png


async def test_only_what_is_new_or_changed_after_a_seq_is_shown(bot: Bot, buyer: Phone) -> None:
    first = await bot.say(buyer, "satu")
    await bot.say(buyer, "dua")
    seq = (await buyer.read())["seq"]

    assert (await buyer.read(after=seq))["messages"] == []
    await bot.call("editMessageText", chat_id=buyer.user_id, message_id=first["message_id"], text="satu lagi")

    seen = await buyer.read(after=seq)
    assert [message["text"] for message in seen["messages"]] == ["satu lagi"]
    assert seen["seq"] == seen["messages"][0]["seq"] == seq + 1


async def test_who_waits_reads_a_message_as_soon_as_it_comes(bot: Bot, buyer: Phone) -> None:
    seq = (await buyer.read())["seq"]
    waiting = asyncio.ensure_future(buyer.read(after=seq, wait=30))
    await buyer.read()

    await bot.say(buyer, "akhirnya")

    assert [message["text"] for message in (await waiting)["messages"]] == ["akhirnya"]


async def test_who_waits_in_vain_reads_nothing(buyer: Phone) -> None:
    seq = (await buyer.read())["seq"]

    seen = await buyer.read(after=seq, wait=0.05)

    assert (seen["seq"], seen["messages"], seen["toasts"]) == (seq, [], [])


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("after=x", "after must be a whole number of 0 or more, not 'x'."),
        ("after=-1", "after must be a whole number of 0 or more, not '-1'."),
        ("after=inf", "after must be a whole number of 0 or more, not 'inf'."),
        ("wait=61", "wait must be a number from 0 to 60.0, not '61'."),
        ("wait=nan", "wait must be a number from 0 to 60.0, not 'nan'."),
        ("wait=soon", "wait must be a number from 0 to 60.0, not 'soon'."),
        ("bot=x", "bot must be a whole number of 0 or more, not 'x'."),
    ],
)
async def test_a_position_that_cannot_be_is_declined(buyer: Phone, query: str, reason: str) -> None:
    assert await buyer.decline("GET", f"{buyer.chat}/messages?{query}") == (400, reason)


async def test_a_persons_id_must_be_one(buyer: Phone) -> None:
    status, sentence = await buyer.decline("GET", "/chats/budi/messages")

    assert status == 400
    assert sentence == "The user's id in the path must be a whole number of 0 or more, not 'budi'."


async def test_a_bot_that_has_not_called_is_declined(sandbox: str, http: ClientSession) -> None:
    phone = Phone(sandbox, http, bot_id=77)
    assert await phone.decline("GET", phone.chat) == (
        404,
        "No bot 77 has called the Bot API. Those that have: none yet.",
    )
    await Bot(sandbox, http).call("getMe")

    _, sentence = await phone.decline("GET", phone.chat)

    assert sentence == "No bot 77 has called the Bot API. Those that have: 42."


async def test_ids_of_bots_are_told_apart_exactly(sandbox: str, http: ClientSession) -> None:
    large, next_to_it = 2**60, 2**60 + 1
    for bot_id in (large, next_to_it):
        await Bot(sandbox, http, f"{bot_id}:TEST").call("getMe")

    assert (await Phone(sandbox, http, bot_id=next_to_it).ask("GET", "/chats/1001"))["bot"] == next_to_it


@pytest.mark.parametrize(
    ("kind", "body", "place", "media_type"),
    [
        ("photo", png(), "inline", "image/png"),
        ("document", b"<script>", "attachment", "application/octet-stream"),
    ],
)
async def test_a_file_is_shown_only_when_it_can_do_no_harm(
    buyer: Phone, kind: str, body: bytes, place: str, media_type: str
) -> None:
    sent = await buyer.send_file(kind, "halo dunia.html", body)
    file = sent[kind][-1] if kind == "photo" else sent[kind]

    async with buyer.http.get(f"{buyer.base_url}/_sandbox/files/{file['file_id']}") as response:
        assert await response.read() == body

    assert response.content_type == media_type
    assert response.headers["Content-Disposition"] == f"{place}; filename*=UTF-8''halo%20dunia.html"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox"


async def test_a_file_that_is_not_there_is_declined(buyer: Phone) -> None:
    status, sentence = await buyer.decline("GET", "/files/abc")

    assert status == 404
    assert sentence == "There is no such file, or it had to make room for newer ones."


async def calls(phone: Phone, after: int = 0, wait: float = 0) -> Json:
    shown: Json = await phone.ask("GET", f"/calls?after={after}&wait={wait}")
    return shown


async def test_every_call_is_written_down_with_its_time(bot: Bot, buyer: Phone) -> None:
    before = (await calls(buyer))["seq"]
    await bot.say(buyer, "Halo")
    await bot.refusal("sendMessage", chat_id=4_004, text="x")

    good, bad = (await calls(buyer, after=before))["calls"]

    assert good.items() >= {"bot": 42, "method": "sendMessage", "status": 200, "ok": True}.items()
    assert good["parameters"] == {"chat_id": buyer.user_id, "text": "Halo"}
    assert good["duration_ms"] >= 0
    assert good["at"].endswith("+00:00")
    assert (bad["status"], bad["ok"], bad["description"]) == (400, False, "Bad Request: chat not found")
    assert (good["seq"], bad["seq"]) == (before + 1, before + 2)


async def test_a_call_is_written_down_under_its_proper_name(bot: Bot, buyer: Phone) -> None:
    before = (await calls(buyer))["seq"]
    await bot.call("GETME")
    await bot.refusal("getYou")

    shown = (await calls(buyer, after=before))["calls"]

    assert [(call["method"], call["status"]) for call in shown] == [("getMe", 200), ("getYou", 404)]


async def test_files_and_long_texts_are_shortened_in_the_log(bot: Bot, buyer: Phone) -> None:
    before = (await calls(buyer))["seq"]
    await bot.upload("sendDocument", {"document": ("isi.txt", b"isi")}, chat_id="1001")
    await bot.say(buyer, "x" * 1_001)

    upload, long_text = (await calls(buyer, after=before))["calls"]

    assert upload["parameters"] == {"chat_id": "1001", "document": "<isi.txt, 3 bytes>"}
    assert long_text["parameters"]["text"] == "x" * 1_000 + "… (1001 characters)"


async def test_a_call_that_could_not_be_read_is_written_down_too(bot: Bot, buyer: Phone) -> None:
    before = (await calls(buyer))["seq"]
    headers = {"Content-Type": "application/json"}
    async with bot.http.post(f"{bot.url}/sendMessage", data=b"{", headers=headers) as response:
        assert response.status == 400

    (call,) = (await calls(buyer, after=before))["calls"]

    assert (call["method"], call["description"]) == (
        "sendMessage",
        "Bad Request: can't parse JSON object",
    )


async def test_who_waits_for_a_call_is_told_at_once(bot: Bot, buyer: Phone) -> None:
    before = (await calls(buyer))["seq"]
    waiting = asyncio.ensure_future(calls(buyer, after=before, wait=30))
    await buyer.read()

    await bot.call("getMe")

    assert [call["method"] for call in (await waiting)["calls"]] == ["getMe"]


async def test_calls_of_one_bot_can_be_picked_out(bot: Bot, buyer: Phone) -> None:
    await Bot(bot.base_url, bot.http, "77:TEST").call("getMe")

    of_all = (await calls(buyer))["calls"]
    of_one = (await calls(Phone(bot.base_url, bot.http, bot_id=77)))["calls"]

    assert {call["bot"] for call in of_all} == {42, 77}
    assert {call["bot"] for call in of_one} == {77}


async def test_the_first_bot_is_meant_when_none_is_named(bot: Bot, buyer: Phone) -> None:
    other = Bot(bot.base_url, bot.http, "77:TEST")
    await other.call("getMe")

    await buyer.send("untuk yang pertama")

    assert len(await bot.updates()) == 1
    assert await other.updates() == []
    with pytest.raises(Refused, match="chat not found"):
        await other.say(buyer)
