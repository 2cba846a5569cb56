"""Edits of TOML that leave every other byte as it is."""
