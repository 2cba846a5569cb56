"""A package's record of the template that it was made from, and of its answers."""
