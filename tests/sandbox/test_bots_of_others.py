"""Bots that strangers write run against the sandbox as they are: three libraries, polling and webhook.

All six talk to one sandbox side by side, each with its own token; each test writes as a person of its own.
"""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from subprocess import Popen

import pytest
from aiohttp import ClientSession

from tests.rig.waiting import eventually
from tests.sandbox.bots.running import free_port, running_sandbox_process, running_script
from tests.sandbox.clients import Json, Phone
from tests.sandbox.pictures import png

pytestmark = pytest.mark.xdist_group("bots of others")  # so that each is started once

BOTS = {"ptb": 501, "telebot": 502, "aiogram": 503}
TO_START = 100  # seconds: importing a library may take long on a busy machine
_people = count(9_001)


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_sandbox_process(tmp_path_factory.mktemp("box") / "log") as url:
        yield url


@pytest.fixture(scope="module", params=[f"{name} {mode}" for name in BOTS for mode in ("polling", "webhook")])
def stranger(
    request: pytest.FixtureRequest, base_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Popen[str], Path]]:
    """Run one of the bots; gives its id, its process and where it writes what it has to say."""
    name, mode = request.param.split()
    bot_id = BOTS[name] + (100 if mode == "webhook" else 0)
    log = tmp_path_factory.mktemp(name) / mode
    script = Path(__file__).parent / "bots" / f"echo_{name}.py"
    environment = {"API": base_url, "TOKEN": f"{bot_id}:{'x' * 35}"}
    if mode == "webhook":
        environment["PORT"] = str(free_port())
    with running_script(script, log, **environment) as process:
        yield bot_id, process, log


@pytest.fixture
async def buyer(base_url: str, stranger: tuple[int, Popen[str], Path]) -> AsyncIterator[Phone]:
    """Somebody who has never written to the bot, which has called the sandbox already."""
    bot_id, process, log = stranger
    async with ClientSession() as http:
        phone = Phone(base_url, http, next(_people), bot_id)

        async def has_called() -> bool:
            assert process.poll() is None, log.read_text()
            bots = (await phone.ask("GET", "/state"))["bots"]
            return bot_id in [bot["id"] for bot in bots]

        await phone.ask("POST", "/users", json={"id": phone.user_id, "first_name": "Budi"})
        await eventually(has_called, within=TO_START)
        yield phone
        assert "Traceback" not in log.read_text()


async def answer_to(buyer: Phone, sent: Json) -> Json:
    """Wait for what the bot says next."""
    seen = await buyer.read(after=sent["seq"], wait=30)
    answer: Json = seen["messages"][0]
    assert answer["direction"] == "out"
    return answer


async def test_it_greets_with_a_mention_and_a_button(buyer: Phone) -> None:
    greeting = await answer_to(buyer, await buyer.send("/start"))

    assert greeting["text"] == "Hello, Budi"
    kinds = {entity["type"]: entity for entity in greeting["entities"]}
    assert kinds.keys() == {"bold", "text_mention"}
    assert kinds["text_mention"]["user"]["id"] == buyer.user_id
    assert greeting["reply_markup"]["inline_keyboard"][0][0]["text"] == "Press me"


async def test_it_echoes_what_is_written(buyer: Phone) -> None:
    sent = await buyer.send("Harga <b>Rp 30.000</b> & 😀?")

    echo = await answer_to(buyer, sent)

    assert echo["text"] == sent["text"]
    assert echo["reply_to_message"]["message_id"] == sent["message_id"]


async def test_a_tap_gets_an_alert_and_changes_the_message(buyer: Phone) -> None:
    greeting = await answer_to(buyer, await buyer.send("/start"))

    tapped = await buyer.tap(greeting["message_id"], "Press me")

    async def is_edited() -> bool:
        return bool((await buyer.last()).get("edit_date"))

    await eventually(is_edited)
    edited = await buyer.last()
    (toast,) = (await buyer.read())["toasts"]
    assert (edited["message_id"], edited["text"]) == (greeting["message_id"], "Pressed")
    assert "reply_markup" not in edited
    assert (toast["text"], toast["show_alert"]) == ("You pressed pressed:1", True)
    assert toast["callback_query_id"] == tapped["callback_query_id"]


async def test_it_sends_a_photo_back_by_its_file_id(buyer: Phone) -> None:
    sent = await buyer.send_file("photo", "foto.png", png(320, 240))

    photo = await answer_to(buyer, sent)

    assert photo["caption"] == "320x240"
    assert photo["photo"][-1]["file_unique_id"] == sent["photo"][-1]["file_unique_id"]


async def test_it_downloads_a_document_and_uploads_another(buyer: Phone) -> None:
    sent = await buyer.send_file("document", "catatan.txt", b"kode rahasia")

    document = (await answer_to(buyer, sent))["document"]

    url = f"{buyer.base_url}/_sandbox/files/{document['file_id']}"
    async with buyer.http.get(url) as response:
        assert await response.read() == b"aisahar edok"
    assert document["file_name"] == "reversed.txt"
