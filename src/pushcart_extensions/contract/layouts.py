"""Where a distribution's import package may lie, by what its build backend is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_CONFIGURED = (
    ("setuptools", "packages", "find", "where"),
    ("setuptools", "package-dir", ""),
    ("pdm", "build", "package-dir"),
    ("uv", "build-backend", "module-root"),
)


def package_parents(tool: Mapping[str, object]) -> list[str]:
    """Return the folders that may hold the import package, relative to the package's, likely ones first.

    Args:
        tool: The ``[tool]`` table of pyproject.toml.
    """
    return list(dict.fromkeys(["src", *_configured(tool), "."]))


def setup_cfg_parents(where: str, package_dir: str) -> list[str]:
    """Return the folders that a setup.cfg says packages lie in.

    Args:
        where: ``where`` of its ``[options.packages.find]``.
        package_dir: ``package_dir`` of its ``[options]``, a line for each package; ``= src`` is for all.
    """
    roots = (line.partition("=") for line in package_dir.splitlines())
    return [*where.split(), *(folder.strip() for name, _, folder in roots if folder and not name.strip())]


def joined(parent: str, name: str) -> str:
    """Return the path of a folder in one of the parents, with forward slashes."""
    parent = parent.replace("\\", "/").strip("./")
    return f"{parent}/{name}" if parent else name


def _configured(tool: Mapping[str, object]) -> Iterator[str]:
    for path in _CONFIGURED:
        value = _dig(tool, path)
        yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))
    for package in _listed(_dig(tool, ("poetry", "packages"))):
        if isinstance(package, dict) and isinstance(package.get("from"), str):
            yield package["from"]
    for package in _listed(_dig(tool, ("hatch", "build", "targets", "wheel", "packages"))):
        if isinstance(package, str):
            yield package.rpartition("/")[0] or "."


def _dig(table: object, path: tuple[str, ...]) -> object:
    for part in path:
        table = table.get(part) if isinstance(table, dict) else None
    return table


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
