"""That a buyer has done what a product's terms ask for: shown to the staff, once for each order line."""
