"""What the catalog knows, as plain data: it may come from another process."""

from __future__ import annotations

from typing import Any, NamedTuple

from pushcart_extensions.contract.metadata import BOOLEANS, SETS


class Option(NamedTuple):
    """One option of a stage or an extension, as its constructor's signature has it.

    Attributes:
        name: Its name; with a star in front where it stands for the items of a list.
        type: The type hint as text, None where there is none.
        default: The default's ``repr``; None where the option is required.
        description: What the docstring says of it.
        schema: What JSON Schema makes of the hint and the default.
        by_name: Whether a mapping can hold it.
        by_position: Whether a list can hold it.
    """

    name: str
    type: str | None
    default: str | None
    description: str
    schema: dict[str, Any]
    by_name: bool
    by_position: bool

    @property
    def required(self) -> bool:
        """Whether a workflow must give it."""
        return self.default is None

    @property
    def collects(self) -> bool:
        """Whether it takes any number of items, or of further options."""
        return self.name.startswith("*")

    def as_dict(self) -> dict[str, object]:
        """Return what ``pushcart-list --format json`` prints."""
        return {
            "name": self.name,
            "type": self.type,
            "default": self.default,
            "required": self.required,
            "description": self.description,
        }


class Described(NamedTuple):
    """One installed stage or extension.

    Attributes:
        kind: Its kind, by its name: ``source``, say.
        key: What a workflow calls it: a stage's ``type``, an extension's flag.
        names: All that a workflow may call it: a stage's key, the flags that an extension is
            registered under; none where another package claims the same.
        distribution: The distribution that brings it.
        version: That distribution's version; None where its metadata folder doesn't say.
        target: Module and class, as an entry point writes them.
        found_by: ``entry-point`` or ``scan``.
        summary: The first line of its docstring.
        description: The rest of it, up to the options.
        options: What its constructor takes.
        metadata: The metadata attributes that say something; sets as sorted lists.
        computed: Attributes that its instances alone know.
    """

    kind: str
    key: str
    names: tuple[str, ...]
    distribution: str
    version: str | None
    target: str
    found_by: str
    summary: str
    description: str
    options: tuple[Option, ...]
    metadata: dict[str, Any]
    computed: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The module that defines the class."""
        return self.target.partition(":")[0]

    @property
    def class_name(self) -> str:
        """The class within its module."""
        return self.target.partition(":")[2]

    @property
    def takes_any_option(self) -> bool:
        """Whether the constructor collects options that it doesn't name."""
        return any(option.name.startswith("**") for option in self.options)

    def flags(self, attribute: str) -> list[str]:
        """Return the flags of one of the set attributes, sorted."""
        return list(self.metadata.get(attribute, ()))

    def as_dict(self) -> dict[str, object]:
        """Return what ``pushcart-list --format json`` prints."""
        return {
            "kind": self.kind,
            "key": self.key,
            "distribution": self.distribution,
            "version": self.version,
            "module": self.module,
            "class": self.class_name,
            "found_by": self.found_by,
            "summary": self.summary,
            "description": self.description,
            "options": [option.as_dict() for option in self.options],
            **{name: self.flags(name) for name in SETS},
            **{name: self.metadata.get(name) is True for name in BOOLEANS},
        }


class Fault(NamedTuple):
    """Something installed that can't be used, or not as it stands.

    Attributes:
        kind: The kind of what it is about.
        key: Its key.
        distributions: Those to blame.
        message: What is wrong and the way out.
        fatal: False for what works, and may surprise: a rival that is found by scan only.
    """

    kind: str
    key: str
    distributions: tuple[str, ...]
    message: str
    fatal: bool = True

    def as_dict(self) -> dict[str, object]:
        """Return what ``pushcart-list --format json`` prints."""
        return {
            "kind": self.kind,
            "key": self.key,
            "distributions": list(self.distributions),
            "message": self.message,
            "fatal": self.fatal,
        }


class Namesake(NamedTuple):
    """One entry point of another namespace, which some extension's ``extensions`` metadata names.

    Attributes:
        namespace: The entry-point group.
        name: The entry point's name.
        distribution: Who registers it; any distribution may.
        target: Module and attribute. Not imported.
    """

    namespace: str
    name: str
    distribution: str
    target: str

    def as_dict(self) -> dict[str, object]:
        """Return what ``pushcart-list --format json`` prints."""
        return dict(self._asdict())


class Catalog(NamedTuple):
    """All that is installed.

    Attributes:
        stages: By kind in the order of a run, then by key.
        extensions: By key.
        namespaces: The entry points of each namespace that some component's ``extensions`` name.
        faults: What can't be used, or not as it stands.
        passed_over: Distributions that discovery doesn't match because of their names.
    """

    stages: tuple[Described, ...]
    extensions: tuple[Described, ...]
    namespaces: dict[str, tuple[Namesake, ...]]
    faults: tuple[Fault, ...]
    passed_over: tuple[str, ...]

    @property
    def components(self) -> tuple[Described, ...]:
        """Stages and extensions."""
        return (*self.stages, *self.extensions)

    def as_dict(self) -> dict[str, object]:
        """Return what ``pushcart-list --format json`` prints."""
        return {
            "version": 1,
            "stages": [one.as_dict() for one in self.stages],
            "extensions": [one.as_dict() for one in self.extensions],
            "namespaces": {
                name: [one.as_dict() for one in entries] for name, entries in self.namespaces.items()
            },
            "faults": [one.as_dict() for one in self.faults],
            "passed_over": list(self.passed_over),
        }
