"""A durable queue in the shop's own database: a job is promised in the transaction that records its cause."""
