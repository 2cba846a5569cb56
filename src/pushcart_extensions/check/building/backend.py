"""Asks a package's build backend for its wheel or its metadata, in a process of its own, on a copy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.check.building.copying import copy_tree
from pushcart_extensions.check.choices import Choices

_SECONDS = 900.0
"""How long a build may take: an isolated one downloads its backend first."""
_LINES = 6
_MAX_WORDS = 2_000
_RESULT = "result"


class Made(NamedTuple):
    """What a build gave.

    Attributes:
        path: The archive, or the folder of metadata; None where the build failed.
        words: Why it failed: the last that the backend said.
    """

    path: Path | None
    words: str = ""


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
    command = [sys.executable, "-m", module, task, str(tree), str(output), *interpreters]
    with (folder / "said").open("wb") as said:
        status = _run(command, work, _environment(temporary, tree), said.fileno())
    # The user knows the folder, and nothing of its copy.
    words = _last_words((folder / "said").read_bytes()).replace(str(tree), str(root))
    if status is None:
        return Made(None, f"{words}\nIt was not done after {_SECONDS:g} seconds.".lstrip())
    try:
        return Made(Path((output / _RESULT).read_text(encoding="utf-8")))
    except OSError:
        return Made(None, words or f"It ended with status {status} and said nothing.")


def _run(command: list[str], work: Path, environment: dict[str, str], output: int) -> int | None:
    """Run a command and end all that it started; None where its time was up."""
    process = subprocess.Popen(  # noqa: S603 - our own module, by the Python that runs this
        command,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    deadline = time.monotonic() + _SECONDS
    try:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(max(deadline - time.monotonic(), 0))
        return None
    finally:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
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


def _last_words(output: bytes) -> str:
    lines = [line.rstrip() for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return "\n".join(lines[-_LINES:])[-_MAX_WORDS:]
