"""A catalogue written as YAML: categories with their products, and products that stand in no category.

Every value is taken as it is written: a price of 45.000 is no fraction, and a unit of 0123 no number.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from auto_order.importing.fields import Text, find_name, read_facts, unknown_name
from auto_order.importing.lines import read_lines
from auto_order.importing.models import Offered, Piece, Unit
from auto_order.importing.problems import Place, Problems
from auto_order.importing.units import read_unit, read_units_file

_MOST_BYTES = 1_000_000
_TOP = ("categories", "products")
_CATEGORY = ("name", "products")
_PRODUCT = (
    "code",
    "name",
    "price",
    "category",
    "description",
    "terms",
    "warranty_days",
    "units",
    "units_file",
)
_EXAMPLE = "products:\n    - code: netflix-1b\n      name: Netflix 1 Bulan\n      price: 45.000"
_NULL = "tag:yaml.org,2002:null"


def read_yaml(path: Path, problems: Problems) -> Iterator[Piece]:
    """Give what the file offers, product by product, each before its units."""
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        example = "units_file: netflix.txt, with one unit a line, or a CSV file"
        problems.add(path.name, "has more than 1 MB; put many units elsewhere", example=example)
        return
    text = "".join(line for _number, line in read_lines(path, path.name, problems))
    root = _compose(text, path.name, problems)
    if root is not None and not len(problems):
        yield from _Reader(path, problems).read(root)


def _compose(text: str, name: str, problems: Problems) -> yaml.Node | None:
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(Place(name, line), f"is not YAML: {error.problem}", example=_EXAMPLE)
        return None
    except (yaml.YAMLError, RecursionError):
        problems.add(name, "is not YAML", example=_EXAMPLE)
        return None
    if root is None:
        problems.add(name, "is empty", example=_EXAMPLE)
    return root


class _Reader:
    """Reads one file's tree."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self._path = path
        self._problems = problems
        self._codes: dict[str, Place] = {}

    def read(self, root: yaml.Node) -> Iterator[Piece]:
        top = self._entries(root, _TOP)
        for node in self._items(top.get("categories")):
            category = self._entries(node, _CATEGORY)
            name = self._text(category.get("name"))
            if name is None:
                self._problems.add(self._place(node), "name is missing", example="- name: Streaming")
            for product in self._items(category.get("products")):
                yield from self._read_product(product, category=name)
        for product in self._items(top.get("products")):
            yield from self._read_product(product, category=None)

    def _read_product(self, node: yaml.Node, *, category: Text | None) -> Iterator[Piece]:
        entries = self._entries(node, _PRODUCT)
        units, units_file = entries.pop("units", None), self._text(entries.pop("units_file", None))
        fields = {name: text for name, entry in entries.items() if (text := self._text(entry)) is not None}
        if category is not None:
            fields["category"] = category
        place = self._place(node)
        facts = read_facts(fields, place, self._problems)
        if facts is not None and self._is_first(facts.code, place):
            yield Offered(facts, place)
        code = facts.code if facts else ""
        if units is not None and units_file is not None:
            problem = "has units and units_file, which is one too many"
            self._problems.add(place, problem, example="units_file: netflix.txt")
        yield from self._read_units(code, units)
        if units_file is not None:
            yield from self._read_file(code, units_file)

    def _is_first(self, code: str, place: Place) -> bool:
        first = self._codes.setdefault(code, place)
        if first is not place:
            problem = f"this code has been given in line {first.line} already"
            self._problems.add(place, problem, example=f"code: {code[:28]}-b")
        return first is place

    def _read_units(self, code: str, node: yaml.Node | None) -> Iterator[Unit]:
        line = 0
        for item in self._items(node):
            text = self._text(item)
            # Two in one line count as if they stood in two, so that each has a number of its own.
            line = max(self._place(item).line, line + 1)
            place = Place(self._path.name, line)
            unit = read_unit(code, text.text.rstrip("\n") if text else "", place, self._problems)
            if unit is not None:
                yield unit

    def _read_file(self, code: str, name: Text) -> Iterator[Unit]:
        path = self._path.parent / name.text.strip()
        if not path.is_file():
            problem = "there is no such file beside the catalogue"
            self._problems.add(name.place, problem, example="units_file: netflix.txt")
            return
        yield from read_units_file(code, path, self._problems)

    def _entries(self, node: yaml.Node, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        """Read a mapping; names that mean nothing here, or come twice, are told."""
        if not isinstance(node, yaml.MappingNode):
            self._problems.add(self._place(node), f"must have fields: {', '.join(known)}", example=_EXAMPLE)
            return {}
        entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            written = key.value if isinstance(key, yaml.ScalarNode) else ""
            name = find_name(written)
            if name not in known:
                problem = unknown_name(known, written)
                self._problems.add(self._place(key), problem, example=", ".join(known))
            elif name in entries:
                self._problems.add(
                    self._place(key), f"{name} has been given already", example=f"{name}: once"
                )
            else:
                entries[name] = value
        return entries

    def _items(self, node: yaml.Node | None) -> Sequence[yaml.Node]:
        if node is None or node.tag == _NULL:
            return ()
        if isinstance(node, yaml.SequenceNode):
            items: Sequence[yaml.Node] = node.value
            return items
        self._problems.add(self._place(node), "must be a list, each with a dash in front", example=_EXAMPLE)
        return ()

    def _text(self, node: yaml.Node | None) -> Text | None:
        if node is None or node.tag == _NULL:
            return None
        if isinstance(node, yaml.ScalarNode):
            return Text(node.value, self._place(node))
        example = "in quotes, when it has brackets or a colon"
        self._problems.add(self._place(node), "must be a text, not a list or fields", example=example)
        return None

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._path.name, node.start_mark.line + 1)
