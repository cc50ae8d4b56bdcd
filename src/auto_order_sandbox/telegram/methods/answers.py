"""answerCallbackQuery and answerInlineQuery: a person waits, and not for long."""

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request, query_is_gone
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.bots import Query

LONGEST_ANSWER = 200
MOST_RESULTS = 50
# Seconds on the box's clock after which Telegram no longer takes an answer. It does not publish the figure;
# for a tap and an inline query this is what clients wait, for a pre-checkout it is in the documentation.
ANSWERABLE_FOR = {"callback": 15, "inline": 15, "pre_checkout": 10}
_LINKS = ("https://t.me/", "http://t.me/", "https://telegram.me/", "tg://")


def get_query(call: Call, kind: str, name: str) -> Query:
    """Give the question that is answered. Raises a 400 when it is unknown or too old."""
    query = call.bot.queries.get(call.args.text(name))
    if query is None or query.kind != kind:
        raise query_is_gone()
    if call.world.box.clock.monotonic() - query.asked_at > ANSWERABLE_FOR[kind]:
        raise query_is_gone()
    return query


def answer_callback_query(call: Call) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery. Only the first answer is seen."""
    text, url = call.args.text("text"), call.args.text("url")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = get_query(call, "callback", "callback_query_id")
    if url and not url.startswith(_LINKS):
        raise bad_request("URL_INVALID")
    if query.answer is not None:
        return True
    query.answer = {
        "callback_query_id": call.args.text("callback_query_id"),
        "text": text,
        "show_alert": call.args.flag("show_alert"),
        "url": url,
    }
    chat = call.bot.chat_with(query.person)
    toast = chat.add_toast(query.answer)
    call.world.tell("toast", call.bot, chat, {"toast": toast})
    return True


def answer_inline_query(call: Call) -> bool:
    """https://core.telegram.org/bots/api#answerinlinequery. The control API shows the results."""
    results = call.args.content("results", "Can't parse JSON encoded inline query results")
    if not isinstance(results, list):
        raise bad_request("Expected an Array of inline query results")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [_result_id(result) for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    query = get_query(call, "inline", "inline_query_id")
    query.answer = {"results": results, "next_offset": call.args.text("next_offset")}
    return True


def _result_id(result: object) -> str:
    given: Json = result if isinstance(result, dict) else {}
    if not given.get("type"):
        raise bad_request("Can't parse inline query result: Can't find field \"type\"")
    result_id = given.get("id")
    if not isinstance(result_id, str) or not 1 <= len(result_id.encode()) <= 64:  # noqa: PLR2004 - bytes
        raise bad_request("RESULT_ID_INVALID")
    return result_id
