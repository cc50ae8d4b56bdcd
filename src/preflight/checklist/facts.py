"""What an interpreter knows of itself. Run in it as the project would be, see ``environment``."""

import sys

# The folder that we were started in is no place to find json.py in.
sys.path[:] = [entry for entry in sys.path if entry]

import json  # noqa: E402 - see above
import os  # noqa: E402 - see above
import platform  # noqa: E402 - see above
from importlib import metadata  # noqa: E402 - see above


def list_distributions() -> dict[str, str]:
    """List what is installed: versions by name. The first one found is the one that is imported."""
    found: dict[str, str] = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            found.setdefault(name, distribution.version or "")
    return found


def main() -> None:
    """Tell everything as JSON."""
    version = platform.python_version()
    facts = {
        "version": version,
        "prefix": sys.prefix,
        "is_virtual": sys.prefix != sys.base_prefix,
        "distributions": list_distributions(),
        "environment": {
            "python_version": ".".join(platform.python_version_tuple()[:2]),
            "python_full_version": version,
            "implementation_version": version,
            "implementation_name": sys.implementation.name,
            "platform_python_implementation": platform.python_implementation(),
            "sys_platform": sys.platform,
            "os_name": os.name,
            "platform_system": platform.system(),
            "platform_machine": platform.machine(),
            "platform_release": platform.release(),
            "platform_version": platform.version(),
            "extra": "",
        },
    }
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
