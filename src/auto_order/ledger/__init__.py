"""Where the shop's money is: double entry, append-only. A balance is what the entries add up to."""
