"""Extensions: loaded by name, always enabled, in order."""

from __future__ import annotations

import warnings

import pytest

from pushcart_extensions import ExtensionWarning, WorkflowError, clear_cache, load_extensions, load_workflow

from .site import Site

SEED = """
class MyExtension:
    def __init__(self, *_choices, default=None, choices=None):
        self.choices = _choices
        if choices:
            self.choices += tuple(choices)
        if not self.choices and default:
            self.choices = (default, )
"""


def install(site: Site, flag: str, text: str, *, package: str | None = None) -> None:
    """Install a package with one extension, ``<Flag>Extension`` in the module of its flag."""
    package = package or f"pushcart-{flag.replace('_', '-')}"
    folder = package.replace("-", "_")
    site.module(f"{folder}/extensions/{flag}.py", text)
    name = "".join(part.capitalize() for part in flag.split("_")) + "Extension"
    site.metadata(package, {"web.extension": {flag: f"{folder}.extensions.{flag}:{name}"}})
    clear_cache()


@pytest.mark.parametrize(
    ("options", "choices"),
    [
        (["foo", "bar"], ("foo", "bar")),
        ({"default": "foo"}, ("foo",)),
        ({"choices": ["foo"]}, ("foo",)),
        ({"default": "foo", "choices": ["bar"]}, ("bar",)),
        (None, ()),
        ([], ()),
        ({}, ()),
    ],
)
def test_the_conventions_own_example_in_each_of_its_forms(
    site: Site, options: object, choices: tuple[str, ...]
) -> None:
    install(site, "my", SEED)
    (extension,) = load_extensions({"my": options})
    assert vars(extension)["choices"] == choices
    workflow = load_workflow({"application": {"extensions": {"my": options}}})
    assert vars(workflow.extensions[0])["choices"] == choices


def test_they_come_in_the_order_that_their_metadata_ask_for(site: Site) -> None:
    install(site, "one", "class OneExtension:\n    needs = {'two'}\n")
    install(site, "two", "class TwoExtension:\n    provides = {'two'}\n")
    install(site, "zero", "class ZeroExtension:\n    first = True\n")
    found = load_extensions({"one": None, "two": None, "zero": None})
    assert [type(one).__name__ for one in found] == ["ZeroExtension", "TwoExtension", "OneExtension"]


def test_without_any_there_are_none() -> None:
    assert load_extensions({}) == []
    assert load_extensions(None) == []


def test_those_that_are_always_enabled_join_unasked(site: Site) -> None:
    install(site, "every", "class EveryExtension:\n    always = True\n    provides = {'every', 'other'}\n")
    install(site, "other", "class OtherExtension: ...\n")
    assert [type(one).__name__ for one in load_extensions({})] == ["EveryExtension"]
    assert [type(one).__name__ for one in load_workflow({"sources": ["rows"]}).extensions] == [
        "EveryExtension"
    ]
    assert [type(one).__name__ for one in load_extensions({"every": None})] == ["EveryExtension"]


def test_never_wins_over_always(site: Site) -> None:
    install(site, "gone", "class GoneExtension:\n    always = True\n    never = True\n")
    assert load_extensions({}) == []
    with pytest.raises(WorkflowError, match="never to be enabled"):
        load_extensions({"gone": None})


def test_one_registered_under_two_flags_joins_once(site: Site) -> None:
    site.module("pushcart_a/x.py", "class X:\n    always = True\n")
    site.metadata("pushcart-a", {"web.extension": {"x": "pushcart_a.x:X", "y": "pushcart_a.x:X"}})
    clear_cache()
    assert len(load_extensions({})) == 1
    assert len(load_extensions({"y": None})) == 1


def test_stages_are_not_imported_to_see_whether_they_are_always_enabled(site: Site) -> None:
    points = {
        "pushcart.sources": {"x": "pushcart_a.sources.x:XSource"},
        "web.extension": {"x_source": "pushcart_a.sources.x:XSource"},
    }
    site.module("pushcart_a/sources/x.py", "raise RuntimeError('imported')\n")
    site.metadata("pushcart-a", points)
    clear_cache()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_extensions({}) == []


def test_one_that_fails_unasked_is_a_warning_and_named_an_error(site: Site) -> None:
    install(site, "broken", "raise RuntimeError('the cause')\n")
    install(site, "fine", "class FineExtension:\n    always = True\n")
    with pytest.warns(ExtensionWarning, match=r"pushcart-broken .*RuntimeError: the cause"):
        assert len(load_extensions({})) == 1
    with pytest.raises(WorkflowError, match=r"extensions\.broken: .*pushcart-broken .*the cause"):
        load_extensions({"broken": None})


def test_one_that_is_always_enabled_and_needs_configuration_is_left_out_with_a_warning(site: Site) -> None:
    install(
        site, "needy", "class NeedyExtension:\n    always = True\n    def __init__(self, x): self.x = x\n"
    )
    with pytest.warns(
        ExtensionWarning, match="needy of pushcart-needy is left out: the option 'x' is required"
    ):
        assert load_extensions({}) == []
    assert vars(load_extensions({"needy": [1]})[0]) == {"x": 1}


def test_one_name_in_two_packages_is_an_error_that_names_both(site: Site) -> None:
    install(site, "twin", "class TwinExtension: ...\n", package="pushcart-a")
    install(site, "twin", "class TwinExtension: ...\n", package="pushcart-b")
    with pytest.raises(WorkflowError, match=r"pushcart-a .*pushcart-b "):
        load_extensions({"twin": None})


def test_one_that_is_no_class_is_an_error(site: Site) -> None:
    install(site, "my", "def MyExtension(): ...\n")
    with pytest.raises(WorkflowError, match="MyExtension is of type function, and no class"):
        load_extensions({"my": None})


def test_one_whose_constructor_says_nothing_takes_any_option(site: Site) -> None:
    install(site, "my", "class MyExtension(dict): ...\n")
    assert load_extensions({"my": {"a": 1}}) == [{"a": 1}]


def test_a_stage_that_no_group_names_is_told_where_it_belongs(site: Site) -> None:
    site.source("pushcart-a", "thing", registered=False)
    info = site.metadata(
        "pushcart-b", {"web.extension": {"thing_source": "pushcart_a.sources.thing:ThingSource"}}
    )
    assert info.exists()
    clear_cache()
    with pytest.raises(WorkflowError, match="is a source; it belongs under sources: as 'type: thing'"):
        load_extensions({"thing_source": None})


def test_presence_is_judged_over_stages_and_extensions_together(site: Site) -> None:
    install(
        site,
        "helper",
        "class HelperExtension:\n    needs = {'rows_source'}\n    excludes = {'console_destination'}\n",
    )
    extensions = {"application": {"extensions": {"helper": None}}}
    load_workflow({"sources": ["rows"], **extensions})
    with pytest.raises(WorkflowError, match="needs 'rows_source'"):
        load_workflow(extensions)
    with pytest.raises(WorkflowError, match="can't be with 'console_destination'"):
        load_workflow({"sources": ["rows"], "destinations": ["console"], **extensions})
