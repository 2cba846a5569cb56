"""The rules, a family a file; ``registry`` lists them all."""
