"""A newcomer's first minute: the demo is started, and a sale is clicked through on its page."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.rig.browser import browser, open_page
from tests.rig.demo import open_demo
from tests.sandbox.page.screen import Screen

__all__ = ["browser"]

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(300),
]


async def test_a_sale_is_clicked_from_start_to_goods(browser: Browser, tmp_path: Path) -> None:
    async with open_demo(tmp_path) as demo, open_page(browser) as page:
        screen = Screen(page, demo.page)
        await screen.open()

        await screen.turn_to("Rina")
        await screen.button("Start").click()
        await expect(screen.message("selamat datang")).to_be_visible()
        await screen.turn_to("Wati")
        await click_through_to_the_qr(screen)
        await screen.button("Bayar").click()

        await expect(screen.message("ini pesananmu")).to_contain_text("Profil 1 | PIN 4471")
        await expect(screen.message("Bayar tepat")).to_have_count(0)
        await screen.turn_to("Rina")
        await expect(screen.message("Netflix Premium 1 Bulan")).to_contain_text("dibayar")
        assert await demo.command.interrupt() == 0


async def click_through_to_the_qr(screen: Screen) -> None:
    """Begin a chat, choose the first product of the first category, and ask to pay it by QRIS."""
    await screen.button("Start").click()
    await expect(screen.message("selamat datang")).to_be_visible()
    for label in ("🛍 Semua Produk", "🎬 Streaming", "1️⃣", "⚡ Beli Sekarang", "💠 QRIS"):
        await screen.page.get_by_role("button", name=label, exact=True).last.click()
    await expect(screen.message("Bayar tepat")).to_be_visible()
