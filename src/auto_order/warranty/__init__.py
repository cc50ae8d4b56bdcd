"""Claims under a product's warranty: a buyer states the problem, a person of the staff decides."""
