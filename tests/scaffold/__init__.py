"""Tests of what writes packages; a package, so that they can share what packages are made from."""
