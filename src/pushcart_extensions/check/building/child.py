"""The process that runs a build backend: ``python -m … SECONDS TASK TREE OUTPUT [INTERPRETER]...``.

It is a process of its own so that a backend that hangs or crashes ends with it, and so that
everything that pip and the backend print stands in one place. Where the system can fork, a supervisor
stands above it, as it does when a package is imported.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError

from build import BuildBackendException, BuildException, FailedProcessError, ProjectBuilder
from build.env import DefaultIsolatedEnv
from pyproject_hooks import BackendUnavailable

from pushcart_extensions.check.building.backend import NOT_INSTALLED, RESULT, TIMED_OUT
from pushcart_extensions.check.building.requirements import Unmet, are_sound, unmet
from pushcart_extensions.check.probe.child.supervisor import adopt_orphans, supervise


def main() -> None:
    """Do what the command line says; without interpreters in a new, isolated environment."""
    seconds, task, tree, output, *interpreters = sys.argv[1:]
    if not hasattr(os, "fork"):  # pragma: no cover - Windows
        _build(task, tree, output, interpreters)
        return
    adopt_orphans()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        # The supervisor alone reads there, and learns from its end that the checker is gone.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        _build(task, tree, output, interpreters)
        return
    with suppress(OSError):  # the child was first, or is gone
        os.setpgid(child, child)
    status, _ = supervise(child, float(seconds), 0)
    sys.exit(TIMED_OUT if status is None else abs(os.waitstatus_to_exitcode(status)))


def _build(task: str, tree: str, output: str, interpreters: list[str]) -> None:
    # The build library logs what pip said when it failed, and each step, which ends in dots.
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    logging.getLogger("build").addFilter(lambda record: not record.getMessage().endswith("..."))
    try:
        made = _here(task, tree, output, interpreters) if interpreters else _isolated(task, tree, output)
    except (BuildBackendException, BuildException, FailedProcessError, CalledProcessError, OSError) as error:
        _fail(error, getattr(error, "__notes__", ()))
    Path(output, RESULT).write_text(made, encoding="utf-8")


def _fail(error: Exception, notes: Sequence[str]) -> None:
    sys.stdout.flush()
    # A process that failed has said more than the error does.
    said = isinstance(getattr(error, "exception", error), CalledProcessError)
    sys.exit("\n".join([*([] if said else [str(error)]), *notes]) or 1)


def _isolated(task: str, tree: str, output: str) -> str:
    with DefaultIsolatedEnv() as environment:
        builder = ProjectBuilder.from_isolated_env(environment, tree)
        _install(environment, builder.build_system_requires, output)
        _install(environment, builder.get_requires_for_build("wheel"), output)
        return _run(task, builder, output)


def _install(environment: DefaultIsolatedEnv, requirements: Collection[str], output: str) -> None:
    try:
        environment.install(requirements)
    except (BuildException, CalledProcessError, FailedProcessError):
        if are_sound(requirements):  # else it is they that are at fault, and no index
            Path(output, NOT_INSTALLED).write_text("\n".join(sorted(requirements)), encoding="utf-8")
        raise


def _here(task: str, tree: str, output: str, interpreters: list[str]) -> str:
    """Use the first interpreter that meets the build's requirements; else the first that has the backend."""
    requirements = sorted(ProjectBuilder(tree).build_system_requires)
    lacking = {one: tuple(unmet(requirements, one)) for one in interpreters}
    *others, last = sorted(interpreters, key=lambda one: bool(lacking[one]))
    for interpreter in others:
        try:
            return _run_with(interpreter, task, tree, output, lacking[interpreter])
        except BuildBackendException as error:
            if not isinstance(error.exception, BackendUnavailable):
                raise
    return _run_with(last, task, tree, output, lacking[last])


def _run_with(interpreter: str, task: str, tree: str, output: str, lacking: tuple[Unmet, ...]) -> str:
    # A backend may be a program that was installed beside the interpreter.
    path = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{os.path.dirname(interpreter)}{os.pathsep}{path}"  # noqa: PTH120
    try:
        return _run(task, ProjectBuilder(tree, interpreter), output)
    except BuildBackendException as error:
        if lacking:
            wanted = " ".join(f'"{one.requirement}"' for one in lacking)
            for one in lacking:
                error.add_note(str(one))
            error.add_note(f"{interpreter} -m pip install {wanted}, or build without --no-isolation.")
        raise
    finally:
        os.environ["PATH"] = path


def _run(task: str, builder: ProjectBuilder, output: str) -> str:
    return builder.build("wheel", output) if task == "wheel" else builder.metadata_path(output)


if __name__ == "__main__":  # pragma: no branch - nobody imports it
    main()
