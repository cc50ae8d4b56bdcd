"""Environment variables and ``.env`` files as people write them: with quotes, blanks and typing errors.

What a variable means is not known here; see ``auto_order.settings``.
"""

import io
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from dotenv.parser import parse_stream

from auto_order.kit.errors import ConfigurationError

# Quotes of keyboards and of word processors, and what hides in text copied from a chat or a web page.
_QUOTES = (('"', '"'), ("'", "'"), ("`", "`"), ("\u201c", "\u201d"), ("\u2018", "\u2019"))
_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"
_LIKENESS = 0.85


class Environment(NamedTuple):
    """What was given, under names in capitals, and what was wrong with the file."""

    values: dict[str, str]
    problems: list[ConfigurationError]


def merge(environment: Mapping[str, str], env_file: Path | None) -> Environment:
    """Put both together; the environment wins over the file.

    A blank value counts as not given. A missing file is no problem.
    """
    of_file, problems = _read_env_file(env_file) if env_file else Environment({}, [])
    values = {}
    for name, value in (*of_file.items(), *environment.items()):
        if cleaned := clean(value):
            values[name.upper()] = cleaned
    return Environment(values, problems)


def clean(value: str) -> str:
    """Take away what surrounds a pasted value: blanks, newlines, invisible characters, pairs of quotes."""
    while True:
        stripped = value.strip().strip(_INVISIBLE)
        for opening, closing in _QUOTES:
            if len(stripped) > 1 and stripped.startswith(opening) and stripped.endswith(closing):
                stripped = stripped[1:-1]
        if stripped == value:
            return stripped
        value = stripped


def list_misspelt(
    given: Iterable[str], known: Collection[str], families: tuple[str, ...]
) -> list[tuple[str, str | None]]:
    """List names that nobody reads, each with the known one it resembles.

    Without a likeness a name counts only when it begins as a family of ours: other programs have names too.
    """
    misspelt = []
    for name in sorted(set(given) - set(known)):
        likeness = next(iter(get_close_matches(name, known, n=1, cutoff=_LIKENESS)), None)
        if likeness or name.startswith(families):
            misspelt.append((name, likeness))
    return misspelt


def _read_env_file(path: Path) -> Environment:
    example = f"{path} holds lines such as BOT_STORE_NAME='Toko Saya', saved as UTF-8"
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Environment({}, [])
    except (OSError, UnicodeDecodeError) as error:
        problem = f"cannot be read ({type(error).__name__})"
        return Environment({}, [ConfigurationError(str(path), problem, example=example)])
    values, problems = {}, []
    for line in parse_stream(io.StringIO(text)):
        if line.key and line.value is not None:
            values[line.key] = line.value
        elif line.error or line.key:
            # A line is named by its number only: it may hold a secret.
            number = line.original.line + _count_leading_newlines(line.original.string)
            problems.append(
                ConfigurationError(f"{path}, line {number}", "is not NAME=value", example=example)
            )
    return Environment(values, problems)


def _count_leading_newlines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")
