"""The guards of wallets, reviews, refunds and vouchers: nothing twice, and nothing that is not there."""

from collections.abc import Sequence

from tests.mutations.guard import Guard

GUARDS: Sequence[Guard] = (
    Guard(
        "wallet: never below zero",
        "ledger/repository.py",
        ".where(Wallet.customer_id == customer_id, Wallet.balance >= amount)",
        ".where(Wallet.customer_id == customer_id)",
        "rooms/ledger/test_ledger.py::test_a_wallet_never_goes_below_zero_and_nothing_is_posted_then",
    ),
    Guard(
        "wallet: what was not taken is not spent",
        "ledger/service.py",
        "    if payer is not None and not await repository.lower_balance(\n"
        "        session, customer_id=payer, amount=transfer.amount\n"
        "    ):\n",
        "    if payer is not None and (\n"
        "        await repository.lower_balance(session, customer_id=payer, amount=transfer.amount) is None\n"
        "    ):\n",
        "rooms/ledger/test_ledger.py::test_a_wallet_never_goes_below_zero_and_nothing_is_posted_then",
    ),
    Guard(
        "wallet: one tap buys once",
        "payments/purchasing.py",
        "    if known is not None:\n        return Bought(known, is_new=False)\n",
        "",
        "rooms/payments/test_paying_by_wallet.py::test_a_second_tap_finds_what_the_first_one_bought",
    ),
    Guard(
        "top-up: somebody else's is not found",
        "payments/topups.py",
        "    if payment is None or payment.customer_id != customer_id:\n",
        "    if payment is None:\n",
        "rooms/payments/test_topups.py::test_somebody_elses_topup_is_not_found",
    ),
    Guard(
        "top-up: one is open at a time",
        "payments/topups.py",
        "    known = await repository.find_open_topup(session, customer_id=customer_id, "
        "gateway=policy.gateway.name)\n"
        "    if known is not None:\n        return Topup(known, is_new=False)\n",
        "",
        "rooms/payments/test_topups.py::test_one_topup_is_open_at_a_time",
    ),
    Guard(
        "top-up: its bounds",
        "payments/rules.py",
        "    if not limits.least <= amount <= limits.most:\n",
        "    if False:\n",
        "rooms/payments/test_topups.py::test_an_amount_out_of_bounds_is_refused",
    ),
    Guard(
        "top-up: a transfer is decided about once",
        "payments/topups.py",
        "    if payment.status is not PaymentStatus.PENDING:\n"
        "        raise PaymentDecided(status=payment.status)\n",
        "",
        "rooms/payments/test_topups.py::test_a_transfer_is_decided_about_once",
    ),
    Guard(
        "top-up: nobody confirms a QR by hand",
        "payments/topups.py",
        "    if payment is None or payment.gateway != MANUAL:\n",
        "    if payment is None:\n",
        "rooms/payments/test_topups.py::test_a_qris_topup_is_nobodys_to_confirm",
    ),
    Guard(
        "review: a case is decided once",
        "payments/reviewing.py",
        "    if case.decision is not None:\n        raise PaymentDecided(status=payment.status)\n",
        "",
        "rooms/payments/test_reviewing.py::test_a_case_is_decided_once_and_leaves_one_trace",
    ),
    Guard(
        "review: test money is no money",
        "payments/reviewing.py",
        "    if case.is_test:\n        raise ReviewIsTest\n",
        "    return\n",
        "rooms/payments/test_reviewing.py::test_test_money_can_only_be_dismissed_and_leaves_the_books",
    ),
    Guard(
        "review: an order that something else paid is not delivered again",
        "orders/service.py",
        "    if order.status not in (OrderStatus.EXPIRED, OrderStatus.CANCELED):\n"
        "        raise OrderMoved(was=order.status, wanted=OrderStatus.PAID)\n",
        "",
        "rooms/payments/test_reviewing.py::test_an_order_that_something_else_paid_is_not_delivered_twice",
    ),
    Guard(
        "refunds: no more than was paid",
        "refunds/rules.py",
        "    if not 1 <= amount <= paid - gone:\n",
        "    if False:\n",
        "rooms/refunds/test_refunds.py::test_no_more_goes_back_than_was_paid",
    ),
    Guard(
        "refunds: only what was paid for",
        "refunds/service.py",
        "    if order.status not in _REFUNDABLE:\n        raise NothingToRefund\n",
        "",
        "rooms/refunds/test_refunds.py::test_an_unpaid_order_has_nothing_to_refund",
    ),
    Guard(
        "refunds: made once",
        "refunds/rules.py",
        "    if refund.status is not RefundStatus.DUE or wanted is not RefundStatus.MADE:\n"
        "        raise RefundMade\n",
        "",
        "rooms/refunds/test_refunds.py::test_a_refund_outside_is_due_until_it_is_shown_to_be_made",
    ),
    Guard(
        "vouchers: the limit of all",
        "vouchers/rules.py",
        "        and (voucher.uses_in_total is None or uses.in_total < voucher.uses_in_total)\n",
        "",
        "rooms/vouchers/test_vouchers.py::test_whatever_is_wrong_with_a_code_the_answer_is_the_same",
    ),
    Guard(
        "vouchers: the limit of one customer",
        "vouchers/rules.py",
        "        and (voucher.uses_per_customer is None or uses.by_customer < voucher.uses_per_customer)\n",
        "",
        "rooms/vouchers/test_vouchers.py::test_whatever_is_wrong_with_a_code_the_answer_is_the_same",
    ),
    Guard(
        "vouchers: the last day",
        "vouchers/rules.py",
        "        and (voucher.ends_at is None or now < voucher.ends_at)\n",
        "",
        "rooms/vouchers/test_vouchers.py::test_whatever_is_wrong_with_a_code_the_answer_is_the_same",
    ),
    Guard(
        "vouchers: the voucher is locked",
        "vouchers/repository.py",
        "        .where(Voucher.id == voucher_id)\n        .with_for_update()\n",
        "        .where(Voucher.id == voucher_id)\n",
        "rooms/vouchers/test_vouchers.py::test_a_limit_is_not_passed_by_buyers_who_pay_at_once",
        "postgresql",
    ),
    Guard(
        "vouchers: guessing is slowed down",
        "vouchers/service.py",
        "    if pause:\n",
        "    if False:\n",
        "rooms/vouchers/test_vouchers.py::test_a_guesser_waits_and_is_not_even_told_that_a_code_is_right",
    ),
    Guard(
        "vouchers: no discount exceeds the price",
        "vouchers/rules.py",
        "        return min(voucher.value, meant)\n",
        "        return voucher.value\n",
        "rooms/vouchers/test_rules.py::test_no_discount_exceeds_what_it_is_for",
        "",
    ),
)
