"""Catalogue files as people write them, and what is read of them."""

from pathlib import Path

from auto_order.importing.models import Offered, Unit
from auto_order.importing.problems import BadFile
from auto_order.importing.service import check_file, read_file


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file as it is, line ends too."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def units_of(path: Path) -> list[tuple[str, str, int]]:
    """Read which units a file has: product, content, line."""
    return [
        (step.code, step.content.reveal(), step.place.line)
        for step in read_file(path)
        if isinstance(step, Unit)
    ]


def offers_of(path: Path) -> list[Offered]:
    return [step for step in read_file(path) if isinstance(step, Offered)]


def problems_of(path: Path) -> list[str]:
    """Read what is wrong with a file, a sentence each; empty for a good one."""
    try:
        check_file(path)
    except BadFile as error:
        return [line for line in str(error).splitlines() if not line.startswith(" ")]
    return []
