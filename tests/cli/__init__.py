"""Tests of the commands; a package, so that those of ``pushcart-run`` can share a source."""
