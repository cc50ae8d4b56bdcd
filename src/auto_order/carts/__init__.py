"""What a buyer is about to order. Nothing is set aside for a cart."""
