"""Modules found by their files' names, on paths and in folders of all sorts."""

from __future__ import annotations

import sys
import zipfile
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder
from pathlib import Path

import pytest

from pushcart_extensions import StageLoadError, UnknownStageError, clear_cache, get_source, list_stages

from .site import Site, stage


@pytest.fixture(autouse=True)
def _pythons_own_finders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the finders that test tools add, which scanning has to ask one by one."""
    monkeypatch.setattr(sys, "meta_path", [BuiltinImporter, FrozenImporter, PathFinder])


@pytest.fixture(autouse=True)
def _package(site: Site) -> None:
    """Install a package that registers nothing."""
    site.source("pushcart-a", "thing", registered=False)


def modules() -> dict[str, str]:
    """Return the module and the class that listing promises for each key."""
    return {one.key: f"{one.module}:{one.class_name}" for one in list_stages() if one.found_by == "scan"}


THING = {"thing": "pushcart_a.sources.thing:ThingSource"}


def archive(folder: Path) -> object:
    with zipfile.ZipFile(folder / "some.zip", "w") as file:
        file.writestr("some.py", "")
    return str(folder / "some.zip")


def text_file(folder: Path) -> object:
    (folder / "file").touch()
    return str(folder / "file")


@pytest.mark.parametrize(
    "entry",
    [
        archive,
        text_file,
        lambda folder: str(folder / "nowhere"),
        lambda folder: folder,
    ],
    ids=["zip file", "text file", "missing folder", "pathlib"],
)
@pytest.mark.parametrize("imported", [False, True])
def test_an_odd_entry_of_the_path_hides_nothing(tmp_path: Path, entry: object, imported: bool) -> None:
    sys.path.insert(0, entry(tmp_path))  # type: ignore[operator]
    if imported:  # the import system has looked at the entry then, and keeps what it made of it
        with pytest.raises(ModuleNotFoundError):
            __import__("pushcart_of_nobody")
    clear_cache()
    assert modules() == THING
    assert get_source("thing").__name__ == "ThingSource"


def test_a_package_that_another_folder_has_under_the_same_name_is_the_one_that_is_imported(
    site: Site, tmp_path: Path
) -> None:
    first = Site(tmp_path / "first")
    first.module("pushcart_a/sources/other.py", stage("OtherSource"))
    sys.path.insert(sys.path.index(str(site.folder)), str(first.folder))
    clear_cache()
    assert modules() == {"other": "pushcart_a.sources.other:OtherSource"}
    assert get_source("other").__name__ == "OtherSource"
    with pytest.raises(UnknownStageError):
        get_source("thing")


def test_a_single_file_of_a_packages_name_holds_no_modules(site: Site) -> None:
    site.module("pushcart_b.py", "")
    site.metadata("pushcart-b")
    clear_cache()
    assert modules() == THING


def test_a_folder_that_is_no_package_is_no_stage(site: Site) -> None:
    (site.folder / "pushcart_a/sources/data").mkdir()
    assert modules() == THING


def test_of_a_module_and_a_package_of_one_name_the_package_is_imported(site: Site) -> None:
    site.module("pushcart_a/sources/thing/__init__.py", stage("ThingSource"))
    assert modules() == THING
    assert str(sys.modules[get_source("thing").__module__].__file__).endswith("__init__.py")


def test_a_folder_that_cannot_be_listed_holds_nothing(site: Site) -> None:
    (site.folder / "pushcart_b").mkdir()
    (site.folder / "pushcart_b/sources").symlink_to("sources")
    site.metadata("pushcart-b")
    clear_cache()
    assert modules() == THING


def test_a_file_that_cannot_be_read_promises_the_class_that_convention_names(site: Site) -> None:
    (site.folder / "pushcart_a/sources/gone.py").symlink_to("nowhere.py")
    assert modules() == THING | {"gone": "pushcart_a.sources.gone:GoneSource"}
    with pytest.raises(StageLoadError, match=r"'gone' of pushcart-a"):
        get_source("gone")


def test_private_modules_of_a_zip_file_are_passed_over(site: Site, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as file:
        file.writestr("pushcart_b/__init__.py", "")
        file.writestr("pushcart_b/sources/__init__.py", "")
        file.writestr("pushcart_b/sources/_helper.py", "")
        file.writestr("pushcart_b/sources/packed.py", stage("PackedSource"))
    site.metadata("pushcart-b")
    sys.path.append(str(tmp_path / "b.zip"))
    clear_cache()
    assert modules() == THING | {"packed": "pushcart_b.sources.packed:PackedSource"}


def test_a_promise_that_a_module_does_not_keep_is_an_error(site: Site) -> None:
    site.module("pushcart_a/sources/bare.py", "class BareSource(object): ...\n")
    (bare,) = (one for one in list_stages() if one.key == "bare")
    with pytest.raises(StageLoadError, match="it defines no subclass of SourceBase"):
        bare.load()


def test_an_interruption_while_a_scanned_module_is_imported_says_whose(site: Site) -> None:
    site.module("pushcart_a/sources/bad.py", "raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt) as caught:
        get_source("bad")
    assert caught.value.__notes__ == [
        "raised while source 'bad' of pushcart-a (module pushcart_a.sources.bad) was imported"
    ]


def test_each_module_that_fails_to_import_is_told_of(site: Site) -> None:
    for package in ("pushcart-a", "pushcart-b"):
        site.module(f"{package.replace('-', '_')}/sources/bad.py", f"raise ValueError('{package}')\n")
    site.metadata("pushcart-b")
    clear_cache()
    with pytest.raises(StageLoadError, match="pushcart-a") as caught:
        get_source("bad")
    assert any("ValueError: pushcart-b" in note for note in caught.value.__notes__)
