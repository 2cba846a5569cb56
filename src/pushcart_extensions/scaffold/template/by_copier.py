"""The one place that calls Copier."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pushcart_extensions.errors import TemplateError
from pushcart_extensions.scaffold.template.location import template_root


def render(answers: Mapping[str, object], folder: Path) -> tuple[Path, ...]:
    """Render the template into a new folder, whatever the user's Copier settings are.

    Args:
        answers: Answers to all of the template's questions, valid.
        folder: The folder to make.

    Returns:
        The files written, relative to the folder, sorted.

    Raises:
        TemplateError: Copier could not use the template.
    """
    source = template_root()
    with _collection_paused():
        _run_copier(source, answers, folder)
    return _with_usual_modes(folder)


def _run_copier(source: Path, answers: Mapping[str, object], folder: Path) -> None:
    import copier
    from plumbum import local

    try:
        # Copier asks git about every file it writes (is it in an index that needs its executable
        # bit?) and clones a template that is a git repository. The folder is new and the template
        # stands on disk, so Copier may as well find no git; PATH is how it looks for it.
        with local.env(PATH=""):
            copier.run_copy(
                str(source),
                folder,
                data=dict(answers),
                defaults=True,
                overwrite=True,
                quiet=True,
                unsafe=True,
                skip_tasks=True,
                settings=copier.Settings(),
            )
    except OSError:
        raise
    except Exception as error:
        raise TemplateError(f"{type(error).__name__}: {error}") from error


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Pause garbage collection: importing Copier makes objects that stay, and searching them costs 7 %."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _with_usual_modes(folder: Path) -> tuple[Path, ...]:
    """Give each file the mode of a new file: the template's own may be read-only where it is installed."""
    mode = folder.stat().st_mode & 0o666  # what the user's mask left of the folder's own
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for file in files:
        file.chmod(mode)
    return tuple(file.relative_to(folder) for file in files)
