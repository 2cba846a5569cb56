"""A broken package: its error names it, and nothing else suffers."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from pushcart_extensions import (
    DuplicateStageError,
    StageLoadError,
    UnknownStageError,
    clear_cache,
    get_source,
    list_stages,
)

from .site import Site, listed, stage


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
