"""The work that the stock can promise."""

from dataclasses import dataclass
from typing import ClassVar

from auto_order.jobs.job import Job, Priority


@dataclass(frozen=True, kw_only=True)
class ReadUpload(Job):
    """Say what loading an uploaded file would do."""

    name: ClassVar[str] = "read_upload"
    priority: ClassVar[Priority] = Priority.PROMPT
    max_attempts: ClassVar[int] = 5

    upload_id: int

    @property
    def key(self) -> str:
        """One upload is worked on by one worker at a time."""
        return f"upload:{self.upload_id}"


@dataclass(frozen=True, kw_only=True)
class CheckStock(Job):
    """See whether so little of a product is left that the staff should know."""

    name: ClassVar[str] = "check_stock"
    merges: ClassVar[bool] = True

    product_id: int

    @property
    def key(self) -> str:
        """One product is looked at by one worker at a time."""
        return f"stock:{self.product_id}"


@dataclass(frozen=True, kw_only=True)
class TellWaiting(Job):
    """Tell some of those who wait for a product that it is there."""

    name: ClassVar[str] = "tell_waiting"
    merges: ClassVar[bool] = True

    product_id: int

    @property
    def key(self) -> str:
        """Those who wait for one product are told by one worker at a time."""
        return f"wishes:{self.product_id}"


@dataclass(frozen=True, kw_only=True)
class LoadUpload(Job):
    """Load an uploaded file: every new unit in it, or none."""

    name: ClassVar[str] = "load_upload"
    max_attempts: ClassVar[int] = 5

    upload_id: int

    @property
    def key(self) -> str:
        """One upload is worked on by one worker at a time."""
        return f"upload:{self.upload_id}"
