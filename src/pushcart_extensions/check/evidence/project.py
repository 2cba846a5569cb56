"""A package's metadata as its files state them: PEP 621, Poetry's own tables, a static setup.cfg."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.evidence.instructions import TABLE, Instructions, toml_suppressions
from pushcart_extensions.check.evidence.toml_lines import key_positions
from pushcart_extensions.check.findings import Place
from pushcart_extensions.contract.layouts import setup_cfg_parents


class EntryPoint(NamedTuple):
    """One entry point as the package declares it.

    Attributes:
        group: Such as ``pushcart.sources``.
        name: The key or flag.
        value: As written.
        module: The part before the colon; None where the value can't be read.
        attribute: The part behind the colon; None where there is none.
        place: Where it is declared.
    """

    group: str
    name: str
    value: str
    module: str | None
    attribute: str | None
    place: Place


class Project(NamedTuple):
    """The metadata of a package.

    Attributes:
        file: The file that they stand in, relative to the package's folder.
        name: The distribution's name as written; None where none is stated.
        dependencies: Names of the distributions it requires, as written; None where unknown.
        entry_points: Every declared entry point; empty where ``unknown`` names them.
        unknown: The fields that only the build backend knows: ``name``, ``entry-points``,
            ``dependencies``.
        asked: The fields that the build backend was asked for, and told.
        unasked: Why the build backend could not be asked for them; None where nobody tried.
        problem: Why the file can't be read; the rest is empty then.
        tool: The ``[tool]`` table, for the layout that a build backend is told.
        positions: Where keys stand in ``file``.
        instructions: What pyproject.toml tells the checker.
    """

    file: str
    name: str | None = None
    dependencies: tuple[str, ...] | None = None
    entry_points: tuple[EntryPoint, ...] = ()
    unknown: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    unasked: str | None = None
    problem: tuple[str, Place] | None = None
    tool: Mapping[str, object] = MappingProxyType({})
    positions: Mapping[tuple[str, ...], tuple[int, int]] = MappingProxyType({})
    instructions: Instructions = Instructions()

    def place(self, *paths: tuple[str, ...]) -> Place:
        """Return where the first of ``paths`` that the file has stands; the file itself without one."""
        for path in paths:
            if path in self.positions:
                return Place(self.file, *self.positions[path])
        return Place(self.file)

    @property
    def name_place(self) -> Place:
        """Where the distribution's name stands."""
        return self.place(("project", "name"), ("tool", "poetry", "name"), ("project",))


def read_project(root: Path) -> Project | None:
    """Read the metadata of the package in a folder.

    Args:
        root: The folder.

    Returns:
        The metadata, or None where the folder has neither pyproject.toml, setup.cfg nor setup.py.
        A file that can't be read gives a Project with ``problem``.
    """
    pyproject, setup_cfg, setup_py = (root / name for name in ("pyproject.toml", "setup.cfg", "setup.py"))
    if pyproject.is_file():
        project = _read_pyproject(pyproject)
        if project.name is None and project.problem is None and (setup_cfg.is_file() or setup_py.is_file()):
            legacy = _read_setup_cfg(setup_cfg) if setup_cfg.is_file() else _only_backend_knows("setup.py")
            legacy = legacy._replace(instructions=project.instructions)
            return legacy if setup_py.is_file() or legacy.name is not None else project
        return project
    if setup_cfg.is_file():
        return _read_setup_cfg(setup_cfg)
    return _only_backend_knows("setup.py") if setup_py.is_file() else None


def requirement_name(requirement: str) -> str:
    """Return the distribution that a PEP 508 requirement asks for, as written; empty where there is none."""
    name = requirement.strip()
    end = next(
        (at for at, character in enumerate(name) if not (character.isalnum() or character in "-_.")), None
    )
    return name[:end].rstrip("-_.") if name[:1].isalnum() else ""


