"""`python -m auto_order_sandbox.attached`: a sandbox that ends with the program that started it.

That program keeps the other end of standard input open. When it dies, however suddenly, the end closes, and
neither the sandbox nor its port is left behind.
"""

import os
import signal
import sys
import threading

from auto_order_sandbox.cli import main

_AT_ONCE = 4096


def _stop_at_the_end_of(descriptor: int) -> None:
    while os.read(descriptor, _AT_ONCE):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_stop_at_the_end_of, args=(sys.stdin.fileno(),), daemon=True).start()
    main()
