"""Getting paid goods to the buyer: promised with the payment, sent at least once, always the same units."""
