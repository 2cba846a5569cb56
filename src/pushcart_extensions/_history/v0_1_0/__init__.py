"""The template of 0.1.0, frozen; nothing here is edited."""

__version__ = "0.1.0"
