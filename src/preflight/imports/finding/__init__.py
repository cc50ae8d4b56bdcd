"""Where modules are: which file an import would load, seen as Python sees it, without importing anything."""
