"""Files that somebody sent, at hand for whoever fetches them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from auto_order.stock.rules import FileGone


@dataclass
class FakeFiles:
    """Files by their id. ``meanwhile`` happens while one is fetched."""

    files: dict[str, bytes] = field(default_factory=dict)
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def fetch(self, file_id: str) -> bytes:
        if self.meanwhile is not None:
            await self.meanwhile()
        if file_id not in self.files:
            raise FileGone
        return self.files[file_id]
