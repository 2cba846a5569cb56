"""Asks a package's build backend for its wheel or its metadata, in a process of its own, on a copy."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.check.building.copying import copy_tree
from pushcart_extensions.check.choices import Choices
from pushcart_extensions.edits.interrupts import uninterrupted

_GRACE = 3.0
"""Seconds that the supervisor has, beyond the build's time, to end everything."""
_LINES = 6
_MAX_WORDS = 2_000
_MAX_OUTPUT = 100_000
RESULT = "result"
"""The file in the output folder that names what was made."""
NOT_INSTALLED = "not-installed"
"""The file in the output folder that names, a line each, what pip could not install for the backend."""
TIMED_OUT = 124
"""The exit status for a build whose time was up, as that of timeout(1)."""


class Made(NamedTuple):
    """What a build gave.

    Attributes:
        path: The archive, or the folder of metadata; None where the build failed.
        words: Why it failed: the last that the backend said.
        not_installed: What the build requires and pip could not install, so that no backend was asked.
    """

    path: Path | None
    words: str = ""
    not_installed: tuple[str, ...] = ()


def require_build() -> None:
    """Make sure that the ``build`` library is there.

    Raises:
        ModuleNotFoundError: It isn't; a command says what to install then.
    """
    try:
        from build import ProjectBuilder  # noqa: F401 - a folder called build would be importable too
    except ImportError as error:
        raise ModuleNotFoundError("No module named 'build'", name="build") from error


def build_wheel(root: Path, folder: Path, choices: Choices, interpreter: str) -> Made:
    """Build the wheel of a package.

    Args:
        root: The package's folder, which stays as it is.
        folder: A private folder to work in.
        choices: Whether the backend comes from an isolated environment.
        interpreter: Otherwise, the Python that is asked for it before the one that runs this.

    Raises:
        ModuleNotFoundError: The ``build`` library is missing.
    """
    require_build()
    choices.tell(f"building the wheel of {root}")
    return _make("wheel", root, folder, choices, interpreter)


def build_metadata(root: Path, folder: Path, choices: Choices, interpreter: str) -> Made:
    """Have a package's ``.dist-info`` folder made; ``build_wheel`` tells the rest."""
    require_build()
    choices.tell(f"asking the build backend of {root} for its metadata")
    return _make("metadata", root, folder, choices, interpreter)


def _make(task: str, root: Path, folder: Path, choices: Choices, interpreter: str) -> Made:
    # Backends take the folder's name for granted here and there.
    tree = folder / "tree" / (root.absolute().name or "package")
    output, work, temporary = folder / "output", folder / "work", folder / "tmp"
    try:
        for made in (tree.parent, output, work, temporary):
            made.mkdir(parents=True)
        copy_tree(root, tree)
    except OSError as error:
        return Made(None, f"{root} can't be copied: {error.strerror}")
    interpreters = [] if choices.isolated else list(dict.fromkeys([interpreter, sys.executable]))
    module = "pushcart_extensions.check.building.child"
    seconds = choices.build_seconds
    command = [sys.executable, "-m", module, str(seconds), task, str(tree), str(output), *interpreters]
    with (folder / "said").open("wb") as said:
        status = _run(command, work, _environment(temporary, tree), said.fileno(), seconds)
    # The user knows the folder, and nothing of its copy.
    words = _last_words(folder / "said").replace(str(tree), str(root))
    if status == TIMED_OUT:
        return Made(
            None, f"{words}\nIt was not done after {seconds:g} s; --build-timeout gives more.".lstrip()
        )
    try:
        return Made(Path((output / RESULT).read_text(encoding="utf-8")))
    except OSError:
        if (output / NOT_INSTALLED).is_file():
            lacking = (output / NOT_INSTALLED).read_text(encoding="utf-8").splitlines()
            errors = [line for line in words.splitlines() if line.startswith("ERROR:")]
            return Made(None, "\n".join(errors) or words, tuple(lacking))
        return Made(None, words or f"It ended with status {status} and said nothing.")


def _run(command: list[str], work: Path, environment: dict[str, str], output: int, seconds: float) -> int:
    """Run a command and end all that it started; return its exit status."""
    with ExitStack() as when_done:
        with uninterrupted():  # while it is being started there is nothing yet to end it by
            process = subprocess.Popen(  # noqa: S603 - our own module, by the Python that runs this
                command,
                cwd=work,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            when_done.callback(_end, process)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(seconds + (_GRACE if hasattr(os, "fork") else 0))
        return TIMED_OUT


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:  # pragma: no branch - it was asked for
        # The supervisor takes this for the checker's own end, and ends the build.
        process.stdin.close()
    try:
        process.wait(_GRACE if hasattr(os, "fork") else 0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment(temporary: Path, tree: Path) -> dict[str, str]:
    """Return the environment of a build: the user's own, since an index may ask for what stands in it."""
    versions = dict.fromkeys(("SETUPTOOLS_SCM_PRETEND_VERSION", "PDM_BUILD_SCM_VERSION"), "0")
    return {
        # Where the repository is a folder further up, the copy has no history to take a version from.
        **({} if (tree / ".git").exists() else versions),
        **os.environ,
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(temporary)),
        "GIT_TERMINAL_PROMPT": "0",
        "PIP_NO_INPUT": "1",
        "PYTHONUTF8": "1",
    }


def _last_words(said: Path) -> str:
    with said.open("rb") as stream:
        stream.seek(max(said.stat().st_size - _MAX_OUTPUT, 0))
        output = stream.read()
    lines = [line.rstrip() for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return "\n".join(lines[-_LINES:])[-_MAX_WORDS:]
