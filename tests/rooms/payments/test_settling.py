"""Money that was observed becomes goods."""

from auto_order.orders.models import OrderStatus
from auto_order.payments.models import PaymentStatus, Use
from tests.rig.shop import Shop


async def test_paid(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer(units=2)
    order = await shop.order(buyer, product)

    await shop.pay(order)

    payment = await shop.payment(order)
    assert (payment.status, payment.used_for) == (PaymentStatus.SETTLED, Use.ORDER)
    assert await shop.status(order) == OrderStatus.FULFILLED
    assert await shop.units(product) == {"free": 1, "sold": 1}
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1
    assert await shop.account("revenue") == -45_000
