"""What ``add`` consists of."""
