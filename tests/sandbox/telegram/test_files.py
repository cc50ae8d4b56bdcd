"""Files in messages: uploaded, sent again by id, fetched from a URL, downloaded."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.sandbox.clients import Bot, Json, Phone, Refused
from tests.sandbox.pictures import gif, jpeg, png, webp

MEGABYTE = 2**20
TOO_BIG = "file of size {} bytes is too big for a photo; the maximum size is 10485760 bytes"
KINDS = ("photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker")


def method_of(kind: str) -> str:
    return "send" + "".join(word.title() for word in kind.split("_"))


async def upload(bot: Bot, to: Phone, kind: str, name: str, body: bytes, **parameters: str) -> Json:
    sent: Json = await bot.upload(
        method_of(kind), {kind: (name, body)}, chat_id=str(to.user_id), **parameters
    )
    return sent


async def upload_refusal(bot: Bot, to: Phone, kind: str, body: bytes, **parameters: str) -> str:
    with pytest.raises(Refused) as refused:
        await upload(bot, to, kind, "x", body, **parameters)
    return refused.value.reason


def file_of(message: Json, kind: str) -> Json:
    """Give what describes the file in a message; of a photo the largest size."""
    described: Json = message[kind][-1] if kind == "photo" else message[kind]
    return described


async def download(bot: Bot, file_id: str) -> bytes:
    path = (await bot.call("getFile", file_id=file_id))["file_path"]
    async with bot.http.get(f"{bot.base_url}/file/bot{bot.token}/{path}") as response:
        assert response.status == 200
        return await response.read()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_can_be_sent_got_back_and_sent_again(bot: Bot, buyer: Phone, kind: str) -> None:
    message = await upload(bot, buyer, kind, "nama.png", png())
    file = file_of(message, kind)

    again = await bot.call(method_of(kind), chat_id=buyer.user_id, **{kind: file["file_id"]})

    assert await download(bot, file["file_id"]) == png()
    assert file["file_size"] == len(png())
    assert file_of(again, kind)["file_unique_id"] == file["file_unique_id"]


@pytest.mark.parametrize(
    ("kind", "parameters", "shown"),
    [
        ("photo", {}, {"width": 40, "height": 30}),
        ("document", {}, {"file_name": "nama.png", "mime_type": "application/octet-stream"}),
        ("video", {"duration": "7", "width": "640", "height": "360"}, {"duration": 7, "width": 640}),
        ("animation", {"duration": "2"}, {"duration": 2, "file_name": "nama.png"}),
        ("audio", {"performer": "Rina", "title": "Lagu"}, {"performer": "Rina", "title": "Lagu"}),
        ("voice", {"duration": "3"}, {"duration": 3, "mime_type": "application/octet-stream"}),
        ("video_note", {"length": "200", "duration": "4"}, {"length": 200, "duration": 4}),
        ("sticker", {"emoji": "😀"}, {"emoji": "😀", "width": 40, "is_animated": False, "is_video": False}),
    ],
)  # fmt: skip
async def test_a_file_is_described_as_what_it_is(
    bot: Bot, buyer: Phone, kind: str, parameters: dict[str, str], shown: Json
) -> None:
    message = await upload(bot, buyer, kind, "nama.png", png(), **parameters)

    assert file_of(message, kind).items() >= shown.items()


async def test_a_caption_is_formatted_and_a_spoiler_kept(bot: Bot, buyer: Phone) -> None:
    sent = await upload(
        bot, buyer, "photo", "x.png", png(), caption="<b>QR</b>", parse_mode="HTML", has_spoiler="true"
    )

    assert (sent["caption"], sent["caption_entities"]) == (
        "QR",
        [{"type": "bold", "offset": 0, "length": 2}],
    )
    assert sent["has_media_spoiler"] is True


@pytest.mark.parametrize(
    ("caption", "reason"),
    [
        ("x" * 1025, "message caption is too long"),
        ("<b>", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_a_caption_that_cannot_be_is_refused(bot: Bot, buyer: Phone, caption: str, reason: str) -> None:
    said = await upload_refusal(bot, buyer, "photo", png(), caption=caption, parse_mode="HTML")

    assert said == f"Bad Request: {reason}"


async def test_a_caption_of_white_space_is_none(bot: Bot, buyer: Phone) -> None:
    assert "caption" not in await upload(bot, buyer, "document", "x", b"x", caption=" ")


async def test_stickers_and_video_notes_have_no_caption(bot: Bot, buyer: Phone) -> None:
    assert "caption" not in await upload(bot, buyer, "sticker", "x", png(), caption="x")


async def test_a_file_may_be_attached_under_another_name(bot: Bot, buyer: Phone) -> None:
    sent = await bot.upload(
        "sendDocument",
        {"isi": ("isi.txt", b"isi"), "gambar": ("kecil.png", png(20, 10))},
        chat_id=str(buyer.user_id),
        document="attach://isi",
        thumbnail="attach://gambar",
    )

    assert sent["document"]["file_name"] == "isi.txt"
    assert (sent["document"]["thumbnail"]["width"], sent["document"]["thumbnail"]["height"]) == (20, 10)


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("document", b"", "file must be non-empty"),
        ("photo", b"not a picture", "IMAGE_PROCESS_FAILED"),
        ("photo", png(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
        ("photo", png(2_100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (
            "photo",
            png() + bytes(10 * MEGABYTE),
            TOO_BIG.format(10 * MEGABYTE + len(png())),
        ),
    ],
    ids=["empty", "no picture", "too large", "too narrow", "too many bytes"],
)
async def test_a_file_that_cannot_be_is_refused(
    bot: Bot, buyer: Phone, kind: str, body: bytes, reason: str
) -> None:
    assert await upload_refusal(bot, buyer, kind, body) == f"Bad Request: {reason}"
    assert (await buyer.last())["text"] == "/start"


@pytest.mark.parametrize("body", [png(), gif(40, 30), jpeg(40, 30), webp(40, 30)])
async def test_a_photo_may_be_of_any_usual_kind(bot: Bot, buyer: Phone, body: bytes) -> None:
    photo = file_of(await upload(bot, buyer, "photo", "x", body), "photo")

    assert (photo["width"], photo["height"]) == (40, 30)


async def test_a_file_is_sent_again_only_as_what_it_is(bot: Bot, buyer: Phone) -> None:
    document = (await upload(bot, buyer, "document", "x.png", png()))["document"]

    said = await bot.refusal("sendPhoto", chat_id=buyer.user_id, photo=document["file_id"])

    assert said == "Bad Request: can't use file of type Document as Photo"


async def test_an_id_belongs_to_one_bot(bot: Bot, buyer: Phone) -> None:
    file_id = (await upload(bot, buyer, "document", "x", b"x"))["document"]["file_id"]
    path = (await bot.call("getFile", file_id=file_id))["file_path"]
    other = Bot(bot.base_url, bot.http, "77:TEST")
    await other.call("getMe")
    await Phone(bot.base_url, bot.http, bot_id=77).send("/start")

    sent = await other.refusal("sendDocument", chat_id=buyer.user_id, document=file_id)
    got = await other.refusal("getFile", file_id=file_id)
    async with bot.http.get(f"{bot.base_url}/file/bot77:TEST/{path}") as response:
        status = response.status

    assert sent == "Bad Request: wrong file identifier/HTTP URL specified"
    assert (got, status) == ("Bad Request: invalid file_id", 404)


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [({}, "file_id not specified"), ({"file_id": "abc"}, "invalid file_id")],
)
async def test_a_file_that_is_not_there_is_refused(bot: Bot, parameters: Json, reason: str) -> None:
    assert await bot.refusal("getFile", **parameters) == f"Bad Request: {reason}"


async def test_a_file_over_twenty_megabytes_cannot_be_downloaded(bot: Bot, buyer: Phone) -> None:
    large = (await upload(bot, buyer, "document", "x", bytes(20 * MEGABYTE + 1)))["document"]

    assert await bot.refusal("getFile", file_id=large["file_id"]) == "Bad Request: file is too big"


@pytest.mark.parametrize(("token", "status"), [("42:TEST", 404), ("42:WRONG", 401), ("x", 401)])
@pytest.mark.usefixtures("bot")
async def test_a_path_that_is_not_there_is_not_found(bot: Bot, token: str, status: int) -> None:
    async with bot.http.get(f"{bot.base_url}/file/bot{token}/documents/file_9.txt") as response:
        answer = await response.json()

    assert (response.status, answer["ok"], answer["error_code"]) == (status, False, status)


async def test_a_path_keeps_a_harmless_ending(bot: Bot, buyer: Phone) -> None:
    paths = []
    for name in ("kode.TXT", "x.a/../b", "tanpa", ".env", "x.💾"):
        document = (await upload(bot, buyer, "document", name, b"x"))["document"]
        paths.append((await bot.call("getFile", file_id=document["file_id"]))["file_path"])

    assert [path.partition("/")[2].partition("_")[2] for path in paths] == ["1.txt", "2.b", "3", "4", "5"]


async def test_what_is_missing_in_the_request_is_named(bot: Bot, buyer: Phone) -> None:
    reason = await bot.refusal("sendVideoNote", chat_id=buyer.user_id)

    assert reason == "Bad Request: there is no video note in the request"


@pytest.fixture
async def site() -> AsyncIterator[str]:
    """Serve files where the sandbox can fetch them, as Telegram fetches them from the web."""
    contents = {
        "foto.png": (png(), "image/png"),
        "isi.txt": (b"isi", "text/plain"),
        "kosong": (b"", "text/plain"),
        "besar": (bytes(20 * MEGABYTE + 1), "text/plain"),
    }

    async def serve(request: web.Request) -> web.Response:
        body, media_type = contents.get(request.match_info["name"]) or _missing()
        return web.Response(body=body, content_type=media_type)

    app = web.Application()
    app.router.add_get("/{name}", serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def _missing() -> tuple[bytes, str]:
    raise web.HTTPNotFound


async def test_a_file_may_be_fetched_from_a_url(bot: Bot, buyer: Phone, site: str) -> None:
    photo = await bot.call("sendPhoto", chat_id=buyer.user_id, photo=f"{site}/foto.png")
    document = await bot.call("sendDocument", chat_id=buyer.user_id, document=f"{site}/isi.txt")

    assert await download(bot, file_of(photo, "photo")["file_id"]) == png()
    assert document["document"].items() >= {"file_name": "isi.txt", "mime_type": "text/plain"}.items()


@pytest.mark.parametrize(
    ("method", "name", "reason"),
    [
        ("sendPhoto", "tidak-ada", "failed to get HTTP URL content"),
        ("sendPhoto", "isi.txt", "wrong type of the web page content"),
        ("sendDocument", "kosong", "wrong type of the web page content"),
        ("sendDocument", "besar", "wrong type of the web page content"),
    ],
)
async def test_a_url_without_such_a_file_is_refused(
    bot: Bot, buyer: Phone, site: str, method: str, name: str, reason: str
) -> None:
    kind = method.removeprefix("send").lower()

    said = await bot.refusal(method, chat_id=buyer.user_id, **{kind: f"{site}/{name}"})

    assert said == f"Bad Request: {reason}"


async def test_a_url_that_nobody_serves_is_refused(bot: Bot, buyer: Phone) -> None:
    for url in ("http://127.0.0.1:1/x.png", "http://[x/y"):
        said = await bot.refusal("sendPhoto", chat_id=buyer.user_id, photo=url)
        assert said == "Bad Request: failed to get HTTP URL content"
