"""Reading many files in several processes: each gets its share, this one among them."""

import marshal
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from preflight.imports.reading import read_module

# Starting a process takes as long as reading this much.
_WORTH_A_PROCESS = 400_000
_START = (
    "import sys; sys.path.insert(0, {folder!r}); from preflight.imports.caching.workers import work; work()"
)


def read_in_parallel(paths: Sequence[str], *, jobs: int) -> Iterator[tuple[str, bytes]]:
    """Read files and give what came of each, packed for a shelf."""
    shares = _share(paths, jobs)
    workers = [(share, _start(share)) for share in shares[1:]]
    for path in shares[0] if shares else ():
        yield path, marshal.dumps(read_module(path).pack())
    for share, worker in workers:
        yield from _collect(share, worker)


def work() -> None:
    """Read what standard input lists, in a process of its own."""
    paths = marshal.load(sys.stdin.buffer)  # noqa: S302 - the parent has written it
    marshal.dump([marshal.dumps(read_module(path).pack()) for path in paths], sys.stdout.buffer)


def _share(paths: Sequence[str], jobs: int) -> list[list[str]]:
    """Deal files out so that every share has about the same size."""
    sizes = {path: _size(path) for path in paths}
    count = max(1, min(jobs, sum(sizes.values()) // _WORTH_A_PROCESS))
    shares: list[list[str]] = [[] for _number in range(count)]
    weights = [0] * count
    for path in sorted(paths, key=lambda path: -sizes[path]):
        lightest = weights.index(min(weights))
        shares[lightest].append(path)
        weights[lightest] += sizes[path]
    return shares


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _start(share: Sequence[str]) -> subprocess.Popen[bytes]:
    folder = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    worker = subprocess.Popen(  # noqa: S603 - this interpreter with our own code
        [sys.executable, "-c", _START.format(folder=folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert worker.stdin is not None
    worker.stdin.write(marshal.dumps(list(share)))
    worker.stdin.close()
    return worker


def _collect(share: Sequence[str], worker: subprocess.Popen[bytes]) -> Iterator[tuple[str, bytes]]:
    """Take what a worker has read; a worker that died has its share read here."""
    assert worker.stdout is not None
    with worker.stdout as stream:
        answer = stream.read()
    if worker.wait() == 0:
        yield from zip(share, marshal.loads(answer), strict=True)  # noqa: S302 - our own worker has written it
        return
    for path in share:
        yield path, marshal.dumps(read_module(path).pack())
