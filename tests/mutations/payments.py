"""The guards of payments: what is compared before money counts, and what keeps an order from ending early."""

from collections.abc import Sequence

from tests.mutations.guard import Guard

GUARDS: Sequence[Guard] = (
    Guard(
        "settling: a payment that is settled stays as it is",
        "payments/settling.py",
        "    if payment.status in rules.CLOSED_BY_MONEY:\n        return payment\n",
        "",
        "rooms/payments/test_settling.py::test_p9_settling_twice_is_settling_once",
    ),
    Guard(
        "settling: the payment is locked",
        "payments/repository.py",
        "        .where(Payment.id == payment_id)\n        .with_for_update()\n",
        "        .where(Payment.id == payment_id)\n",
        "races/test_payments.py::test_two_webhooks_of_one_payment",
        "",
    ),
    Guard(
        "settling: the amount is compared",
        "payments/rules.py",
        '        "amount": payment.amount == observation.amount,\n',
        "",
        "rooms/payments/test_settling.py::"
        "test_p8_money_that_does_not_fit_goes_to_a_person_and_never_becomes_goods",
    ),
    Guard(
        "settling: the mode is compared",
        "payments/rules.py",
        '        "test_mode": observation.is_test == gateway.is_test_mode,\n',
        "",
        "rooms/payments/test_settling.py::test_p8_a_test_payment_in_a_live_shop_hands_out_nothing",
    ),
    Guard(
        "settling: the currency is compared",
        "payments/rules.py",
        '        "currency": payment.currency == observation.currency,\n',
        "",
        "rooms/payments/test_settling.py::"
        "test_p8_money_that_does_not_fit_goes_to_a_person_and_never_becomes_goods",
    ),
    Guard(
        "settling: the project is compared",
        "payments/rules.py",
        '        "project": observation.project == gateway.project,\n',
        "",
        "rooms/payments/test_settling.py::"
        "test_p8_money_that_does_not_fit_goes_to_a_person_and_never_becomes_goods",
    ),
    Guard(
        "settling: the reference is compared",
        "payments/rules.py",
        '        "reference": payment.reference == observation.reference,\n',
        "",
        "rooms/payments/test_settling.py::"
        "test_p8_money_that_does_not_fit_goes_to_a_person_and_never_becomes_goods",
    ),
    Guard(
        "settling: the transaction is compared",
        "payments/rules.py",
        '        "txn_id": payment.txn_id in (None, observation.txn_id),\n',
        "",
        "rooms/payments/test_settling.py::"
        "test_p8_money_that_does_not_fit_goes_to_a_person_and_never_becomes_goods",
    ),
    Guard(
        "settling: an attempt that failed sells nothing",
        "payments/rules.py",
        '        "state": payment.status is not PaymentStatus.FAILED,\n',
        "",
        "rooms/payments/test_settling.py::test_p8_money_for_an_attempt_that_failed_goes_to_a_person",
    ),
    Guard(
        "settling: a claim is no observation",
        "payments/checking.py",
        "    if observation.state is PaymentState.SETTLED:\n",
        "    if observation.state in (PaymentState.SETTLED, PaymentState.PENDING):\n"
        "        from dataclasses import replace\n\n"
        "        observation = replace(observation, state=PaymentState.SETTLED)\n",
        "rooms/payments/test_receiving.py::test_a_forged_claim_settles_nothing",
    ),
    Guard(
        "settling: an answer about another payment is none",
        "payments/checking.py",
        "    is_another = rules.is_about_another(payment, observation)\n",
        "    is_another = False\n",
        "rooms/payments/test_checking.py::test_a_cancelled_transaction_of_another_cancels_nothing",
    ),
    Guard(
        "settling: late money is looked at for stock and price",
        "payments/settling.py",
        " and await orders.can_still_be_had(session, order, now=now)",
        "",
        "rooms/payments/test_late_money.py::test_p7_late_money_that_cannot_become_goods_is_credited_once",
    ),
    Guard(
        "settling: late money at another price buys nothing",
        "orders/service.py",
        "        if product.is_archived or product.price_for(line.quantity) != line.price:\n"
        "            return False\n",
        "",
        "rooms/payments/test_late_money.py::test_p7_late_money_that_cannot_become_goods_is_credited_once",
    ),
    Guard(
        "settling: an order that is paid takes no second payment",
        "payments/settling.py",
        "    return order.status in _CLOSED_WITHOUT_MONEY and",
        "    return",
        "rooms/payments/test_settling.py::"
        "test_when_two_attempts_of_one_order_are_paid_the_second_becomes_wallet_credit",
    ),
    Guard(
        "payments: only allowed steps",
        "payments/rules.py",
        "    if wanted not in _NEXT[payment.status]:\n",
        "    if False:\n",
        "rooms/payments/test_steps.py::test_a_payment_takes_these_steps_and_no_others",
        "",
    ),
    Guard(
        "orders: only allowed steps",
        "orders/rules.py",
        "    if wanted not in _NEXT[order.status]:\n",
        "    if False:\n",
        "rooms/orders/test_orders.py::test_an_end_has_no_exit",
        "",
    ),
    Guard(
        "invoices: one for another amount is never shown",
        "payments/rules.py",
        '    if invoice.amount != payment.amount:\n        faults.append("amount")\n',
        "",
        "rooms/payments/test_starting.py::"
        "test_an_invoice_for_less_is_never_shown_though_its_qr_agrees_with_it",
    ),
    Guard(
        "invoices: a QR over another amount is never shown",
        "payments/rules.py",
        "    elif not invoice.is_test and find_qr_amount(invoice) not in (invoice.amount, "
        "invoice.total_payment):\n"
        '        faults.append("qr")\n',
        "",
        "rooms/payments/test_starting.py::test_an_invoice_that_is_not_what_was_asked_for_is_never_shown",
    ),
    Guard(
        "invoices: one of another payment is never shown",
        "payments/rules.py",
        '    if invoice.reference != payment.reference:\n        faults.append("reference")\n',
        "",
        "rooms/payments/test_starting.py::test_a_transaction_of_another_payment_is_not_taken_for_ours",
    ),
    Guard(
        "invoices: a test QR in a live shop is never shown",
        "payments/rules.py",
        '    if invoice.is_test != gateway.is_test_mode:\n        faults.append("test_mode")\n    elif',
        "    if",
        "rooms/payments/test_starting.py::test_an_invoice_that_is_not_what_was_asked_for_is_never_shown",
    ),
    Guard(
        "invoices: one that came too late is never shown",
        "payments/starting.py",
        "    if payment.status is not PaymentStatus.CREATING:\n"
        "        if payment.status not in rules.OPEN | rules.CLOSED_BY_MONEY:\n",
        "    if False:\n        if payment.status not in rules.OPEN | rules.CLOSED_BY_MONEY:\n",
        "rooms/payments/test_starting.py::"
        "test_an_answer_that_comes_after_giving_up_is_never_shown_and_is_taken_back",
    ),
    Guard(
        "expiry: not before a good answer",
        "payments/checking.py",
        "        await note_silence(session, payment_id, now=now)\n        return\n",
        "        await note_silence(session, payment_id, now=now)\n",
        "rooms/payments/test_checking.py::test_an_unpaid_answer_about_another_transaction_is_no_answer",
    ),
    Guard(
        "expiry: not by an answer from before the deadline",
        "payments/checking.py",
        "    elif rules.is_overdue(payment, grace=policy.grace, now=asked_at):\n",
        "    elif rules.is_overdue(payment, grace=policy.grace, now=now):\n",
        "rooms/payments/test_closing.py::"
        "test_p5_an_answer_that_was_asked_for_before_the_deadline_expires_nothing",
    ),
    Guard(
        "expiry: a silent gateway is waited for",
        "payments/rules.py",
        "    return payment.failed_checks >= _CHECKS_BEFORE_RELEASE and",
        "    return",
        "rooms/payments/test_checking.py::test_after_a_downtime_nothing_ends_before_one_good_answer",
    ),
    Guard(
        "cancelling: the gateway is asked first",
        "payments/closing.py",
        "    if payment.status is PaymentStatus.CREATING:\n"
        "        await cancel(session, payment, now=now)\n        return\n",
        "    if True:\n        await cancel(session, payment, now=now)\n        return\n",
        "rooms/payments/test_closing.py::test_p6_a_buyer_cancels_and_the_gateway_is_asked_first",
    ),
    Guard(
        "cancelling: not by an answer from before the tap",
        "payments/checking.py",
        " and payment.cancel_requested_at <= asked_at\n",
        "\n",
        "rooms/payments/test_closing.py::test_p6_an_answer_from_before_the_tap_cancels_nothing",
    ),
    Guard(
        "checkout: a second tap finds the open order",
        "payments/starting.py",
        "    if open_order is not None:\n        return Started(open_order, is_new=False)\n",
        "",
        "rooms/payments/test_starting.py::test_a_second_tap_finds_the_open_order_and_does_nothing",
    ),
    Guard(
        "checkout: the customer is locked",
        "payments/starting.py",
        "    await customers.lock_customer(session, customer_id)\n",
        "",
        "races/test_payments.py::test_two_taps_at_once_do_not_get_past_the_limit_of_open_orders",
        "",
    ),
    Guard(
        "checkout: so many open orders and no more",
        "orders/placing.py",
        "    if await repository.count_open(session, customer_id) >= most:\n",
        "    if False:\n",
        "rooms/payments/test_starting.py::test_nobody_holds_more_open_orders_than_allowed",
    ),
    Guard(
        "checkout: the price is the one that was agreed to",
        "orders/placing.py",
        "    if now_costs.digest != digest:\n        raise QuoteChanged(now_costs)\n",
        "",
        "rooms/payments/test_starting.py::test_a_price_that_changed_since_it_was_shown_is_asked_about",
    ),
    Guard(
        "checkout: the gateway's limits",
        "payments/rules.py",
        "    if not limits.minimum <= amount <= limits.maximum:\n",
        "    if False:\n",
        "rooms/payments/test_starting.py::"
        "test_what_the_gateway_takes_no_payment_for_is_refused_with_its_limits",
    ),
)
