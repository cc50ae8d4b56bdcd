"""Who runs the shop, and what each of them may do: nothing that was not given to them by name."""
