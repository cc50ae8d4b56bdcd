"""What every table inherits: names of constraints that are the same everywhere, and typed columns."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Index, LargeBinary, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from auto_order.db.types import RowId, UtcDateTime

# An integer key that the database gives out. Nobody outside sees it: see docs/decisions.
Key = Annotated[int, mapped_column(RowId, primary_key=True, autoincrement=True)]


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Make an index over the rows for which ``where`` holds, on both databases."""
    return Index(name, *columns, unique=unique, postgresql_where=text(where), sqlite_where=text(where))


class Base(DeclarativeBase):
    """A table of the shop."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger,
        str: Text,
        bytes: LargeBinary,
        datetime: UtcDateTime,
    }

    def __repr__(self) -> str:
        """Name the row and nothing in it: a repr must never carry goods or secrets."""
        return f"<{type(self).__name__} {self.__dict__.get('id', '?')}>"
