"""Compare the coverage of a test run with the floors in pyproject.toml: ``coverage_floors.py coverage.json``.

Two floors, both in per cent of statements and branches together: ``everything``, and ``trade``, the rooms
that handle money and goods. They only rise.
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TRADE_ROOMS = (
    "payments",
    "broadcasts",
    "storefront",
    "delivery",
    "orders",
    "stock",
    "ledger",
    "vouchers",
    "carts",
    "catalog",
    "customers",
    "staff",
)


def is_trade(file: str) -> bool:
    """Say whether a file belongs to a room of the trade."""
    parts = Path(file).parts
    return "auto_order" in parts[:-1] and parts[parts.index("auto_order") + 1] in TRADE_ROOMS


def percent(summaries: Iterable[Mapping[str, Any]]) -> float:
    """Say how much was covered: statements and branches that ran, of all there are."""
    covered = total = 0
    for summary in summaries:
        covered += summary["covered_lines"] + summary.get("covered_branches", 0)
        total += summary["num_statements"] + summary.get("num_branches", 0)
    return 100 * covered / total if total else 100.0


def measure(report: Mapping[str, Any]) -> Mapping[str, float]:
    """Say the coverage of everything and of the trade."""
    files: Mapping[str, Mapping[str, Any]] = {name: file["summary"] for name, file in report["files"].items()}
    return {
        "everything": percent(files.values()),
        "trade": percent(summary for name, summary in files.items() if is_trade(name)),
    }


def find_shortfalls(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Say which floors are not reached."""
    return [
        f"coverage of {name} is {measured[name]:.1f} %, its floor {floor} %"
        for name, floor in floors.items()
        if measured[name] < floor
    ]


def main(file: str) -> int:
    """Print what was measured; fail where it is below a floor."""
    report = json.loads(Path(file).read_text(encoding="utf-8"))
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage-floors"]
    measured = measure(report)
    shortfalls = find_shortfalls(measured, floors)
    for name, figure in measured.items():
        print(f"Coverage of {name}: {figure:.1f} % (floor {floors[name]} %)")
    for shortfall in shortfalls:
        print(shortfall, file=sys.stderr)
    return 1 if shortfalls else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
