"""The port through which uploads come: what a door that people send files to must offer."""

from typing import Protocol


class Files(Protocol):
    """Fetches files. Raises FileGone, and TransientError when it may work later."""

    async def fetch(self, file_id: str) -> bytes:
        """Give a file's content."""
