"""The guards of the doors: who is believed, and who is let in."""

from collections.abc import Sequence

from tests.mutations.guard import Guard

GUARDS: Sequence[Guard] = (
    Guard(
        "webhooks: the gateway's secret",
        "payments/gateways/pakasir.py",
        "        if not hmac.compare_digest(given, self._account.webhook_secret.reveal().encode()):\n",
        "        if False:\n",
        "rooms/payments/gateways/test_contract.py::"
        "test_a_webhook_without_the_secret_is_not_trusted_whatever_it_says",
        "",
    ),
    Guard(
        "webhooks: Telegram's secret",
        "web/telegram_webhook.py",
        "        if not hmac.compare_digest(given, self._secret):\n",
        "        if False:\n",
        "doors/web/test_telegram_webhook.py::test_without_the_secret_nothing_is_handled",
    ),
    Guard(
        "webhooks: forgers are slowed down",
        "web/gateway_webhooks.py",
        '        if not self._forgeries.allows(remote or ""):\n',
        "        if False:\n",
        "doors/web/test_gateway_webhooks.py::test_who_forges_often_is_slowed_down_and_the_gateway_never",
    ),
    Guard(
        "webhooks: a size there is",
        "web/app.py",
        "web.Application(client_max_size=_MOST_BYTES)",
        "web.Application(client_max_size=2**40)",
        "doors/web/test_gateway_webhooks.py::test_a_huge_body_is_refused",
    ),
    Guard(
        "webhooks: answered after the commit",
        "web/gateway_webhooks.py",
        "        async with self._tx() as session:\n            await payments.receive_event(\n",
        "        if body:\n"
        "            return web.Response(status=HTTPStatus.OK)\n"
        "        async with self._tx() as session:\n"
        "            await payments.receive_event(\n",
        "doors/web/test_gateway_webhooks.py::test_it_is_not_answered_well_unless_it_is_in_the_database",
    ),
    Guard(
        "webhooks: a reference that is not ours is nothing",
        "payments/receiving.py",
        "    if payment is None:\n"
        '        log.info("payments.unknown_reference", gateway=gateway)\n'
        "        return\n",
        "",
        "doors/web/test_gateway_webhooks.py::test_an_order_that_is_not_ours_is_fine",
    ),
    Guard(
        "gateway: amounts are whole rupiah",
        "payments/gateways/answers.py",
        "        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= "
        "_MOST_RUPIAH:\n",
        "        if not isinstance(value, int | float):\n",
        "rooms/payments/gateways/test_answers.py::"
        "test_a_field_of_an_invoice_that_is_not_what_it_should_be_is_not_guessed",
        "",
    ),
    Guard(
        "Telegram: only the staff has the seller's buttons",
        "telegram/staff_routes.py",
        "    return replace(visit, permissions=permissions) if needs & permissions else None\n",
        "    return replace(visit, permissions=permissions or needs)\n",
        "doors/telegram/test_staff_door.py::test_buyers_and_owners_are_not_staff",
    ),
    Guard(
        "Telegram: a member of the staff does what they may",
        "telegram/staff_routes.py",
        "    return replace(visit, permissions=permissions) if needs & permissions else None\n",
        "    return replace(visit, permissions=permissions) if permissions else None\n",
        "doors/telegram/test_others_things.py::test_one_of_the_staff_does_what_they_may_and_nothing_else",
    ),
    Guard(
        "Telegram: who is blocked is not served",
        "telegram/door.py",
        "        if visit.customer.is_blocked:\n",
        "        if False:\n",
        "doors/telegram/test_users.py::test_a_blocked_buyer_hears_one_sentence_until_they_are_let_in_again",
    ),
    Guard(
        "Telegram: no shop in groups",
        "telegram/door.py",
        "        if message.from_user is None or message.chat.type != ChatType.PRIVATE:\n",
        "        if message.from_user is None:\n",
        "doors/telegram/test_bad_input.py::test_a_group_is_met_with_silence",
    ),
)
