"""``python -m auto_order``."""

from auto_order.cli import main

main()
