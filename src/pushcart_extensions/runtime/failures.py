"""Several things that may fail, all of them tried: the first error is raised, the others go with it."""

from __future__ import annotations

from pushcart_extensions.errors.wording import described

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def annotate(error: BaseException, note: str) -> None:
    """Add a note to an error, where its class lets anything be added (a frozen dataclass doesn't)."""
    try:
        BaseException.add_note(error, note)
    except Exception:  # noqa: BLE001 - the error itself is what matters
        return


class Failures:
    """Collects what goes wrong while work that must be done is done.

    The first error is the one that ``raise_first`` raises, with each later one as a note.
    SystemExit and Ctrl-C outrank an ordinary error: whoever ends the process means it.
    """

    def __init__(self) -> None:
        self.first: BaseException | None = None

    def add(self, error: BaseException) -> None:
        """Take note of an error."""
        if self.first is None:
            self.first = error
        elif error is not self.first:
            if isinstance(self.first, Exception) and not isinstance(error, Exception):
                self.first, error = error, self.first
            annotate(self.first, f"also: {described(error)}")

    def attempt(self, call: Callable[..., object], *arguments: object) -> bool:
        """Call ``call``, take note of what it raises, and tell whether it raised nothing."""
        try:
            call(*arguments)
        except BaseException as error:  # noqa: BLE001 - kept for raise_first
            self.add(error)
            return False
        return True

    def raise_first(self) -> None:
        """Raise the first error, if there was one."""
        if self.first is not None:
            raise self.first
