"""Invoices and Telegram Stars: sendInvoice, createInvoiceLink, pre-checkout, refunds, transactions.

https://core.telegram.org/bots/payments-stars
"""

import secrets

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.keyboards import Keyboard, read_keyboard
from auto_order_sandbox.telegram.methods.answers import get_query
from auto_order_sandbox.telegram.methods.results import Written
from auto_order_sandbox.telegram.posting import post_in, post_out
from auto_order_sandbox.telegram.sending import read_extras
from auto_order_sandbox.telegram.state.bots import Payment

STARS = "XTR"
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_PAYLOAD = 32, 255, 128
LARGEST_TOTAL = 2**52  # minor units, not Telegram's figure: what JSON carries exactly
LINK = "https://t.me/$"
_CURRENCY_LETTERS = 3


def send_invoice(call: Call) -> Written:
    """https://core.telegram.org/bots/api#sendinvoice."""
    invoice = _read_invoice(call)
    keyboard = read_keyboard(call.args, is_invoice=True) or _pay_button(invoice)
    chat = call.get_open_chat()
    extras = read_extras(call.args, chat)
    call.spend(chat, "send")
    kept = post_out(call.world, call.bot, chat, {**extras, "invoice": _shown(call, invoice)}, keyboard)
    call.bot.keep_invoice(f"message:{kept.id}", invoice)
    return Written(kept.body)


def create_invoice_link(call: Call) -> str:
    """https://core.telegram.org/bots/api#createinvoicelink. A tap on a button with the link pays it."""
    invoice = _read_invoice(call)
    slug = secrets.token_urlsafe(16)
    call.bot.keep_invoice(slug, invoice)
    return f"{LINK}{slug}"


def _read_invoice(call: Call) -> Json:
    args = call.args
    title, description = args.required("title"), args.required("description")
    payload, currency = args.required("payload"), args.required("currency")
    total = _read_total(args.content("prices", "Can't parse prices JSON object"), currency)
    if len(title) > LONGEST_TITLE:
        raise bad_request("INVOICE_TITLE_TOO_LONG")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request("INVOICE_DESCRIPTION_TOO_LONG")
    if len(payload.encode()) > LONGEST_PAYLOAD:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if len(currency) != _CURRENCY_LETTERS or not currency.isupper():
        raise bad_request("CURRENCY_INVALID")
    if currency != STARS and not args.has("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    return {
        "title": title,
        "description": description,
        "payload": payload,
        "currency": currency,
        "total_amount": total,
    }


def _read_total(prices: object, currency: str) -> int:
    if not isinstance(prices, list):
        raise bad_request("Expected an Array of labeled prices")
    amounts = [_read_price(price) for price in prices]
    if not amounts:
        raise bad_request("There must be at least one price")
    if currency == STARS and len(amounts) > 1:
        raise bad_request("STARS_INVOICE_INVALID")
    if not 0 < sum(amounts) <= LARGEST_TOTAL:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return sum(amounts)


def _read_price(price: object) -> int:
    if not isinstance(price, dict):
        raise bad_request("Can't parse labeled price: LabeledPrice must be an Object")
    if not price.get("label"):
        raise bad_request("Can't parse labeled price: LabeledPrice label must be non-empty")
    try:
        return int(price["amount"])
    except (KeyError, TypeError, ValueError) as error:
        raise bad_request("Can't parse labeled price: Can't find field \"amount\"") from error


def _shown(call: Call, invoice: Json) -> Json:
    shown = {name: value for name, value in invoice.items() if name != "payload"}
    return {**shown, "start_parameter": call.args.text("start_parameter")}


def _pay_button(invoice: Json) -> Keyboard:
    amount, currency = invoice["total_amount"], invoice["currency"]
    price = f"⭐️{amount}" if currency == STARS else f"{currency} {amount / 100:.2f}"
    return Keyboard("inline", {"inline_keyboard": [[{"text": f"Pay {price}", "pay": True}]]})


def answer_pre_checkout_query(call: Call) -> bool:
    """https://core.telegram.org/bots/api#answerprecheckoutquery. With `ok` the person has paid."""
    is_agreed = call.args.flag("ok")
    query = get_query(call, "pre_checkout", "pre_checkout_query_id")
    error = call.args.text("error_message")
    if not is_agreed and not error:
        raise bad_request("ERROR_TEXT_EMPTY")
    if query.answer is not None:
        return True
    query.answer = {"ok": is_agreed, "error_message": error}
    chat = call.bot.chat_with(query.person)
    if not is_agreed:
        toast = chat.add_toast({"callback_query_id": None, "text": error, "show_alert": True, "url": ""})
        call.world.tell("toast", call.bot, chat, {"toast": toast})
        return True
    payment = Payment(f"stx{secrets.token_urlsafe(24)}", query.person, query.subject, call.timestamp)
    call.bot.payments.append(payment)
    post_in(call.world, call.bot, chat, {"successful_payment": _paid(payment)})
    return True


def _paid(payment: Payment) -> Json:
    return {
        "currency": payment.invoice["currency"],
        "total_amount": payment.invoice["total_amount"],
        "invoice_payload": payment.invoice["payload"],
        "telegram_payment_charge_id": payment.charge_id,
        "provider_payment_charge_id": "",
    }


def refund_star_payment(call: Call) -> bool:
    """https://core.telegram.org/bots/api#refundstarpayment."""
    user_id, charge_id = call.args.number("user_id"), call.args.required("telegram_payment_charge_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    payment = next((one for one in call.bot.payments if one.charge_id == charge_id), None)
    if payment is None or payment.person.id != user_id or payment.invoice["currency"] != STARS:
        raise bad_request("CHARGE_ID_INVALID")
    if payment.refunded_at is not None:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    payment.refunded_at = call.timestamp
    chat = call.bot.chat_with(payment.person)
    post_in(call.world, call.bot, chat, {"refunded_payment": _paid(payment)})
    return True


def get_star_transactions(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getstartransactions. Oldest first."""
    first = call.args.number("offset", least=0)
    limit = call.args.number("limit", 100, least=1, most=100)
    payments = [payment for payment in call.bot.payments if payment.invoice["currency"] == STARS]
    rows = [_transaction(payment, payment.at, "source") for payment in payments]
    rows += [_transaction(p, p.refunded_at, "receiver") for p in payments if p.refunded_at is not None]
    rows.sort(key=_moment)
    return {"transactions": rows[first : first + limit]}


def get_my_star_balance(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getmystarbalance."""
    paid = (one for one in call.bot.payments if one.invoice["currency"] == STARS and one.refunded_at is None)
    return {"amount": sum(one.invoice["total_amount"] for one in paid)}


def _transaction(payment: Payment, at: int | None, side: str) -> Json:
    partner = {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": payment.person.as_user,
        "invoice_payload": payment.invoice["payload"],
    }
    return {"id": payment.charge_id, "amount": payment.invoice["total_amount"], "date": at, side: partner}


def _moment(transaction: Json) -> int:
    date: int = transaction["date"]
    return date
