"""The bot: updates in, screens out. A door; it decides nothing about money or goods."""
