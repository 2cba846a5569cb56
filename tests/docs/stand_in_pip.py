"""``pip install`` of the quick machine: editable packages, in a moment, and what is there already.

Run as ``python stand_in_pip.py SITE ARGUMENTS``, with pip's own arguments behind the folder that a start-up
hook adds to the path.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.probe.metadata import write_metadata
from pushcart_extensions.contract.names import import_package


def install(site: Path, package: Path) -> None:
    """Write what an editable installation of a package would have written.

    Raises:
        AssertionError: There is no package in the folder.
    """
    project = read_project(package)
    assert project, f"{package} has no metadata"
    assert project.name, f"{package} has no name"
    name = import_package(project.name)
    for former in site.glob(f"{name}-*.dist-info"):
        shutil.rmtree(former)
    write_metadata(site, project)
    info = site / f"{name}-0.dist-info"
    metadata, version = info / "METADATA", _version(package)
    metadata.write_text(metadata.read_text().replace("Version: 0", f"Version: {version}"))
    info.rename(site / f"{name}-{version}.dist-info")
    code = package / "src" if (package / "src").is_dir() else package
    (site / f"_{name}.pth").write_text(f"{code}\n", encoding="utf-8")


def _version(package: Path) -> str:
    stated = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))
    return str(stated["project"].get("version", "0"))


def main() -> None:
    """Install the packages that the arguments name."""
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=Path)
    parser.add_argument("--quiet", "-q", action="store_true")
    parser.add_argument("--editable", "-e", action="append", type=Path, default=[])
    parser.add_argument("--group", action="append")
    parser.add_argument("requirements", nargs="*")
    options = parser.parse_intermixed_args()
    for package in options.editable:
        install(options.site, package.resolve())
    for requirement in options.requirements:
        distribution(re.split(r"[^\w.-]", requirement)[0])  # what is there counts, what is not is an error


if __name__ == "__main__":
    main()
