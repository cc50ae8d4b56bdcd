"""The seller's own words in place of the shop's: checked when they are saved, and never forgotten."""
