"""The names of files, which are as secret as what is in them."""

from collections.abc import Mapping, Sequence

from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.stock.files import repository


def file_context(product_id: int) -> str:
    """Say what a file is sealed for: it opens as this product's file and as nothing else."""
    return f"file:{product_id}"


async def map_names(session: Session, item_ids: Sequence[int], *, keyring: Keyring) -> Mapping[int, Secret]:
    """Open the names of those of these units that are files."""
    found = await repository.map_names(session, item_ids)
    return {
        item_id: keyring.open(name, file_context(product_id)) for item_id, (product_id, name) in found.items()
    }
