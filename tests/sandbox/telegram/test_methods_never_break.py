"""Whatever a bot sends, it gets a result or a refusal in Telegram's shape: never a bug of the sandbox."""

import asyncio
from typing import Any

import orjson
from aiogram import methods
from hypothesis import given, settings
from hypothesis import strategies as st

from auto_order_sandbox.box import Box
from auto_order_sandbox.options import Options
from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.faults import TelegramFaults
from auto_order_sandbox.telegram.methods.table import METHODS
from auto_order_sandbox.telegram.posting import post_in, post_out
from auto_order_sandbox.telegram.request_body import Upload
from auto_order_sandbox.telegram.server import Server
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.world import World
from tests.sandbox.clients import Json
from tests.sandbox.pictures import png

BUDI = 1001
PARAMETERS = {
    name.lower(): sorted({*getattr(methods, name).model_fields, "message_id", "reply_markup"})
    for name in methods.__all__
    if name.lower() in METHODS
}
# What appears inside of parameters, so that what is made up comes near to what is meant.
FIELDS = [
    *("type", "media", "text", "caption", "parse_mode", "url", "emoji", "id", "user", "offset", "length"),
    *("inline_keyboard", "keyboard", "remove_keyboard", "callback_data", "copy_text", "web_app", "pay"),
    *("message_id", "quote", "chat_id", "label", "amount", "command", "description", "language"),
]
WORDS = [
    *("HTML", "MarkdownV2", "<b>x</b>", "attach://a", "photo", "document", "emoji", "❤", "chat", "default"),
    *("XTR", "IDR", "bold", "text_link", "text_mention", "custom_emoji", "pre", "message", "static"),
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([0, 1, 2, 3, BUDI]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(WORDS),
    st.text(max_size=20),
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    ),
    max_leaves=8,
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, Json]:
    name = draw(st.sampled_from(sorted(PARAMETERS)))
    parameters = draw(st.dictionaries(st.sampled_from(PARAMETERS[name]), values, max_size=6))
    if draw(st.booleans()):
        parameters |= {"chat_id": BUDI, "from_chat_id": BUDI, "message_id": 1, "user_id": BUDI, "timeout": 0}
    if draw(st.booleans()):  # as a form carries them
        parameters = {key: _as_text(value) for key, value in parameters.items()}
    return name, parameters


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


async def carry_out(name: str, parameters: Json) -> tuple[int, Json]:
    """Carry a method out in a small world of its own: one bot, one person, a few messages."""
    if "timeout" in parameters:
        parameters = {**parameters, "timeout": 0}
    box = Box(Options(limits=False))

    async def ignore(_: Bot, __: str, ___: Arguments) -> None:
        pass

    world = World(box, ignore)
    bot = world.get_bot("42:TEST")
    chat = bot.chat_with(world.people[BUDI])
    chat.is_started = True
    bot._last_message_id = 0  # noqa: SLF001 - so that made-up numbers hit a message
    post_in(world, bot, chat, {"text": "/start"})
    post_out(world, bot, chat, {"text": "Halo"})
    post_out(world, bot, chat, {"photo": [], "caption": "QR"})
    files = {"a": Upload("a.png", "image/png", png())}
    outcome = await Server(world, TelegramFaults(used=box.tell_faults)).carry_out(
        bot, name, Arguments(parameters, files)
    )
    if world.webhooks:
        world.webhooks.pop(bot.id).stop()
    return outcome.status, orjson.loads(outcome.body)


def test_the_parameters_of_every_method_are_known() -> None:
    assert PARAMETERS.keys() == METHODS.keys()


@settings(deadline=None, max_examples=500)
@given(calls())
def test_every_call_has_a_result_or_a_refusal(call: tuple[str, Json]) -> None:
    status, answer = asyncio.run(carry_out(*call))

    assert status in (200, 400, 403, 404, 413)
    if status == 200:
        assert answer["ok"] is True
    else:
        assert answer == {"ok": False, "error_code": status, "description": answer["description"]}
