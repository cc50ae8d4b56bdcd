"""The shop: rooms by domain, doors outside them, floors between."""
