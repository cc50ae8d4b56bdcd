"""The panel beside the chat: payments, faults, calls and the clock."""

import pytest
from playwright.async_api import expect

from auto_order_sandbox.gateway.faults import KNOWN
from auto_order_sandbox.telegram.faults import KINDS
from tests.rig.waiting import eventually
from tests.sandbox.clients import Bot
from tests.sandbox.gateway.merchant import Merchant
from tests.sandbox.gateway.shop import Shop
from tests.sandbox.page.screen import Screen, meet, say

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

A_DAY = 24 * 3600


async def test_a_payment_is_shown_with_its_code_and_paid_by_bayar(
    screen: Screen, merchant: Merchant, shop: Shop
) -> None:
    await expect(screen.page.locator("#payments")).to_contain_text("No payments yet.")
    reply = await merchant.opened("INV-1", amount=45_000)

    card = screen.page.locator(".payment", has_text="INV-1")
    await expect(card).to_contain_text("Rp 45.000")
    await expect(card).to_contain_text("waiting")
    code = card.get_by_role("img", name="QRIS code for Rp 45.000")
    assert await code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    await expect(screen.page.get_by_role("tab", name="Payments").locator(".badge")).to_have_text("1")
    await card.get_by_role("button", name="Bayar", exact=True).click()

    await expect(card).to_contain_text("paid")
    await expect(card).to_contain_text("webhook: 200")
    await expect(card.get_by_role("button", name="Bayar")).to_have_count(0)
    [webhook] = await shop.wait_for(1)
    assert (webhook.body["txn_id"], webhook.body["status"]) == (reply["txn_id"], "completed")


async def test_a_payment_is_reported_twice(screen: Screen, merchant: Merchant, shop: Shop) -> None:
    await merchant.opened("INV-1")

    await screen.button("Pay, webhook twice").click()

    await shop.wait_for(2)
    await expect(screen.page.locator(".payment .log li")).to_have_count(2)


async def test_a_payment_that_lapsed_is_paid_late(screen: Screen, merchant: Merchant, shop: Shop) -> None:
    await merchant.opened("INV-1")
    await expect(screen.page.locator(".payment")).to_contain_text("waiting")

    await screen.button("+1 day").click()
    await expect(screen.page.locator("#clock")).to_contain_text("1 d")
    await expect(screen.page.locator(".payment")).to_contain_text("lapsed")
    assert (await merchant.controlled("GET", "/payments"))[0]["status"] == "canceled"
    await screen.button("Pay late").click()

    await expect(screen.page.locator(".payment")).to_contain_text("paid")
    assert (await shop.wait_for(1))[0].body["status"] == "completed"


async def test_a_false_claim_pays_nothing(screen: Screen, merchant: Merchant, shop: Shop) -> None:
    await merchant.opened("INV-1")

    await screen.button("Claim only").click()

    assert (await shop.wait_for(1))[0].body["status"] == "completed"
    await expect(screen.page.locator(".payment .log li")).to_have_count(1)
    await expect(screen.page.locator(".payment")).to_contain_text("waiting")
    await screen.page.locator(".payment").get_by_role("button", name="Cancel").click()
    await expect(screen.page.locator(".payment .chip")).to_have_text("cancelled")


@pytest.mark.parametrize("screen", [{"size": (390, 844)}], indirect=True)
async def test_on_a_phone_an_invoice_is_paid_from_the_chat(
    screen: Screen, merchant: Merchant, shop: Shop
) -> None:
    await merchant.opened("INV-1", amount=45_000)

    await expect(screen.page.locator("#due")).to_contain_text("Rp 45.000")
    await screen.button("Bayar").click()

    await shop.wait_for(1)
    await expect(screen.page.locator("#due")).to_be_hidden()


async def test_every_fault_has_a_switch_with_the_figures_it_takes(screen: Screen) -> None:
    words = "import('/page/fault_words.js').then((one) => [one.GATEWAY_FAULTS, one.TELEGRAM_FAULTS])"
    gateway, telegram = await screen.page.evaluate(words)

    assert {name: figures for _, rows in gateway for name, _, _, figures in rows} == KNOWN
    assert {name for _, rows in telegram for name, *_ in rows} == set(KINDS)
    await screen.show_tab("Faults")
    await expect(screen.page.get_by_role("switch")).to_have_count(len(KNOWN) + len(KINDS))


