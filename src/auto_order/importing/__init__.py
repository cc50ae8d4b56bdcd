"""Reading a whole catalogue from a file, YAML or CSV, and putting it on the shelves with its units."""
