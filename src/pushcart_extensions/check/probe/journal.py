"""Reads the child's journal: records that carry the nonce, in unbroken order, nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pushcart_extensions.check.evidence.facts import ClassFacts, Odd, Signature
from pushcart_extensions.check.evidence.import_report import Exports, Failure, Habit, Loaded
from pushcart_extensions.check.place import Place

Record = Mapping[str, object]


class Journal:
    """The content of a journal, sorted by what it is about.

    Attributes:
        complete: Whether the last record that can be believed is the end.
        at: Kind or group, and name, of what the child had begun last and not reported on; the import of
            the package itself is of the kind ``package``.
        done: What it reported on.
        package: Why importing the package failed.
        stages: What discovery gave, by kind and key.
        targets: What entry points lead to, by group and name.
        extensions: Classes by module of kind extension.
        exports: What was seen of each ``__all__``, by module.
        seconds: How long importing the package took.
        habits: What its code did at import.
        replaced: The builtins that it replaced.
    """

    def __init__(self) -> None:
        self.complete = False
        self.at: tuple[str, str] | None = None
        self.done: set[tuple[str, str]] = set()
        self.package: Failure | None = None
        self.stages: dict[tuple[str, str], Loaded] = {}
        self.targets: dict[tuple[str, str], Loaded] = {}
        self.extensions: dict[str, tuple[ClassFacts, ...] | Failure] = {}
        self.exports: dict[str, Exports] = {}
        self.seconds = 0.0
        self.habits: tuple[Habit, ...] = ()
        self.replaced: tuple[str, ...] = ()

    def absorb(self, later: Journal) -> None:
        """Take over what a later child reported and the earlier ones didn't."""
        self.package = self.package or later.package
        self.stages = {**later.stages, **self.stages}
        self.targets = {**later.targets, **self.targets}
        self.extensions = {**later.extensions, **self.extensions}
        self.exports = {**later.exports, **self.exports}
        self.done |= later.done
        self.seconds = self.seconds or later.seconds
        self.replaced = tuple(dict.fromkeys((*self.replaced, *later.replaced)))
        self.habits = (*self.habits, *(habit for habit in later.habits if habit not in self.habits))


def believed(content: bytes, nonce: str) -> Iterator[Record]:
    """Yield the records of a journal up to the first that can't be the child's own.

    Args:
        content: What stands in it; it may be cut short or forged.
        nonce: What every record must carry.
    """
    for number, line in enumerate(content.splitlines()):
        record = _parsed(line)
        if record is None or record.get("nonce") != nonce or record.get("number") != number:
            return
        yield record


def read_journal(content: bytes, nonce: str, root: Path) -> Journal:
    """Read a journal as far as it can be believed.

    Args:
        content: What stands in it.
        nonce: What every record must carry.
        root: The package's folder, to which the places are relative.
    """
    journal = Journal()
    for record in believed(content, nonce):
        try:
            _take(journal, record, root)
        except (KeyError, TypeError, ValueError):
            break
    return journal


def _parsed(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _take(journal: Journal, record: Record, root: Path) -> None:
    event = record["event"]
    journal.complete = event == "end"
    if event == "start":
        journal.at = str(record["group"]), str(record["name"])
        return
    if journal.at:
        journal.done.add(journal.at)
        journal.at = None
    if event == "package":
        journal.package = _failure(record["error"], root)
        journal.seconds = int(str(record["microseconds"])) / 1e6
    elif event == "habits":
        journal.habits = tuple(_habit(item, root) for item in _items(record["notes"]))
    elif event == "replaced":
        journal.replaced = tuple(map(str, _items(record["builtins"])))
    elif event == "stage":
        journal.stages[str(record["kind"]), str(record["key"])] = _loaded(record, root)
    elif event == "target":
        journal.targets[str(record["group"]), str(record["name"])] = _loaded(record, root)
    elif event == "extension":
        failure = _failure(record["error"], root)
        classes = tuple(_facts(item) for item in _items(record["classes"]))
        journal.extensions[str(record["module"])] = failure or classes
    elif event == "exports":
        names = record["all"]
        journal.exports[str(record["module"])] = Exports(
            names=None if names is None else tuple(map(str, _items(names))),
            unbound=tuple(map(str, _items(record["unbound"]))),
        )


def _loaded(record: Record, root: Path) -> Loaded:
    failure = _failure(record["error"], root)
    known = failure is None and record.get("class_name") is not None
    return Loaded(
        module=str(record.get("module", "")),
        facts=_facts(record) if known else None,
        found_by=_string(record.get("found_by")),
        distribution=_string(record.get("distribution")),
        failure=failure,
        rivals=tuple(map(str, _items(record.get("rivals", [])))),
    )


def _failure(error: object, root: Path) -> Failure | None:
    if error is None:
        return None
    if not isinstance(error, dict):
        raise TypeError(error)
    file, line = error["file"], error["line"]
    place = None
    if isinstance(file, str) and file.startswith(str(root.absolute()) + os.sep):
        relative = Path(file).relative_to(root.absolute()).as_posix()
        place = Place(relative, line if isinstance(line, int) else None)
    return Failure(
        type=str(error["type"]),
        message=str(error["message"]),
        place=place,
        needs=_string(error["needs"]),
        ours=bool(error["ours"]),
    )


def _habit(note: object, root: Path) -> Habit:
    what, file, line = _items(note)
    if not isinstance(line, int):
        raise TypeError(note)
    return Habit(str(what), Place(Path(str(file)).relative_to(root.absolute()).as_posix(), line))


def _facts(record: object) -> ClassFacts:
    if not isinstance(record, dict):
        raise TypeError(record)
    module = str(record["module"])
    metadata = {name: _value(value) for name, value in record["metadata"].items() if value is not None}
    methods = {name: _signature(value) for name, value in record["methods"].items()}
    own_new = methods.pop("__new__", ()) != ()
    constructor = methods.pop("__init__", Signature())
    return ClassFacts(
        name=str(record["class_name"]),
        module=module,
        place=Place(module),
        bases=frozenset(map(str, _items(record["bases"]))),
        methods=methods,
        constructor=None if own_new else constructor,
        metadata=metadata,
        unknown=frozenset(name for name, value in record["metadata"].items() if value is None),
        abstract=frozenset(map(str, _items(record["abstract"]))),
    )


def _signature(value: object) -> Signature | None:
    if value is None:
        return None
    required, maximum, keywords, is_async, is_generator, is_method = _items(value)
    if not isinstance(required, int) or not isinstance(maximum, int | None):
        raise TypeError(value)
    return Signature(
        required=required,
        maximum=maximum,
        keywords=tuple(map(str, _items(keywords))),
        is_async=bool(is_async),
        is_generator=bool(is_generator),
        is_method=bool(is_method),
    )


def _value(value: object) -> object:
    kind, content = _items(value)
    if kind in ("set", "frozenset", "list", "tuple"):
        # An item that is no string comes as a list with its type's name.
        items = [item if isinstance(item, str) else Odd(f"a {_items(item)[0]}") for item in _items(content)]
        return {"set": set, "frozenset": frozenset, "list": list, "tuple": tuple}[str(kind)](items)
    return Odd(str(content)) if kind in ("dict", "float", "bytes") else content


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
