"""What the doctor tells: a finding for each harm, a count of each kind, and what was repaired."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from preflight.caches.kinds import Diagnosis, Kind, Remedy
from preflight.caches.processes import Process
from preflight.findings import Finding, Report, Severity
from preflight.showing import show

_HINTS = {
    Remedy.NONE: "",
    Remedy.REWRITE: "`preflight caches --fix` compiles it anew",
    Remedy.REMOVE: "`preflight caches --fix` removes it",
    Remedy.REMOVE_FOLDER: "`preflight caches --fix` removes the folder",
}
_WOULD = {
    Remedy.NONE: "",
    Remedy.REWRITE: "would be compiled anew",
    Remedy.REMOVE: "would be removed",
    Remedy.REMOVE_FOLDER: "the folder would be removed",
}
_DONE = {
    Remedy.REWRITE: "compiled anew",
    Remedy.REMOVE: "removed",
    Remedy.REMOVE_FOLDER: "removed",
}


@dataclass(slots=True)
class Account:
    """What was seen and done in all the trees of a run."""

    examined: int = 0
    fine: int = 0
    sources: int = 0
    seconds: float = 0
    diagnoses: dict[str, Diagnosis] = field(default_factory=dict)
    repaired: dict[str, Diagnosis] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    processes: dict[Process, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    is_dry_run: bool = False
    lists_all: bool = False


def make_report(account: Account) -> Report:
    """Put the account into a report."""
    kinds = Counter(diagnosis.kind for diagnosis in account.diagnoses.values())
    counts: dict[str, int | float] = {"sources": account.sources, "bytecode files": account.examined}
    counts |= {"fine": account.fine} | {kind.value: kinds[kind] for kind in Kind if kinds[kind]}
    return Report(
        "caches",
        [*_tell_diagnoses(account), *_tell_failures(account), *_tell_processes(account)],
        {**counts, "seconds": round(account.seconds, 2)},
        notes=[*_list_repaired(account.repaired), *_list_harmless(account), *account.notes],
        details={
            "files": [_describe(diagnosis) for diagnosis in account.diagnoses.values()],
            "repaired": [_describe(diagnosis) for diagnosis in account.repaired.values()],
        },
    )


def _tell_diagnoses(account: Account) -> Iterator[Finding]:
    for diagnosis in account.diagnoses.values():
        failure = account.failures.get(diagnosis.path)
        if not is_told(diagnosis):
            continue
        hint = (_WOULD if account.is_dry_run else _HINTS)[diagnosis.remedy]
        is_error = diagnosis.is_harmful or failure
        yield Finding(
            show(diagnosis.path),
            0,
            0,
            diagnosis.kind.value.replace(" ", "-"),
            f"{diagnosis.evidence}.",
            f"it could not be repaired: {failure}" if failure else hint,
            Severity.ERROR if is_error else Severity.WARNING,
            cause=show(diagnosis.source or diagnosis.path.removesuffix("c")),
        )


def is_told(diagnosis: Diagnosis) -> bool:
    """Say whether a diagnosis is worth a finding: what Python ignores, or mends by itself, is not."""
    return (
        diagnosis.is_harmful
        or diagnosis.remedy is not Remedy.NONE
        or diagnosis.kind in {Kind.LEFTOVER, Kind.UNVERIFIED}
    )


def _tell_failures(account: Account) -> Iterator[Finding]:
    """Tell what could not be repaired and is not told about anyway."""
    for path, reason in account.failures.items():
        if path not in account.diagnoses:
            yield Finding(show(path), 0, 0, "not-repaired", f"It could not be repaired: {reason}.")


def _tell_processes(account: Account) -> Iterator[Finding]:
    for process, root in account.processes.items():
        yield Finding(
            show(root),
            0,
            0,
            "running-process",
            f"Process {process.number} (`{process.program}`) runs from this tree.",
            "it keeps the code that it has loaded until it is started again",
            Severity.WARNING,
        )


def _list_repaired(repaired: Mapping[str, Diagnosis]) -> Iterable[str]:
    return (
        f"{_DONE[diagnosis.remedy]}: {show(diagnosis.path)} ({diagnosis.kind})"
        for diagnosis in repaired.values()
    )


def _list_harmless(account: Account) -> Sequence[str]:
    if not account.lists_all:
        return ()
    return [
        f"{diagnosis.kind}: {show(diagnosis.path)}: {diagnosis.evidence}"
        for diagnosis in account.diagnoses.values()
        if not is_told(diagnosis)
    ]


def _describe(diagnosis: Diagnosis) -> Mapping[str, object]:
    return {**asdict(diagnosis), "path": show(diagnosis.path), "source": show(diagnosis.source)}
