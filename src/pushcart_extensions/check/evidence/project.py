"""A package's metadata, whichever file states them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.evidence.instructions import Instructions
from pushcart_extensions.check.evidence.toml_lines import place_of
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import BY_GROUP, FLAG_GROUP
from pushcart_extensions.contract.names import normalize

_NOT_BROUGHT = frozenset({"", "python", "pushcart-extensions"})
"""What stands among dependencies in one way or another and brings no module that could be missing."""


class EntryPoint(NamedTuple):
    """One entry point as the package declares it.

    Attributes:
        group: Such as ``pushcart.sources``.
        name: The key or flag.
        value: As written.
        module: The part before the colon; None where the value can't be read.
        attribute: The part behind the colon; None where there is none.
        place: Where it is declared.
    """

    group: str
    name: str
    value: str
    module: str | None
    attribute: str | None
    place: Place

    @property
    def is_discovered(self) -> bool:
        """Whether its group is one that discovery reads."""
        return self.group in BY_GROUP or self.group == FLAG_GROUP


class Project(NamedTuple):
    """The metadata of a package.

    Attributes:
        file: The file that they stand in, relative to the package's folder.
        name: The distribution's name as written; None where none is stated.
        dependencies: Names of the distributions it requires, as written; None where unknown.
        further: Names of the distributions that its extras and dependency groups ask for; None where unknown.
        entry_points: Every declared entry point; empty where ``unknown`` names them.
        unknown: The fields that only the build backend knows: ``name``, ``entry-points``,
            ``dependencies``.
        asked: The fields that the build backend was asked for, and told.
        unasked: Why the build backend could not be asked for them; None where nobody tried.
        problem: Why the file can't be read; the rest is empty then.
        tool: The ``[tool]`` table, for the layout that a build backend is told.
        positions: Where keys stand in ``file``.
        instructions: What pyproject.toml tells the checker.
    """

    file: str
    name: str | None = None
    dependencies: tuple[str, ...] | None = None
    further: tuple[str, ...] | None = ()
    entry_points: tuple[EntryPoint, ...] = ()
    unknown: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    unasked: str | None = None
    problem: tuple[str, Place] | None = None
    tool: Mapping[str, object] = MappingProxyType({})
    positions: Mapping[tuple[str, ...], tuple[int, int]] = MappingProxyType({})
    instructions: Instructions = Instructions()

    @property
    def every_dependency(self) -> tuple[str, ...] | None:
        """Names of the distributions that it may bring, the runtime left out; None where unknown."""
        if self.dependencies is None or self.further is None:
            return None
        every = (*self.dependencies, *self.further)
        return tuple(name for name in every if normalize(name) not in _NOT_BROUGHT)

    def place(self, *paths: tuple[str, ...]) -> Place:
        """Return where the first of ``paths`` that the file has stands; the file itself without one."""
        return place_of(self.file, self.positions, *paths)

    @property
    def name_place(self) -> Place:
        """Where the distribution's name stands."""
        return self.place(("project", "name"), ("tool", "poetry", "name"), ("project",))


def entry_point(group: str, name: str, value: str, place: Place) -> EntryPoint:
    """Return an entry point with its value taken apart."""
    target = value.partition("[")[0]  # extras, as in "module:Class [extra]", are allowed and outdated
    module, colon, attribute = (part.strip() for part in target.partition(":"))
    readable = _is_dotted(module) and (_is_dotted(attribute) or not colon)
    return EntryPoint(
        group=group,
        name=name,
        value=value,
        module=module if readable else None,
        attribute=attribute if readable and colon else None,
        place=place,
    )


def _is_dotted(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def requirement_name(requirement: str) -> str:
    """Return the distribution that a PEP 508 requirement asks for, as written; empty where there is none."""
    name = requirement.strip()
    end = next(
        (at for at, character in enumerate(name) if not (character.isalnum() or character in "-_.")), None
    )
    return name[:end].rstrip("-_.") if name[:1].isalnum() else ""
