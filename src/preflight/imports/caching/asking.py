"""What compiled modules have by name: a process of its own imports them and says so.

Built-in modules and those of the standard library run nobody's code and are asked here.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress

_SECONDS = 20
_PROGRAM = """
import importlib.machinery, importlib.util, json, os, sys
name, path = sys.argv[1:]
answer = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
if path:
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
else:
    module = importlib.import_module(name)
os.write(answer, json.dumps(dir(module)).encode())
"""


def ask_for_names(name: str, path: str) -> frozenset[str] | None:
    """Import a compiled module elsewhere, without the packages around it, and list its names.

    None when that fails, crashes or takes too long: then nothing is known of it.
    """
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        answer = subprocess.run(  # noqa: S603 - this interpreter with our own program
            [sys.executable, "-I", "-c", _PROGRAM, name, path],
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env=environment,
        )
        return frozenset(json.loads(answer.stdout))
    return None
