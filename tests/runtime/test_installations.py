"""Packages that are installed in any way that Python knows."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from pushcart_extensions import (
    UnknownStageError,
    clear_cache,
    get_source,
    list_stages,
)

from .site import Site, listed, stage


def test_two_metadata_folders_of_one_distribution(site: Site, tmp_path: Path) -> None:
    name = site.source("pushcart-a", "thing")
    target = "pushcart_a.sources.thing:ThingSource"
    site.metadata("pushcart-a", {"pushcart.sources": {"thing": target}}, folder="Pushcart_A-0.9.dist-info")
    assert get_source("thing").__name__ == name
    assert [one.key for one in list_stages()].count("thing") == 1
    # Further down the path, another version of it is shadowed, key and all.
    later = Site(tmp_path / "later")
    later.metadata("pushcart_a", {"pushcart.sources": {"old": target}})
    sys.path.append(str(later.folder))
    clear_cache()
    assert "old" not in listed()


def test_a_namespace_package_is_scanned(site: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "other")
    sys.path.append(str(other.folder))
    for each, key in ((site, "one"), (other, "two")):
        folder = each.folder / "pushcart_a" / "sources"
        folder.mkdir(parents=True)
        (folder / f"{key}.py").write_text(stage(f"{key.capitalize()}Source"))
    site.metadata("pushcart-a")
    assert get_source("one").__name__ == "OneSource"
    assert get_source("two").__name__ == "TwoSource"
    assert {"one", "two"} <= set(listed())


@pytest.mark.parametrize("name", ["Pushcart-Mixed.Case", "PUSHCART__mixed--case", "pushcart.mixed_case"])
def test_a_name_in_any_spelling_is_one_name(site: Site, name: str) -> None:
    site.module("pushcart_mixed_case/sources/thing.py", stage("ThingSource"))
    site.metadata(name, folder="Pushcart.Mixed_Case-1.0.dist-info")
    assert get_source("thing").__name__ == "ThingSource"
    assert {one.distribution for one in list_stages() if one.key == "thing"} == {"pushcart-mixed-case"}


def test_an_unreadable_path_entry_is_passed_over(site: Site, tmp_path: Path) -> None:
    site.source("pushcart-a", "thing")
    # In a process of its own: tools that look at this one's path want strings there.
    code = f"""
    import json
    sys.path[:0] = [None, {str(tmp_path / "nowhere")!r}, ""]
    from pushcart_extensions import get_source, list_stages
    print(json.dumps([get_source("thing").__name__, "thing" in [one.key for one in list_stages()]]))
    """
    assert site.ask(code) == ["ThingSource", True]


def test_a_link_that_leads_round_in_a_circle_ends(site: Site) -> None:
    site.source("pushcart-a", "thing", registered=False)
    (site.folder / "pushcart_a" / "loop").symlink_to(site.folder / "pushcart_a")
    with pytest.raises(UnknownStageError):
        get_source("nowhere")


def zipped(packed: Site, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(packed.folder.rglob("*")):
            file.write(path, path.relative_to(packed.folder))


@pytest.mark.parametrize("registered", [True, False])
@pytest.mark.usefixtures("site")
def test_a_zipped_package(tmp_path: Path, registered: bool) -> None:
    packed = Site(tmp_path / "packed")
    packed.source("pushcart-zipped", "thing", registered=registered)
    zipped(packed, tmp_path / "packed.zip")
    sys.path.append(str(tmp_path / "packed.zip"))
    clear_cache()
    assert "thing" in listed()
    assert get_source("thing").__module__ == "pushcart_zipped.sources.thing"
    assert ".zip" in str(sys.modules["pushcart_zipped.sources.thing"].__file__)


@pytest.mark.usefixtures("site")
def test_an_egg(tmp_path: Path) -> None:
    egg = Site(tmp_path / "pushcart_egg-1.0-py3.11.egg")
    egg.source("pushcart-egg", "thing")
    (egg.folder / "pushcart_egg-1.0.dist-info").rename(egg.folder / "EGG-INFO")
    (egg.folder / "EGG-INFO/METADATA").rename(egg.folder / "EGG-INFO/PKG-INFO")
    sys.path[:0] = [str(egg.folder), str(tmp_path / "unrelated.egg")]
    clear_cache()
    assert get_source("thing").__module__ == "pushcart_egg.sources.thing"


def test_a_development_egg_info(site: Site) -> None:
    site.module("pushcart_a/sources/thing.py", stage("ThingSource"))
    points = {"pushcart.sources": {"thing": "pushcart_a.sources.thing:ThingSource"}}
    site.metadata("pushcart-a", points, folder="pushcart_a.egg-info")
    assert get_source("thing").__name__ == "ThingSource"


FINDER = """
import sys
from importlib.machinery import PathFinder
from importlib.util import spec_from_file_location

MAPPING = {mapping!r}

class EditableFinder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        top = name.partition(".")[0]
        if name == top and top in MAPPING:
            folder = MAPPING[top]
            return spec_from_file_location(name, folder + "/__init__.py", submodule_search_locations=[folder])
        return None

sys.meta_path.append(EditableFinder)
"""


@pytest.mark.parametrize("registered", [True, False])
def test_an_editable_install_by_a_finder(site: Site, tmp_path: Path, registered: bool) -> None:
    project = Site(tmp_path / "project")
    project.source("pushcart-a", "thing", registered=registered)
    info = next(project.folder.glob("*.dist-info"))
    info.rename(site.folder / info.name)
    finder = FINDER.format(mapping={"pushcart_a": str(project.folder / "pushcart_a")})
    code = f"""
    exec({finder!r})
    import json
    from pushcart_extensions import get_source, list_stages
    listed = [stage.key for stage in list_stages()]
    early = "pushcart_a" in sys.modules
    print(json.dumps(["thing" in listed, early, get_source("thing").__module__]))
    """
    assert site.ask(code) == [True, False, "pushcart_a.sources.thing"]


def test_an_editable_install_by_a_path_file(site: Site, tmp_path: Path) -> None:
    project = Site(tmp_path / "project")
    project.source("pushcart-a", "thing", registered=False)
    info = next(project.folder.glob("*.dist-info"))
    info.rename(site.folder / info.name)
    (site.folder / "editable.pth").write_text(f"{project.folder}\n")
    code = f"""
    import json, site
    site.addsitedir({str(site.folder)!r})
    from pushcart_extensions import find_stage, list_stages
    listed = [one.key for one in list_stages()]
    print(json.dumps([find_stage("source", "thing").found_by, "thing" in listed]))
    """
    assert site.ask(code) == ["scan", True]


def test_a_foreign_finder_names_distributions(site: Site) -> None:
    site.module("pushcart_far/sources/thing.py", stage("ThingSource"))
    code = """
    import importlib.metadata, json

    class Far(importlib.metadata.Distribution):
        def read_text(self, name):
            return {
                "METADATA": "Metadata-Version: 2.1\\nName: Pushcart.Far\\nVersion: 1\\n",
                "entry_points.txt": "[pushcart.sources]\\nthing = pushcart_far.sources.thing:ThingSource\\n",
            }.get(name)

        def locate_file(self, path):
            return "/far/" + str(path)

    class Finder:
        @classmethod
        def find_spec(cls, name, path=None, target=None):
            return None

        @classmethod
        def find_distributions(cls, context):
            return [Far()]

    sys.meta_path.insert(0, Finder)
    from pushcart_extensions import get_source, find_stage
    print(json.dumps([find_stage("source", "thing").distribution, get_source("thing").__name__]))
    """
    assert site.ask(code) == ["pushcart-far", "ThingSource"]
