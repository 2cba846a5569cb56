"""The process that runs a build backend: ``python -m … TASK TREE OUTPUT [INTERPRETER]...``.

It is a process of its own so that a backend that hangs or crashes ends with it, and so that
everything that pip and the backend print stands in one place.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from subprocess import CalledProcessError

from build import BuildBackendException, BuildException, FailedProcessError, ProjectBuilder
from build.env import DefaultIsolatedEnv
from pyproject_hooks import BackendUnavailable

RESULT = "result"
"""The file in the output folder that names what was made."""


def main() -> None:
    """Do what the command line says; without interpreters in a new, isolated environment."""
    task, tree, output, *interpreters = sys.argv[1:]
    # The build library logs what pip said when it failed, and each step, which ends in dots.
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    logging.getLogger("build").addFilter(lambda record: not record.getMessage().endswith("..."))
    try:
        made = _here(task, tree, output, interpreters) if interpreters else _isolated(task, tree, output)
    except (BuildBackendException, BuildException, FailedProcessError, CalledProcessError, OSError) as error:
        # A process that failed has said more than the error does.
        if not isinstance(getattr(error, "exception", error), CalledProcessError):
            sys.exit(str(error))
        sys.exit(1)
    Path(output, RESULT).write_text(made, encoding="utf-8")


def _isolated(task: str, tree: str, output: str) -> str:
    with DefaultIsolatedEnv() as environment:
        builder = ProjectBuilder.from_isolated_env(environment, tree)
        environment.install(builder.build_system_requires)
        environment.install(builder.get_requires_for_build("wheel"))
        return _run(task, builder, output)


def _here(task: str, tree: str, output: str, interpreters: list[str]) -> str:
    """Use the first interpreter that has the backend."""
    *others, last = interpreters
    for interpreter in others:
        try:
            return _run(task, ProjectBuilder(tree, interpreter), output)
        except BuildBackendException as error:
            if not isinstance(error.exception, BackendUnavailable):
                raise
    return _run(task, ProjectBuilder(tree, last), output)


def _run(task: str, builder: ProjectBuilder, output: str) -> str:
    return builder.build("wheel", output) if task == "wheel" else builder.metadata_path(output)


if __name__ == "__main__":
    main()
