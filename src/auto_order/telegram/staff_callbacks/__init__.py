"""What the staff's buttons carry, one class each and at most 64 bytes, a module for each menu."""
