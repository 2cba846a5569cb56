"""What ``update`` consists of."""
