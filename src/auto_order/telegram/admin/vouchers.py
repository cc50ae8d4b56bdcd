"""The vouchers: see them with their use, end one, have it count again."""

from auto_order.catalog import service as catalog
from auto_order.db.session import Session
from auto_order.telegram.screens.admin import vouchers as screens
from auto_order.telegram.staff_callbacks.vouchers import ManageVoucher, SetVoucherActive, ShowVouchers
from auto_order.telegram.visit import Answer, Visit
from auto_order.vouchers import managing
from auto_order.vouchers.rules import Reach

_PER_PAGE = 8


async def show_vouchers(visit: Visit, tap: ShowVouchers) -> Answer:
    """Show a page of the vouchers."""
    async with visit.shop.tx.reading() as session:
        page = await managing.list_vouchers(session, page=tap.page, per_page=_PER_PAGE)
    return Answer(screens.vouchers(page, visit.words, now=visit.now))


async def manage_voucher(visit: Visit, tap: ManageVoucher) -> Answer:
    """Show one voucher."""
    async with visit.shop.tx.reading() as session:
        shown = await managing.open_voucher(session, tap.voucher)
        meant = await _name(session, shown.reach)
    return Answer(screens.voucher(shown, meant, visit.words, now=visit.now))


async def set_voucher_active(visit: Visit, tap: SetVoucherActive) -> Answer:
    """End a voucher, or have it count again; the same button undoes it."""
    async with visit.shop.tx() as session:
        await managing.set_active(
            session, tap.voucher, is_active=tap.is_active, by=visit.actor, now=visit.now
        )
    toast = visit.words("voucher-resumed" if tap.is_active else "voucher-stopped")
    return Answer(toast=toast, follow=ManageVoucher(voucher=tap.voucher).pack())


async def _name(session: Session, reach: Reach) -> list[str]:
    categories = await catalog.list_categories(session)
    products = await catalog.map_products(session, sorted(reach.products))
    return [
        *(category.name for category in categories if category.id in reach.categories),
        *(product.name for product in products.values()),
    ]
