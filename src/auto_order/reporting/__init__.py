"""What the shop earned and when, in figures. It has no table of its own."""
