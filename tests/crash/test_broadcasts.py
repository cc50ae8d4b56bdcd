"""A broadcast survives SIGKILL: nobody gets it twice, all are counted, and a sale does not wait."""

from tests.rig.broadcasting import run_broadcast
from tests.rig.only import on_postgresql
from tests.rig.world import World

_READERS = 60


@on_postgresql
async def test_a_broadcast_goes_on_after_a_kill_and_nobody_gets_it_twice(world: World) -> None:
    busy = {"count": 2, "retry_after": 1}

    outcome = await run_broadcast(world, readers=_READERS, kills=1, busy=busy)

    assert not outcome.find_wrong()
    assert len(outcome.statuses_of) == _READERS
    assert outcome.statuses["unknown"] <= 4
    assert outcome.most_in_a_second <= 25
    assert outcome.sale_seconds < 3  # a second, on such a machine
