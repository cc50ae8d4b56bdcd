"""The files that bots and people have sent: stored once, found by id, bounded in all."""

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass

MOST_BYTES = 256 * 2**20  # kept in all; the files used longest ago go first


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What was uploaded. Ids belong to one bot; another bot's are wrong for it."""

    id: str
    unique_id: str
    bot_id: int
    kind: str  # photo, document, sticker …: a file can only be sent again as what it is
    body: bytes
    path: str
    name: str
    media_type: str
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        return len(self.body)


class FileStore:
    """One for all bots."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._count = 0
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[tuple[int, str], str] = {}

    def add(
        self,
        bot_id: int,
        kind: str,
        body: bytes,
        *,
        name: str,
        media_type: str,
        size: tuple[int, int] = (0, 0),
    ) -> StoredFile:
        """Store a file and give it its ids. `size` is width and height in pixels."""
        self._count += 1
        file_id = f"{kind[:2].upper()}QAC{secrets.token_urlsafe(36)}"
        unique_id = "AgAD" + hashlib.blake2b(body, digest_size=8).hexdigest()
        dot = name.rfind(".")
        path = f"{kind}s/file_{self._count}{_plain(name[dot:]) if dot > 0 else ''}"
        stored = StoredFile(file_id, unique_id, bot_id, kind, body, path, name, media_type, *size)
        self._files[file_id] = stored
        self._by_path[bot_id, path] = file_id
        self._bytes += stored.size
        while self._bytes > self._most_bytes and len(self._files) > 1:
            self._drop_oldest()
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        stored = self._files.get(file_id)
        if stored is not None:
            self._files.move_to_end(file_id)
        return stored

    def find_by_path(self, bot_id: int, path: str) -> StoredFile | None:
        file_id = self._by_path.get((bot_id, path))
        return None if file_id is None else self.find(file_id)

    def _drop_oldest(self) -> None:
        _, stored = self._files.popitem(last=False)
        del self._by_path[stored.bot_id, stored.path]
        self._bytes -= stored.size


def _plain(extension: str) -> str:
    """Leave of a file's extension what is harmless in a path."""
    kept = "".join(letter for letter in extension[1:9] if letter.isascii() and letter.isalnum())
    return f".{kept.lower()}" if kept else ""
