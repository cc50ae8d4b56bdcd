"""docs/sandbox.md names all that there is."""

import re
from pathlib import Path

from auto_order_sandbox.app import build_app
from auto_order_sandbox.gateway.faults import KNOWN
from auto_order_sandbox.gateway.project import Project
from auto_order_sandbox.options import Options
from auto_order_sandbox.telegram.faults import KINDS

_DOCUMENT = (Path(__file__).parents[3] / "docs" / "sandbox.md").read_text("utf-8")


def list_routes() -> set[str]:
    """List what the control API answers, as `GET /_sandbox/state`."""
    app = build_app(Options(port=0))
    return {
        f"{route.method} {route.resource.canonical}"
        for route in app.router.routes()
        if route.resource is not None
        and route.resource.canonical.startswith("/_sandbox/")
        and route.method not in ("HEAD", "*")
    }


def test_every_route_is_named_and_every_name_is_a_route() -> None:
    named = set(re.findall(r"`((?:GET|POST|PUT|DELETE) /_sandbox/[^`?\s]*)`", _DOCUMENT))

    assert len(named) > 20
    assert named == list_routes()


def test_every_fault_and_every_setting_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", _DOCUMENT))

    assert not ({*KNOWN, *KINDS, *Project().as_json()} - named)


def test_every_event_is_named() -> None:
    sources = (Path(__file__).parents[3] / "src" / "auto_order_sandbox").rglob("*.py")
    told = {
        kind
        for source in sources
        for kind in re.findall(r'(?:publish|tell)\((?:\w+, )?"(\w+)"', source.read_text("utf-8"))
    }

    assert len(told) > 10
    assert told <= set(re.findall(r"`(\w+)`", _DOCUMENT))
