"""The template of 0.2.0, frozen; nothing here is edited."""

__version__ = "0.2.0"
