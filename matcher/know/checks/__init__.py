"""What files must agree on with one another."""
