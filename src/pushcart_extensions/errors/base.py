"""What all errors have in common."""

from __future__ import annotations


class PushcartError(Exception):
    """Base of every error that a user can cause; its message stands without a traceback.

    Attributes:
        exit_status: What a command exits with: 1, the work could not be done; 2, wrong
            usage or environment.
    """

    exit_status = 1
