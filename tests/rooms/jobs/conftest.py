"""The garden's workshop on each database."""

import pytest

from auto_order.db.session import Transactions
from tests.rig.clock import Clock
from tests.rooms.jobs.workshop import Workshop


@pytest.fixture
def workshop(tx: Transactions, clock: Clock) -> Workshop:
    return Workshop(tx, clock)
