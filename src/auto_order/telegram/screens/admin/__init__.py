"""Screens of those who run the shop: things and words in, text and keys out."""
