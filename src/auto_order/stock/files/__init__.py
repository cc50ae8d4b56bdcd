"""Units that are files: the bytes stand beside the stock item, sealed like it."""
