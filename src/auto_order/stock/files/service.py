"""The verbs about files of units: put one into the stock, open one."""

import hashlib
from base64 import b64decode, b64encode
from datetime import datetime
from typing import NamedTuple

from auto_order.audit.actor import Actor
from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.stock import keeping
from auto_order.stock.files import repository
from auto_order.stock.files.naming import file_context
from auto_order.stock.loading import NumberedContent, seal_context
from auto_order.stock.models import UnitFile
from auto_order.stock.rules import AlreadyThere, BadContent


class FileUnit(NamedTuple):
    """A file that is sold: its name, and its bytes as a secret in base64."""

    name: Secret
    packed: Secret


def pack(name: str, content: bytes) -> FileUnit:
    """Take a file's name and bytes. Raises BadContent for an empty one."""
    if not content:
        raise BadContent(line=1)
    return FileUnit(Secret(name), Secret(b64encode(content).decode()))


async def add_file(
    session: Session, file: FileUnit, *, product_id: int, keyring: Keyring, by: Actor, now: datetime
) -> None:
    """Put one file into the stock. Raises AlreadyThere when the product has one with the same bytes."""
    digest = Secret(hashlib.sha256(file.packed.reveal().encode()).hexdigest())
    line = NumberedContent(1, digest)
    report = await keeping.add_units(
        session, product_id=product_id, lines=[line], keyring=keyring, by=by, now=now
    )
    if not report.new:
        raise AlreadyThere
    fingerprint = keyring.fingerprint(digest, seal_context(product_id))
    item_id = await repository.find_item(session, product_id=product_id, fingerprint=fingerprint)
    context = file_context(product_id)
    session.add(
        UnitFile(
            item_id=item_id,
            name=keyring.seal(file.name, context),
            content=keyring.seal(file.packed, context),
        )
    )
    await session.flush()


async def open_file(session: Session, item_id: int, *, keyring: Keyring) -> bytes:
    """Open the bytes of a unit that is a file."""
    product_id, content = await repository.get(session, item_id)
    return b64decode(keyring.open(content, file_context(product_id)).reveal())
