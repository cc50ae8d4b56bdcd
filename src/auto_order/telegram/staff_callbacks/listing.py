"""Which page of the products, as several menus show them."""

from typing import NamedTuple

from auto_order.telegram.callbacks import tidy_search


class Listing(NamedTuple):
    """Which page of the products: pages count from 1; archived ones are a list of their own."""

    page: int = 1
    is_archived: bool = False
    search: str = ""

    def pack(self) -> str:
        """Write it down as ``3-0-kata``."""
        return f"{self.page}-{int(self.is_archived)}-{tidy_search(self.search)}"

    @classmethod
    def read(cls, text: str) -> "Listing":
        """Read what :meth:`pack` wrote; what is not readable is the first page."""
        try:
            page, is_archived, search = text.split("-", 2)
            return cls(int(page[:7]), is_archived == "1", search)
        except ValueError:
            return cls()
