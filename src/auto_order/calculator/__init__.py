"""How much of a price goes back to a buyer, by a formula that the seller writes."""
