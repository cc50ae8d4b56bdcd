"""Repairs: exactly what is bad is rewritten or removed, each in one step, and only bytecode."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from preflight.caches.bytecode import is_start_of_bytecode
from preflight.caches.examine import HEADER, Pair, read
from preflight.caches.kinds import Diagnosis, Remedy
from preflight.caches.workers import Workers


class NotRepairedError(Exception):
    """Something could not be repaired; the text says why."""


def repair(diagnoses: Sequence[Diagnosis], workers: Workers) -> dict[str, str]:
    """Carry out the remedies. What could not be done comes back: path and reason."""
    failures = dict(_rewrite(_list_paths(diagnoses, Remedy.REWRITE), workers))
    for diagnosis in diagnoses:
        if carry_out := _REMEDIES.get(diagnosis.remedy):
            failures |= _try(carry_out, diagnosis.path)
    return failures


def _list_paths(diagnoses: Iterable[Diagnosis], remedy: Remedy) -> Iterator[Pair]:
    return (
        Pair(diagnosis.path, diagnosis.source, diagnosis.level)
        for diagnosis in diagnoses
        if diagnosis.remedy is remedy
    )


def _rewrite(pairs: Iterable[Pair], workers: Workers) -> Iterator[tuple[str, str]]:
    for pair, _said in workers.ask("rewrite", pairs):
        # The source does not compile, or nothing can be written: without the cache Python tells the truth.
        yield from _try(os.unlink, pair.cache).items()


def _try(carry_out: Callable[[str], None], path: str) -> dict[str, str]:
    try:
        carry_out(path)
    except FileNotFoundError:
        return {}
    except OSError as error:
        return {path: f"{error.filename or path}: {error.strerror or error}"}
    except NotRepairedError as error:
        return {path: str(error)}
    return {}


def _remove_ghost(path: str) -> None:
    """Remove bytecode that has no source; one may have come since it was looked at."""
    if os.path.exists(path.removesuffix("c")):
        return
    _refuse_data(path)
    os.unlink(path)


def _remove_folder(path: str) -> None:
    """Remove a folder of bytecode, all or nothing."""
    inside = list(os.walk(path, topdown=False))
    for folder, _folders, files in inside:
        for name in files:
            _refuse_data(os.path.join(folder, name))
    for folder, _folders, files in inside:
        for name in files:
            os.unlink(os.path.join(folder, name))
        os.rmdir(folder)


def _refuse_data(path: str) -> None:
    if not is_start_of_bytecode(read(path, limit=HEADER).content):
        raise NotRepairedError(f"{path} is not bytecode")


_REMEDIES: dict[Remedy, Callable[[str], None]] = {
    Remedy.REMOVE: _remove_ghost,
    Remedy.REMOVE_FOLDER: _remove_folder,
}
