"""What is offered: categories and products with their prices. Which units exist is the stock's matter."""
