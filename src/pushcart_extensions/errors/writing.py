"""What could not be written, rendered or edited."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError


class TargetExistsError(PushcartError):
    """The folder that a new package would be written to holds something, or is no folder.

    Attributes:
        target: The folder.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        super().__init__(f"{target} exists already and stays as it is; choose another name, or --output")


class CannotWriteError(PushcartError):
    """A folder or file could not be written.

    Attributes:
        path: The folder or file.
        cause: The reason that the system gave.
    """

    def __init__(self, path: str, cause: str) -> None:
        self.path = path
        self.cause = cause
        super().__init__(f"can't write {path}: {cause}")


class TemplateError(PushcartError):
    """The template is missing or could not be rendered: a fault of this installation.

    Attributes:
        cause: What went wrong.
    """

    exit_status = 2

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(
            f"the template could not be rendered: {cause}; install pushcart-extensions[tools] anew"
        )


class GitError(PushcartError):
    """Git could not make the repository that ``--git`` asks for.

    Attributes:
        cause: What git said.
    """

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(f"git could not make the first commit: {cause}; nothing was written, try --no-git")


class EditError(PushcartError):
    """A file can't be edited safely; it stays as it is.

    Attributes:
        reason: A clause that says why.
        path: The file, as far as it is known.
    """

    def __init__(self, reason: str, path: str | None = None) -> None:
        self.reason = reason
        self.path = path
        super().__init__(f"{path} stays as it is: {reason}" if path else reason)
