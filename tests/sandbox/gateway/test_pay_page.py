"""The page behind a payment link."""

from urllib.parse import quote

from tests.sandbox.gateway.merchant import Merchant
from tests.sandbox.gateway.shop import Shop


async def test_the_page_shows_the_amount_and_pays_at_a_tap(merchant: Merchant, shop: Shop) -> None:
    _, reply = await merchant.create(method="payment_link", amount=99_000)

    page, _ = await read_page(merchant, reply["payment_link"])
    async with merchant.http.post(reply["payment_link"]) as paid:
        afterwards = await paid.text()

    assert "Rp 99.000" in page
    assert f"/_sandbox/payments/{reply['txn_id']}/qr.svg" in page
    assert 'data-status="completed"' in afterwards
    assert "<form" not in afterwards
    [webhook] = await shop.wait_for(1)
    assert webhook.body["txn_id"] == reply["txn_id"]


async def test_a_second_tap_pays_nothing(merchant: Merchant, shop: Shop) -> None:
    reply = await merchant.opened()
    link = f"{merchant.base_url}/pakasir/pay-v2/{reply['txn_id']}"

    for _ in range(2):
        async with merchant.http.post(link) as answer:
            assert answer.status == 200

    assert len(await shop.wait_for(1)) == 1
    assert len((await merchant.controlled("GET", f"/payments/{reply['txn_id']}"))["webhooks"]) <= 1


async def test_the_way_back_leads_to_the_web_only(hurried_merchant: Merchant) -> None:
    reply = await hurried_merchant.opened()
    await hurried_merchant.pay(reply["txn_id"], webhooks=0)
    link = f"{hurried_merchant.base_url}/pakasir/pay-v2/{reply['txn_id']}?redirect="

    back, _ = await read_page(hurried_merchant, link + quote('https://t.me/shop?a="><b>', safe=""))
    hostile, _ = await read_page(hurried_merchant, link + quote("javascript:alert(1)", safe=""))

    assert 'href="https://t.me/shop?a=&quot;&gt;&lt;b&gt;"' in back
    assert "javascript:" not in hostile


async def test_hostile_order_ids_are_shown_as_text(merchant: Merchant) -> None:
    hostile = "<script>alert(1)<~script>"
    reply = await merchant.opened(quote(hostile, safe=""))

    page, policy = await read_page(merchant, f"{merchant.base_url}/pakasir/pay-v2/{reply['txn_id']}")

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert policy.startswith("default-src 'none'")


async def test_a_made_up_payment_has_no_page(merchant: Merchant) -> None:
    async with merchant.http.get(f"{merchant.base_url}/pakasir/pay-v2/madeup") as page:
        assert page.status == 404


async def test_the_style_is_served_from_here(merchant: Merchant) -> None:
    async with merchant.http.get(f"{merchant.base_url}/pakasir/pay.css") as style:
        assert (style.status, style.content_type) == (200, "text/css")


async def read_page(merchant: Merchant, url: str) -> tuple[str, str]:
    """Fetch the page; gives its text and its content security policy."""
    async with merchant.http.get(url) as response:
        assert response.status == 200
        return await response.text(), response.headers["Content-Security-Policy"]
