"""Money, errors, ids, secrets and words' plumbing: nothing here knows a word of the trade."""
