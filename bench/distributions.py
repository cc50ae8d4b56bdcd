"""More distributions than the tests hold `preflight imports` against: `python -m bench.distributions [DIR]`.

What requirements/corpus.txt pins is installed into a throwaway folder, or into DIR to be kept for the next
time. Each finding is confirmed as the tests confirm theirs: by doing what it says must fail. Ends with 1 when
one is not.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.preflight.imports import checker, confirm
from tests.preflight.imports.checker import Dialogue, talking_to

PINS = Path(__file__).parents[1] / "requirements" / "corpus.txt"
# Top-level packages; other names of distributions are in pyproject.toml.
PACKAGES = (
    *("celery", "click", "django", "fastapi", "flask", "jinja2", "kombu", "markdown", "setuptools"),
    *("starlette", "tornado", "werkzeug"),
)


@contextmanager
def installed(folder: str | None) -> Iterator[Path]:
    """Install the pins, for this run or for good."""
    kept = Path(folder or tempfile.mkdtemp()).resolve()
    if not (kept / PACKAGES[0]).exists():
        options = ("--quiet", "--no-deps", "--require-hashes", "--target", kept, "-r", PINS)
        subprocess.run([sys.executable, "-m", "pip", "install", *options], check=True)  # noqa: S603 - ours
    yield kept
    if not folder:
        shutil.rmtree(kept)


def hold(folder: Path, package: str, preflight: Dialogue, reality: Dialogue) -> int:
    """Check one package, confirm what is found, tell of it; says how many findings did not fail for real."""
    began = time.perf_counter()
    findings = preflight.ask([str(folder / package)])
    seconds = time.perf_counter() - began
    answers = reality.ask([package, findings])
    false = [finding for finding, answer in zip(findings, answers, strict=True) if not answer]
    sys.stdout.write(f"| {package} | {seconds:.1f} | {len(findings)} | {len(false)} |\n")
    for finding in false:
        sys.stdout.write(f"false: {finding['path']}:{finding['line']}: {finding['message']}\n")
    sys.stdout.flush()
    return len(false)


def main(folder: str | None = None) -> int:
    """Hold it against each."""
    sys.stdout.write("| package | seconds | findings | false |\n| --- | ---: | ---: | ---: |\n")
    with (
        installed(folder) as kept,
        talking_to(checker.__file__, str(kept), str(checker.SOURCE)) as preflight,
        talking_to(confirm.__file__, str(kept)) as reality,
    ):
        return min(1, sum(hold(kept, package, preflight, reality) for package in PACKAGES))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
