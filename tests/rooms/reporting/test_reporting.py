"""A report adds up what was placed, paid and who came, stretch by stretch."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from auto_order.orders.models import Order, OrderStatus
from auto_order.reporting import service as reporting
from auto_order.reporting.models import Figures, Report, Span, TopProduct
from tests.rig.shop import Shop

_JAKARTA = ZoneInfo("Asia/Jakarta")


async def read(shop: Shop, span: Span = Span.DAY) -> Report:
    async with shop.tx.reading() as session:
        return await reporting.report(session, span, timezone=_JAKARTA, now=shop.clock())


async def test_each_day_has_its_orders_its_money_and_its_newcomers(shop: Shop) -> None:
    netflix = await shop.offer(units=9, price=45_000, name="Netflix")
    spotify = await shop.offer(units=9, price=20_000, name="Spotify")
    wati = await shop.meet("Wati")
    await shop.pay(await shop.order(wati, netflix, quantity=2))
    shop.clock.move(days=2)
    budi = await shop.meet("Budi")
    await shop.pay(await shop.order(budi, spotify))
    await shop.place(wati, netflix)

    report = await read(shop)

    figures = [figures for _stretch, figures in report.stretches]
    assert figures[-1] == Figures(placed=2, paid=1, revenue=20_000, newcomers=1)
    assert figures[-2] == Figures()
    assert figures[-3] == Figures(placed=1, paid=1, revenue=90_000, newcomers=1)
    assert report.total == Figures(placed=3, paid=2, revenue=110_000, newcomers=2)
    assert report.top == [TopProduct("Netflix", 2, 90_000), TopProduct("Spotify", 1, 20_000)]


async def test_what_was_refunded_and_what_is_too_old_earned_nothing(shop: Shop) -> None:
    product = await shop.offer(units=9)
    buyer = await shop.meet()
    refunded = await shop.order(buyer, product)
    await shop.pay(refunded)
    async with shop.tx() as session:
        await session.execute(
            update(Order).where(Order.id == refunded.id).values(status=OrderStatus.REFUNDED)
        )
    before = await read(shop)
    async with shop.tx() as session:
        await session.execute(
            update(Order).values(status=OrderStatus.FULFILLED, paid_at=shop.clock() - timedelta(days=400))
        )

    assert before.total == Figures(placed=1, paid=0, revenue=0, newcomers=1)
    for span in Span:
        report = await read(shop, span)
        assert (report.total.revenue, report.top) == (0, [])


async def test_an_empty_shop_has_a_report_too(shop: Shop) -> None:
    for span in Span:
        assert (await read(shop, span)).total == Figures()
