"""`python -m auto_order_sandbox`."""

from auto_order_sandbox.cli import main

main()
