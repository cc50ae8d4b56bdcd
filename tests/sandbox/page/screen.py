"""The page as a person sees it: found by what it says and by what its controls are called."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.sandbox.clients import Bot, Json

_LONG_POLL_SECONDS = 20


@dataclass
class Screen:
    """One window of the page."""

    page: Page
    base_url: str

    async def open(self) -> None:
        """Open the page, or load it anew, and wait until it knows all there is."""
        await self.page.goto(self.base_url)
        await self.ready()

    async def ready(self) -> None:
        await self.page.wait_for_selector("html[data-ready]")

    async def turn_to(self, name: str) -> None:
        """Take somebody else's phone."""
        await self.person(name).click()
        await expect(self.page.locator("#chat-status")).to_contain_text(name)

    async def write(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message")

    @property
    def messages(self) -> Locator:
        return self.page.locator(".message")

    @property
    def toast(self) -> Locator:
        return self.page.locator("#toast.shown")

    def message(self, text: str) -> Locator:
        return self.messages.filter(has_text=text)

    def person(self, name: str) -> Locator:
        return self.page.locator("#people").get_by_role("button", name=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def switch(self, name: str) -> Locator:
        return self.page.get_by_role("switch", name=name)

    async def show_tab(self, name: str) -> None:
        await self.page.get_by_role("tab", name=name).click()


async def hear(bot: Bot) -> Json:
    """Wait for the bot's next update, and confirm it."""
    updates = await bot.updates(timeout=_LONG_POLL_SECONDS, limit=1)
    assert updates, "the bot heard nothing"
    await bot.updates(offset=updates[0]["update_id"] + 1, limit=1, timeout=0)
    return updates[0]


async def meet(screen: Screen, bot: Bot) -> None:
    """Have the person on the screen start the bot."""
    await screen.write("/start")
    assert (await hear(bot))["message"]["text"] == "/start"


async def say(bot: Bot, text: str, *, to: int = 1001, **more: object) -> Json:
    """Let the bot write."""
    sent: Json = await bot.call("sendMessage", chat_id=to, text=text, **more)
    return sent


def inline(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}
