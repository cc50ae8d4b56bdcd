"""The verbs of an import: check a whole file before anything is touched, then load it in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.catalog import service as catalog
from auto_order.catalog.models import Product
from auto_order.catalog.rules import BadProduct
from auto_order.catalog.service import ProductFacts
from auto_order.db.session import Session
from auto_order.importing.csv_file import read_csv
from auto_order.importing.models import Offered, Piece, ProductReport, Unit
from auto_order.importing.problems import BadFile, Problems
from auto_order.importing.yaml_file import read_yaml
from auto_order.jobs.queue import enqueue
from auto_order.kit.keyring import Keyring
from auto_order.stock.jobs import CheckStock
from auto_order.stock.loading import Duplicate, Loading, NumberedContent

_READERS = {".yaml": read_yaml, ".yml": read_yaml, ".csv": read_csv}
_MOST_WAITING = 1000

_Facts = dict[str, str | int | None]


def check_file(path: Path) -> None:
    """Read the whole file. Raises BadFile with everything that is wrong in it."""
    for _piece in read_file(path):
        pass


def read_file(path: Path) -> Iterator[Piece]:
    """Give what the file offers, a piece at a time. Raises BadFile at its end when anything was wrong."""
    problems = Problems()
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        problems.add(path.name, "is neither YAML nor CSV by its name", example="katalog.yaml or katalog.csv")
    elif not path.is_file():
        problems.add(str(path), "there is no such file", example="auto-order catalog import katalog.yaml")
    else:
        yield from reader(path, problems)
    problems.raise_any()


async def import_catalog(
    session: Session, pieces: Iterable[Piece], *, keyring: Keyring, by: Actor, now: datetime
) -> Sequence[ProductReport]:
    """Offer the products and load their units, all in the caller's transaction. Safe to repeat.

    Raises BadFile, also for what only the shop knows, and what the pieces raise. Two imports at once wait for
    each other. What has changed is in the audit log.
    """
    # First, so that another import waits here and not in the middle, where each has what the other wants.
    await catalog.note_change(session)
    shelves = _Shelves(session, keyring, now)
    for piece in pieces:
        match piece:
            case Offered():
                await shelves.offer(piece)
            case Unit():
                await shelves.put(piece)
    await shelves.flush()
    for shelf in shelves.list_changed():
        if shelf.new_units:
            await enqueue(session, CheckStock(product_id=shelf.product_id), now=now)
        await audit.record(
            session,
            by=by,
            action="product.import",
            subject=f"product:{shelf.product_id}",
            before=shelf.before,
            after={**shelf.after, "new_units": shelf.new_units},
            now=now,
        )
    return shelves.list_reports()


class _Shelves:
    """What has been imported so far. Units are gathered, so that they go into the stock many at a time."""

    def __init__(self, session: Session, keyring: Keyring, now: datetime) -> None:
        self._session = session
        self._keyring = keyring
        self._now = now
        self._products: dict[str, _Shelf] = {}
        self._waiting: dict[tuple[str, str], list[NumberedContent]] = {}
        self._count = 0

    async def offer(self, offered: Offered) -> None:
        facts = offered.facts
        known = await catalog.find_product_by_code(self._session, facts.code)
        before = None if known is None else _describe(known)
        try:
            product = await catalog.offer_product(self._session, facts, now=self._now)
        except BadProduct as refusal:
            problem = f"{refusal.field} does not go with what the shop knows of this product"
            raise BadFile(str(offered.place), problem, example="a price above its wholesale prices") from None
        self._products[facts.code] = _Shelf(product.id, facts, before=before, after=_describe(product))

    async def put(self, unit: Unit) -> None:
        content = NumberedContent(unit.place.line, unit.content)
        self._waiting.setdefault((unit.code, unit.place.file), []).append(content)
        self._count += 1
        if self._count >= _MOST_WAITING:
            await self.flush()

    async def flush(self) -> None:
        for (code, file), contents in self._waiting.items():
            shelf = self._products[code]
            loading = shelf.loadings.get(file)
            if loading is None:
                loading = shelf.loadings[file] = Loading(
                    self._session, product_id=shelf.product_id, keyring=self._keyring, now=self._now
                )
            report = await loading.take(contents)
            shelf.new_units += report.new
            shelf.duplicates += [(file, duplicate) for duplicate in report.duplicates]
        self._waiting.clear()
        self._count = 0

    def list_changed(self) -> "Sequence[_Shelf]":
        return [shelf for shelf in self._products.values() if shelf.new_units or shelf.before != shelf.after]

    def list_reports(self) -> Sequence[ProductReport]:
        return [shelf.report() for shelf in self._products.values()]


class _Shelf:
    """One product of the import."""

    def __init__(self, product_id: int, facts: ProductFacts, *, before: _Facts | None, after: _Facts) -> None:
        self.product_id = product_id
        self.facts = facts
        self.before = before
        self.after = after
        self.loadings: dict[str, Loading] = {}
        self.new_units = 0
        self.duplicates: list[tuple[str, Duplicate]] = []

    def report(self) -> ProductReport:
        return ProductReport(
            code=self.facts.code,
            name=self.facts.name,
            price=self.facts.price,
            is_new=self.before is None,
            new_units=self.new_units,
            duplicates=self.duplicates,
        )


def _describe(product: Product) -> _Facts:
    """Say what the audit log is told of a product."""
    return {
        "code": product.code,
        "name": product.name,
        "price": product.price,
        "category_id": product.category_id,
        "description": product.description,
        "terms": product.terms,
        "warranty_days": product.warranty_days,
        "is_archived": product.is_archived,
    }
