"""The bytecode-cache doctor. ``checking`` examines a tree, ``fixing`` repairs it, ``report`` tells.

``examine``, ``compare`` and ``worker`` run in the interpreter that is asked about, which may be an older one:
they, and this file, keep to Python 3.9.
"""
