"""The page in the dark, on a phone, with the keyboard alone, and for who hears it."""

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.clients import Bot
from tests.sandbox.gateway.merchant import Merchant
from tests.sandbox.page.screen import Screen, hear, inline, meet, say

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

PHONE = {"size": (390, 844)}
DARK = {"color_scheme": "dark"}

# Whatever can be reached by the keyboard and has no name of its own.
_NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
  .filter((one) => one.offsetParent !== null)
  .filter((one) => !(one.textContent.trim() || one.ariaLabel || one.title || one.labels?.length))
  .map((one) => one.outerHTML)"""

_SMALL_PRINT = (
    ".preview",
    ".role",
    "#chat-status",
    ".meta",
    ".out a",
    "[role=tab]",
    ".chip",
    ".about",
    ".pay",
)

# Texts that stand out too little, as https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio has it.
_TOO_FAINT = """(selectors) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (element) => {
    let ground = element;
    while (read(getComputedStyle(ground).backgroundColor)[3] < 255) ground = ground.parentElement;
    const [one, other] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor]
      .map((color) => light(read(color)) + 0.05);
    return Math.max(one, other) / Math.min(one, other);
  };
  const shown = selectors.map((selector) =>
    [...document.querySelectorAll(selector)].filter((one) => one.offsetParent !== null));
  if (!shown.every((found) => found.length)) return ["not all are shown"];
  return shown.flat().filter((one) => contrast(one) < 4.5).map((one) => `${contrast(one)} ${one.outerHTML}`);
}"""


async def ground_of(page: Page) -> float:
    """Tell how light the ground of the page is, from 0 to 255."""
    color: float = await page.evaluate(
        "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])"
    )
    return color


@pytest.mark.parametrize("screen", [DARK], indirect=True)
async def test_the_page_is_dark_where_the_system_is(screen: Screen) -> None:
    assert await ground_of(screen.page) < 60


async def test_the_button_chooses_light_or_dark_and_the_choice_stays(screen: Screen) -> None:
    assert await ground_of(screen.page) > 200

    await screen.button("Colours as on this machine").click()
    await screen.button("Light colours").click()

    assert await ground_of(screen.page) < 60
    await screen.page.reload()
    await screen.ready()
    assert await ground_of(screen.page) < 60
    await screen.button("Dark colours").click()
    assert await ground_of(screen.page) > 200


@pytest.mark.parametrize("screen", [{}, DARK], indirect=True, ids=["light", "dark"])
async def test_small_print_can_be_read(screen: Screen, bot: Bot, merchant: Merchant) -> None:
    await meet(screen, bot)
    await merchant.opened()
    await screen.page.locator(".payment").wait_for()
    await say(bot, "<a href='https://a.example'>link</a>", parse_mode="HTML")
    await screen.message("link").wait_for()

    assert await screen.page.evaluate(_TOO_FAINT, list(_SMALL_PRINT)) == []


@pytest.mark.parametrize("screen", [PHONE], indirect=True)
async def test_a_phone_shows_the_chat_and_the_rest_on_request(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    await say(bot, "A" * 300 + " " + "wide " * 40)

    assert await screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    await expect(screen.page.locator("#panel")).to_be_hidden()
    await screen.button("Payments, faults and calls").click()
    await expect(screen.page.get_by_role("tab", name="Calls")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.locator("#panel")).to_be_hidden()
    await screen.person("Joko").click()
    await expect(screen.page.locator("#chat-status")).to_contain_text("Joko")


async def test_a_sale_can_be_made_with_the_keyboard_alone(screen: Screen, bot: Bot) -> None:
    keys = screen.page.keyboard
    await bot.call("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
    await expect(screen.button("Commands")).to_be_visible()
    await keys.press("Alt+Digit2")
    await expect(screen.page.locator("#chat-status")).to_contain_text("Joko")
    await keys.press("/")
    await expect(screen.page.get_by_role("option", name="/start")).to_be_visible()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    message = (await hear(bot))["message"]
    assert (message["text"], message["from"]["id"]) == ("/start", 1002)
    goods = inline([{"text": "A", "callback_data": "a"}, {"text": "B", "callback_data": "b"}])
    sent = await say(bot, "Pick", to=1002, reply_markup=goods)

    await screen.button("B").focus()
    await keys.press("Enter")
    assert (await hear(bot))["callback_query"]["data"] == "b"
    chosen = inline([{"text": "Back", "callback_data": "x"}, {"text": "Buy B", "callback_data": "buy"}])
    at = {"chat_id": 1002, "message_id": sent["message_id"]}
    await bot.call("editMessageText", **at, text="B it is", reply_markup=chosen)

    await expect(screen.button("Buy B")).to_be_focused()
    await keys.press("Space")
    assert (await hear(bot))["callback_query"]["data"] == "buy"


async def test_tabs_are_turned_with_the_arrows(screen: Screen) -> None:
    await screen.page.get_by_role("tab", name="Payments").focus()
    await screen.page.keyboard.press("ArrowLeft")

    await expect(screen.page.get_by_role("tab", name="Calls")).to_be_focused()
    await expect(screen.page.get_by_role("tabpanel", name="Calls")).to_be_visible()
    await expect(screen.page.get_by_role("tabpanel", name="Payments")).to_be_hidden()


async def test_everything_that_can_be_reached_has_a_name(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    button = {"text": "ok", "callback_data": "ok"}
    await say(bot, "<pre>code</pre>", parse_mode="HTML", reply_markup=inline([button]))
    await screen.button("ok").wait_for()

    for tab in ("Payments", "Faults", "Calls"):
        await screen.show_tab(tab)
        assert await screen.page.evaluate(_NAMELESS) == []


async def test_new_messages_are_read_aloud_and_old_ones_are_not(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    log = screen.page.get_by_role("log", name="Conversation")

    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).not_to_have_attribute("aria-busy", "true")
    await say(bot, "news")
    await expect(log.locator("li").last).to_contain_text("Bot: news")
