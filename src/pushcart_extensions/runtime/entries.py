"""What a workflow names: one stage or extension, with its options."""

from __future__ import annotations

from pushcart_extensions.runtime.construction import construct
from pushcart_extensions.runtime.failures import annotate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from pushcart_extensions.errors import WorkflowProblem
    from pushcart_extensions.runtime.construction import Options
    from pushcart_extensions.runtime.document import Document, Path
    from pushcart_extensions.runtime.references import References

    Watch = Callable[[str, str], None]
    """Is told kind and name of each stage or extension before it is loaded; may raise a PushcartError,
    which then is what keeps it from being loaded."""


class Entry:
    """One stage or extension of a workflow.

    Attributes:
        kind: Its kind, by its name: ``source``, say.
        key: The stage's ``type``, or the extension's name.
        cls: Its class.
        options: As the workflow has them, references to the environment unresolved.
        document: The workflow that names it.
        path: Which part of the workflow does; empty for an extension that is always enabled.
    """

    __slots__ = ("cls", "document", "key", "kind", "options", "path")

    def __init__(  # noqa: PLR0913 - as many as it has facts
        self, *, kind: str, key: str, cls: type, options: Options, document: Document, path: Path
    ) -> None:
        self.kind = kind
        self.key = key
        self.cls = cls
        self.options = options
        self.document = document
        self.path = path

    @property
    def place(self) -> str:
        """Where the workflow names it, for messages."""
        return self.document.place(self.path) if self.path else "always enabled"

    def problem(self, message: str, inside: Path = ()) -> WorkflowProblem:
        """Return a problem with this entry, or with a part of its options."""
        return self.document.problem((*self.path, *inside), message)

    @property
    def label(self) -> str:
        """The entry as messages call it: ``source 'rest_api'``."""
        return f"{self.kind} {self.key!r}"

    def construct(self, references: References) -> object:
        """Return an instance, its options' references resolved.

        Raises:
            BaseException: Whatever the constructor raises, with a note that says whose it is.
        """
        try:
            return construct(self.cls, references.resolved_options(self.options))
        except BaseException as error:
            annotate(error, f"raised while {self.label} was made ({self.place})")
            raise

    def __repr__(self) -> str:
        return f"<Entry {self.label} at {self.place}>"
