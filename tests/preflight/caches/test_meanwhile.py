"""What changes while it is looked at is not taken for what was wrong before."""

import os
import py_compile
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from preflight.caches.examine import Pair, examine


@contextmanager
def deploying(source: Path, cache: Path) -> Iterator[None]:
    """Put one version after another in place, each with a time of its own, as a deployment and Python do."""
    is_over = threading.Event()

    def deploy() -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            part = source.with_suffix(".part")
            part.write_text(f"VALUE = {number % 7}\n")
            os.utime(part, (number, number))
            part.replace(source)
            py_compile.compile(os.fspath(source), os.fspath(cache), doraise=True)

    thread = threading.Thread(target=deploy)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def test_a_deployment_is_not_called_stale(tmp_path: Path) -> None:
    source = tmp_path / "shop.py"
    source.write_text("VALUE = 0\n")
    cache = tmp_path / "__pycache__" / f"shop.{sys.implementation.cache_tag}.pyc"
    pair = Pair(os.fspath(cache), os.fspath(source))

    with deploying(source, cache):
        words = {examine(pair, thorough=True).word for _turn in range(1000)}

    assert words <= {"fine", "ignored", "gone", "unverified"}
