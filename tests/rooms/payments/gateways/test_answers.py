"""Reading what a provider answers on a bad day: no yes that was not said, no no that was not meant."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from auto_order.kit.errors import TransientError
from auto_order.kit.secret import Secret
from auto_order.payments.gateways import (
    AttemptDeadError,
    GatewayAuthError,
    GatewayProtocolError,
    GatewayRateLimitedError,
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentState,
    TransactionNotFoundError,
)
from auto_order.payments.gateways.answers import call
from auto_order.payments.gateways.pakasir import Pakasir, PakasirAccount
from tests.fakes.qris import write_qris
from tests.rig.answering import Answer, Provider, running_provider, saying

KEY, SECRET = "key-canary-1234", "secret-canary-5678"
OPENED: dict[str, Any] = {
    "txn_id": "abc",
    "project": "toko",
    "order_id": "PAY-1",
    "amount": 45_000,
    "fee": 625,
    "total_payment": 45_625,
    "payment_method": "qris",
    "qr_string": write_qris(amount=45_000),
    "expired_at": "2026-11-23T05:15:00.123456789Z",
    "is_sandbox": False,
}
SEEN: dict[str, Any] = {
    "txn_id": "abc",
    "order_id": "PAY-1",
    "amount": 45_000,
    "is_sandbox": False,
    "status": "completed",
    "completed_at": "2026-11-23T12:10:00.5+07:00",
}
_HTML = b"<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with running_provider() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def pakasir(provider: Provider, http: aiohttp.ClientSession) -> Pakasir:
    account = PakasirAccount("toko", Secret(KEY), Secret(SECRET), f"{provider.url}/api/v2")
    return Pakasir(account, http)


async def test_a_create_sends_the_key_and_what_is_wanted(pakasir: Pakasir, provider: Provider) -> None:
    provider.answers.append(saying(OPENED))

    invoice = await pakasir.create(reference="PAY-1", amount=45_000)

    (request,) = provider.heard
    assert (request.method, request.path) == ("POST", "/api/v2/create-transaction/toko/PAY-1")
    assert request.headers["X-Api-Key"] == KEY
    assert await request.json() == {"method": "qris", "amount": 45_000}
    assert invoice.expires_at == datetime(2026, 11, 23, 5, 15, 0, 123456, tzinfo=UTC)
    assert invoice.pay_url == f"{provider.url}/pay-v2/abc?qris_only=1"


async def test_an_answer_in_pieces_is_read_to_its_end(pakasir: Pakasir, provider: Provider) -> None:
    (whole,) = saying(OPENED).pieces or ()
    provider.answers.append(Answer(tuple(whole[at : at + 90] for at in range(0, len(whole), 90))))

    invoice = await pakasir.create(reference="PAY-1", amount=45_000)

    assert invoice.txn_id == "abc"


@pytest.mark.parametrize(
    "answer",
    [
        Answer((_HTML,), 503, {"Content-Type": "text/html"}),
        Answer((_HTML,), 200, {"Content-Type": "text/html"}),
        Answer((_HTML,), 404),
        Answer((b"",), 200),
        Answer((b"{",), 200),
        Answer((b"[]",), 200),
        Answer((b"null",), 200),
        Answer((b"\xff\xfe",), 200),
        Answer((b"x" * 40_000, b"y" * 40_000), 200),
        Answer((b"moved",), 302, {"Location": "http://127.0.0.1:9/"}),
        saying({"message": "Internal Server Error"}, status=500),
        saying({"message": "Web server is returning an unknown error"}, status=520),
        saying({"message": "Request Timeout"}, status=408),
        Answer(None),
    ],
)
async def test_an_answer_that_means_nothing_leaves_the_outcome_unknown(
    pakasir: Pakasir, provider: Provider, answer: Answer
) -> None:
    provider.answers.extend([answer, answer, answer])

    for ask in (
        lambda: pakasir.create(reference="PAY-1", amount=45_000),
        lambda: pakasir.fetch_status(txn_id="abc"),
        lambda: pakasir.cancel(txn_id="abc"),
    ):
        with pytest.raises(GatewayUnavailableError) as caught:
            await ask()
        assert caught.value.is_outcome_unknown


async def test_a_gateway_that_nobody_reached_has_done_nothing(http: aiohttp.ClientSession) -> None:
    with pytest.raises(GatewayUnavailableError) as caught:
        await call(http, "GET", "http://127.0.0.1:1/", headers={}, seconds=5)

    assert not caught.value.is_outcome_unknown


async def test_a_gateway_that_does_not_answer_in_time_may_have_acted(
    provider: Provider, http: aiohttp.ClientSession
) -> None:
    with pytest.raises(GatewayUnavailableError) as caught:
        await call(http, "GET", provider.url, headers={}, seconds=0.000_001)

    assert caught.value.is_outcome_unknown


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("-5", 0.0),
        ("99999", 300.0),
        ("inf", 300.0),
        ("nan", None),
        ("soon", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        (None, None),
    ],
)
async def test_how_long_to_wait_is_believed_within_reason(
    pakasir: Pakasir, provider: Provider, header: str | None, seconds: float | None
) -> None:
    headers = {} if header is None else {"Retry-After": header}
    provider.answers.append(saying({"message": "Terlalu banyak"}, status=429, headers=headers))

    with pytest.raises(GatewayRateLimitedError) as caught:
        await pakasir.fetch_status(txn_id="abc")

    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (saying({"message": "Transaksi telah dibatalkan"}, status=404), AttemptDeadError),
        (saying({"message": "TRANSAKSI TELAH DIBATALKAN"}, status=404), AttemptDeadError),
        (saying({"message": "Proyek tidak ditemukan"}, status=404), TransactionNotFoundError),
        (saying({}, status=404), TransactionNotFoundError),
        (saying({"message": 5}, status=404), TransactionNotFoundError),
        (saying({"message": "Api Key tidak valid"}, status=401), GatewayAuthError),
        (saying({"message": "Forbidden"}, status=403), GatewayAuthError),
        (saying({"message": "amount salah"}, status=400), GatewayRefusedError),
        (saying({"message": "amount salah"}, status=422), GatewayRefusedError),
    ],
)
async def test_a_no_is_told_from_the_other_noes(
    pakasir: Pakasir, provider: Provider, answer: Answer, error: type[Exception]
) -> None:
    provider.answers.append(answer)

    with pytest.raises(GatewayRefusedError) as caught:
        await pakasir.create(reference="PAY-1", amount=45_000)

    assert type(caught.value) is error


async def test_another_success_than_200_is_one_too(pakasir: Pakasir, provider: Provider) -> None:
    provider.answers.append(saying(OPENED, status=201))

    assert (await pakasir.create(reference="PAY-1", amount=45_000)).txn_id == "abc"


_NOTHING: list[object] = [None, [], {}, ""]
_NO_TEXTS = [*_NOTHING, 5, True, "a\x00b", "a\nb", "x" * 5000]
_NO_AMOUNTS = [*_NOTHING, True, -1, 1.5, "45000", 1e30, 10**30, 10**13 + 1]
_NO_FLAGS = [*_NOTHING, 0, 1, "false"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in ("txn_id", "order_id", "qr_string") for value in _NO_TEXTS),
        *((name, value) for name in ("amount", "fee", "total_payment") for value in _NO_AMOUNTS),
        *(("is_sandbox", value) for value in _NO_FLAGS),
    ],
)
async def test_a_field_of_an_invoice_that_is_not_what_it_should_be_is_not_guessed(
    pakasir: Pakasir, provider: Provider, name: str, value: object
) -> None:
    provider.answers.append(saying(OPENED | {name: value}))

    with pytest.raises(GatewayProtocolError, match=name):
        await pakasir.create(reference="PAY-1", amount=45_000)


async def test_an_amount_may_be_written_with_a_point(pakasir: Pakasir, provider: Provider) -> None:
    provider.answers.append(saying(OPENED | {"amount": 45_000.0}))

    invoice = await pakasir.create(reference="PAY-1", amount=45_000)

    assert invoice.amount == 45_000
    assert type(invoice.amount) is int


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("pending", PaymentState.PENDING),
        ("completed", PaymentState.SETTLED),
        ("canceled", PaymentState.CANCELED),
        ("cancelled", PaymentState.CANCELED),
        ("COMPLETED", PaymentState.UNKNOWN),
        ("paid", PaymentState.UNKNOWN),
        ("processing", PaymentState.UNKNOWN),
    ],
)
async def test_a_word_that_is_not_known_is_unknown(
    pakasir: Pakasir, provider: Provider, said: str, state: PaymentState
) -> None:
    provider.answers.append(saying(SEEN | {"status": said}))

    assert (await pakasir.fetch_status(txn_id="abc")).state is state


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-11-23T05:10:00Z", datetime(2026, 11, 23, 5, 10, tzinfo=UTC)),
        ("2026-11-23T12:10:00+07:00", datetime(2026, 11, 23, 5, 10, tzinfo=UTC)),
        ("2026-11-23T12:10:00.1+07:00", datetime(2026, 11, 23, 5, 10, 0, 100_000, tzinfo=UTC)),
        ("2026-11-23T05:10:00.123456789Z", datetime(2026, 11, 23, 5, 10, 0, 123_456, tzinfo=UTC)),
        ("2026-11-23T05:10:00.Z", datetime(2026, 11, 23, 5, 10, tzinfo=UTC)),
        ("2026-11-23T05:10:00", None),
        ("2026-11-23", None),
        ("23/11/2026 12:10", None),
        ("0001-01-01T00:00:00+23:59", None),
        ("9999-12-31T23:59:59-23:59", None),
        ("", None),
        (1_790_000_000, None),
        (None, None),
    ],
)
async def test_a_moment_is_read_in_every_way_it_is_written_and_else_left_out(
    pakasir: Pakasir, provider: Provider, said: object, moment: datetime | None
) -> None:
    provider.answers.append(saying(SEEN | {"completed_at": said}))

    assert (await pakasir.fetch_status(txn_id="abc")).completed_at == moment


@pytest.mark.parametrize(
    ("amount", "fee"), [(99_000, 1_003), (12_000, 394), (24_321, 481), (105_000, 1_045), (105_001, 1_051)]
)
async def test_the_fee_is_quoted_as_the_vendor_computes_it(pakasir: Pakasir, amount: int, fee: int) -> None:
    assert pakasir.quote_fee(amount) == fee


@pytest.mark.parametrize(("status", "is_well"), [(404, True), (200, True), (401, False), (503, False)])
async def test_a_made_up_transaction_proves_key_and_slug(
    pakasir: Pakasir,
    provider: Provider,
    status: int,
    is_well: bool,  # noqa: FBT001 - a column of the table
) -> None:
    provider.answers.append(saying({"message": "x"}, status=status))

    if is_well:
        await pakasir.check_health()
    else:
        with pytest.raises((GatewayAuthError, TransientError)):
            await pakasir.check_health()


@pytest.mark.parametrize("status", [200, 401, 404, 429, 503])
async def test_no_error_quotes_a_key_or_what_was_answered(
    pakasir: Pakasir, provider: Provider, status: int
) -> None:
    provider.answers.append(
        saying({"message": f"your key {KEY} is wrong", "txn_id": f"{KEY}\n"}, status=status)
    )

    with pytest.raises((GatewayRefusedError, TransientError)) as caught:
        await pakasir.fetch_status(txn_id="abc")

    assert not re.search("canary", f"{caught.value!r} {caught.value} {caught.value.__cause__}")
