"""A stage or extension of a package, with all that is known of it."""

from __future__ import annotations

from typing import NamedTuple

from pushcart_extensions.check.evidence.facts import ClassFacts
from pushcart_extensions.check.evidence.import_report import Loaded
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.project import EntryPoint
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import Kind
from pushcart_extensions.contract.names import class_name


class Component(NamedTuple):
    """One stage or extension.

    Attributes:
        kind: Its kind, by its folder; outside the folders by its base class or entry point.
        key: Its module's name.
        module: The module that defines it, or should.
        facts: Its class; None where the module shows none.
        in_folder: Whether the module stands in its kind's folder.
        moves_to: What its class's module will be called as soon as it is moved to where it belongs, or what
            is misnamed has its right name; None where it stands right, or that place is taken.
        rivals: Further stage classes of the same module, which no key finds.
        entry_points: The entry points of its kind's group that lead to it.
        flags: The entry points of the flag group that lead to it.
        lost: Entry points that were meant to lead to it and lead nowhere.
        loaded: What discovery gave for it; None where nothing was imported or the import didn't get so far.
        registration_known: Whether its entry points can be known: the metadata are readable and static.
        dynamic: Whether the module makes or fetches the class in a way that only running it tells.
        source: What the source alone says of its class.
    """

    kind: Kind
    key: str
    module: Module
    facts: ClassFacts | None
    in_folder: bool = True
    moves_to: str | None = None
    rivals: tuple[Place, ...] = ()
    entry_points: tuple[EntryPoint, ...] = ()
    flags: tuple[EntryPoint, ...] = ()
    lost: tuple[EntryPoint, ...] = ()
    loaded: Loaded | None = None
    registration_known: bool = True
    dynamic: bool = False
    source: ClassFacts | None = None

    @property
    def is_claimed(self) -> bool:
        """Whether anything but its module's place says that it is a stage or extension."""
        said = self.facts or self.entry_points or self.flags
        return bool(said) or self.dynamic or self.module.problem is not None

    @property
    def is_lost(self) -> bool:
        """Whether discovery looks for it in vain: the entry point of its key leads nowhere."""
        return any(point.group == self.kind.group for point in self.lost)

    @property
    def expected_class(self) -> str:
        """The class name that the key asks for."""
        return class_name(self.key, self.kind)

    @property
    def names(self) -> frozenset[str]:
        """The name that its class has and the one that it should have.

        A misnamed class is one fault; whatever refers to it by either name is not another.
        """
        return frozenset({self.expected_class, *([self.facts.name] if self.facts else ())})

    @property
    def target(self) -> str | None:
        """What its entry points must lead to, folders being named as they should; None without a class."""
        return f"{self.moves_to or self.facts.module}:{self.facts.name}" if self.facts else None

    @property
    def place(self) -> Place:
        """Where its class stands; the module where it shows none."""
        return self.facts.place if self.facts else Place(self.module.path)

    @property
    def about(self) -> tuple[str, str]:
        """Kind and key, by which findings name it."""
        return self.kind.name, self.key
