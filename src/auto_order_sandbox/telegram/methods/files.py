"""sendPhoto, sendDocument and the other methods that send a file; sendMediaGroup; getFile."""

import secrets
from collections.abc import Awaitable, Callable

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.media import read_medium
from auto_order_sandbox.telegram.media_kinds import KINDS, describe_file
from auto_order_sandbox.telegram.methods.results import Written
from auto_order_sandbox.telegram.posting import post_out
from auto_order_sandbox.telegram.sending import read_extras, send
from auto_order_sandbox.telegram.texts import read_caption

LARGEST_DOWNLOAD = 20 * 2**20
MOST_IN_A_GROUP = 10
_ALONE_IN_A_GROUP = {"audio": "Audio", "document": "Document"}
_IN_A_GROUP = {"photo", "video", *_ALONE_IN_A_GROUP}
_IN_AN_EDIT = {*_IN_A_GROUP, "animation"}


def sender_of(kind: str) -> Callable[[Call], Awaitable[Written]]:
    """Make the method that sends one kind of file, e.g. sendPhoto."""

    async def send_medium(call: Call) -> Written:
        return Written(send(call, await read_content(call, call.args, kind, kind)).body)

    return send_medium


async def read_content(call: Call, args: Arguments, kind: str, name: str) -> Json:
    """Read a file and its caption. The caption first, so that a wrong one leaves no file behind."""
    caption = read_caption(args, call.world.people) if KINDS[kind].has_caption else {}
    spoiler = {"has_media_spoiler": True} if args.flag("has_spoiler") else {}
    return {**await read_medium(call, args, kind, name), **caption, **spoiler}


async def read_input_media(call: Call, media: object, *, is_group: bool) -> Json:
    """Read an InputMedia. https://core.telegram.org/bots/api#inputmedia."""
    if not isinstance(media, dict):
        raise bad_request("Can't parse InputMedia: expected an Object")
    kind = str(media.get("type", ""))
    if kind not in (_IN_A_GROUP if is_group else _IN_AN_EDIT):
        raise bad_request(f'Can\'t parse InputMedia: type "{kind}" is unsupported')
    args = Arguments(media, call.args.files)
    if not args.has("media"):
        raise bad_request("Can't parse InputMedia: media not found")
    return await read_content(call, args, kind, "media")


async def send_media_group(call: Call) -> Written:
    """https://core.telegram.org/bots/api#sendmediagroup."""
    media = call.args.content("media", "Can't parse media JSON object")
    if media is None:
        raise bad_request('Parameter "media" is required')
    if not isinstance(media, list):
        raise bad_request("Expected an Array of InputMedia")
    _check_group(media)
    call.get_open_chat()
    contents = [await read_input_media(call, one, is_group=True) for one in media]
    chat = call.get_open_chat()
    extras = read_extras(call.args, chat)
    call.spend(chat, "send", len(contents))
    group = {"media_group_id": str(secrets.randbits(53))} if len(contents) > 1 else {}
    sent = [post_out(call.world, call.bot, chat, {**extras, **group, **content}) for content in contents]
    return Written(b"[" + b",".join([kept.body for kept in sent]) + b"]")


def _check_group(media: list[object]) -> None:
    if not media:
        raise bad_request("There are no messages to send")
    if len(media) > MOST_IN_A_GROUP:
        raise bad_request("Too many messages to send as an album")
    kinds = {str(one.get("type")) for one in media if isinstance(one, dict)}
    for kind, name in _ALONE_IN_A_GROUP.items():
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{name} can't be mixed with other media types")


def get_file(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getfile."""
    file_id = call.args.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.world.files.find(file_id)
    if stored is None or stored.bot_id != call.bot.id:
        raise bad_request("invalid file_id")
    if stored.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**describe_file(stored), "file_path": stored.path}
