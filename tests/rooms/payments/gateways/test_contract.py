"""What every gateway promises, asked of each: the port's docstrings as tests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from auto_order.kit.errors import TransientError
from auto_order.payments.gateways import (
    AttemptDeadError,
    BadWebhookError,
    GatewayRateLimitedError,
    GatewayRefusedError,
    GatewayUnavailableError,
    NotSupportedError,
    PaymentState,
    TransactionNotFoundError,
    WebhookNotTrustedError,
)
from auto_order.payments.gateways.qris import read_amount
from tests.rooms.payments.gateways.desks import AFTER, BEFORE, BUSY, Desk, open_desk

REFERENCE = "PAY-261123-7K3FQ9XW"


@pytest.fixture(params=["fake", "pakasir"])
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    async with open_desk(request.param) as opened:
        yield opened


async def test_an_invoice_says_everything_that_is_shown_and_booked(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)

    assert (invoice.reference, invoice.amount) == (REFERENCE, 45_000)
    assert invoice.total_payment == invoice.amount + invoice.fee
    assert invoice.fee == desk.gateway.quote_fee(45_000)
    assert read_amount(invoice.qr_string) in (invoice.amount, invoice.total_payment)
    assert not invoice.is_test
    assert invoice.pay_url
    assert invoice.pay_url.startswith("http")
    assert invoice.expires_at is not None
    assert invoice.expires_at.tzinfo is UTC


async def test_creating_twice_finds_the_same_transaction(desk: Desk) -> None:
    first = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    again = await desk.gateway.create(reference=REFERENCE, amount=45_000)

    assert again == first
    assert await desk.count() == 1


async def test_two_references_are_two_transactions(desk: Desk) -> None:
    one = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    other = await desk.gateway.create(reference="PAY-261123-22222222", amount=45_000)

    assert one.txn_id != other.txn_id
    assert await desk.count() == 2


async def test_a_reference_that_was_cancelled_is_dead(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    await desk.gateway.cancel(txn_id=invoice.txn_id)

    with pytest.raises(AttemptDeadError):
        await desk.gateway.create(reference=REFERENCE, amount=45_000)


async def test_an_unpaid_transaction_is_pending(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)

    seen = await desk.gateway.fetch_status(txn_id=invoice.txn_id)

    assert seen.state is PaymentState.PENDING
    assert (seen.txn_id, seen.reference, seen.amount) == (invoice.txn_id, REFERENCE, 45_000)
    assert (seen.project, seen.currency) == (desk.gateway.project, desk.gateway.currency)
    assert not seen.is_test
    assert seen.completed_at is None


async def test_a_paid_transaction_is_settled_over_what_we_asked_for(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    await desk.pay(invoice.txn_id)

    seen = await desk.gateway.fetch_status(txn_id=invoice.txn_id)

    assert (seen.state, seen.amount) == (PaymentState.SETTLED, 45_000)
    assert seen.completed_at is not None
    assert seen.completed_at.tzinfo is UTC


async def test_a_cancelled_transaction_is_cancelled(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    await desk.gateway.cancel(txn_id=invoice.txn_id)

    seen = await desk.gateway.fetch_status(txn_id=invoice.txn_id)

    assert seen.state is PaymentState.CANCELED


async def test_a_paid_transaction_cannot_be_taken_back(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    await desk.pay(invoice.txn_id)

    with pytest.raises(GatewayRefusedError):
        await desk.gateway.cancel(txn_id=invoice.txn_id)

    assert (await desk.gateway.fetch_status(txn_id=invoice.txn_id)).state is PaymentState.SETTLED


@pytest.mark.parametrize("txn_id", ["nobody", "a/b?c=d#e", "..", "ü", " "])
async def test_what_nobody_opened_is_not_found(desk: Desk, txn_id: str) -> None:
    with pytest.raises(TransactionNotFoundError):
        await desk.gateway.fetch_status(txn_id=txn_id)
    with pytest.raises(GatewayRefusedError):
        await desk.gateway.cancel(txn_id=txn_id)


@pytest.mark.parametrize(("how", "opened"), [(BEFORE, 0), (AFTER, 1), (BUSY, 0)])
async def test_a_create_that_fails_may_be_made_again(desk: Desk, how: str, opened: int) -> None:
    await desk.fail("create", how)

    with pytest.raises(TransientError):
        await desk.gateway.create(reference=REFERENCE, amount=45_000)
    assert await desk.count() == opened
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)

    assert invoice.reference == REFERENCE
    assert await desk.count() == 1


async def test_an_outcome_that_nobody_knows_is_said_to_be_unknown(desk: Desk) -> None:
    await desk.fail("create", AFTER)

    with pytest.raises(GatewayUnavailableError) as caught:
        await desk.gateway.create(reference=REFERENCE, amount=45_000)

    assert caught.value.is_outcome_unknown


@pytest.mark.parametrize("how", [BEFORE, AFTER, BUSY])
async def test_a_question_that_fails_observes_nothing(desk: Desk, how: str) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    await desk.pay(invoice.txn_id)
    await desk.fail("status", how)

    with pytest.raises(TransientError):
        await desk.gateway.fetch_status(txn_id=invoice.txn_id)

    assert (await desk.gateway.fetch_status(txn_id=invoice.txn_id)).state is PaymentState.SETTLED


async def test_a_cancel_that_was_not_heard_can_be_repeated(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    await desk.fail("cancel", AFTER)

    with pytest.raises(TransientError):
        await desk.gateway.cancel(txn_id=invoice.txn_id)
    with pytest.raises(GatewayRefusedError):
        await desk.gateway.cancel(txn_id=invoice.txn_id)

    assert (await desk.gateway.fetch_status(txn_id=invoice.txn_id)).state is PaymentState.CANCELED


async def test_a_busy_gateway_says_that_nothing_was_done(desk: Desk) -> None:
    await desk.fail("create", BUSY)

    with pytest.raises(GatewayRateLimitedError):
        await desk.gateway.create(reference=REFERENCE, amount=45_000)


async def test_a_webhook_claims_which_payment_to_ask_about(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    headers, body = await desk.write_webhook(invoice.txn_id)

    claim = desk.gateway.read_webhook(headers=headers, body=body)

    assert (claim.txn_id, claim.reference) == (invoice.txn_id, REFERENCE)
    assert claim.body == body.decode()


async def test_a_webhook_sent_again_is_the_same_event_and_another_one_is_not(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    headers, body = await desk.write_webhook(invoice.txn_id)
    _, other_body = await desk.write_webhook(invoice.txn_id, event="2")

    first, again, other = (
        desk.gateway.read_webhook(headers=headers, body=sent) for sent in (body, body, other_body)
    )

    assert first.event_id == again.event_id
    assert first.event_id != other.event_id


@pytest.mark.parametrize("given", [None, "", "wrong", "sandbox-webhook-secre", "\udcff\udcfe", "ä" * 5000])
async def test_a_webhook_without_the_secret_is_not_trusted_whatever_it_says(
    desk: Desk, given: str | None
) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    headers, body = await desk.write_webhook(invoice.txn_id)
    forged = {} if given is None else dict.fromkeys(headers, given)

    for said in (body, b"", b"\xff", b"[]"):
        with pytest.raises(WebhookNotTrustedError):
            desk.gateway.read_webhook(headers=forged, body=said)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b'"text"', b"\xff\xfe", b"{}", b'{"txn_id": 5}', b"a=b&c=d"]
)
async def test_a_webhook_that_cannot_be_read_is_refused_with_the_right_secret_too(
    desk: Desk, body: bytes
) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    headers, _ = await desk.write_webhook(invoice.txn_id)

    with pytest.raises(BadWebhookError) as caught:
        desk.gateway.read_webhook(headers=headers, body=body)

    assert not isinstance(caught.value, WebhookNotTrustedError)


async def test_what_a_gateway_cannot_do_it_says_so(desk: Desk) -> None:
    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    await desk.pay(invoice.txn_id)
    capabilities = desk.gateway.capabilities

    if capabilities.can_refund:
        await desk.gateway.refund(txn_id=invoice.txn_id, amount=45_000)
    else:
        with pytest.raises(NotSupportedError):
            await desk.gateway.refund(txn_id=invoice.txn_id, amount=45_000)
    if capabilities.can_list:
        (seen,) = await desk.gateway.list_recent(since=datetime(2026, 1, 1, tzinfo=UTC))
        assert seen.txn_id == invoice.txn_id
    else:
        with pytest.raises(NotSupportedError):
            await desk.gateway.list_recent(since=datetime(2026, 1, 1, tzinfo=UTC))


async def test_a_gateway_that_knows_us_is_healthy(desk: Desk) -> None:
    await desk.gateway.check_health()


async def test_test_money_is_called_test_money(desk: Desk) -> None:
    await desk.switch_to_test_mode()

    invoice = await desk.gateway.create(reference=REFERENCE, amount=45_000)
    seen = await desk.gateway.fetch_status(txn_id=invoice.txn_id)

    assert invoice.is_test
    assert seen.is_test
