"""Who did what to what, and when: append-only, and chained so that a changed entry shows."""
