"""What ``extra`` consists of."""
