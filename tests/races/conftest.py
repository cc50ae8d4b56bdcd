"""Two processes of one shop: each with connections of its own, on the same database."""

from collections.abc import Callable

import pytest

from auto_order.db.engine import Database
from tests.rig.clock import Clock
from tests.rig.shop import Shop

OpenShop = Callable[[], Shop]


@pytest.fixture
def open_shop(open_another: Callable[[], Database], clock: Clock) -> OpenShop:
    """Open the shop in one more process; the gateway is the same one."""
    opened: list[Shop] = []

    def open_it() -> Shop:
        shop = Shop(open_another(), clock)
        if opened:
            shop.gateway, shop.policy = opened[0].gateway, opened[0].policy
            shop.hire()
        opened.append(shop)
        return shop

    return open_it
