"""The floors of coverage are compared as they are meant."""

import importlib.util

from tests.architecture.source import ROOT

_SPEC = importlib.util.spec_from_file_location("coverage_floors", ROOT / "scripts" / "coverage_floors.py")
assert _SPEC is not None
assert _SPEC.loader is not None
floors = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(floors)

_REPORT = {
    "files": {
        "src/auto_order/orders/rules.py": {
            "summary": {"covered_lines": 8, "num_statements": 10, "covered_branches": 1, "num_branches": 2}
        },
        "src/auto_order/kit/ids.py": {
            "summary": {"covered_lines": 12, "num_statements": 12, "covered_branches": 0, "num_branches": 0}
        },
    }
}


def test_branches_count_as_statements_do_and_the_trade_is_looked_at_alone() -> None:
    assert floors.measure(_REPORT) == {"everything": 87.5, "trade": 75.0}


def test_a_figure_below_its_floor_is_named() -> None:
    shortfalls = floors.find_shortfalls(
        {"everything": 87.5, "trade": 75.0}, {"everything": 87.5, "trade": 76}
    )

    assert shortfalls == ["coverage of trade is 75.0 %, its floor 76 %"]
