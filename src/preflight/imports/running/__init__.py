"""Goes through the operations of modules as Python would: what is bound when, and what then fails."""
