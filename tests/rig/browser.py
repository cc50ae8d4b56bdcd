"""A real Chromium for tests that use a page as a person does: one browser a run, an empty profile a test.

Playwright belongs to the loop it was started in, so such a test runs in the session's:
`pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]`, and its own
async fixtures say `loop_scope="session"`, too. The guard of `tests.rig.network` sees only what Python does;
the browser is kept on this machine by having no names but this machine's, and by calling nobody by itself.
"""

import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, async_playwright, expect

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
WIDE, PHONE = (1440, 900), (390, 844)
# Generous: reached only when the test fails anyway, on a machine that does other things besides.
_PATIENCE_MILLISECONDS = 30_000


def find_chromium() -> str | None:
    """Find the browser: where CHROMIUM says, otherwise on the PATH."""
    return os.environ.get("CHROMIUM") or next((path for name in _NAMES if (path := shutil.which(name))), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Start Chromium once. Without one the test is skipped, but fails where CI runs it."""
    executable = find_chromium()
    if executable is None:
        missing = "Chromium is missing. On Debian: sudo apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    async with async_playwright() as playwright:
        expect.set_options(timeout=_PATIENCE_MILLISECONDS)
        started = await playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield started
        await started.close()


@dataclass
class Troubles:
    """What a page complained of: scripts that failed, and whatever its policy refused."""

    found: list[str] = field(default_factory=list)

    def note_console(self, message: ConsoleMessage) -> None:
        # A refusal that the page asked for, such as the answer 409, is no trouble of the page.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.found.append(message.text)

    def note_error(self, error: Error) -> None:
        self.found.append(f"{error.message}\n{error.stack}")


@asynccontextmanager
async def open_page(
    browser: Browser, *, size: Sequence[int] = WIDE, color_scheme: str = "light"
) -> AsyncIterator[Page]:
    """Open a window of an empty profile; at the end it fails the test if a script of the page failed."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if color_scheme == "dark" else "light",
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(_PATIENCE_MILLISECONDS)
    page = await context.new_page()
    troubles = Troubles()
    page.on("console", troubles.note_console)
    page.on("pageerror", troubles.note_error)
    try:
        yield page
    finally:
        await context.close()
    assert not troubles.found, troubles.found
