"""The kinds of files in messages, and how the Bot API describes each."""

from collections.abc import Callable
from dataclasses import dataclass

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.files import StoredFile
from auto_order_sandbox.telegram.json_types import Json

_STICKER_SIDE = 512  # pixels, of one whose size is not in its first bytes
_VIDEO_NOTE_SIDE = 240
_GZIP = b"\x1f\x8b"
_MATROSKA = b"\x1a\x45\xdf\xa3"


def describe_file(stored: StoredFile) -> Json:
    """Write what every file has: its ids and its size."""
    return {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": stored.size}


def describe_picture(stored: StoredFile) -> Json:
    """Write a PhotoSize."""
    return {**describe_file(stored), "width": stored.width, "height": stored.height}


def _photo(stored: StoredFile, _: Arguments, __: Json) -> list[Json]:
    return [describe_picture(stored)]


def _document(stored: StoredFile, _: Arguments, thumbnail: Json) -> Json:
    return {**_named(stored), **thumbnail, **describe_file(stored)}


def _moving(stored: StoredFile, args: Arguments, thumbnail: Json) -> Json:
    sizes = {name: args.number(name, least=0) for name in ("duration", "width", "height")}
    return {**sizes, **_named(stored), **thumbnail, **describe_file(stored)}


def _audio(stored: StoredFile, args: Arguments, thumbnail: Json) -> Json:
    said = {name: args.text(name) for name in ("performer", "title") if args.has(name)}
    return {**_duration(args), **said, **_named(stored), **thumbnail, **describe_file(stored)}


def _voice(stored: StoredFile, args: Arguments, _: Json) -> Json:
    return {**_duration(args), "mime_type": stored.media_type, **describe_file(stored)}


def _video_note(stored: StoredFile, args: Arguments, thumbnail: Json) -> Json:
    length = {"length": args.number("length", _VIDEO_NOTE_SIDE, least=1)}
    return {**_duration(args), **length, **thumbnail, **describe_file(stored)}


def _sticker(stored: StoredFile, args: Arguments, _: Json) -> Json:
    return {
        "width": stored.width or _STICKER_SIDE,
        "height": stored.height or _STICKER_SIDE,
        **({"emoji": args.text("emoji")} if args.has("emoji") else {}),
        "is_animated": stored.body.startswith(_GZIP),
        "is_video": stored.body.startswith(_MATROSKA),
        "type": "regular",
        **describe_file(stored),
    }


def _named(stored: StoredFile) -> Json:
    return {"file_name": stored.name, "mime_type": stored.media_type}


def _duration(args: Arguments) -> Json:
    return {"duration": args.number("duration", least=0)}


@dataclass(frozen=True, slots=True)
class MediumKind:
    """One kind of file in messages."""

    name: str
    describe: Callable[[StoredFile, Arguments, Json], Json | list[Json]]
    has_caption: bool = True
    has_thumbnail: bool = False


KINDS = {
    "photo": MediumKind("photo", _photo),
    "document": MediumKind("document", _document, has_thumbnail=True),
    "video": MediumKind("video", _moving, has_thumbnail=True),
    "animation": MediumKind("animation", _moving, has_thumbnail=True),
    "audio": MediumKind("audio", _audio, has_thumbnail=True),
    "voice": MediumKind("voice", _voice),
    "video_note": MediumKind("video note", _video_note, has_caption=False, has_thumbnail=True),
    "sticker": MediumKind("sticker", _sticker, has_caption=False),
}
