"""Which build requirements a Python doesn't meet, for a build that takes what is installed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Collection, Iterator
from typing import NamedTuple

from packaging.requirements import InvalidRequirement, Requirement

_VERSIONS = """
import importlib.metadata, json, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(found))
"""
_SECONDS = 60


class Unmet(NamedTuple):
    """One requirement that a Python doesn't meet.

    Attributes:
        requirement: As pyproject.toml states it.
        name: The distribution.
        installed: The version that is there; None where there is none.
    """

    requirement: str
    name: str
    installed: str | None

    def __str__(self) -> str:
        there = f"{self.name} {self.installed}" if self.installed else f"no {self.name}"
        return f"The build requires {self.requirement}, and there is {there}."


def unmet(requirements: Collection[str], interpreter: str) -> Iterator[Unmet]:
    """Yield the requirements that aren't met; none where that can't be told.

    Args:
        requirements: As ``[build-system]`` has them.
        interpreter: The Python that is to build.
    """
    wanted = [one for text in requirements if (one := _parsed(text))]
    versions = _versions(interpreter, [one.name for one in wanted]) if wanted else None
    if versions is None:
        return
    for one in wanted:
        installed = versions.get(one.name)
        if installed is None or not one.specifier.contains(installed, prereleases=True):
            yield Unmet(str(one), one.name, installed)


def are_sound(requirements: Collection[str]) -> bool:
    """Tell whether requirements are written as an installer reads them."""
    try:
        for text in requirements:
            Requirement(text)
    except InvalidRequirement:
        return False
    return True


def _parsed(text: str) -> Requirement | None:
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return None  # the build says so
    return requirement if requirement.marker is None or requirement.marker.evaluate() else None


def _versions(interpreter: str, names: list[str]) -> dict[str, str] | None:
    try:
        done = subprocess.run(  # noqa: S603 - the Python that the user has, or named
            [interpreter, "-I", "-c", _VERSIONS, *names],
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        versions = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return versions if isinstance(versions, dict) else None
