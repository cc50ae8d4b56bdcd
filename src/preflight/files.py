"""Files written so that a reader never sees half of one, also when two runs write at once."""

import os
from pathlib import Path


def write_atomically(file: Path, content: bytes) -> None:
    """Put the content in place in one step. Raises OSError when the folder cannot be written."""
    other = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        other.write_bytes(content)
        other.replace(file)
    except BaseException:
        other.unlink(missing_ok=True)
        raise
