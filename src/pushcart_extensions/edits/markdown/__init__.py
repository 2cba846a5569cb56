"""Edits of Markdown that leave every other byte as it is."""
