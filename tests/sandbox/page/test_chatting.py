"""Chatting on the page: what a bot sends is seen, and what a person does is heard by the bot."""

import pytest
from playwright.async_api import expect

from tests.sandbox.clients import Bot, Phone
from tests.sandbox.page.screen import Screen, hear, inline, meet, say

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

HOSTILE = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"


async def test_an_empty_chat_says_how_to_begin(screen: Screen, bot: Bot) -> None:
    await bot.call("setMyDescription", description="Kunci lisensi dan voucher.")

    await expect(screen.page.locator("#empty")).to_contain_text("Kunci lisensi dan voucher.")
    await expect(screen.page.locator("#empty")).to_contain_text("Send /start")
    await screen.button("Start").click()

    assert (await hear(bot))["message"]["text"] == "/start"
    await expect(screen.page.locator("#empty")).to_be_hidden()
    await expect(screen.message("/start")).to_be_visible()


async def test_what_is_written_before_the_first_bot_waits_for_it(screen: Screen, bot_to_come: Bot) -> None:
    await expect(screen.page.locator("#empty")).to_contain_text("Waiting for a bot")
    await expect(screen.page.locator("#empty")).to_contain_text(screen.base_url)
    await screen.write("/start early")
    await expect(screen.message("/start early")).to_be_visible()

    await bot_to_come.call("setMyName", name="Latecomer")

    assert (await hear(bot_to_come))["message"]["text"] == "/start early"
    await expect(screen.page.locator("#chat-title")).to_have_text("Latecomer")
    await expect(screen.message("/start early")).to_be_visible()


async def test_formats_are_shown_as_formats(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)

    await say(
        bot,
        "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>KEY-1</code>"
        '<blockquote>quoted</blockquote><pre><code class="language-python">x = 1</code></pre>'
        '<a href="https://example.com/x">link</a> <b><i>both</i></b> <tg-spoiler>secret</tg-spoiler> /help',
        parse_mode="HTML",
    )

    message = screen.message("struck")
    for tag, text in (("b", "bold"), ("i", "italic"), ("u", "under"), ("s", "struck"), ("b i", "both")):
        await expect(message.locator(tag, has_text=text)).to_be_visible()
    await expect(message.locator("blockquote")).to_have_text("quoted")
    await expect(message.locator("pre")).to_have_text("x = 1")
    await expect(message.get_by_role("link", name="link")).to_have_attribute("href", "https://example.com/x")
    await message.locator(".spoiler").click()
    await expect(message.locator(".spoiler.shown")).to_have_text("secret")
    await message.get_by_text("KEY-1").click()
    assert await screen.page.evaluate("navigator.clipboard.readText()") == "KEY-1"
    await message.get_by_text("/help").click()
    assert (await hear(bot))["message"]["text"] == "/help"


@pytest.mark.parametrize("hostile", [HOSTILE, "مرحبا gpj.exe \u200f)(", "<b>not bold</b> &amp; 🙂"])
async def test_hostile_text_is_shown_as_text(screen: Screen, bot: Bot, hostile: str) -> None:
    await bot.call("setMyName", name=hostile[:60])
    await meet(screen, bot)
    data = {"text": hostile, "callback_data": hostile[:20]}
    await say(bot, hostile, reply_markup=inline([data]))
    await say(bot, "menu", reply_markup={"keyboard": [[{"text": hostile}]]})

    message = screen.messages.filter(has=screen.page.locator(".keys"))
    shown = await message.locator(".text").inner_text()

    assert hostile in shown
    await expect(message.get_by_role("button")).to_have_text(hostile)
    await expect(screen.page.locator("#reply-keyboard").get_by_role("button")).to_have_text(hostile)
    assert await screen.page.locator(".message img, .message script, .message b").count() == 0
    assert await screen.page.title() != "hacked"


