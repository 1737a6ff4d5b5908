"""The vocabulary every step shares: trouble, periods, cells, and what people write."""
