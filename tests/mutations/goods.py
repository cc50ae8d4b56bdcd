"""The guards of goods and of the queue: who has a unit, whose an order is, whose a job."""

from collections.abc import Sequence

from tests.mutations.guard import Guard

GUARDS: Sequence[Guard] = (
    Guard(
        "units: as many as are wanted or none",
        "stock/repository.py",
        "            if found < quantity:\n                raise _TooFew\n",
        "",
        "rooms/stock/test_units.py::test_too_few_units_are_none",
    ),
    Guard(
        "units: holding fewer is out of stock",
        "stock/service.py",
        "        if held == quantity:\n",
        "        if held >= 0:\n",
        "rooms/stock/test_units.py::test_too_few_units_are_none",
    ),
    Guard(
        "units: only free ones are held",
        "stock/repository.py",
        "        .where(StockItem.product_id == product_id, StockItem.status == StockStatus.FREE)\n"
        "        .order_by(StockItem.position)\n"
        "        .limit(quantity)\n"
        "        .with_for_update(skip_locked=skip_locked)\n"
        '        .cte("free")\n'
        "    )\n"
        "    held = await session.execute(\n"
        "        update(StockItem)\n"
        "        .where(StockItem.id.in_(select(free.c.id)), StockItem.status == StockStatus.FREE)\n",
        "        .where(StockItem.product_id == product_id)\n"
        "        .order_by(StockItem.position)\n"
        "        .limit(quantity)\n"
        "        .with_for_update(skip_locked=skip_locked)\n"
        '        .cte("free")\n'
        "    )\n"
        "    held = await session.execute(\n"
        "        update(StockItem)\n"
        "        .where(StockItem.id.in_(select(free.c.id)))\n",
        "rooms/stock/test_units.py::test_too_few_units_are_none",
    ),
    Guard(
        "units: who holds them is locked",
        "stock/repository.py",
        "        .limit(quantity)\n        .with_for_update(skip_locked=skip_locked)\n",
        "        .limit(quantity)\n",
        "races/test_stock.py::test_two_buyers_who_both_want_the_last_two_units",
        "",
    ),
    Guard(
        "units: as many are sold as were held",
        "stock/service.py",
        "    if len(products) != quantity:\n",
        "    if False:\n",
        "rooms/stock/test_units.py::test_selling_another_number_than_is_held_is_a_bug_and_sells_nothing",
    ),
    Guard(
        "units: what was sold does not come free",
        "stock/repository.py",
        "        .where(StockItem.order_id == order_id, StockItem.status == StockStatus.HELD)\n"
        "        .values(status=StockStatus.FREE, order_id=None, order_line_id=None)\n",
        "        .where(StockItem.order_id == order_id)\n"
        "        .values(status=StockStatus.FREE, order_id=None, order_line_id=None)\n",
        "rooms/stock/test_units.py::test_what_was_sold_is_never_given_back",
    ),
    Guard(
        "units: what is held is not opened",
        "stock/repository.py",
        "        .where(StockItem.order_id == order_id, StockItem.status == StockStatus.SOLD)\n"
        "        .order_by(StockItem.order_line_id, StockItem.position)\n",
        "        .where(StockItem.order_id == order_id)\n"
        "        .order_by(StockItem.order_line_id, StockItem.position)\n",
        "rooms/stock/test_units.py::test_what_is_held_is_not_opened",
    ),
    Guard(
        "units: only the order's own are replaced",
        "stock/repository.py",
        ".where(StockItem.id == item_id, StockItem.order_id == order_id, StockItem.status == "
        "StockStatus.SOLD)",
        ".where(StockItem.id == item_id, StockItem.status == StockStatus.SOLD)",
        "rooms/delivery/test_replacing.py::test_only_a_unit_that_the_order_has_is_replaced_and_only_once",
    ),
    Guard(
        "units: one is replaced once",
        "stock/repository.py",
        ".where(StockItem.id == item_id, StockItem.order_id == order_id, StockItem.status == "
        "StockStatus.SOLD)",
        ".where(StockItem.id == item_id, StockItem.order_id == order_id)",
        "rooms/delivery/test_replacing.py::test_only_a_unit_that_the_order_has_is_replaced_and_only_once",
    ),
    Guard(
        "units: none is replaced by nothing",
        "stock/service.py",
        "    if await repository.sell_successor(session, voided, now=now) is None:\n",
        "    if await repository.sell_successor(session, voided, now=now) is None and not voided:\n",
        "rooms/delivery/test_replacing.py::test_without_a_fresh_unit_nothing_is_replaced",
    ),
    Guard(
        "units: only free ones are taken out",
        "stock/repository.py",
        "        StockItem.product_id == product_id, StockItem.status == StockStatus.FREE\n"
        "    )\n"
        "    if item_id is not None:\n",
        "        StockItem.product_id == product_id\n    )\n    if item_id is not None:\n",
        "rooms/stock/test_units.py::test_what_somebody_holds_is_not_taken_out",
    ),
    Guard(
        "units: the same content is loaded once",
        "stock/repository.py",
        '        .on_conflict_do_nothing(index_elements=["product_id", "fingerprint"])\n',
        "",
        "races/test_stock.py::test_two_who_load_the_same_unit_at_once_load_it_once",
        "",
    ),
    Guard(
        "orders: what ends gives back what it held",
        "orders/service.py",
        "    await vouchers.release(session, order_id=order.id, now=now)\n"
        "    await stock.release(session, order_id=order.id)\n"
        "\n\ndef fulfil",
        "\n\ndef fulfil",
        "rooms/payments/test_closing.py::test_p5_an_unpaid_order_ends_after_its_deadline_and_grace",
    ),
    Guard(
        "orders: somebody else's is not found",
        "orders/repository.py",
        "    return await session.scalar(select(Order).where(Order.id == order_id, "
        "Order.customer_id == customer_id))\n",
        "    return await session.scalar(select(Order).where(Order.id == order_id))\n",
        "rooms/orders/test_orders.py::test_an_order_is_its_buyers_and_nobody_elses",
    ),
    Guard(
        "orders: nobody cancels somebody else's",
        "payments/closing.py",
        "    await orders.get_order(session, order_id=order_id, customer_id=customer_id)\n"
        "    payment = await repository.lock_open(session, order_id)\n",
        "    payment = await repository.lock_open(session, order_id)\n",
        "rooms/payments/test_closing.py::test_nobody_cancels_or_asks_about_the_order_of_another",
    ),
    Guard(
        "orders: a token is one buyer's",
        "orders/repository.py",
        ".where(Order.customer_id == customer_id, Order.token == token)",
        ".where(Order.token == token)",
        "rooms/payments/test_paying_by_wallet.py::test_the_same_token_of_another_buyer_is_another_tap",
    ),
    Guard(
        "delivery: only what was paid for is sent again",
        "delivery/service.py",
        "    if delivery is None or order.status not in WITH_GOODS:\n",
        "    if delivery is None:\n",
        "rooms/delivery/test_handing_over.py::"
        "test_an_order_that_is_paid_back_before_its_goods_went_out_gets_none",
    ),
    Guard(
        "delivery: what was called off is not sent",
        "delivery/tasks.py",
        "        if order.status not in WITH_GOODS:\n",
        "        if False:\n",
        "rooms/delivery/test_handing_over.py::"
        "test_an_order_that_is_paid_back_before_its_goods_went_out_gets_none",
    ),
    Guard(
        "delivery: a dead worker's late word undoes nothing",
        "delivery/service.py",
        "    if delivery is not None and delivery.status is DeliveryStatus.SENDING:\n",
        "    if delivery is not None:\n",
        "rooms/delivery/test_handing_over.py::test_what_a_dead_worker_says_late_does_not_undo_the_delivery",
    ),
    Guard(
        "delivery: only allowed steps",
        "delivery/rules.py",
        "    if wanted not in _NEXT[delivery.status]:\n",
        "    if False:\n",
        "rooms/delivery/test_handing_over.py::test_a_delivery_takes_these_steps_and_no_others",
        "",
    ),
    Guard(
        "jobs: a worker that lost its lease finishes nothing",
        "jobs/claims.py",
        "    _must_be_mine(gone)\n",
        "",
        "rooms/jobs/test_leases.py::test_a_worker_that_lost_its_lease_leaves_no_trace",
    ),
    Guard(
        "jobs: only what waits is taken",
        "jobs/claims.py",
        '        .where(\n            _is_queued(JobRow),\n            JobRow.run_at <= bindparam("now"),\n',
        '        .where(\n            JobRow.run_at <= bindparam("now"),\n',
        "rooms/jobs/test_claiming.py::test_many_claimers_share_the_jobs_without_taking_one_twice",
    ),
    Guard(
        "jobs: a living worker's job is left alone",
        "jobs/claims.py",
        "        .where(JobRow.id == job_id, _is_running(JobRow), JobRow.leased_until < now)\n",
        "        .where(JobRow.id == job_id, _is_running(JobRow))\n",
        "rooms/jobs/test_leases.py::test_a_job_whose_worker_lives_is_left_alone",
    ),
    Guard(
        "audit log: a changed entry shows",
        "audit/rules.py",
        "    if entry.digest != compute_digest(number, deed, previous=previous):\n",
        "    if False:\n",
        "rooms/audit/test_audit_log.py::test_an_entry_that_was_bent_is_named",
    ),
    Guard(
        "audit log: one writer at a time",
        "audit/repository.py",
        '    if session.get_bind().dialect.name == "postgresql":\n',
        "    if False:\n",
        "rooms/audit/test_audit_log.py::test_two_processes_cannot_fork_the_chain",
        "postgresql",
    ),
)
