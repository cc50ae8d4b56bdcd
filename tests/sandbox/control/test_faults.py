"""Faults of both halves of the outside world, switched in one request."""

import pytest

from tests.sandbox.clients import Json, Phone


async def faults(phone: Phone) -> Json:
    shown: Json = await phone.ask("GET", "/faults")
    return shown


async def test_faults_of_both_halves_are_switched_at_once(buyer: Phone) -> None:
    wish = {"telegram": [{"fault": "500", "count": 1}], "gateway": {"webhook_dropped": True}}

    shown = await buyer.ask("PUT", "/faults", json=wish)

    assert shown == await faults(buyer)
    assert [rule["fault"] for rule in shown["telegram"]] == ["500"]
    assert shown["gateway"]["webhook_dropped"] == {}
    assert (await buyer.ask("GET", "/state"))["faults"] == shown


async def test_a_half_that_is_not_named_stays_as_it_is(buyer: Phone) -> None:
    await buyer.ask("PUT", "/faults", json={"telegram": [{"fault": "500"}]})

    shown = await buyer.ask("PUT", "/faults", json={"gateway": {"webhook_dropped": True}})

    assert len(shown["telegram"]) == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"weather": {}}, "There are no faults for 'weather'. Known: telegram, gateway."),
        ({"gateway": {"rain": True}}, "unknown gateway fault 'rain'; known: "),
    ],
)
async def test_what_is_wrong_in_one_half_changes_neither(buyer: Phone, wrong: Json, reason: str) -> None:
    before = await faults(buyer)

    status, sentence = await buyer.decline("PUT", "/faults", json={"telegram": [{"fault": "500"}], **wrong})

    assert status == 400
    assert sentence.startswith(reason)
    assert await faults(buyer) == before
