"""What stands in the way of an update."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError


class ConflictsLeftError(PushcartError):
    """Marks of conflicts stand in files of a package; until they are resolved, nothing is changed.

    Attributes:
        path: The package's folder.
        files: The files, relative to it.
    """

    def __init__(self, path: str, files: tuple[str, ...]) -> None:
        self.path = path
        self.files = files
        listed = "\n".join(f"  {file}" for file in files)
        super().__init__(
            f"{path} has conflicts that are not resolved yet:\n{listed}\n"
            "keep the lines that you want and remove the marks (<<<<<<<, =======, >>>>>>>), then try again"
        )
