"""The vendor's book of payments, without HTTP."""

from dataclasses import replace
from datetime import timedelta

import pytest

from auto_order_sandbox.gateway import payments
from auto_order_sandbox.gateway.payments import Method, Payment, PaymentBook
from tests.sandbox.gateway.test_limits import NOON, make_payment


def filled_book(count: int, *, kept: int) -> PaymentBook:
    book = PaymentBook(kept=kept)
    for number in range(count):
        book.add(replace(make_payment(), txn_id=f"txn{number}", order_id=f"ORDER-{number:04}"))
    return book


def find_by_order(book: PaymentBook, order_id: str) -> Payment | None:
    return book.find_for_order(project="shop", order_id=order_id, method=Method.QRIS, amount=99_000)


def test_the_oldest_payments_are_forgotten_whole() -> None:
    book = filled_book(5, kept=3)

    assert [payment.txn_id for payment in book.list_payments()] == ["txn2", "txn3", "txn4"]
    assert book.find("txn1") is None
    assert find_by_order(book, "ORDER-0001") is None
    assert find_by_order(book, "ORDER-0002") is book.find("txn2")
    assert len(book.lapse(NOON + payments.LIFETIME)) == 3


def test_a_payment_lapses_at_its_deadline_and_only_once() -> None:
    book = filled_book(2, kept=10)

    assert book.lapse(NOON + payments.LIFETIME - timedelta(microseconds=1)) == []
    lapsed = book.lapse(NOON + payments.LIFETIME + timedelta(hours=5))
    assert [payment.canceled_at for payment in lapsed] == [NOON + payments.LIFETIME] * 2
    assert book.lapse(NOON + payments.LIFETIME + timedelta(hours=6)) == []


def test_a_paid_payment_neither_lapses_nor_is_paid_again() -> None:
    book = filled_book(1, kept=10)
    [payment] = book.list_payments()
    payments.complete(payment, now=NOON)

    assert book.lapse(NOON + payments.LIFETIME) == []
    with pytest.raises(payments.NotPayable):
        payments.complete(payment, now=NOON, even_if_canceled=True)
    with pytest.raises(payments.NotPayable):
        payments.cancel(payment, now=NOON)
