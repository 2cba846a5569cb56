"""Rules about what importing a package leaves behind."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pushcart_extensions.check.evidence.module import Import, Module
from pushcart_extensions.check.evidence.package import Imported
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place

SLOW = 1.0
"""Seconds from which an import is worth a word."""


def output_at_import(imported: Imported) -> Iterator[Fault]:
    """A module prints when it is imported.

    A host's output belongs to its user: a workflow that writes JSON lines into a pipe is broken by a
    greeting in between. Use ``logging``, or print when a stage is at work.
    """
    yield from _habits(imported, "output", "This prints when the package is imported.", "Use logging.")


def thread_at_import(imported: Imported) -> Iterator[Fault]:
    """A module starts a thread when it is imported, and leaves it running.

    Every process that so much as lists the installed stages would pay for it. Start it in ``open``
    and end it in ``close``.
    """
    message = "This starts a thread when the package is imported, and leaves it running."
    yield from _habits(imported, "thread", message, "Start it in open() and end it in close().")


def process_at_import(imported: Imported) -> Iterator[Fault]:
    """A module starts another process when it is imported, and leaves it running.

    Nothing ends such a process when the host ends. Start it in ``open`` and end it in ``close``.
    """
    if imported.report.processes_left:
        message = "This starts a process when the package is imported, and leaves it running."
        yield from _habits(imported, "process", message, "Start it in open() and end it in close().")


def exit_hook_at_import(imported: Imported) -> Iterator[Fault]:
    """A module registers a function with ``atexit`` when it is imported.

    It runs in every process that imported the package, whether or not a stage was used. Release what
    a stage holds in ``close``, which the host calls also after a failure.
    """
    message = "This registers an atexit hook when the package is imported."
    yield from _habits(imported, "atexit", message, "Release what a stage holds in close().")


def file_written_at_import(imported: Imported) -> Iterator[Fault]:
    """A module writes into the package's own folder when it is imported.

    An installed package may lie where its user can't write, and two processes would write at once.
    Write when a stage is at work, and to a place that its options name.
    """
    message = "This writes into the package's folder when the package is imported."
    yield from _habits(imported, "file", message, "Write where an option says, when the stage is at work.")


def builtin_replaced_at_import(imported: Imported) -> Iterator[Fault]:
    """A builtin is another object after the package was imported.

    Every module of the process sees the replacement, those of the host among them, and whatever relied on
    the original may fail far from here. Call what is to be different by a name of its own.
    """
    names = imported.report.replaced
    for module in imported.package.tree.modules.values() if names else ():
        for name, node in _put_into_builtins(module):
            if name in names:
                yield Fault(
                    f"This replaces {name} in builtins when the package is imported.",
                    module.place(node),
                    "Leave builtins as they are; give the function a name of its own.",
                )


def slow_import(imported: Imported) -> Iterator[Fault]:
    """Importing the package takes long.

    Whoever asks for one of its stages waits for it, also to list what there is. Import what is heavy
    inside the method that needs it, if it is not needed by all.
    """
    report = imported.report
    if report.seconds >= SLOW:
        slowest = ", ".join(f"{name} ({seconds:.1f} s)" for name, seconds in report.slowest)
        path = imported.package.tree.package_path
        yield Fault(
            f"Importing the package took {report.seconds:.1f} s; most of it: {slowest or 'its own code'}.",
            Place(f"{path}/__init__.py") if path else None,
            "Import what is heavy inside the method that needs it.",
        )


def _habits(imported: Imported, what: str, message: str, hint: str) -> Iterator[Fault]:
    for habit in imported.report.habits:
        if habit.what == what:
            yield Fault(message, habit.place, hint)


def _put_into_builtins(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield what a module's code puts into ``builtins``, at whatever depth: the name, and where."""
    for statement in module.statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
                if _is_builtins(module, node.value):
                    yield node.attr, node
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
                match node.args:
                    case [where, ast.Constant(value=str(name)), _] if _is_builtins(module, where):
                        yield name, node


def _is_builtins(module: Module, node: ast.expr) -> bool:
    bound = module.bindings.get(node.id) if isinstance(node, ast.Name) else None
    return isinstance(bound, Import) and bound.target == "builtins"
