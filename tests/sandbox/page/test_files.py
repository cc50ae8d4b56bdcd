"""Pictures and files, both ways."""

import asyncio

import pytest
from playwright.async_api import FilePayload, expect

from tests.sandbox.clients import Bot, Json
from tests.sandbox.page.screen import Screen, hear, inline, meet
from tests.sandbox.pictures import png

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

# Puts a file on the clipboard or drags one over an element, as the browser's own events carry it.
_CARRY = """([selector, kind, name, type]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array([1, 2, 3])], name, { type }));
  const carried = kind === "paste" ? { clipboardData: transfer } : { dataTransfer: transfer };
  const Made = kind === "paste" ? ClipboardEvent : DragEvent;
  const event = new Made(kind, { bubbles: true, cancelable: true, ...carried });
  document.querySelector(selector).dispatchEvent(event);
}"""


async def test_a_photo_is_shown_with_its_caption(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)

    caption = {"caption": "Scan <b>me</b>", "parse_mode": "HTML"}
    await bot.upload("sendPhoto", {"photo": ("qr.png", png(300, 200))}, chat_id="1001", **caption)

    picture = screen.message("Scan me").get_by_role("img")
    await expect(picture).to_be_visible()
    await expect(screen.message("Scan me").locator("b")).to_have_text("me")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300


async def test_a_document_is_downloaded_as_it_was_sent(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    body = "KEY-1\nKEY-2 \N{CHECK MARK}\n".encode()
    await bot.upload("sendDocument", {"document": ("kunci-1.txt", body)}, chat_id="1001")

    async with screen.page.expect_download() as coming:
        await screen.page.get_by_role("link", name="kunci-1.txt").click()
    download = await coming.value
    kept = await download.path()

    assert download.suggested_filename == "kunci-1.txt"
    assert await asyncio.to_thread(kept.read_bytes) == body


async def test_a_sticker_is_shown(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)

    await bot.upload("sendSticker", {"sticker": ("s.png", png(512, 512))}, chat_id="1001", emoji="🔥")

    await expect(screen.page.get_by_role("img", name="Sticker 🔥")).to_be_visible()


async def test_a_caption_and_a_photo_are_edited_in_place(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    files = {"photo": ("qr.png", png(300, 300))}
    sent = await bot.upload("sendPhoto", files, chat_id="1001", caption="Waiting")
    await expect(screen.message("Waiting")).to_be_visible()

    keyboard = inline([{"text": "Again", "callback_data": "again"}])
    await bot.call(
        "editMessageCaption",
        chat_id=1001,
        message_id=sent["message_id"],
        caption="Paid ✅",
        reply_markup=keyboard,
    )

    await expect(screen.message("Paid ✅").get_by_role("img")).to_be_visible()
    await expect(screen.message("Paid ✅").get_by_role("button", name="Again")).to_be_visible()
    await expect(screen.message("Waiting")).to_have_count(0)


async def pick(screen: Screen, *files: FilePayload) -> None:
    async with screen.page.expect_file_chooser() as choosing:
        await screen.button("Attach a file").click()
    await (await choosing.value).set_files(list(files))


async def test_a_picked_picture_is_sent_as_a_photo_with_the_words_as_caption(
    screen: Screen, bot: Bot
) -> None:
    await meet(screen, bot)

    await pick(screen, {"name": "shop.png", "mimeType": "image/png", "buffer": png(120, 90)})
    await expect(screen.page.locator("#tray")).to_contain_text("shop.png")
    await screen.write("my shop")
    message = (await hear(bot))["message"]

    assert message["caption"] == "my shop"
    assert (message["photo"][-1]["width"], message["photo"][-1]["height"]) == (120, 90)
    await expect(screen.message("my shop").get_by_role("img")).to_be_visible()
    await expect(screen.page.locator("#tray")).to_be_hidden()


async def test_pictures_are_sent_as_files_on_request_and_one_may_be_left_out(
    screen: Screen, bot: Bot
) -> None:
    await meet(screen, bot)
    picture = png(120, 90)

    await pick(
        screen,
        {"name": "one.png", "mimeType": "image/png", "buffer": picture},
        {"name": "two.png", "mimeType": "image/png", "buffer": picture},
    )
    await screen.button("Leave out one.png").click()
    await screen.page.get_by_label("Send as files").check()
    await screen.button("Send").click()
    message = (await hear(bot))["message"]

    assert message["document"]["file_name"] == "two.png"
    assert "photo" not in message


async def test_a_refused_file_stays_and_so_do_the_words(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)

    await pick(screen, {"name": "broken.png", "mimeType": "image/png", "buffer": b"no picture at all"})
    await screen.write("look")

    await expect(screen.toast).to_contain_text("IMAGE_PROCESS_FAILED")
    await expect(screen.field).to_have_value("look")
    await expect(screen.page.locator("#tray")).to_contain_text("broken.png")


@pytest.mark.parametrize(
    ("kind", "selector", "name"), [("paste", "#words", "pasted.csv"), ("drop", ".phone", "dropped.csv")]
)
async def test_files_may_be_pasted_and_dropped(
    screen: Screen, bot: Bot, kind: str, selector: str, name: str
) -> None:
    await meet(screen, bot)

    await screen.page.evaluate(_CARRY, [selector, kind, name, "text/csv"])
    await expect(screen.page.locator("#tray")).to_contain_text(name)
    await screen.button("Send").click()
    document: Json = (await hear(bot))["message"]["document"]

    assert (document["file_name"], document["file_size"]) == (name, 3)
    await expect(screen.message(name)).to_be_visible()
