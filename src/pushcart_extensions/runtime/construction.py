"""From a class and the options of a workflow to an instance."""

from __future__ import annotations

from collections.abc import Mapping

from pushcart_extensions.errors.wording import described

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    T = TypeVar("T")
    Options = Mapping[str, object] | Sequence[object] | None


def why_abstract(cls: type) -> str | None:
    """Return why no instance of a class can be made, a clause; None where nothing keeps it from that."""
    try:
        missing = ", ".join(sorted(getattr(cls, "__abstractmethods__", ())))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a class may answer any question with any exception
        return f"its abstract methods can't be told: {described(error)}"
    return f"it has no {missing}" if missing else None


def construct(cls: type[T], options: Options) -> T:
    """Return an instance made the way a host makes it.

    A mapping's items become keyword arguments, ``type`` taken out; a list becomes positional
    arguments; None is none. The forms are those of WebCore's "Extension Conventions".

    Args:
        cls: The class of a stage or an extension.
        options: What stands under it in a workflow.

    Raises:
        TypeError: ``options`` is neither a mapping, a list or tuple, nor None, or the constructor
            takes no such arguments.
    """
    if options is None:
        return cls()
    if isinstance(options, Mapping):
        return cls(**{name: value for name, value in options.items() if name != "type"})
    if isinstance(options, (list, tuple)):
        return cls(*options)
    raise TypeError(f"options are a mapping, a list or None, and not {options!r}")
