"""What is installed, described."""

from __future__ import annotations

import pytest

from pushcart_extensions.catalog import Catalog, Described, describe_installed
from pushcart_extensions.catalog.apart import describe_apart
from pushcart_extensions.catalog.docstrings import read_docstring


def component(catalog: Catalog, key: str) -> Described:
    (found,) = (one for one in catalog.components if one.key == key)
    return found


def test_stages_by_kind_then_extensions(catalog: Catalog) -> None:
    assert [(one.kind, one.key) for one in catalog.components] == [
        ("source", "half"),
        ("source", "orders"),
        ("source", "plain"),
        ("source", "rows"),
        ("source", "twice"),
        ("source", "twice"),
        ("source", "wrong"),
        ("destination", "console"),
        ("extension", "clock"),
        ("extension", "old"),
        ("extension", "power"),
    ]


def test_where_a_stage_is_from_and_what_it_says_of_itself(catalog: Catalog) -> None:
    one = component(catalog, "orders")
    assert (one.distribution, one.version, one.found_by) == ("pushcart-shop", "1.2", "entry-point")
    assert one.target == "pushcart_shop.sources.orders:OrdersSource"
    assert (one.summary, one.description) == ("Reads orders of a shop.", "A page at a time.")
    assert one.metadata == {"provides": ["orders_source"], "uses": ["clock", "nobody"]}
    assert component(catalog, "plain").found_by == "scan"
    # Not that of the base class.
    assert component(catalog, "plain").summary == ""


def test_options_with_types_defaults_and_descriptions(catalog: Catalog) -> None:
    options = {option.name: option for option in component(catalog, "orders").options}
    url, columns = options["url"], options["columns"]
    assert (url.type, url.required, url.description) == ("str", True, "Where the shop answers.")
    assert (columns.type, columns.default, columns.description) == (
        "Sequence[str] | None",
        "None",
        "Which | to read.",
    )
    assert [option.name for option in component(catalog, "clock").options] == [
        "*_choices",
        "default",
        "choices",
    ]


def test_an_extension_is_there_once_with_all_names_it_is_registered_under(catalog: Catalog) -> None:
    assert component(catalog, "clock").names == ("clock", "watch")


def test_entries_of_the_namespaces_that_an_extension_names(catalog: Catalog) -> None:
    assert [one.as_dict() for one in catalog.namespaces["clock.engine"]] == [
        {
            "namespace": "clock.engine",
            "name": "quartz",
            "distribution": "engines",
            "target": "engines:Quartz",
        }
    ]


@pytest.mark.parametrize(
    ("key", "distributions", "fatal", "words"),
    [
        ("broken", ("pushcart-bad",), True, "RuntimeError: no luck"),
        ("half", ("pushcart-bad",), True, "it has no get_increment"),
        ("odd", ("pushcart-bad",), True, "can't be described: RuntimeError: none of your business"),
        ("gone", ("pushcart-bad",), True, "there is no module pushcart_bad.extensions"),
        ("wrong", ("pushcart-bad",), True, "provides is the string 'text' where a set belongs"),
        ("twice", ("pushcart-one", "pushcart-two"), True, "uninstall one of them"),
        ("orders", ("pushcart-rival", "pushcart-shop"), False, "is also in pushcart-rival"),
    ],
)
def test_what_cannot_be_used_is_a_fault(
    catalog: Catalog, key: str, distributions: tuple[str, ...], fatal: bool, words: str
) -> None:
    (fault,) = (one for one in catalog.faults if one.key == key)
    assert (fault.distributions, fault.fatal) == (distributions, fatal)
    assert words in fault.message


def test_no_other_faults(catalog: Catalog) -> None:
    assert len(catalog.faults) == 7
    assert catalog.passed_over == ("pushcart-s3",)


def test_another_process_describes_the_same(catalog: Catalog, capfd: pytest.CaptureFixture[str]) -> None:
    assert describe_apart() == catalog == describe_installed()
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "a module talks\n")


@pytest.mark.parametrize("text", [None, "", "   \n  "])
def test_no_docstring_says_nothing(text: str | None) -> None:
    assert read_docstring(text) == ("", "", {})


def test_the_arguments_end_with_their_section() -> None:
    text = """Sum.

    Args:
        *choices: Some: of them.
        default (str): One.

            More of it.

    Raises:
        ValueError: Never.
    """
    assert read_docstring(text).arguments == {"choices": "Some: of them.", "default": "One. More of it."}
