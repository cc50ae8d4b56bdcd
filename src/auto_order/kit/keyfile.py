"""The file that keeps an encryption key where no setting gives one: made once, read ever after.

It is never overwritten and never guessed at: whatever is wrong with it stops the start with a sentence.
"""

import contextlib
import os
import secrets
import stat
from pathlib import Path
from typing import NamedTuple

from auto_order.kit.errors import ConfigurationError
from auto_order.kit.keyring import Keyring, MalformedKeyError, generate_key
from auto_order.kit.secret import Secret

_NAME = "DATA_ENCRYPTION_KEY_FILE"
_MOST_BYTES = 4096


class _Found(NamedTuple):
    """A file as it was at one moment."""

    mode: int
    content: bytes


def find_key(path: Path) -> Secret | None:
    """Read the key, or several as DATA_ENCRYPTION_KEY takes them; None where there is no file.

    Raises ConfigurationError when the file is open to others or holds no key.
    """
    try:
        found = _read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        problem = f"{path} cannot be read: {error.strerror}"
        raise ConfigurationError(_NAME, problem, example=f"chown $USER {path}") from None
    return _judge(path, found)


def create_key(path: Path) -> Secret:
    """Make a key and keep it, for its owner only, on the disk before this returns.

    Where another process was faster, its key counts. Raises ConfigurationError where no file can be made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_new(path, generate_key())
        found = _read(path)
    except OSError as error:
        problem = f"{path} cannot be made: {error.strerror}"
        raise ConfigurationError(_NAME, problem, example=f"{_NAME}=/var/lib/shop/encryption.key") from None
    return _judge(path, found)


def _read(path: Path) -> _Found:
    with path.open("rb") as file:
        return _Found(stat.S_IMODE(os.fstat(file.fileno()).st_mode), file.read(_MOST_BYTES))


def _judge(path: Path, found: _Found) -> Secret:
    if found.mode & 0o077:
        problem = f"{path} is open to others (mode {found.mode:04o}), and with it the goods"
        raise ConfigurationError(_NAME, problem, example=f"chmod 600 {path}")
    key = Secret(found.content.decode("ascii", "replace").strip())
    try:
        Keyring.read(key)
    except MalformedKeyError as error:
        problem = f"{path} holds no key: {error}" if key else f"{path} is empty"
        raise ConfigurationError(_NAME, problem, example=f"restore {path} from a backup") from None
    return key


def _write_new(path: Path, key: Secret) -> None:
    """Have the name appear with the whole content, or leave what has the name already."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.reveal() + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Put the name on the disk as well: without it, a power cut takes the file back."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
