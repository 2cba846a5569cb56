"""One small module per command; turns errors into a message and an exit status."""
