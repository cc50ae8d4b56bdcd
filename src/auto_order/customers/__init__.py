"""Who buys: their Telegram account, the name and language they go by, and whether the shop serves them."""
