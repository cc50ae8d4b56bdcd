"""Formatted text: from HTML, MarkdownV2 and Markdown to a plain text with entities, as Telegram does it."""

from auto_order_sandbox.telegram.entities.formatting import format_text, read_entities
from auto_order_sandbox.telegram.entities.text import BadText, Entity, Formatted

__all__ = ["BadText", "Entity", "Formatted", "format_text", "read_entities"]
