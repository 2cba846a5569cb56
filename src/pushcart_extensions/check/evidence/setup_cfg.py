"""What a setup.cfg states, and what only setup.py would tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pushcart_extensions.check.evidence.project import EntryPoint, Project, entry_point, requirement_name
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.layouts import setup_cfg_parents


def read_setup_cfg(path: Path) -> Project:
    """Read a setup.cfg; one that can't be read gives a Project with ``problem``."""
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
    if name is None and has_setup_py:
        return read_setup_py()
    declared = parser.has_section("options.entry_points")
    elsewhere = parser.has_option("options", "entry_points")  # as in `entry_points = file: entry_points.ini`
    requires = parser.get("options", "install_requires", fallback="").splitlines()
    dependencies = tuple(requirement_name(line) for line in requires if line.strip())
    extras = parser.items("options.extras_require") if parser.has_section("options.extras_require") else []
    further = [line for _, value in extras for line in value.splitlines() if line.strip()]
    # What stands in other files, as in `install_requires = file: requirements.txt`, is not read.
    is_known = not has_setup_py and not any(line.startswith("file:") for line in (*requires, *further))
    # A setup.py may add to what it says nothing of.
    unknown = {
        "dependencies": has_setup_py and not dependencies,
        "entry-points": elsewhere or (has_setup_py and not declared),
    }
    parents = setup_cfg_parents(
        parser.get("options.packages.find", "where", fallback=""),
        parser.get("options", "package_dir", fallback=""),
    )
    tool = {"setuptools": {"packages": {"find": {"where": parents}}}}
    return Project(
        file=path.name,
        name=name,
        dependencies=None if unknown["dependencies"] else dependencies,
        further=tuple(map(requirement_name, further)) if is_known else None,
        entry_points=tuple(_setup_cfg_entry_points(text, path.name)) if declared else (),
        unknown=frozenset(field for field, is_unknown in unknown.items() if is_unknown),
        tool=tool,
    )


def _setup_cfg_entry_points(text: str, file: str) -> Iterator[EntryPoint]:
    """Yield the entry points of a setup.cfg, whose groups keep their capitals when it is built."""
    from pushcart_extensions.edits.ini.lines import begins_behind_name, sections_of  # few need it

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


def read_setup_py() -> Project:
    """Return what can be told of a setup.py without running it: nothing."""
    return Project("setup.py", unknown=frozenset({"name", "entry-points", "dependencies"}))