async def test_a_fault_of_the_gateway_is_switched_on_and_used_up(
    screen: Screen, merchant: Merchant, shop: Shop
) -> None:
    await screen.show_tab("Faults")
    await screen.switch("Gateway: Dropped").check()
    await screen.page.locator(".fault", has_text="Dropped").get_by_label("how often").first.fill("1")
    await screen.page.keyboard.press("Tab")
    await eventually(lambda: is_on(merchant, "webhook_dropped", {"count": 1}), what="a count of one")
    await screen.switch("Gateway: Duplicated").check()
    await expect(screen.page.locator("#faults-words")).to_have_text("2 switched on")

    dropped, doubled = await merchant.opened("INV-1"), await merchant.opened("INV-2")
    await merchant.pay(dropped["txn_id"])
    await expect(screen.switch("Gateway: Dropped")).not_to_be_checked()
    await merchant.pay(doubled["txn_id"])

    received = await shop.wait_for(2)
    assert [one.body["order_id"] for one in received] == ["INV-2", "INV-2"]
    await screen.button("Switch all off").click()
    await expect(screen.switch("Gateway: Duplicated")).not_to_be_checked()


async def is_on(merchant: Merchant, name: str, wanted: object) -> bool:
    faults = await merchant.controlled("GET", "/faults")
    return bool(faults["gateway"][name] == wanted)


async def test_a_fault_of_telegram_strikes_the_methods_that_are_named(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    await screen.show_tab("Faults")
    fault = screen.page.locator(".fault", has_text="429 Too Many Requests")
    await fault.get_by_role("button", name="Options").click()
    await fault.get_by_label("methods").fill("sendPhoto, sendMessage")
    await fault.get_by_label("how often").fill("1")
    await fault.get_by_label("retry after").fill("7")

    await fault.get_by_role("switch").check()
    await expect(screen.page.locator("#faults-words")).to_have_text("1 switched on")
    await bot.call("getMe")
    refusal = await bot.refusal("sendMessage", chat_id=1001, text="?")

    assert refusal == "Too Many Requests: retry after 7"
    await expect(fault.get_by_role("switch")).not_to_be_checked()
    await say(bot, "now it works")
    await expect(screen.message("now it works")).to_be_visible()


async def test_a_fault_that_cannot_be_is_explained(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    await screen.show_tab("Faults")
    fault = screen.page.locator(".fault", has_text="Duplicated")
    await fault.get_by_role("button", name="Options").click()
    await fault.get_by_label("times").fill("1000")

    await fault.get_by_role("switch").click()

    await expect(screen.toast).to_contain_text("times of webhook_duplicated must be a number from 2 to 100")
    await expect(fault.get_by_role("switch")).not_to_be_checked()


async def test_calls_are_listed_as_they_come_and_unfold(screen: Screen, bot: Bot) -> None:
    await meet(screen, bot)
    await screen.show_tab("Calls")
    calls = screen.page.locator("#call-list > li")
    await say(bot, "<i>hello</i>")
    await bot.refusal("sendMessage", chat_id=9, text="nobody")

    await expect(calls.first).to_contain_text("400")
    await calls.first.locator("summary").click()
    await expect(calls.first).to_contain_text("Bad Request: chat not found")
    await calls.nth(1).locator("summary").click()
    await expect(calls.nth(1).locator("dd").filter(has_text="<i>hello</i>")).to_be_visible()
    await expect(screen.page.locator("[data-method=getUpdates]")).to_have_count(0)
    await screen.page.get_by_label("getUpdates").check()
    await expect(screen.page.locator("[data-method=getUpdates]").first).to_be_visible()
    await screen.page.get_by_label("Filter calls").fill("getme")
    await expect(calls).to_have_count(1)


async def test_the_merchant_can_be_set_up(screen: Screen, merchant: Merchant) -> None:
    await screen.page.locator("#merchant summary").click()
    await screen.switch("The vendor's own test mode").check()

    await eventually(lambda: has_mode(merchant, "sandbox"), what="the vendor's test mode")
    await merchant.opened("INV-1")
    await expect(screen.page.locator(".payment")).to_contain_text("cannot be paid by a bank")


async def has_mode(merchant: Merchant, mode: str) -> bool:
    project = await merchant.controlled("GET", "/gateway")
    return bool(project["mode"] == mode)
