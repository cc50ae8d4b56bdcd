"""Files on their way into the stock, kept apart until every unit of them is there."""
