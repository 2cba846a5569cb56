"""What a pyproject.toml states: PEP 621, and Poetry's own tables."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pushcart_extensions.check.evidence.instructions import (
    TABLE,
    Instructions,
    misspelt_tables,
    toml_suppressions,
)
from pushcart_extensions.check.evidence.project import EntryPoint, Project, entry_point, requirement_name
from pushcart_extensions.check.evidence.toml_lines import key_positions, place_of
from pushcart_extensions.check.place import Place


def read_pyproject(path: Path) -> Project:
    """Read a pyproject.toml; one that can't be read gives a Project with ``problem``."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        return Project(path.name, problem=(f"can't be read: {error.strerror}", Place(path.name)))
    except UnicodeDecodeError as error:
        return Project(path.name, problem=(f"is not UTF-8: {error.reason}", Place(path.name)))
    except tomllib.TOMLDecodeError as error:
        return Project(path.name, problem=_toml_problem(str(error), path.name, text))
    except RecursionError:
        return Project(path.name, problem=("is nested too deeply", Place(path.name)))
    positions = key_positions(text)
    if misshapen := _misshapen(data):
        key, what = misshapen
        return Project(path.name, problem=(what, place_of(path.name, positions, key)))
    tool = _table(data.get("tool"))
    if "project" in data or "poetry" not in tool:
        project = _from_pep_621(path.name, _table(data.get("project")), tool, positions)
    else:
        project = _from_poetry(path.name, _table(tool.get("poetry")), tool, positions)
    suppressions = toml_suppressions(path.name, text)
    misspelt = tuple(misspelt_tables(tool))
    instructions = Instructions(path.name, tool.get(TABLE), misspelt, positions, suppressions)
    return project._replace(further=_further(data), instructions=instructions)


_SHAPES: tuple[tuple[tuple[str, ...], type, str], ...] = (
    (("project",), dict, "is no table; write [project]"),
    (("project", "name"), str, "is no string"),
    (("project", "dependencies"), list, "is no list of strings"),
    (("project", "dynamic"), list, "is no list of strings"),
    (("project", "entry-points"), dict, "is no table"),
    (("tool",), dict, "is no table"),
)


def _misshapen(data: Mapping[str, object]) -> tuple[tuple[str, ...], str] | None:
    """Return the first key of which a build backend would say that it has the wrong type, and why."""
    for path, shape, problem in _SHAPES:
        value: object = data
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None and not isinstance(value, shape):
            return path, f"can't be built: {'.'.join(path)} {problem}"
    return None


def _from_pep_621(
    file: str,
    table: Mapping[str, object],
    tool: Mapping[str, object],
    positions: dict[tuple[str, ...], tuple[int, int]],
) -> Project:
    unknown = {item for item in _list(table.get("dynamic")) if item in {"entry-points", "dependencies"}}
    entry_points = tuple(
        _entry_points(file, _table(table.get("entry-points")), ("project", "entry-points"), positions)
    )
    dependencies: tuple[str, ...] | None = tuple(
        requirement_name(item) for item in _list(table.get("dependencies"))
    )
    poetry = _table(tool.get("poetry"))
    if "plugins" in poetry:
        entry_points += tuple(
            _entry_points(file, _table(poetry["plugins"]), ("tool", "poetry", "plugins"), positions)
        )
        unknown.discard("entry-points")
    if "dependencies" in unknown and "dependencies" in poetry:
        dependencies = tuple(_table(poetry["dependencies"]))
        unknown.discard("dependencies")
    name = table.get("name")
    return Project(
        file=file,
        name=name if isinstance(name, str) else None,
        dependencies=None if "dependencies" in unknown else dependencies,
        entry_points=entry_points,
        unknown=frozenset(unknown),
        tool=tool,
        positions=positions,
    )


def _from_poetry(
    file: str,
    table: Mapping[str, object],
    tool: Mapping[str, object],
    positions: dict[tuple[str, ...], tuple[int, int]],
) -> Project:
    name = table.get("name")
    return Project(
        file=file,
        name=name if isinstance(name, str) else None,
        dependencies=tuple(_table(table.get("dependencies"))),
        entry_points=tuple(
            _entry_points(file, _table(table.get("plugins")), ("tool", "poetry", "plugins"), positions)
        ),
        tool=tool,
        positions=positions,
    )


def _further(data: Mapping[str, object]) -> tuple[str, ...] | None:
    """Return the distributions of extras and dependency groups; None where the backend knows them."""
    project, tool = _table(data.get("project")), _table(data.get("tool"))
    if "optional-dependencies" in _list(project.get("dynamic")):
        return None
    poetry, uv = _table(tool.get("poetry")), _table(tool.get("uv"))
    stated = [
        *_table(project.get("optional-dependencies")).values(),
        *_table(data.get("dependency-groups")).values(),
        uv.get("dev-dependencies"),
    ]
    groups = (_table(group).get("dependencies") for group in _table(poetry.get("group")).values())
    by_name = [_table(table) for table in (poetry.get("dev-dependencies"), *groups)]
    return (
        *(requirement_name(one) for requirements in stated for one in _list(requirements)),
        *(name for table in by_name for name in table),
    )


def _entry_points(
    file: str,
    groups: Mapping[str, object],
    path: tuple[str, ...],
    positions: Mapping[tuple[str, ...], tuple[int, int]],
) -> Iterator[EntryPoint]:
    for group, entries in groups.items():
        for name, value in _table(entries).items():
            place = place_of(file, positions, (*path, group, name), (*path, group))
            if isinstance(value, dict):
                # `[project.entry-points.pushcart.sources]` without quotes is a table in a table.
                yield EntryPoint(f"{group}.{name}", "", "", None, None, place)
            else:
                yield entry_point(group, name, value if isinstance(value, str) else repr(value), place)


def _toml_problem(message: str, file: str, text: str) -> tuple[str, Place]:
    """Take line and column from tomllib's words; only Python 3.14 gives them as attributes."""
    what, _, position = message.rpartition(" (at ")
    numbers = [int(word) for word in position.replace(",", " ").replace(")", " ").split() if word.isdigit()]
    if len(numbers) != 2:  # noqa: PLR2004 - line and column; "(at end of document)" has neither
        numbers = [max(1, len(text.splitlines()))]
    return f"is not valid TOML: {what or message}", Place(file, *numbers)


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