async def test_a_tap_edits_the_message_in_place(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    counter = await say(bot, "Count: 0", reply_markup=inline([{"text": "more", "callback_data": "+1"}]))
    await say(bot, "below")

    await screen.button("more").click()
    await expect(screen.page.locator(".key.busy")).to_be_visible()
    query = (await hear(bot))["callback_query"]
    again = inline([{"text": "even more", "callback_data": "+1"}])
    message_id = counter["message_id"]
    await bot.call(
        "editMessageText", chat_id=1001, message_id=message_id, text="Count: 1", reply_markup=again
    )
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Counted")

    assert query["data"] == "+1"
    await expect(screen.messages.nth(1)).to_contain_text("Count: 1")
    await expect(screen.messages.nth(1)).to_contain_text("edited")
    await expect(screen.message("Count: 0")).to_have_count(0)
    await expect(screen.toast).to_have_text("Counted")
    await expect(screen.page.locator(".key.busy")).to_have_count(0)
    await expect(screen.button("even more")).to_be_visible()


async def test_an_alert_stays_until_it_is_closed(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    await say(bot, "Buy?", reply_markup=inline([{"text": "Buy", "callback_data": "buy"}]))

    await screen.button("Buy").click()
    query_id = (await hear(bot))["callback_query"]["id"]
    await bot.call("answerCallbackQuery", callback_query_id=query_id, text="Sold out.", show_alert=True)

    await expect(screen.page.get_by_role("dialog")).to_contain_text("Sold out.")
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.get_by_role("dialog")).to_have_count(0)


async def test_two_buttons_of_one_name_are_told_apart(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    row = [{"text": "🛒", "callback_data": f"cart:{number}"} for number in range(3)]
    await say(bot, "Pick", reply_markup=inline(row))

    await screen.button("🛒").nth(2).click()

    assert (await hear(bot))["callback_query"]["data"] == "cart:2"


async def test_links_are_followed_only_after_asking(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    url, copied = "https://example.com/pay", {"text": "PROMO10"}
    keyboard = inline([{"text": "Open", "url": url}, {"text": "Copy", "copy_text": copied}])
    await say(bot, "Choose", reply_markup=keyboard)

    await screen.message("Choose").get_by_role("button", name="Open").click()
    dialog = screen.page.get_by_role("dialog")
    await expect(dialog.get_by_role("link", name="Open")).to_have_attribute("href", url)
    await expect(dialog).to_contain_text(url)
    await dialog.get_by_role("button", name="Cancel").click()
    await screen.button("Copy").click()

    await expect(screen.toast).to_have_text("Copied")
    assert await screen.page.evaluate("navigator.clipboard.readText()") == "PROMO10"


async def test_a_link_to_the_bot_starts_it_here(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    await say(bot, "Invite: https://t.me/sandbox_42_bot?start=ref_7")

    await screen.message("Invite").get_by_role("link").click()

    assert (await hear(bot))["message"]["text"] == "/start ref_7"


async def test_a_reply_keyboard_writes_for_the_person(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    rows = [["🛍 Products", "📦 Orders"], [{"text": "Share phone", "request_contact": True}]]
    await say(bot, "Welcome", reply_markup={"keyboard": rows, "input_field_placeholder": "Pick one"})

    await screen.button("📦 Orders").click()
    assert (await hear(bot))["message"]["text"] == "📦 Orders"
    await screen.button("Share phone").click()
    await screen.button("Share").click()
    contact = (await hear(bot))["message"]["contact"]

    assert contact["user_id"] == 1001
    await expect(screen.field).to_have_attribute("placeholder", "Pick one")
    await say(bot, "Bye", reply_markup={"remove_keyboard": True})
    await expect(screen.button("📦 Orders")).to_have_count(0)


async def test_a_deleted_message_goes(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    gone = await say(bot, "Preparing your invoice…")
    await say(bot, "Here it is")
    await expect(screen.message("Preparing")).to_be_visible()

    await bot.call("deleteMessage", chat_id=1001, message_id=gone["message_id"])

    await expect(screen.message("Preparing")).to_have_count(0)
    await expect(screen.message("Here it is")).to_be_visible()


async def test_each_person_has_a_phone_of_their_own(screen: Screen, bot: Bot, buyers: list[Phone]) -> None:
    await say(bot, "Only for Wati")
    for text in ("Only for Joko", "and more"):
        await say(bot, text, to=1002)

    await expect(screen.person("Joko").locator(".badge")).to_have_text("2")
    await expect(screen.person("Joko")).to_contain_text("and more")
    await expect(screen.message("Only for Wati")).to_be_visible()
    await expect(screen.message("Only for Joko")).to_have_count(0)
    await screen.turn_to("Joko")

    await expect(screen.message("Only for Joko")).to_be_visible()
    await expect(screen.message("Only for Wati")).to_have_count(0)
    await expect(screen.person("Joko").locator(".badge")).to_be_hidden()
    await screen.write("Halo")
    assert (await hear(bot))["message"]["from"]["id"] == buyers[1].user_id


async def test_somebody_can_be_added(screen: Screen, bot: Bot) -> None:
    await screen.button("Add someone").click()
    await screen.page.get_by_label("First name").fill("Dewi <b>")
    await screen.page.get_by_label("Language").select_option("English")
    await screen.button("Add").click()

    await expect(screen.page.locator("#chat-status")).to_contain_text("Dewi <b>")
    await screen.write("/start")
    sender = (await hear(bot))["message"]["from"]

    assert sender == {"id": 1003, "is_bot": False, "first_name": "Dewi <b>", "language_code": "en"}


async def test_several_bots_are_there_side_by_side(screen: Screen, bot: Bot) -> None:
    other = Bot(bot.base_url, bot.http, "77:TEST")
    await other.call("setMyName", name="Other Shop")
    await meet(screen, bot)
    await say(bot, "from the first")

    await screen.page.locator("#bots").get_by_role("button", name="Other Shop").click()
    await expect(screen.page.locator("#chat-title")).to_have_text("Other Shop")
    await meet(screen, other)
    await say(other, "from the other")

    await expect(screen.message("from the other")).to_be_visible()
    await expect(screen.message("from the first")).to_have_count(0)


async def test_a_bot_is_seen_typing(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    await expect(screen.page.locator("#chat-status")).to_contain_text("with Wati")

    await bot.call("sendChatAction", chat_id=1001, action="typing")
    await expect(screen.page.locator("#chat-status")).to_have_text("typing…")
    await say(bot, "done")

    await expect(screen.page.locator("#chat-status")).to_contain_text("with Wati")


async def test_a_blocked_bot_is_told_and_can_be_unblocked(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)

    await screen.button("Block this bot").click()
    update = await hear(bot)
    await expect(screen.page.get_by_text("You have blocked this bot.")).to_be_visible()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert "blocked" in await bot.refusal("sendMessage", chat_id=1001, text="?")
    await screen.button("Unblock").click()

    await expect(screen.field).to_be_visible()
    assert (await hear(bot))["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_a_command_is_picked_from_the_menu(screen: Screen, bot: Bot) -> None:
    commands = [{"command": name, "description": f"about {name}"} for name in ("start", "orders", "help")]
    await bot.call("setMyCommands", commands=commands)

    await screen.button("Commands").click()
    await expect(screen.page.get_by_role("option")).to_have_count(3)
    await screen.field.press_sequentially("or")
    await expect(screen.page.get_by_role("option")).to_have_count(1)
    await screen.page.get_by_role("option", name="/orders").click()

    assert (await hear(bot))["message"]["text"] == "/orders"
    await expect(screen.field).to_have_value("")


async def test_a_forced_reply_answers_the_message(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    question = await say(bot, "How many?", reply_markup={"force_reply": True})

    await expect(screen.message("How many?")).to_be_visible()
    await screen.write("three")

    answered = (await hear(bot))["message"]["reply_to_message"]
    assert answered["message_id"] == question["message_id"]
    await expect(screen.message("three").locator(".quoted")).to_contain_text("How many?")
