"""What a buyer sees of the shop: products with their stock, from a cache that knows when it is old."""
