"""``preflight all``: a checklist of steps, and one verdict with the likeliest cause first."""
