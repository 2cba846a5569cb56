"""What the child imports when the same package, or a rival, is installed where the check runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check import check
from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.probe.metadata import write_metadata


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A virtual environment with nothing in it."""
    folder = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder


def install_editable(package: Path, environment: Path) -> None:
    """Install a package as editable installs do: metadata, and a .pth file that names its source."""
    (site,) = environment.glob("lib/python*/site-packages")
    project = read_project(package)
    assert project
    write_metadata(site, project)
    (site / "_editable.pth").write_text(f"{package / 'src'}\n")


def test_another_copy_that_is_installed_editable_is_not_what_is_checked(good: Any, environment: Path) -> None:
    folder = good.folder
    good.folder = folder.parent / "other"
    install_editable(good.write(), environment)
    good.folder = folder
    good.replace("src/pushcart_shop/sources/orders.py", "get_increment(self)", "get_increment(self, since)")
    (package,) = check(good.write(), python=str(environment)).packages
    # Were it the other copy, its class would differ from the source.
    assert [finding.code for finding in package.findings] == ["PCE404"]


def test_a_rival_that_is_installed_too_is_a_warning(good: Any, environment: Path) -> None:
    folder = good.folder
    good.folder = folder.parent / "other"
    good.everywhere("pushcart_shop", "pushcart_store").everywhere("pushcart-shop", "pushcart-store")
    install_editable(good.write(), environment)
    good.folder = folder
    good.everywhere("pushcart_store", "pushcart_shop").everywhere("pushcart-store", "pushcart-shop")
    (package,) = check(good.write(), python=str(environment)).packages
    assert {finding.code for finding in package.findings} == {"PCE617"}
    assert {stage.found_by for stage in package.stages} == {"entry-point"}


@pytest.mark.parametrize(("refused", "codes"), [("", []), ("1", ["PCE602"])])
def test_what_a_user_has_installed_for_themselves_is_found(
    good: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str, codes: list[str]
) -> None:
    # Virtual environments have no such place; their executable may be a copy, so no link leads out.
    python = str(Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}"))
    monkeypatch.setenv("PYTHONUSERBASE", str(tmp_path / "user"))
    monkeypatch.setenv("PYTHONNOUSERSITE", refused)
    where = "import site; print(site.getusersitepackages())"
    site = Path(subprocess.check_output([python, "-c", where], text=True).strip())
    site.mkdir(parents=True)
    (site / "shop_client.py").touch()
    good.replace("src/pushcart_shop/sources/orders.py", "\n\nclass", "\nimport shop_client\n\n\nclass")
    (package,) = check(good.write(), python=python).packages
    assert [finding.code for finding in package.findings] == codes
