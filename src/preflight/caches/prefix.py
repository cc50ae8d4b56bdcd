"""The folder that PYTHONPYCACHEPREFIX names: there the caches of a source lie under its whole path."""

import os
from collections.abc import Iterator, Mapping

from preflight.caches.scan import Folder, list_files


def scan_prefix(prefix: str, root: str, folders: Mapping[str, Folder]) -> Iterator[Folder]:
    """Go over the caches under the prefix that belong to the tree at ``root``, deleted folders included.

    ``folders`` are those of the tree, by absolute path. What was not entered there is not entered here.
    """
    waiting = [os.path.abspath(root)]
    while waiting:
        path = waiting.pop()
        source = folders.get(path)
        if (source is None and os.path.exists(path)) or (source and source.is_foreign):
            continue
        cache_path = mirror(prefix, path)
        names, problem = list_files(cache_path, are_plain=False)
        if not names and not problem:
            continue
        folder = Folder(path, cache_path=cache_path, problem=problem)
        folder.sources = source.sources if source else {}
        for name in sorted(names):
            if os.path.isdir(os.path.join(cache_path, name)):
                waiting.append(os.path.join(path, name))
            else:
                folder.caches[name] = False
        yield folder


def mirror(prefix: str, path: str) -> str:
    """Say where importlib keeps the caches of a folder."""
    return os.path.join(prefix, os.path.splitdrive(path)[1].lstrip(os.sep))
