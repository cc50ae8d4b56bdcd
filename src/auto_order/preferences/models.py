"""The table of what was chosen, and the value that the rest of the shop reads."""

from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base


class Choice(StrEnum):
    """Something that can be chosen, by the name it is kept under."""

    SHOP_NAME = "shop_name"
    SUPPORT_CONTACT = "support_contact"
    INVOICE_MINUTES = "invoice_minutes"
    LOW_STOCK_AT = "low_stock_at"
    IS_CLOSED = "is_closed"
    HOURS = "hours"
    TAKES_QRIS = "takes_qris"
    TAKES_WALLET = "takes_wallet"
    TAKES_TRANSFERS = "takes_transfers"
    LANGUAGES = "languages"


class Preference(Base):
    """A choice that was made. ``value`` is text, read by the rules."""

    __tablename__ = "preferences"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    changed_at: Mapped[datetime]


@dataclass(frozen=True)
class Hours:
    """From when to when the shop sells, in its own time; over midnight when the end comes first."""

    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """Everything that is chosen, or else as the installation says. ``languages`` are those spoken."""

    shop_name: str
    support_contact: str | None
    invoice_minutes: int
    timezone: tzinfo
    low_stock_at: int = 3
    is_closed: bool = False
    hours: Hours | None = None
    takes_qris: bool = True
    takes_wallet: bool = True
    takes_transfers: bool = True
    languages: tuple[str, ...] = ("id", "en")
