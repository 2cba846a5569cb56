"""Values as YAML spells them."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from pushcart_extensions.runtime.spelling import key_text, spelled

SPELLED = [
    (None, "null"),
    (True, "true"),
    (False, "false"),
    (3, "3"),
    (0.5, "0.5"),
    (float("inf"), ".inf"),
    (float("-inf"), "-.inf"),
    ("text", "'text'"),
    ("3", "'3'"),
    ("it's", '"it\'s"'),
    ('two\nlines "quoted"', '"two\\nlines \\"quoted\\""'),
    ("\x1b[31m", '"\\u001b[31m"'),
    ("prix: 3 €", "'prix: 3 €'"),
    ([1, None, ["a"]], "[1, null, ['a']]"),
    ({"a": True, None: {}}, "{a: true, null: {}}"),
    (dt.date(2024, 1, 2), "2024-01-02"),
    (dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC), "2024-01-02T03:04:05+00:00"),
    (b"hi", "!!binary aGk="),
    ({"b", "a"}, "!!set {'a', 'b'}"),
]


@pytest.mark.parametrize(("value", "text"), SPELLED)
def test_a_value_is_spelled_as_yaml_reads_it(value: object, text: str) -> None:
    assert spelled(value) == text
    assert yaml.safe_load(text) == value


def test_nan_is_spelled_too() -> None:
    assert spelled(float("nan")) == ".nan"


def test_what_is_long_or_deep_is_shortened() -> None:
    circle: list[object] = []
    circle.append(circle)
    assert spelled(circle) == "[[[[[…]]]]]"
    long = spelled(["word"] * 100)
    assert long.startswith("['word', 'word', ")
    assert (len(long), long[-1]) == (80, "…")


def test_a_value_from_python_may_be_of_any_class() -> None:
    class Mute:
        def __repr__(self) -> str:
            raise RuntimeError

    assert spelled([Mute()]) == "[<Mute>]"


@pytest.mark.parametrize(("key", "text"), [("a b", "a b"), (None, "null"), (1, "1"), (True, "true")])
def test_keys_are_named_as_they_are_written(key: object, text: str) -> None:
    assert key_text(key) == text
