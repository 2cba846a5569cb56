"""The kinds of component: one table that everything else reads."""

from __future__ import annotations

FLAG_GROUP = "web.extension"
"""Entry-point group in which each flag of a component's ``provides`` is registered (WebCore)."""


class Kind:
    """One row of the contract: how components of this kind are named, placed and called.

    Attributes:
        name: The kind in the singular, ``source``.
        folder: The sub-package that holds the modules of this kind, ``sources``.
        suffix: What a class name of this kind ends with, ``Source``.
        base: Name of the base class in ``pushcart_extensions``; None for kind extension.
        method: The method that the host calls; None for kind extension.
        arity: How many positional arguments the host passes to ``method``, ``self`` not counted.
        gives: Whether what ``method`` returns goes on to the next stage; what it got does otherwise.
        group: The entry-point group that finds a stage by its key; None for kind extension,
            which is registered under its feature flags alone.
    """

    __slots__ = ("arity", "base", "folder", "gives", "group", "method", "name", "suffix")

    def __init__(  # noqa: PLR0913 - a row has as many columns as the table
        self,
        name: str,
        folder: str,
        suffix: str,
        *,
        base: str | None = None,
        method: str | None = None,
        arity: int = 0,
        gives: bool = False,
        group: str | None = None,
    ) -> None:
        self.name = name
        self.folder = folder
        self.suffix = suffix
        self.base = base
        self.method = method
        self.arity = arity
        self.gives = gives
        self.group = group

    def __repr__(self) -> str:
        return f"<Kind {self.name}>"


SOURCE = Kind(
    "source",
    "sources",
    "Source",
    base="SourceBase",
    method="get_increment",
    gives=True,
    group="pushcart.sources",
)
TRANSFORMATION = Kind(
    "transformation",
    "transformations",
    "Transformation",
    base="TransformationBase",
    method="transform",
    arity=1,
    gives=True,
    group="pushcart.transformations",
)
DESTINATION = Kind(
    "destination",
    "destinations",
    "Destination",
    base="DestinationBase",
    method="write",
    arity=1,
    group="pushcart.destinations",
)
EXTENSION = Kind("extension", "extensions", "Extension")

STAGE_KINDS = (SOURCE, TRANSFORMATION, DESTINATION)
"""The kinds that a workflow runs, in the order in which data passes through them."""

KINDS = (*STAGE_KINDS, EXTENSION)
"""Every kind of component."""

BY_NAME = {kind.name: kind for kind in KINDS}
"""Kinds by their singular name."""

BY_FOLDER = {kind.folder: kind for kind in KINDS}
"""Kinds by the folder that holds them."""

BY_GROUP = {kind.group: kind for kind in STAGE_KINDS if kind.group}
"""Stage kinds by their entry-point group."""

LIFECYCLE = ("open", "close")
"""Optional methods of every stage, called without arguments around a run."""

INCREMENTS = ("get_state", "set_state")
"""Optional methods of a source that remembers where it ended; the second takes the state."""
