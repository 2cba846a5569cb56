"""Edits of YAML that leave every other byte as it is."""
