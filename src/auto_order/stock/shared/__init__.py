"""What every buyer of one product gets: a stock item is made of it for each unit that is ordered."""
