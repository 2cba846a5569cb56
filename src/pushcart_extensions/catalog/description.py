"""Describes one class, which may answer any question with anything: what can't be described is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pushcart_extensions.catalog.docstrings import Docstring, read_docstring
from pushcart_extensions.catalog.options import describe_options
from pushcart_extensions.catalog.records import Described, Fault
from pushcart_extensions.contract.metadata import SETS, flags, problems
from pushcart_extensions.errors.wording import class_path, described, in_one_line, printable, shown
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.construction import why_abstract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pushcart_extensions.errors.discovery import StageRecord


def describe(
    record: StageRecord, cls: type, *, names: tuple[str, ...], found_by: str, version: str | None
) -> list[Described | Fault]:
    """Return the description of a class, and what of it can't be used or isn't as it should be.

    Args:
        record: What it is registered as, or found to be.
        cls: The class.
        names: What a workflow may call it.
        found_by: ``entry-point`` or ``scan``.
        version: The version of its distribution.
    """
    try:
        abstract = why_abstract(cls) if record.kind != "extension" else None
        known = Component(cls)
        one = Described(
            kind=record.kind,
            key=record.key,
            names=() if abstract else names,
            distribution=record.distribution,
            version=version,
            target=class_path(cls, ":"),
            found_by=found_by,
            summary=_text(cls).summary,
            description=_text(cls).description,
            options=describe_options(cls),
            metadata=_plain_metadata(known),
            computed=tuple(sorted(known.computed)),
        )
        messages = [f"can't be used: {abstract}"] if abstract else []
        messages += _messages(cls, known)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a class may answer any question with any exception
        return [fault(record, f"can't be described: {described(error)}")]
    return [*(fault(record, message) for message in messages), one]


def fault(record: StageRecord, message: str) -> Fault:
    """Return a fault of one stage or extension: ``source 'my' of pushcart-my can't be used: …``."""
    text = f"{record.kind} {record.key!r} of {record.distribution} {message}"
    return Fault(record.kind, record.key, (record.distribution,), text)


def _messages(cls: type, known: Component) -> Iterator[str]:
    if cls.__doc__ is not None and not isinstance(cls.__doc__, str):
        yield f"has no docstring: __doc__ is {shown(cls.__doc__)}"
    for problem in problems(known.metadata):
        yield f"has odd metadata: {problem.message}"
    for name, why in known.unreadable.items():
        yield f"has odd metadata: {name} can't be read: {why}"


def _text(cls: type) -> Docstring:
    # Of a class of its own, a text could answer anything.
    return read_docstring(printable(str.__str__(cls.__doc__)) if isinstance(cls.__doc__, str) else None)


def _plain_metadata(known: Component) -> dict[str, Any]:
    """Return the metadata that are as they should be: sets as sorted lists, and what is True."""
    found: dict[str, Any] = {}
    for name, value in known.metadata.items():
        if name in SETS:
            found[name] = sorted(in_one_line(str.__str__(flag)) for flag in flags(known.metadata, name))
        elif value is True:
            found[name] = True
    return found
