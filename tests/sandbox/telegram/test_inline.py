"""A bot asked inline: its name and a query typed in some chat."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(result_id: str) -> Json:
    return {
        "type": "article",
        "id": result_id,
        "title": "Kopi",
        "input_message_content": {"message_text": "x"},
    }


async def ask(bot: Bot, buyer: Phone, query: str = "kopi") -> Json:
    """Let the buyer type; gives the inline query that the bot gets."""
    await buyer.ask("POST", f"{buyer.chat}/inline", json={"query": query, "offset": "20"})
    (update,) = await bot.updates(offset=-1)
    asked: Json = update["inline_query"]
    return asked


async def test_results_are_seen_by_who_asked(bot: Bot, buyer: Phone) -> None:
    asked = await ask(bot, buyer)
    shown = await buyer.ask("GET", f"/inline/{asked['id']}")
    assert shown == {"answered": False}

    await bot.call("answerInlineQuery", inline_query_id=asked["id"], results=[article("1")], next_offset="40")

    assert (asked["query"], asked["offset"], asked["from"]["id"]) == ("kopi", "20", buyer.user_id)
    shown = await buyer.ask("GET", f"/inline/{asked['id']}")
    assert shown == {"answered": True, "results": [article("1")], "next_offset": "40"}


async def test_an_answer_that_comes_too_late_is_refused(bot: Bot, buyer: Phone) -> None:
    asked = await ask(bot, buyer)
    await buyer.advance(16)

    assert await bot.refusal("answerInlineQuery", inline_query_id=asked["id"], results=[]) == TOO_OLD


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        (None, "expected an Array of inline query results"),
        ("[", "can't parse JSON encoded inline query results"),
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([{"type": "article"}], "RESULT_ID_INVALID"),
        ([7], "can't parse inline query result: Can't find field \"type\""),
    ],
)
async def test_results_that_cannot_be_are_refused(
    bot: Bot, buyer: Phone, results: object, reason: str
) -> None:
    asked = await ask(bot, buyer)

    said = await bot.refusal("answerInlineQuery", inline_query_id=asked["id"], results=results)

    assert said == f"Bad Request: {reason}"


async def test_a_question_that_was_not_asked_has_no_answer(bot: Bot, buyer: Phone) -> None:
    assert await bot.refusal("answerInlineQuery", inline_query_id="7", results=[]) == TOO_OLD
    assert await buyer.decline("GET", "/inline/7") == (404, "There is no such inline query.")
