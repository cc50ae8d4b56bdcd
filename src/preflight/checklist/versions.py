"""Versions and what is demanded of them, as PEP 440 has it. What it cannot read it does not judge."""

import re

Key = tuple[int, tuple[int, ...], str, int, int, float]

_VERSION = re.compile(
    r"v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)"
    r"(?:[-_.]?(?P<stage>alpha|a|beta|b|preview|pre|rc|c)[-_.]?(?P<stage_number>\d*))?"
    r"(?P<post>[-_.]?(?:post|rev|r)[-_.]?(?P<post_number>\d*)|-(?P<bare_post>\d+))?"
    r"(?P<dev>[-_.]?dev[-_.]?(?P<dev_number>\d*))?"
    r"(?:\+[a-z0-9._-]+)?",
    re.IGNORECASE,
)
_DEMAND = re.compile(r"\s*(===|~=|==|!=|<=|>=|<|>)\s*(\S+)\s*")
# What sorts between its neighbours: a development release before every stage, a final one after.
_DEVELOPMENT, _FINAL = "", "~"
_STAGES = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
_NEVER = float("inf")


def read_version(text: str) -> Key | None:
    """Turn a version into something that compares as versions do; nothing when it is none."""
    found = _VERSION.fullmatch(text.strip())
    if not found:
        return None
    release = [int(part) for part in found["release"].split(".")]
    while len(release) > 1 and not release[-1]:
        release.pop()
    stage = (found["stage"] or "").lower()
    is_bare_development = bool(found["dev"]) and not stage and not found["post"]
    phase = _STAGES.get(stage, stage) or (_DEVELOPMENT if is_bare_development else _FINAL)
    post = int(found["post_number"] or found["bare_post"] or 0) if found["post"] else -1
    development = int(found["dev_number"] or 0) if found["dev"] else _NEVER
    return int(found["epoch"] or 0), tuple(release), phase, int(found["stage_number"] or 0), post, development


def satisfies(version: str, demands: str) -> bool:
    """Say whether a version is what ``>=1.2,<2`` and its like demand."""
    return all(_satisfies(version, demand) for demand in demands.split(",") if demand.strip())


def _satisfies(version: str, demand: str) -> bool:
    found = _DEMAND.fullmatch(demand)
    if not found:
        return True
    sign, wanted = found[1], found[2]
    if wanted.endswith(".*"):
        return _begins_like(version, wanted[:-2]) == (sign == "==")
    have, want = read_version(version), read_version(wanted)
    if have is None or want is None:
        return True
    # A release candidate of 2 comes before 2, and is not what "less than 2" means.
    is_candidate = have[:2] == want[:2] and want[2] == _FINAL
    return {
        "===": version == wanted,
        "~=": have >= want and _begins_like(version, wanted.rpartition(".")[0]),
        "==": have == want,
        "!=": have != want,
        "<=": have <= want,
        ">=": have >= want,
        "<": have < want and not is_candidate,
        ">": have > want,
    }[sign]


def _begins_like(version: str, start: str) -> bool:
    have, want = read_version(version), read_version(start)
    if have is None or want is None:
        return True
    length = len(start.split("."))
    release = (*have[1], *(0,) * length)[:length]
    return release == (*want[1], *(0,) * length)[:length]
