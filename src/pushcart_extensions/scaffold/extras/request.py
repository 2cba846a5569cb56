"""Which extension a host is to have as an extra, judged as a whole before anything is planned."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pushcart_extensions.contract.names import (
    MAX_NAME_LENGTH,
    PREFIX,
    RESERVED,
    distribution_name,
    is_extension_name,
    name_problem,
    nearest_name,
    normalize,
)
from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.edits.extras import ALL, Extension
from pushcart_extensions.edits.text import decoded
from pushcart_extensions.edits.toml.places import table_at
from pushcart_extensions.errors import EditError, InputProblem, InvalidInputError

_FILE = "pyproject.toml"
_PLACE = "HOST_PYPROJECT"
_OTHERS = {
    "setup.py": "in the argument extras_require of setup()",
    "setup.cfg": "under [options.extras_require]",
}
"""Where hosts without pyproject.toml state their extras."""
_SHOWN = 5


@dataclass(frozen=True)
class ExtraRequest:
    """An extension that a host is to have as an extra, or no longer, every value valid.

    Attributes:
        file: The host's pyproject.toml.
        host: The host's name, as it stands there.
        extension: The extension.
        to_all: Whether the extra ``all`` is to hold it, and the host's other extensions.
        remove: Whether it is to go.
    """

    file: Path
    host: str
    extension: Extension
    to_all: bool = False
    remove: bool = False


def request_extra(
    host: str, name: str, *, version: str | None = None, to_all: bool = False, remove: bool = False
) -> ExtraRequest:
    """Return what is to become of the extras of a host.

    Args:
        host: The host's pyproject.toml, or its folder.
        name: The extension's name, with or without ``pushcart-``.
        version: The versions that the host is to take, a version specifier; ``*`` for any.
        to_all: Whether the extra ``all`` is to hold it, and the host's other extensions.
        remove: Whether it is to go.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
    """
    problems: list[InputProblem] = []
    file, found = _file_of(host, name, problems)
    distribution = _distribution(name, problems)
    if found is not None and normalize(found) == distribution:
        problems.append(InputProblem("NAME", name, "is the host itself"))
    specifier = None if version is None else _specifier(version, problems)
    if remove:
        beside = (
            ("--version", version is not None, "takes out any version"),
            ("--all", to_all, "takes the extension out of that extra too"),
        )
        problems += [
            InputProblem(option, None, f"says nothing beside --remove, which {why}")
            for option, is_given, why in beside
            if is_given
        ]
    if problems:
        raise InvalidInputError(tuple(problems))
    name_of_host = found or file.absolute().parent.name
    return ExtraRequest(file, name_of_host, Extension(distribution, specifier), to_all, remove)


def _distribution(name: str, problems: list[InputProblem]) -> str:
    """Return the distribution that a name stands for; one that another tool has named may be odd."""
    plain = normalize(name.strip())
    distribution = plain if plain.startswith(PREFIX) else distribution_name(name)
    reason = None
    if not (is_extension_name(distribution) and len(distribution) <= MAX_NAME_LENGTH):
        reason = name_problem(name) or "is no name that discovery matches"
    elif distribution in RESERVED:
        reason = "belongs to Pushcart itself"
    elif Extension(distribution).key == ALL:
        reason = f"would be the extra {ALL!r}, which is for every extension"
    if reason is not None:
        near = _name_hint(name)
        problems.append(InputProblem("NAME", name, reason, near if near != name.strip() else None))
    return distribution


def _name_hint(name: str) -> str | None:
    found = re.fullmatch(r"\s*([A-Za-z][A-Za-z_.-]*?)\s*(?:\[.*\])?\s*((?:[<>=!~]=?|===).*)", name)
    return f'{found[1]} --version "{found[2].strip()}"' if found else nearest_name(name)


def _file_of(host: str, name: str, problems: list[InputProblem]) -> tuple[Path, str | None]:
    """Return the file of a host, and the host's name as far as it says so."""
    path = Path(host)
    file = path / _FILE if path.is_dir() else path
    try:
        data = tomllib.loads(decoded(file.read_bytes())[0]) if file.name not in _OTHERS else {}
    except (FileNotFoundError, NotADirectoryError):
        problems.append(_elsewhere(file, name) or _missing(host, file))
    except (OSError, ValueError, RecursionError, EditError) as error:
        problems.append(InputProblem(_PLACE, str(file), _unreadable(error)))
    else:
        tables = [table_at(data, path) for path in (("project",), ("tool", "poetry"))]
        if not any(tables) and (problem := _elsewhere(file, name)):
            problems.append(problem)
        return file, next((one["name"] for one in tables if isinstance(one.get("name"), str)), None)
    return file, None


def _unreadable(error: Exception) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return f"is not valid TOML: {error}"
    if isinstance(error, EditError):
        return error.reason.replace("it ", "", 1)
    return f"can't be read: {getattr(error, 'strerror', None) or error}"


def _elsewhere(file: Path, name: str) -> InputProblem | None:
    """Return what is wrong where a host's metadata stand in a file that is a program, or of another form."""
    distribution = distribution_name(name)
    for other, where in _OTHERS.items():
        if (file.parent / other).is_file():
            reason = f"is not where the host has its metadata: that is {other}, which is yours to edit"
            entry = f"{Extension(distribution).key} = {distribution}"
            return InputProblem(_PLACE, str(file.parent / _FILE), reason, f"{entry} there, {where}")
    return None


def _missing(host: str, file: Path) -> InputProblem:
    """Return what is wrong where there is no such file, and what may have been meant."""
    if file != Path(host):
        below = sorted(one.parent.name for one in file.parent.glob(f"*/{_FILE}"))
        hint = f"a host below it: {', '.join(below[:_SHOWN])}" if below else None
        return InputProblem(_PLACE, host, f"holds no {_FILE}", hint)
    is_readable = file.parent.is_dir() and os.access(file.parent, os.R_OK)
    beside = os.scandir(file.parent) if is_readable else ()
    near = closest(file.name, (entry.name for entry in beside))
    return InputProblem(_PLACE, host, "is not there", str(file.parent / near) if near else None)


def _specifier(version: str, problems: list[InputProblem]) -> str:
    """Return versions as they are written to the file, empty for any."""
    typed = version.strip().rstrip(",")
    specifier = "" if typed == "*" else "".join(typed.split())
    # As it is typed: without its blanks, ">=1 2" would be one of another version.
    if specifier and not _is_specifier(typed):
        hint = _nearest_specifier(typed)
        problems.append(InputProblem("--version", typed, "is no version specifier", hint))
    return specifier


def _is_specifier(text: str) -> bool:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        SpecifierSet(text)
    except InvalidSpecifier:
        return False
    return True


def _nearest_specifier(text: str) -> str:
    """Return a version specifier that says what one of Poetry's or npm's says, or a bare version."""
    found = re.fullmatch(r"[\^~=]*v?(\d+(?:\.\d+)*)", text)
    if found is None:
        return '">=1.2,<2"'
    parts = [int(part) for part in found[1].split(".")]
    if text.startswith("^"):
        at = next((at for at, part in enumerate(parts) if part), len(parts) - 1)
    elif text.startswith("~"):
        at = min(1, len(parts) - 1)
    else:
        return f'"{"==" if "=" in text else ">="}{found[1]}"'
    end = [*parts[:at], parts[at] + 1]
    return f'">={found[1]},<{".".join(map(str, end))}"'
