"""A broken package: its error names it, and nothing else suffers."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pushcart_extensions import (
    DuplicateStageError,
    StageLoadError,
    UnknownStageError,
    clear_cache,
    get_source,
    list_stages,
)

from .site import Site, stage


def listed() -> list[str]:
    return [one.key for one in list_stages() if one.kind == "source"]


def raises_at_import(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="raise ValueError('the cause')")


def exits_at_import(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="raise SystemExit('the cause')")


def raises_a_base_exception(site: Site) -> None:
    text = "class Odd(BaseException): ...\nraise Odd('the cause')"
    site.source("pushcart-bad", "bad", text=text)


def syntax_error(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="def the_cause(:\n")


def null_bytes(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="x = '\0'")


def missing_dependency(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="import the_cause_that_is_nowhere")


def missing_module(site: Site) -> None:
    site.source("pushcart-bad", "bad")
    (site.folder / "pushcart_bad/sources/bad.py").unlink()


def stale_metadata(site: Site) -> None:
    site.metadata("pushcart-bad", {"pushcart.sources": {"bad": "pushcart_bad.sources.bad:BadSource"}})


def missing_attribute(site: Site) -> None:
    site.source("pushcart-bad", "bad", text=stage("BadSauce"))


def no_subclass(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="class BadSource: ...")


def another_kind(site: Site) -> None:
    site.source("pushcart-bad", "bad", text=stage("BadSource", "destination"))


def no_class(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="BadSource = 1")


def malformed_target(site: Site) -> None:
    site.metadata("pushcart-bad", "[pushcart.sources]\nbad = pushcart_bad.sources.bad\n")


def line_without_a_target(site: Site) -> None:
    site.metadata("pushcart-bad", "[pushcart.sources]\nbad\n")


def trailing_comment(site: Site) -> None:
    site.metadata("pushcart-bad", "[pushcart.sources]\nbad = pushcart_bad.sources.bad:BadSource  # new\n")


def circular_modules(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="from pushcart_bad.sources.other import x\n" + stage("BadSource"))
    site.module("pushcart_bad/sources/other.py", "from pushcart_bad.sources.bad import BadSource\nx = 1\n")


def missing_inner_class(site: Site) -> None:
    site.module("pushcart_bad/sources/bad.py", "class Outer:\n    class Iner: ...\n")
    site.metadata("pushcart-bad", "[pushcart.sources]\nbad = pushcart_bad.sources.bad:Outer.Inner\n")


def hostile_getattr(site: Site) -> None:
    site.source("pushcart-bad", "bad", text="def __getattr__(name): raise RuntimeError('the cause')")


def mute_exception(site: Site) -> None:
    text = "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute\n"
    site.source("pushcart-bad", "bad", text=text)


def broken_package(site: Site) -> None:
    site.source("pushcart-bad", "bad")
    (site.folder / "pushcart_bad/__init__.py").write_text("raise ImportError('the cause')")


FAULTS: list[tuple[Callable[[Site], None], str]] = [
    (raises_at_import, "ValueError: the cause"),
    (exits_at_import, "SystemExit: the cause"),
    (raises_a_base_exception, "Odd: the cause"),
    (syntax_error, "SyntaxError: "),
    (null_bytes, "source code string cannot contain null bytes"),
    (missing_dependency, "install what provides the_cause_that_is_nowhere"),
    (missing_module, "there is no module pushcart_bad.sources.bad; the installation may be stale"),
    (stale_metadata, "there is no module pushcart_bad; the installation may be stale"),
    (missing_attribute, "there is no BadSource; did you mean BadSauce"),
    (no_subclass, "BadSource is no subclass of SourceBase"),
    (another_kind, "BadSource is no subclass of SourceBase"),
    (no_class, "BadSource is of type int, and no subclass of SourceBase"),
    (malformed_target, "isn't of the form module:Class"),
    (line_without_a_target, "isn't of the form module:Class"),
    (trailing_comment, "isn't of the form module:Class"),
    (circular_modules, "circular import"),
    (hostile_getattr, "RuntimeError: the cause"),
    (
        missing_inner_class,
        "names pushcart_bad.sources.bad:Outer.Inner, and there is no Inner; did you mean Iner?",
    ),
    (broken_package, "ImportError: the cause"),
    (mute_exception, "Mute: (its message can't be printed)"),
]


@pytest.mark.parametrize(("fault", "cause"), FAULTS, ids=[fault.__name__ for fault, _ in FAULTS])
def test_a_fault_is_named_and_hides_nothing(site: Site, fault: Callable[[Site], None], cause: str) -> None:
    site.source("pushcart-aa", "before")
    fault(site)
    site.source("pushcart-zz", "after")
    clear_cache()
    assert get_source("before").__name__ == "BeforeSource"
    assert get_source("after").__name__ == "AfterSource"
    assert listed() == ["after", "bad", "before", "rows"]
    for _ in range(2):  # an error isn't worn off by the first that sees it
        with pytest.raises(StageLoadError) as caught:
            get_source("bad")
        error = caught.value
        assert (error.kind, error.key, error.distribution) == ("source", "bad", "pushcart-bad")
        assert cause in str(error)
        assert "pushcart-bad" in str(error)
        assert "\n" not in str(error)
        assert error.cause is error.__cause__


def test_ctrl_c_at_import_is_ctrl_c(site: Site) -> None:
    site.source("pushcart-a", "slow", text="raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        get_source("slow")


def test_one_syntax_error_among_fifty_packages(site: Site) -> None:
    names = [f"{one}{two}" for one in "abcde" for two in "abcdefghij"]
    for name in names:
        bad = name == "cc"
        text = "def (:" if bad else None
        site.source(f"pushcart-{name}", f"key_{name}", registered=name < "c", text=text)
    good = [name for name in names if name != "cc"]
    assert [get_source(f"key_{name}").__name__ for name in good] == [
        f"Key{name.capitalize()}Source" for name in good
    ]
    assert set(listed()) >= {f"key_{name}" for name in good}
    with pytest.raises(StageLoadError, match=r"pushcart-cc .*SyntaxError"):
        get_source("key_cc")


def test_a_module_that_merely_imports_a_stage_has_none(site: Site) -> None:
    site.source("pushcart-a", "thing", registered=False)
    site.module("pushcart_b/sources/thing.py", "from pushcart_a.sources.thing import ThingSource\n")
    site.metadata("pushcart-b")
    assert get_source("thing").__module__ == "pushcart_a.sources.thing"


def test_a_scanned_module_that_fails_matters_only_where_none_succeeds(site: Site) -> None:
    site.source("pushcart-a", "thing", registered=False, text="raise RuntimeError('broken')")
    with pytest.raises(StageLoadError, match=r"pushcart-a .*RuntimeError: broken"):
        get_source("thing")
    site.source("pushcart-b", "thing", registered=False)
    clear_cache()
    assert get_source("thing").__module__ == "pushcart_b.sources.thing"


@pytest.mark.parametrize("registered", [True, False])
def test_two_packages_with_one_key_are_both_named_when_it_is_asked_for(site: Site, registered: bool) -> None:
    site.source("pushcart-one", "twin", registered=registered)
    site.source("pushcart-two", "twin", registered=registered)
    site.source("pushcart-zz", "good")
    assert get_source("good").__name__ == "GoodSource"
    assert [one.distribution for one in list_stages() if one.key == "twin"] == [
        "pushcart-one",
        "pushcart-two",
    ]
    with pytest.raises(DuplicateStageError, match=r"pushcart-one .*pushcart-two ") as caught:
        get_source("twin")
    assert {one.distribution for one in caught.value.stages} == {"pushcart-one", "pushcart-two"}


def test_several_stages_of_which_none_is_named_by_convention_are_named(site: Site) -> None:
    text = stage("OneSource") + stage("TwoSource")
    site.source("pushcart-a", "thing", registered=False, text=text)
    with pytest.raises(StageLoadError, match=r"OneSource, TwoSource.*without a ThingSource"):
        get_source("thing")


@pytest.mark.parametrize("key", ["json", "abc", "types", "select"])
def test_a_module_named_like_one_of_the_standard_library(site: Site, key: str) -> None:
    for registered in (True, False):
        package = "pushcart-a" if registered else "pushcart-b"
        site.source(package, f"{key}" if registered else f"x_{key}", registered=registered)
    site.module(f"pushcart_b/sources/{key}.py", "raise RuntimeError")
    assert get_source(key).__module__ == f"pushcart_a.sources.{key}"
    assert sys.modules.get(key) is None or "pushcart" not in str(sys.modules[key])


def test_digits_in_a_name_are_not_discovered_and_mentioned(site: Site) -> None:
    site.source("pushcart-s3", "bucket")
    with pytest.raises(UnknownStageError, match="pushcart-s3"):
        get_source("bucket")
    assert "bucket" not in listed()


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
    sys.path[:0] = [str(tmp_path / "nowhere"), ""]
    sys.path.insert(0, None)  # type: ignore[arg-type]
    clear_cache()
    assert get_source("thing").__name__ == "ThingSource"


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
