"""Rules about the import: it works, it ends, and discovery finds each stage under its key."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.import_report import End, Failure, Outcome
from pushcart_extensions.check.evidence.package import Imported, Package
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.rules.endings import advice
from pushcart_extensions.contract.names import normalize

_MISTAKES = frozenset(
    {"ImportError", "ModuleNotFoundError", "NameError", "AttributeError", "SyntaxError", "IndentationError"}
)
"""Exceptions that a slip of the pen raises, and no work that could stand elsewhere."""
Identity = tuple[str, str, Place | None]
"""What makes two failures one and the same."""


def import_failed(imported: Imported) -> Iterator[Fault]:
    """The package or a stage's module raises when it is imported.

    The host would fail the same way when a workflow asks for the stage. Mend the line that is
    named; work that can fail belongs into ``open``, not into the module.
    """
    broken = any(end.outcome is Outcome.BROKEN for end in imported.report.ends)
    for failure, tasks in _failures(imported):
        if broken and failure.place is None:
            # Of an interpreter that is broken, another rule tells.
            continue
        if failure.needs is None and not failure.ours and not _is_told(imported, failure):
            yield Fault(
                f"Importing {_and(tasks)} raises {failure.type}: {failure.message or '(no message)'}",
                failure.place or Place(imported.package.tree.package_path or "."),
                _import_advice(imported.package, failure),
            )


def fails_after_siblings(imported: Imported) -> Iterator[Fault]:
    """A stage loads in a process of its own, and fails after the package's other stages.

    One of the others changes what all share, such as a module of the standard library, the working
    folder or the environment. Look for what they do at import.
    """
    for component in imported.package.components:
        if component.about in imported.report.passing_alone:
            yield Fault(
                f"{component.kind.name} {component.key} loads alone, and fails after its siblings.",
                component.place,
                "Look for what the other modules of the package change when they are imported.",
                component.about,
            )


def missing_requirement(imported: Imported) -> Iterator[Fault]:
    """A module needs a third-party package that the checking Python doesn't have.

    Its stages could not be verified. Where a dependency of the package brings what is missing, that is no
    fault: install its dependencies and check again, or name the Python that has them with ``--python``.
    Where no dependency, extra or group is called so, it is likely missing there: add the distribution that
    brings it. A module's name that is nearly another's, of the package, the runtime or the standard
    library, is likely misspelt.
    """
    for failure, tasks in _failures(imported):
        if failure.needs is not None:
            from pushcart_extensions.check.rules.missing_modules import way_out  # only a fault needs it

            install = f"Install the package's dependencies for {_python(imported)}, or use --python."
            yield Fault(
                f"{failure.needs} is not installed, so {_and(tasks)} could not be verified.",
                failure.place,
                way_out(imported.package, failure.needs, install),
            )


def import_hung(imported: Imported) -> Iterator[Fault]:
    """The import doesn't end in the time that it was given.

    A module that waits, loops or reads input when it is imported hangs every host that asks for
    one of its stages. Move the work into ``open`` or ``get_increment``.
    """
    for end in imported.report.ends:
        if end.outcome is Outcome.TIMED_OUT:
            yield _ended(imported, end)


def import_died(imported: Imported) -> Iterator[Fault]:
    """The interpreter ended in the middle of the import.

    A crash, ``os._exit`` or a signal at import takes the host down with it; closed descriptors and
    replaced builtins leave it one in which nothing works. Nothing that was reported by then about later
    stages is believed. The hint says what to look for.
    """
    for end in imported.report.ends:
        if end.outcome not in (Outcome.TIMED_OUT, Outcome.NOT_STARTED):
            yield _ended(imported, end)


def not_discovered(imported: Imported) -> Iterator[Fault]:
    """Discovery doesn't give the stage under its key.

    The checker asks the same discovery that a host asks, with the package's metadata as an
    installation would have them. It found nothing, found another class, or refused what it found.
    """
    tree = imported.package.tree
    misnamed = tuple(f"{tree.package_name}.{folder}." for folder, _ in tree.misnamed_folders())
    for component in imported.package.components:
        loaded = component.loaded
        if loaded is None or component.about in imported.blamed or component.module.problem:
            continue
        if component.module.name.startswith(misnamed):
            continue
        if not component.is_claimed:
            # Nothing claims to be a stage here, which another rule says.
            continue
        if loaded.failure is not None and loaded.failure.ours:
            yield Fault(
                loaded.failure.message,
                component.place,
                f"Let the module define {component.expected_class}, and its entry point lead there.",
                component.about,
            )
        elif loaded.facts is not None and component.kind.group is not None:
            yield from _another_class(imported, component)


def key_taken(imported: Imported) -> Iterator[Fault]:
    """Another installed distribution has a stage of the same kind under the same key.

    The package itself is in order; where both are installed a host can't tell which one is meant, and
    says so when a workflow asks for it. Give the stage another key, or don't install both.
    """
    for component in imported.package.components:
        for rival in component.loaded.rivals if component.loaded else ():
            yield Fault(
                f"{rival}, which is installed too, has a {component.kind.name} {component.key}.",
                component.place,
                "Give the stage another key, or don't install both.",
                component.about,
            )


def not_verified(imported: Imported) -> Iterator[Fault]:
    """The import could not be judged.

    The Python that should import the package could not be started or could not run the checker's
    child process, or the import ended before every stage had its turn. Name a Python of version
    3.11 or later with ``--python``, or check with ``--static``.
    """
    for end in imported.report.ends:
        if end.outcome is Outcome.NOT_STARTED:
            yield Fault(
                f"{imported.report.interpreter} could not import the package: {end.words}",
                None,
                "Name a Python of version 3.11 or later with --python, or use --static.",
            )


def _python(imported: Imported) -> str:
    from pushcart_extensions.check.probe.interpreter import reason

    interpreter = imported.report.interpreter
    return f"{interpreter}, {reason(imported.package.tree.root, interpreter)}"


def _another_class(imported: Imported, component: Component) -> Iterator[Fault]:
    loaded, facts = component.loaded, component.facts
    if loaded is None or loaded.facts is None or facts is None:
        return
    found = f"{loaded.facts.module}.{loaded.facts.name}"
    if found != f"{facts.module}.{facts.name}":
        yield Fault(
            f"Discovery gives {found} under the key {component.key!r}, not {facts.name}.",
            component.place,
            f"Let module and entry point {component.key} lead to {facts.name}.",
        )
    elif loaded.distribution and normalize(loaded.distribution) != normalize(
        imported.package.tree.project.name or ""
    ):
        yield Fault(
            f"Discovery finds {component.key!r} in {loaded.distribution} instead.",
            component.place,
            "Give the stage another key, or uninstall the other distribution.",
        )


def _failures(imported: Imported) -> Iterator[tuple[Failure, list[str]]]:
    """Yield each distinct failure with what it kept from being loaded."""
    seen: dict[Identity, tuple[Failure, list[str]]] = {}
    package = imported.package
    whole = imported.report.package
    if whole:
        _note(seen, whole, str(package.tree.package_name))
    for component in package.components:
        failure = component.loaded.failure if component.loaded and component.is_claimed else None
        if failure and failure.place is None and component.is_lost:
            # It is its entry point that discovery followed, of which another rule tells.
            continue
        # What keeps the package from being imported keeps all of its stages from it.
        if failure and not (whole and _identity(failure) == _identity(whole)):
            _note(seen, failure, f"{component.kind.name} {component.key}")
    yield from seen.values()


def _note(seen: dict[Identity, tuple[Failure, list[str]]], failure: Failure, task: str) -> None:
    seen.setdefault(_identity(failure), (failure, []))[1].append(task)


def _identity(failure: Failure) -> Identity:
    return failure.type, failure.needs or failure.message, None if failure.needs else failure.place


def _is_told(imported: Imported, failure: Failure) -> bool:
    """Tell whether the source showed the same: bad syntax, a misnamed class, a module elsewhere."""
    package = imported.package
    moved = {component.moves_to for component in package.components}
    if moved.intersection(failure.modules):
        return True
    unparsable = {module.path for module in package.tree.modules.values() if module.problem}
    misnamed = {c.expected_class for c in package.components if c.facts and c.facts.name != c.expected_class}
    at_unparsable = failure.place.path in unparsable if failure.place else bool(unparsable)
    return at_unparsable or (
        failure.type == "ImportError" and any(f"'{name}'" in failure.message for name in misnamed)
    )


def _import_advice(package: Package, failure: Failure) -> str | None:
    if failure.place is None:
        return (
            "No line of the package raises it: look for what it changes at import that all modules share, "
            "such as builtins, sys or os."
        )
    if failure.type in _MISTAKES:
        from pushcart_extensions.check.rules.missing_names import way_out  # only a fault needs it

        return way_out(package, failure)
    return "Work that can fail belongs into open(), not into the module."


def _ended(imported: Imported, end: End) -> Fault:
    tree, at = imported.package.tree, end.at
    path = f"{tree.package_path}/__init__.py"
    what = f"The import of {tree.package_name}"
    for component in imported.package.components:
        if component.about == at:
            path = component.module.path
            what = f"The import of {component.kind.name} {component.key}"
    return Fault(f"{what} {end.words}.", end.place or Place(path), advice(end.outcome), at)


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
