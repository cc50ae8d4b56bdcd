"""Orders and their lines: what was promised at which price, and how far it has come."""
