"""What ``new`` consists of."""
