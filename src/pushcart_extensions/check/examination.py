"""Gathers the evidence about one package: its files, its import, its wheel, as far as is asked for."""

from __future__ import annotations

from pathlib import Path

from pushcart_extensions.check.choices import Choices
from pushcart_extensions.check.evidence.examined import Examined
from pushcart_extensions.check.folders import examine_folder, project_in
from pushcart_extensions.check.packages import is_wheel


def examine(path: str, choices: Choices) -> Examined:
    """Examine one package.

    Args:
        path: Its folder, or a wheel.
        choices: How it is to be checked.

    Raises:
        NotAPackageError: The folder holds no package.
        InterpreterError: The Python that was named is none.
        ModuleNotFoundError: A wheel is to be built, and the ``build`` library is missing.
    """
    if is_wheel(path):
        from pushcart_extensions.check.wheels import examine_archive

        return examine_archive(Path(path), choices)
    project = project_in(path)
    root = Path(path)
    choices = choices.with_settings(root, project.instructions)
    if choices.wheel:
        from pushcart_extensions.check.wheels import examine_built

        return examine_built(root, project, choices)
    if project.unknown and not choices.static:
        from pushcart_extensions.check.wheels import ask_backend

        project = ask_backend(root, project, choices)
    return examine_folder(root, project, choices)
