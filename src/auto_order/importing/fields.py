"""What a file says about a product, field by field, turned into facts or into problems.

Names of fields are understood in English and in Indonesian.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from auto_order.catalog import rules
from auto_order.catalog.rules import BadProduct
from auto_order.catalog.service import ProductFacts
from auto_order.importing.problems import Place, Problems
from auto_order.kit.money import NotAnAmount, read_rupiah


class Text(NamedTuple):
    """What stands in a field, and where."""

    text: str
    place: Place


Fields = Mapping[str, Text]


class _NotDays(Exception):
    """The warranty is no number of days."""


class _Kind(NamedTuple):
    read: Callable[[str], Any]
    expected: str
    example: str


def _read_days(text: str) -> int:
    found = re.fullmatch(r"(\d{1,6})(?:\s*(?:days?|hari))?", text.strip(), re.IGNORECASE)
    if found is None:
        raise _NotDays
    return rules.check_warranty_days(int(found[1]))


_KINDS: Mapping[str, _Kind] = {
    "code": _Kind(rules.check_code, "must be 1 to 32 letters, digits, - and _", "netflix-1b"),
    "name": _Kind(rules.check_name, "must be 1 to 100 characters on one line", "Netflix Premium 1 Bulan"),
    "price": _Kind(
        lambda text: rules.check_price(read_rupiah(text)),
        "must be whole rupiah from 1",
        "45000, 45.000 or 45rb",
    ),
    "category": _Kind(rules.check_name, "must be 1 to 100 characters on one line", "Streaming"),
    "description": _Kind(
        rules.check_description, "must be at most 3,000 characters", "Akun privat, 1 perangkat."
    ),
    "terms": _Kind(rules.check_terms, "must be at most 10,000 characters", "Jangan ganti kata sandi."),
    "warranty_days": _Kind(_read_days, "must be whole days, 0 to 3650", "30"),
}
_NEEDED = ("code", "name", "price")
_NAMES = {
    **{name: name for name in (*_KINDS, "units", "unit", "units_file", "categories", "products")},
    "warranty": "warranty_days",
    "kode": "code",
    "nama": "name",
    "harga": "price",
    "kategori": "category",
    "deskripsi": "description",
    "snk": "terms",
    "syarat": "terms",
    "garansi": "warranty_days",
    "isi": "unit",
    "stok": "units",
    "file_stok": "units_file",
    "produk": "products",
}
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def find_name(written: str) -> str | None:
    """Say which field is meant by a name as people write it."""
    return _NAMES.get(re.sub(r"[\s-]+", "_", written.strip().lower()))


def unknown_name(known: tuple[str, ...], written: str) -> str:
    """Say in a sentence that nothing is called so, and what may be meant."""
    near = get_close_matches(written.strip().lower(), known, n=1)
    guess = f". Did you mean {near[0]}?" if near else ""
    return f"nothing is called so{guess}"


def read_facts(fields: Fields, place: Place, problems: Problems) -> ProductFacts | None:
    """Read all that is said about one product; None when anything is wrong, which is then told."""
    before = len(problems)
    for name in _NEEDED:
        if name not in fields:
            problems.add(place, f"{name} is missing", example=f"{name}: {_KINDS[name].example}")
    values = {name: _read(name, field, problems) for name, field in fields.items() if name in _KINDS}
    return None if len(problems) > before else ProductFacts(**values)


def _read(name: str, field: Text, problems: Problems) -> Any:  # noqa: ANN401 - whatever the field holds
    kind = _KINDS[name]
    if _INVISIBLE.search(field.text):
        problems.add(field.place, f"{name} has invisible characters", example=f"{name}: {kind.example}")
        return None
    try:
        return kind.read(field.text.strip())
    except (BadProduct, NotAnAmount, _NotDays):
        problems.add(field.place, f"{name} {kind.expected}", example=f"{name}: {kind.example}")
        return None
