"""Why it is not safe: the likeliest cause first, and a cache only where an import without it proves that.

An entry point that fails with the tree's bytecode and without it fails for what its sources say. One that
fails only with it fails for the bytecode. One that fails only without it lives on bytecode that is to go.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from preflight.checklist.entry_points import Failure, Start
from preflight.checklist.requirements import normalize
from preflight.findings import Finding, Severity
from preflight.showing import show

SAME = "the import fails the same without any bytecode: no cache is to blame"
BYTECODE = "the import works without the tree's bytecode: the sources are not to blame"
BORROWED = "it imports only thanks to stale bytecode; as soon as Python compiles anew, it fails"
OTHER = "without the tree's bytecode the import fails in another way, see the other reasons"


@dataclass(slots=True)
class Reason:
    """One cause: its findings, the entry points that it stops, and how that is known."""

    findings: list[Finding]
    stops: list[str] = field(default_factory=list)
    proof: str = ""


def find_reasons(
    findings: Sequence[Finding], bytecode: Sequence[Finding], starts: Sequence[Start]
) -> list[Reason]:
    """Put the causes in order: what stops an entry point first, then every other error as it was found.

    ``findings`` are of all steps but the last, ``bytecode`` those of them that are about caches.
    """
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    reasons: dict[str, Reason] = {}
    for start in starts:
        for finding, proof in _explain(start, errors, [one for one in bytecode if one in errors]):
            reason = reasons.setdefault(_name(finding), Reason([], proof=proof))
            reason.findings += [finding] if finding not in reason.findings else []
            reason.stops += [start.entry] if start.entry not in reason.stops else []
    for finding in errors:
        reason = reasons.setdefault(_name(finding), Reason([]))
        reason.findings += [finding] if finding not in reason.findings else []
    return list(reasons.values())


def _name(finding: Finding) -> str:
    return f"{finding.code} {finding.cause or (finding.place, finding.message)}"


def _explain(
    start: Start, errors: Sequence[Finding], bytecode: Sequence[Finding]
) -> Iterator[tuple[Finding, str]]:
    """Go over what stops an entry point, the likeliest first."""
    failure, pure = start.failure, start.failure_without
    sources = [finding for finding in errors if finding not in bytecode]
    if failure and pure is None:
        blamed = _match_bytecode(failure, bytecode) or bytecode
        yield from ((finding, BYTECODE) for finding in blamed)
        if not blamed:
            yield tell_failure(start.entry, failure), BYTECODE
    elif failure and pure and _is_same(failure, pure):
        yield from ((finding, SAME) for finding in _match(failure, sources, start.entry))
    elif failure and pure:
        yield from ((finding, OTHER) for finding in _match_bytecode(failure, bytecode) or bytecode)
        yield from ((finding, "") for finding in _match(pure, sources, start.entry))
    elif pure:
        yield from ((finding, BORROWED) for finding in _match(pure, sources, start.entry, is_borrowed=True))


def _is_same(one: Failure, other: Failure) -> bool:
    return (one.kind, one.text) == (other.kind, other.text)


def _match(
    failure: Failure, findings: Sequence[Finding], entry: str, *, is_borrowed: bool = False
) -> list[Finding]:
    """Find what was found at the place where the import failed, or else tell of the failure itself."""
    for file, line in reversed(failure.frames):
        if here := [finding for finding in findings if (finding.path, finding.line) == (show(file), line)]:
            return here
    top = normalize(failure.module.partition(".")[0])
    missing = [finding for finding in findings if finding.cause == f"distribution-missing {top}"]
    return missing or [tell_failure(entry, failure, is_borrowed=is_borrowed)]


def _match_bytecode(failure: Failure, bytecode: Sequence[Finding]) -> list[Finding]:
    """Find the caches of the modules that the failure names: what a name was wanted of, what was running."""
    files = {show(failure.file), *(show(file) for file, _line in failure.frames)} - {""}
    return [finding for finding in bytecode if files & {finding.path, finding.cause}]


def tell_failure(entry: str, failure: Failure, *, is_borrowed: bool = False) -> Finding:
    """Tell of an entry point that does not import, at the innermost place of the project.

    ``is_borrowed``: it does, thanks to bytecode that is to go.
    """
    what = "imports only thanks to bad bytecode, and without it" if is_borrowed else "does not import"
    file, line = failure.place
    return Finding(
        show(file),
        line,
        1 if line else 0,
        "entry-point",
        f"`{entry}` {what}: {failure}.",
        "what it wrote is shown in full",
        cause=f"entry-point {failure}",
    )
