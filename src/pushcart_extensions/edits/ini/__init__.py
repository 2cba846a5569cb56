"""Edits of INI files that leave every other byte as it is."""
