"""One module for each command, each with ``add_arguments(parser)`` and ``run(args) -> int``.

They are imported before it is known which one is wanted, so each imports its engine inside ``run``.
"""
