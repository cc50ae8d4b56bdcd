"""What folders hold. Every folder is listed once a run, and it is remembered which ones were."""

import os
import sys

_NOTHING: frozenset[str] = frozenset()


class Listings:
    """Names in folders, with the case they really have."""

    def __init__(self) -> None:
        self._names: dict[str, frozenset[str]] = {}
        self._folders: dict[str, bool] = {}

    def names(self, folder: str) -> frozenset[str]:
        """List a folder; nothing when it is none or cannot be read."""
        found = self._names.get(folder)
        if found is None:
            try:
                found = frozenset(map(sys.intern, os.listdir(folder or ".")))
            except OSError:
                found = _NOTHING
            self._names[folder] = found
        return found

    def is_folder(self, path: str) -> bool:
        found = self._folders.get(path)
        if found is None:
            found = self._folders[path] = os.path.isdir(path)
        return found

    def listed(self) -> list[str]:
        """Name every folder that was asked for, also those that do not exist."""
        return list(self._names)
