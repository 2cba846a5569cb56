"""Everything that writes packages."""
