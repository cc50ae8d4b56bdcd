"""Files for messages: found by id, uploaded, or fetched from a URL, and checked on the way in.

https://core.telegram.org/bots/api#sending-files
"""

from aiohttp import ClientError, ClientTimeout

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import ApiError, bad_request
from auto_order_sandbox.telegram.files import StoredFile
from auto_order_sandbox.telegram.images import find_size, media_type
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.media_kinds import KINDS, describe_picture
from auto_order_sandbox.telegram.request_body import Upload
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.world import World

LARGEST_PHOTO = 10 * 2**20
LARGEST_UPLOAD = 50 * 2**20
LARGEST_FETCHED = 20 * 2**20
LARGEST_FETCHED_PHOTO = 5 * 2**20
_FETCH_WITHIN = ClientTimeout(20)
_LONGEST_SIDES = 10_000  # pixels, width and height together
_WIDEST = 20  # times as wide as high, or the other way round


async def read_medium(call: Call, args: Arguments, kind: str, name: str) -> Json:
    """Read the file of a message; gives the field of Message that describes it.

    `name` is the parameter that holds it. Raises a 400 for no file, a wrong one, or one that is too large.
    """
    stored = await _get_file(call, args, kind, name)
    thumbnail = _read_thumbnail(call, args) if KINDS[kind].has_thumbnail else {}
    return {kind: KINDS[kind].describe(stored, args, thumbnail)}


async def _get_file(call: Call, args: Arguments, kind: str, name: str) -> StoredFile:
    given = args.text(name)
    if given.startswith(("http://", "https://")):
        return store(call.world, call.bot, await _fetch(call, given, kind), kind)
    if given and not given.startswith("attach://"):
        return _sent_before(call, given, kind)
    upload = args.files.get(given.removeprefix("attach://") or name)
    if upload is None:
        raise bad_request(f"There is no {KINDS[kind].name} in the request")
    return store(call.world, call.bot, upload, kind)


def _sent_before(call: Call, file_id: str, kind: str) -> StoredFile:
    stored = call.world.files.find(file_id)
    if stored is None or stored.bot_id != call.bot.id:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def store(world: World, bot: Bot, upload: Upload, kind: str) -> StoredFile:
    """Keep an uploaded file. Raises a 400 for what cannot be a file of this kind."""
    if not upload.body:
        raise bad_request("file must be non-empty")
    if len(upload.body) > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    size = find_size(upload.body)
    if kind == "photo":
        _check_photo(len(upload.body), size)
    is_picture = size is not None and kind in ("photo", "thumbnail", "sticker")
    return world.files.add(
        bot.id,
        kind,
        upload.body,
        name=upload.name or "file",
        media_type=media_type(upload.body) if is_picture else upload.media_type,
        size=size or (0, 0),
    )


def _check_photo(length: int, size: tuple[int, int] | None) -> None:
    if length > LARGEST_PHOTO:
        limit = f"the maximum size is {LARGEST_PHOTO} bytes"
        raise bad_request(f"file of size {length} bytes is too big for a photo; {limit}")
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > _LONGEST_SIDES or max(size) > _WIDEST * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


async def _fetch(call: Call, url: str, kind: str) -> Upload:
    """Get a file from a URL, as Telegram would; what this machine cannot reach is not there."""
    largest = LARGEST_FETCHED_PHOTO if kind == "photo" else LARGEST_FETCHED
    body = bytearray()
    try:
        async with call.world.box.http.get(url, timeout=_FETCH_WITHIN) as response:
            response.raise_for_status()
            async for piece in response.content.iter_any():
                body += piece
                if len(body) > largest:
                    raise bad_request("wrong type of the web page content")
    except (ClientError, TimeoutError, ValueError) as error:
        raise bad_request("failed to get HTTP URL content") from error
    if not body or (kind == "photo" and find_size(bytes(body)) is None):
        raise bad_request("wrong type of the web page content")
    return Upload(response.url.name, response.content_type, bytes(body))


def _read_thumbnail(call: Call, args: Arguments) -> Json:
    """Keep an uploaded thumbnail; one given by file id does not count, as with Telegram."""
    upload = args.files.get(args.text("thumbnail").removeprefix("attach://") or "thumbnail")
    if upload is None:
        return {}
    return {"thumbnail": describe_picture(store(call.world, call.bot, upload, "thumbnail"))}