def _read_pyproject(path: Path) -> Project:
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
        path_in_file, what = misshapen
        return Project(path.name, problem=(what, Place(path.name, *positions.get(path_in_file, ()))))
    tool = _table(data.get("tool"))
    if "project" in data or "poetry" not in tool:
        project = _from_pep_621(path.name, _table(data.get("project")), tool, positions)
    else:
        project = _from_poetry(path.name, _table(tool.get("poetry")), tool, positions)
    suppressions = toml_suppressions(path.name, text)
    return project._replace(instructions=Instructions(path.name, tool.get(TABLE), positions, suppressions))


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


def _read_setup_cfg(path: Path) -> Project:
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        parser.read_string(text)
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        reason = str(error).splitlines()[0]
        return Project(path.name, problem=(f"can't be read: {reason}", Place(path.name)))
    name = parser.get("metadata", "name", fallback=None)
    has_setup_py = (path.parent / "setup.py").is_file()
    declared = parser.has_section("options.entry_points")
    unknown = set()
    if has_setup_py:
        unknown = {"dependencies"} if declared else {"dependencies", "entry-points"}
    if parser.has_option("options", "entry_points"):
        unknown.add("entry-points")
    if name is None and has_setup_py:
        return _only_backend_knows("setup.py")
    requires = parser.get("options", "install_requires", fallback="").splitlines()
    dependencies = tuple(requirement_name(line) for line in requires if line.strip())
    if dependencies:
        unknown.discard("dependencies")
    parents = setup_cfg_parents(
        parser.get("options.packages.find", "where", fallback=""),
        parser.get("options", "package_dir", fallback=""),
    )
    tool = {"setuptools": {"packages": {"find": {"where": parents}}}}
    return Project(
        file=path.name,
        name=name,
        dependencies=None if "dependencies" in unknown else dependencies,
        entry_points=tuple(_setup_cfg_entry_points(text, path.name)) if declared else (),
        unknown=frozenset(unknown),
        tool=tool,
    )


def _setup_cfg_entry_points(text: str, file: str) -> Iterator[EntryPoint]:
    """Yield the entry points of a setup.cfg, whose groups keep their capitals when it is built."""
    from pushcart_extensions.edits.ini_lines import begins_behind_name, sections_of  # few need it

    for section in sections_of(text):
        for option in section.options if section.name == "options.entry_points" else ():
            for start, end in option.lines:
                line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
                # On the line of its group there may be several, parted by commas.
                parted = len(option.lines) == 1 and begins_behind_name(text, option)
                for stated in text[start:end].split(",") if parted else [text[start:end]]:
                    name, separator, value = stated.partition("=")
                    if separator:
                        place = Place(file, line, column)
                        yield entry_point(option.name, name.strip(), value.strip(), place)


def _only_backend_knows(file: str) -> Project:
    return Project(file, unknown=frozenset({"name", "entry-points", "dependencies"}))


def _entry_points(
    file: str,
    groups: Mapping[str, object],
    path: tuple[str, ...],
    positions: Mapping[tuple[str, ...], tuple[int, int]],
) -> Iterator[EntryPoint]:
    for group, entries in groups.items():
        for name, value in _table(entries).items():
            if isinstance(value, dict):
                # `[project.entry-points.pushcart.sources]` without quotes is a table in a table.
                place = Place(file, *(positions.get((*path, group, name)) or ()))
                yield EntryPoint(f"{group}.{name}", "", "", None, None, place)
                continue
            position = positions.get((*path, group, name)) or positions.get((*path, group)) or ()
            yield entry_point(
                group, name, value if isinstance(value, str) else repr(value), Place(file, *position)
            )


def entry_point(group: str, name: str, value: str, place: Place) -> EntryPoint:
    """Return an entry point with its value taken apart."""
    target = value.partition("[")[0]  # extras, as in "module:Class [extra]", are allowed and outdated
    module, colon, attribute = (part.strip() for part in target.partition(":"))
    readable = _is_dotted(module) and (_is_dotted(attribute) or not colon)
    return EntryPoint(
        group=group,
        name=name,
        value=value,
        module=module if readable else None,
        attribute=attribute if readable and colon else None,
        place=place,
    )


def _is_dotted(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


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
