"""What the rules judge, each read once: the metadata, the source, the import."""
