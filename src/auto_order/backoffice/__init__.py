"""What the staff looks up across the rooms: orders, buyers, money that waits; and a few deeds beside."""
