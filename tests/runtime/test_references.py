"""References to the environment."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from pushcart_extensions.errors.wording import printable
from pushcart_extensions.runtime.references import References

ENVIRONMENT = {"USER": "ada", "SECRET": "s3cr'et\\x", "EMPTY": "", "X": "7"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("${USER}", "ada"),
        ("a ${USER} and ${USER}", "a ada and ada"),
        ("${NOPE:-default}", "default"),
        ("${EMPTY:-default}", "default"),
        ("${EMPTY}", ""),
        ("${NOPE:-}", ""),
        ("$${USER}", "${USER}"),
        ("$USER and $5", "$USER and $5"),
        ("${X}", "7"),
        ({"a": ["${USER}", 1, None, {"b": ("${X}",)}]}, {"a": ["ada", 1, None, {"b": ["7"]}]}),
    ],
)
def test_references_are_replaced_at_any_depth(value: object, expected: object) -> None:
    references = References(ENVIRONMENT)
    assert list(references.problems(value, ())) == []
    assert references.resolve(value) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("${NOPE}", "the environment has no NOPE"),
        ("${}", "'${}' is no reference"),
        ("${1X}", "'${1X}' is no reference"),
        ("${USER", "'${USER' is no reference"),
        ("${USER:default}", "is no reference"),
        ("${USER:-${X}}", "the default of USER can't hold a reference"),
        ("${NOPE:-a ${X} b}", "the default of NOPE can't hold a reference"),
    ],
)
def test_a_reference_that_leads_nowhere_is_a_problem_with_its_path(value: str, message: str) -> None:
    ((path, text),) = References(ENVIRONMENT).problems({"a": [value]}, ("options",))
    assert path == ("options", "a", 0)
    assert message in text


def test_what_came_from_the_environment_is_shown_as_its_reference() -> None:
    references = References(ENVIRONMENT)
    references.resolve(["${SECRET}", "${X}", "${NOPE:-default}"])
    shown = references.redact(f"{ENVIRONMENT['SECRET']} {ENVIRONMENT['SECRET']!r} 7 17 default")
    assert shown.count("${SECRET}") == 2
    assert "s3cr" not in shown
    assert shown.endswith("${X} 17 default")


@pytest.mark.parametrize(
    "form",
    [
        str,
        repr,
        printable,
        json.dumps,
        lambda value: json.dumps(value, ensure_ascii=False),
        quote,
        quote_plus,
        lambda value: quote(value, safe=""),
        lambda value: "".join(f"  | {line}\n" for line in value.splitlines()),
    ],
)
@pytest.mark.parametrize("value", ["pass wörd/?&\\'\"", "-----BEGIN-----\nMIIE\x1bvQ\n-----END-----\n"])
def test_a_value_is_known_in_the_forms_that_errors_give_it(form: Callable[[str], str], value: str) -> None:
    references = References({"KEY": value})
    references.resolve("${KEY}")
    shown = references.redact(f"url?key={form(value)}")
    assert "${KEY}" in shown
    assert not any(part in shown for part in ("pass", "MIIE", "vQ", "END"))
