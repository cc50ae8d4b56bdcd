"""Lines of a text file of any size, one in memory at a time, with what is wrong told by line."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from auto_order.importing.problems import Place, Problems

# A unit has at most 50,000 characters, of up to four bytes each.
_LONGEST_LINE = 200_002
_UTF8 = "save it as UTF-8; in Excel: CSV UTF-8 (Comma delimited)"
# How other encodings begin, the longer ones first.
_FOREIGN = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_lines(path: Path, name: str, problems: Problems) -> Iterator[tuple[int, str]]:
    """Give each line with its number and its line end. A file that cannot be read has none.

    ``name`` is what the file is called in problems.
    """
    try:
        with path.open("rb") as file:
            if file.read(4).startswith(_FOREIGN):
                problems.add(name, "is not UTF-8 text", example=_UTF8)
                return
            file.seek(0)
            yield from _decode(file, name, problems)
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        problems.add(name, problem, example="the path of a file beside the catalogue")


def _decode(file: BinaryIO, name: str, problems: Problems) -> Iterator[tuple[int, str]]:
    number = 0
    while raw := file.readline(_LONGEST_LINE):
        number += 1
        if len(raw) == _LONGEST_LINE and not raw.endswith(b"\n"):
            problems.add(Place(name, number), "is too long", example="at most 50,000 characters a line")
            _skip_rest(file)
            raw = b"\n"
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            problems.add(Place(name, number), "is not UTF-8 text", example=_UTF8)
            line = "?\n"
        if "\0" in line:
            problems.add(Place(name, number), "has a zero byte: this is no text file", example=_UTF8)
            return
        yield number, line


def _skip_rest(file: BinaryIO) -> None:
    while (part := file.readline(_LONGEST_LINE)) and not part.endswith(b"\n"):
        pass
