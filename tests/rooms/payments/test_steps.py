"""The payment machine: I8, no step outside its table."""

from itertools import product as pairs

import pytest

from auto_order.payments.models import Payment, PaymentStatus
from auto_order.payments.rules import advance

_MONEY = (PaymentStatus.SETTLED, PaymentStatus.REVIEW)
_STEPS = {
    (PaymentStatus.CREATING, PaymentStatus.PENDING),
    (PaymentStatus.CREATING, PaymentStatus.FAILED),
    *pairs((PaymentStatus.CREATING, PaymentStatus.PENDING), (PaymentStatus.EXPIRED, PaymentStatus.CANCELED)),
    *pairs((PaymentStatus.CREATING, PaymentStatus.PENDING), _MONEY),
    *pairs((PaymentStatus.EXPIRED, PaymentStatus.CANCELED), _MONEY),
    (PaymentStatus.FAILED, PaymentStatus.REVIEW),
    (PaymentStatus.REVIEW, PaymentStatus.SETTLED),
}


def test_a_payment_takes_these_steps_and_no_others() -> None:
    for was, wanted in pairs(PaymentStatus, PaymentStatus):
        payment = Payment(status=was)
        if (was, wanted) in _STEPS:
            advance(payment, wanted)
            assert payment.status is wanted
        else:
            with pytest.raises(ValueError, match="does not go from"):
                advance(payment, wanted)
