"""Everything the emulated Telegram remembers has an end."""

from auto_order_sandbox.clock import Clock
from auto_order_sandbox.telegram.calls import KEPT_CALLS, CallLog, LoggedCall
from auto_order_sandbox.telegram.limits import Limits
from auto_order_sandbox.telegram.state.bots import KEPT_INVOICES, KEPT_QUERIES, Bot, Query
from auto_order_sandbox.telegram.state.chats import KEPT_MESSAGES, KEPT_TOASTS, Chat, Kept
from auto_order_sandbox.telegram.state.people import PERSONAS
from auto_order_sandbox.telegram.updates import MOST_KEPT, UpdateQueue

BUDI = PERSONAS[0]


def test_the_oldest_questions_are_forgotten() -> None:
    bot = Bot(Clock())

    for number in range(KEPT_QUERIES + 5):
        bot.ask(str(number), Query("callback", BUDI, 0.0))

    assert len(bot.queries) == KEPT_QUERIES
    assert next(iter(bot.queries)) == "5"


def test_the_oldest_invoices_are_forgotten() -> None:
    bot = Bot(Clock())

    for number in range(KEPT_INVOICES + 5):
        bot.keep_invoice(str(number), {})

    assert len(bot.invoices) == KEPT_INVOICES
    assert next(iter(bot.invoices)) == "5"


def test_the_oldest_updates_are_forgotten() -> None:
    updates = UpdateQueue(Clock())

    for number in range(MOST_KEPT + 5):
        updates.add("message", {"message_id": number}, lane=1)

    assert len(updates) == MOST_KEPT
    assert b'"message_id":5}' in updates.list_pending(1)[0].body


def test_the_message_that_has_not_changed_for_longest_is_forgotten() -> None:
    chat = Chat(BUDI)
    for number in range(KEPT_MESSAGES):
        chat.keep(Kept(number, b"{}", is_out=True))
    first = chat.find(0)
    assert first is not None
    chat.touch(first)

    chat.keep(Kept(KEPT_MESSAGES, b"{}", is_out=True))

    assert chat.find(0) is first
    assert chat.find(1) is None
    assert len(chat.list_messages()) == KEPT_MESSAGES


def test_the_oldest_toasts_are_forgotten() -> None:
    chat = Chat(BUDI)

    for number in range(KEPT_TOASTS + 5):
        chat.add_toast({"text": str(number)})

    toasts = chat.toasts_since(0)
    assert (len(toasts), toasts[0]["text"]) == (KEPT_TOASTS, "5")


def test_the_oldest_calls_are_forgotten() -> None:
    log = CallLog()

    for _ in range(KEPT_CALLS + 5):
        log.add(LoggedCall(log.next_seq(), 42, "getMe", {}, 200, "", 0.0, 0.0))

    assert [call.seq for call in log.since(0, None)] == list(range(6, KEPT_CALLS + 6))


def test_the_counts_of_chats_long_silent_are_forgotten() -> None:
    limits = Limits()

    for chat_id in range(100_001):
        limits.spend(chat_id, "edit", 60, now=0.0)

    assert limits.spend(100_000, "edit", 1, now=0.0) == 1
    assert limits.spend(0, "edit", 1, now=0.0) is None
