"""Proves from the database alone that no money and no goods are lost: ``auto-order audit``. Only reads."""
