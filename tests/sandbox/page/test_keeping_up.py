"""What the page does when much has been said, when it is loaded anew, and when the line breaks."""

import asyncio

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, expect

from auto_order_sandbox.box import BOX
from auto_order_sandbox.options import Options
from auto_order_sandbox.running import Running, running
from tests.rig.browser import open_page
from tests.sandbox.clients import Bot, Phone
from tests.sandbox.page.screen import Screen, inline, meet, say

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]


async def test_a_chat_is_there_again_after_loading_the_page_anew(screen: Screen, bot: Bot) -> None:
    await screen.turn_to("Joko")
    await meet(screen, bot)
    rows = [["🛍 Products"]]
    await say(bot, "<b>Welcome</b>", to=1002, parse_mode="HTML", reply_markup={"keyboard": rows})
    await say(bot, "Menu", to=1002, reply_markup=inline([{"text": "Buy", "callback_data": "buy"}]))
    await screen.message("Menu").wait_for()

    await screen.page.reload()
    await screen.ready()

    await expect(screen.page.locator("#chat-status")).to_contain_text("Joko")
    await expect(screen.messages.locator(".text")).to_contain_text(["/start", "Welcome", "Menu"])
    await expect(screen.message("Welcome").locator("b")).to_be_visible()
    await expect(screen.button("Buy")).to_be_visible()
    await expect(screen.button("🛍 Products")).to_be_visible()


async def test_a_long_chat_opens_at_its_end_and_goes_back_to_its_beginning(
    screen: Screen, bot: Bot, buyers: list[Phone]
) -> None:
    for number in range(1, 1000):
        await say(bot, f"number {number} of many", to=buyers[1].user_id)

    await screen.turn_to("Joko")
    await expect(screen.message("number 999 of many")).to_be_in_viewport()
    assert await screen.messages.count() < 200
    for _ in range(60):
        if await screen.message("/start").count():
            break
        await screen.page.locator("#scroller").evaluate("scroller => scroller.scrollTo(0, 0)")
        await screen.page.evaluate("new Promise(requestAnimationFrame)")

    await expect(screen.message("/start")).to_have_count(1)
    await expect(screen.messages).to_have_count(1000)
    ids = await screen.messages.evaluate_all("places => places.map((place) => Number(place.dataset.id))")
    assert ids == sorted(ids)


async def test_who_reads_further_up_is_not_moved_but_told(
    screen: Screen, bot: Bot, buyers: list[Phone]
) -> None:
    for number in range(40):
        await say(bot, f"line {number}", to=buyers[0].user_id)
    await expect(screen.message("line 39")).to_be_in_viewport()
    await screen.page.locator("#scroller").evaluate("scroller => scroller.scrollTo(0, 0)")
    button = screen.page.get_by_role("button", name="Go to the end")
    await expect(button).to_be_visible()

    await say(bot, "news")

    await expect(screen.message("line 0")).to_be_in_viewport()
    await screen.page.get_by_role("button", name="1 new messages").click()
    await expect(screen.message("news")).to_be_in_viewport()


async def test_a_flood_is_shown_to_its_end(screen: Screen, bot: Bot, buyers: list[Phone]) -> None:
    async def shout(voice: int) -> None:
        for number in range(150):
            await say(bot, f"flood {voice}:{number}", to=buyers[0].user_id)

    await asyncio.gather(*(shout(voice) for voice in range(8)))
    await say(bot, "the last of it")

    await expect(screen.message("the last of it")).to_be_in_viewport()
    shown = await screen.messages.count()
    assert shown <= 1100, "the page keeps no more than it must"


async def test_what_was_missed_is_asked_for_when_the_line_is_back(
    screen: Screen, bot: Bot, box: Running, buyers: list[Phone]
) -> None:
    sent = await say(bot, "to be edited", to=buyers[0].user_id)
    gone = await say(bot, "to be deleted", to=buyers[0].user_id)
    await screen.message("to be deleted").wait_for()

    box.app[BOX].events.close()
    await say(bot, "meanwhile")
    await bot.call("editMessageText", chat_id=1001, message_id=sent["message_id"], text="edited unseen")
    await bot.call("deleteMessage", chat_id=1001, message_id=gone["message_id"])
    await say(bot, "for Joko", to=1002)

    await expect(screen.message("meanwhile")).to_be_visible()
    await expect(screen.message("edited unseen")).to_be_visible()
    await expect(screen.message("to be deleted")).to_have_count(0)
    await expect(screen.person("Joko").locator(".badge")).to_have_text("1")


@pytest_asyncio.fixture(loop_scope="session")
async def other_browser_page(browser: Browser, box: Running) -> Screen:
    """Give a second window's screen, not open yet; the test opens it within the first's life."""
    context = await browser.new_context()
    return Screen(await context.new_page(), box.base_url)


async def test_two_windows_show_the_same(screen: Screen, other_browser_page: Screen, bot: Bot) -> None:
    await other_browser_page.open()
    await meet(screen, bot)
    await say(bot, "for both")

    await expect(other_browser_page.message("for both")).to_be_visible()
    await other_browser_page.page.context.close()


async def test_a_restarted_sandbox_is_another_one(browser: Browser, http: ClientSession) -> None:
    options = Options(port=0, limits=False)
    async with open_page(browser) as page:
        async with running(options) as first:
            port = int(first.base_url.rpartition(":")[2])
            screen, bot = Screen(page, first.base_url), Bot(first.base_url, http)
            await bot.call("getMe")
            await screen.open()
            await meet(screen, bot)
            await say(bot, "of the first")
            await screen.message("of the first").wait_for()
        await expect(page.get_by_text("Reconnecting…")).to_be_visible()

        async with running(Options(port=port, limits=False)) as second:
            other = Bot(second.base_url, http, "77:TEST")
            await other.call("setMyName", name="Another bot")

            await expect(page.locator("#chat-title")).to_have_text("Another bot")
            await expect(screen.message("of the first")).to_have_count(0)
            await meet(screen, other)
            await say(other, "of the second")
            await expect(screen.message("of the second")).to_be_visible()
