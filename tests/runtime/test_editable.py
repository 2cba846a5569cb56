"""A package that pip has really installed, editable, from each backend that is at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .site import Site

# Requirement, backend, and what else pyproject.toml needs.
BACKENDS = {
    "hatchling": ("hatchling", "hatchling.build", ""),
    "setuptools": (
        "setuptools>=77",
        "setuptools.build_meta",
        '[tool.setuptools.packages.find]\nwhere = ["src"]\n',
    ),
    "setuptools-flat": ("setuptools>=77", "setuptools.build_meta", ""),
}


@pytest.mark.slow
@pytest.mark.parametrize("registered", [True, False])
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_real_editable_install(tmp_path: Path, backend: str, registered: bool) -> None:
    requirement, build, more = BACKENDS[backend]
    project = Site(tmp_path / "project" if "flat" in backend else tmp_path / "project" / "src")
    project.source("pushcart-real", "thing")
    next(project.folder.glob("*.dist-info")).rename(tmp_path / "unused")
    points = '[project.entry-points."pushcart.sources"]\nthing = "pushcart_real.sources.thing:ThingSource"\n'
    (tmp_path / "project" / "pyproject.toml").write_text(
        f'[build-system]\nrequires = ["{requirement}"]\nbuild-backend = "{build}"\n'
        '[project]\nname = "Pushcart.Real"\nversion = "1"\n' + (points if registered else "") + more
    )
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-deps"]
    subprocess.run(
        [*pip, "--prefix", str(tmp_path / "prefix"), "-e", str(tmp_path / "project")],
        check=True,
        timeout=120,
    )
    (packages,) = (tmp_path / "prefix").rglob("site-packages")
    code = f"""
    import json, site
    site.addsitedir({str(packages)!r})
    from pushcart_extensions import find_stage, list_stages
    early = "pushcart_real" in sys.modules or len(list_stages()) < 1 or "pushcart_real" in sys.modules
    stage = find_stage("source", "thing")
    print(json.dumps([early, stage.distribution, stage.found_by, stage.load().__name__]))
    """
    found_by = "entry-point" if registered else "scan"
    assert Site(tmp_path / "empty").ask(code) == [False, "pushcart-real", found_by, "ThingSource"]
