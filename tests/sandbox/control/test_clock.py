"""The box's own time."""

from datetime import UTC, datetime, timedelta

import pytest

from auto_order_sandbox.clock import Clock
from tests.sandbox.clients import Bot, Phone


async def now(phone: Phone) -> datetime:
    return datetime.fromisoformat((await phone.ask("GET", "/clock"))["now"])


async def test_it_is_the_real_time_at_first(buyer: Phone) -> None:
    assert abs(await now(buyer) - datetime.now(UTC)) < timedelta(minutes=1)


async def test_it_can_be_put_forward(bot: Bot, buyer: Phone) -> None:
    before = (await bot.say(buyer))["date"]

    told = datetime.fromisoformat((await buyer.ask("POST", "/clock", json={"advance": 86_400}))["now"])

    assert told - datetime.now(UTC) > timedelta(hours=23)
    assert await now(buyer) >= told
    assert (await bot.say(buyer))["date"] >= before + 86_400


def test_the_clock_itself_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="The clock only goes forward"):
        Clock().advance(-1)


@pytest.mark.parametrize("advance", [None, -1, "soon", True, [1], 367 * 86_400, 10**400])
async def test_it_does_not_go_back_nor_too_far(buyer: Phone, advance: object) -> None:
    status, sentence = await buyer.decline("POST", "/clock", json={"advance": advance})

    assert status == 400
    assert sentence.startswith(("advance must be a number from 0 to 31622400, not", "The body is not JSON"))
    assert abs(await now(buyer) - datetime.now(UTC)) < timedelta(minutes=1)
