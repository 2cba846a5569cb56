"""What a source would remember, and the file that keeps it."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError


class StateFileError(PushcartError):
    """A state file that can't be read or replaced; it is left as it is.

    Attributes:
        path: The file.
        reason: A clause that says what is wrong.
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"state file {path or '(empty)'}: {reason}; mend it, or name another one for a full load"
        )


class StateValueError(PushcartError):
    """What a source would remember can't be kept, so that its next run would load the same again.

    Attributes:
        stage: The source, as ``source 'rest_api'``.
        reason: A clause that says what is wrong.
    """

    def __init__(self, stage: str, reason: str) -> None:
        self.stage = stage
        self.reason = reason
        super().__init__(f"the state of {stage} can't be kept: {reason}")
