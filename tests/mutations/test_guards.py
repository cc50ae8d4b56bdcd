"""Each guard on the list is missed by its test when it is gone: otherwise the test proves nothing of it.

CI takes two out for real, and makes sure of the others that they and their tests are there;
``./scripts/prove.sh`` takes out every one, with PROOF=long.
"""

import ast
import os
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.mutations.guard import Guard
from tests.mutations.harness import GUARDS, ROOT, SHOP, copy_shop, is_caught, run_test, take_out
from tests.rig.reports import write_report

_IN_CI = ("settling: a payment that is settled stays as it is", "settling: the payment is locked")
_TAKEN_OUT = [guard for guard in GUARDS if os.environ.get("PROOF") == "long" or guard.what in _IN_CI]


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_shop(tmp_path_factory.mktemp("mutations"))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("guard", _TAKEN_OUT, ids=lambda guard: guard.what)
def test_a_guard_that_is_gone_is_missed(guard: Guard, shop: Path, postgresql_server: URL) -> None:
    server = postgresql_server.set(drivername="postgresql").render_as_string(hide_password=False)

    caught = is_caught(guard, shop, postgresql=server)

    write_report("mutations", {"guards taken out": 1, "caught": int(caught)})
    assert caught


@pytest.mark.timeout(400)
def test_control_an_unchanged_copy_of_the_shop_is_well(shop: Path, postgresql_server: URL) -> None:
    server = postgresql_server.set(drivername="postgresql").render_as_string(hide_password=False)

    assert run_test(GUARDS[0], shop.parent, postgresql=server) == 0


def test_every_guard_can_be_taken_out_and_its_test_exists() -> None:
    for guard in GUARDS:
        file, _, name = guard.test.partition("::")
        source = (ROOT / "tests" / file).read_text()
        mutant = take_out(guard, (SHOP / guard.file).read_text())

        ast.parse(mutant)
        assert f"def {name}(" in source, guard.what


def test_every_guard_has_a_name_of_its_own() -> None:
    names = [guard.what for guard in GUARDS]

    assert len(names) == len(set(names))
    assert set(_IN_CI) <= set(names)
