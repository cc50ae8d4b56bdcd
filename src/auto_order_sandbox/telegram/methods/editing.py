"""editMessageText, editMessageCaption, editMessageMedia, editMessageReplyMarkup."""

from dataclasses import dataclass

from auto_order_sandbox.telegram import posting
from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.keyboards import read_inline_keyboard
from auto_order_sandbox.telegram.media_kinds import KINDS
from auto_order_sandbox.telegram.methods.files import read_input_media
from auto_order_sandbox.telegram.methods.results import Written
from auto_order_sandbox.telegram.sending import CONTENT, content_of
from auto_order_sandbox.telegram.state.chats import Chat, Kept
from auto_order_sandbox.telegram.texts import read_caption, read_link_preview, read_text

_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_WITH_CAPTION = {kind for kind, medium in KINDS.items() if medium.has_caption}
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(call: Call) -> Written:
    """https://core.telegram.org/bots/api#editmessagetext."""
    content = {**read_text(call.args, call.world.people), **read_link_preview(call.args)}
    target = _get_target(call)
    if "text" not in target.message:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, target, content)


def edit_message_caption(call: Call) -> Written:
    """https://core.telegram.org/bots/api#editmessagecaption."""
    caption = read_caption(call.args, call.world.people)
    target = _get_target(call)
    if not _WITH_CAPTION & target.message.keys():
        raise bad_request("there is no caption in the message to edit")
    content = {name: value for name, value in content_of(target.message).items() if name not in _CAPTION}
    return _edit(call, target, {**content, **caption})


async def edit_message_media(call: Call) -> Written:
    """https://core.telegram.org/bots/api#editmessagemedia."""
    _get_target(call)
    media = call.args.content("media", "Can't parse input media JSON object")
    if media is None:
        raise bad_request('Parameter "media" is required')
    content = await read_input_media(call, media, is_group=False)
    target = _get_target(call)
    if not {"text", *_WITH_CAPTION} & target.message.keys():
        raise bad_request("there is no media in the message to edit")
    return _edit(call, target, content)


def edit_message_reply_markup(call: Call) -> Written:
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""
    target = _get_target(call)
    return _edit(call, target, content_of(target.message))


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to be edited, and where."""

    chat: Chat
    kept: Kept
    message: Json


def _get_target(call: Call) -> _Target:
    """Find what is to be edited: something the bot wrote itself."""
    if not call.args.has("chat_id") and not call.args.has("message_id"):
        is_inline = call.args.has("inline_message_id")
        raise bad_request("MESSAGE_ID_INVALID" if is_inline else "Message identifier is not specified")
    chat = call.get_open_chat()
    kept = call.get_message(chat, "message to edit")
    message = kept.message
    if not kept.is_out or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return _Target(chat, kept, message)


def _edit(call: Call, target: _Target, content: Json) -> Written:
    """Put the content and the keyboard of the call in place; without one, the keyboard goes."""
    keyboard = read_inline_keyboard(call.args)
    old = target.message
    if content == content_of(old) and keyboard == old.get("reply_markup"):
        raise bad_request(_NOT_MODIFIED)
    call.spend(target.chat, "edit")
    rest = {name: value for name, value in old.items() if name not in (*CONTENT, "reply_markup")}
    message = {**rest, "edit_date": call.timestamp, **content}
    if keyboard is not None:
        message["reply_markup"] = keyboard
    posting.replace(call.world, call.bot, target.chat, target.kept, message)
    return Written(target.kept.body)
