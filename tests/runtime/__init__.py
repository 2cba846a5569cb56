"""Tests of the runtime; a package, so that they can share the site of fake installations."""
