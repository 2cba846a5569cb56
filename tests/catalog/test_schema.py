"""The JSON Schema of workflow files says of a file what loading it says."""

from __future__ import annotations

import io
from typing import Any, TypedDict

import jsonschema
import pytest
import yaml

from pushcart_extensions import WorkflowError
from pushcart_extensions.catalog import Catalog
from pushcart_extensions.catalog.hints import schema_of
from pushcart_extensions.catalog.schema import workflow_schema
from pushcart_extensions.runtime.workflows import plan_workflow

# One of the extensions is always enabled and needs an option, another can't be imported.
pytestmark = pytest.mark.filterwarnings("ignore::pushcart_extensions.ExtensionWarning")

GOOD = [
    "sources: [{type: orders, url: x}]",
    "sources:\n- {type: orders, url: x, pages: 3, columns: [a, b], mode: full, ratio: 1, flag: true}",
    "sources: [{type: orders, url: x, pages: '${PAGES:-3}', flag: '${FLAG:-yes}', mode: '${MODE:-new}'}]",
    "sources: [{type: orders, url: x, columns: null, where: /tmp, any: [1, {a: b}], unknown: 3}]",
    "sources: [{type: orders, url: x, retry: {times: 3}, mapping: {a: 1}, pair: [1, a], noted: 2}]",
    "sources: [plain, {type: plain, whatever: 1}, rows]",
    "sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]",
    "sources:\ntransformations: []\napplication:",
    "application: {extensions: }",
    "application: {extensions: {power: {volts: 3}, clock: }}",
    "application: {extensions: {power: [3], clock: [a, b]}}",
    "application: {extensions: {power: {volts: 3}, watch: {default: a, choices: [b]}}}",
    "sources: [&x {type: orders, url: a}, *x]",
]

BAD = [
    "[]",
    "sauces: []",
    "sources: {type: rows}",
    "sources: [orders]",
    "sources: [{type: orders}]",
    "sources: [{type: orders, url: x, pagse: 3}]",
    "sources: [{url: x}]",
    "sources: [nothing]",
    "sources: [{type: nothing}]",
    "sources: [console]",
    "sources: [broken]",
    "sources: [twice]",
    "sources: [half]",
    "sources: [3]",
    "destinations: [{type: console, color: red}]",
    "application: {extension: }",
    "application: {extensions: [clock]}",
    "application: {extensions: {power: }}",
    "application: {extensions: {power: []}}",
    "application: {extensions: {power: [1, 2]}}",
    "application: {extensions: {power: {volts: 3}, clock: {colour: red}}}",
    "application: {extensions: {orders_source: }}",
    "application: {extensions: {old: }}",
    "application: {extensions: {gone: }}",
    "application: {extensions: {clock: text}}",
]

WRONG_TYPES = [
    "pages: many",
    "pages: [1]",
    "url: 3",
    "columns: a",
    "columns: [1]",
    "mode: slow",
    "ratio: high",
    "flag: 3",
    "flag: yes please",
    "retry: {times: often}",
    "mapping: {a: b}",
    "pair: [1]",
    "pages: null",
]


@pytest.fixture(scope="module")
def validator(catalog: Catalog) -> Any:
    schema = workflow_schema(catalog)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


@pytest.mark.parametrize("text", GOOD)
def test_what_loads_is_valid(validator: Any, text: str) -> None:
    data = yaml.safe_load(text)
    plan_workflow(io.StringIO(text))
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize("text", BAD)
def test_what_does_not_load_is_invalid(validator: Any, text: str) -> None:
    data = yaml.safe_load(text)
    with pytest.raises(WorkflowError):
        plan_workflow(io.StringIO(text))
    assert not validator.is_valid(data)


@pytest.mark.parametrize("option", WRONG_TYPES)
def test_values_of_another_type_are_marked(validator: Any, option: str) -> None:
    data = {"sources": [{"type": "orders", "url": "x", **yaml.safe_load(option)}]}
    (error,) = validator.iter_errors(data)
    assert list(error.absolute_path)[:3] == ["sources", 0, option.partition(":")[0]]


def test_an_editor_is_told_which_types_and_options_there_are(catalog: Catalog) -> None:
    definitions = workflow_schema(catalog)["definitions"]
    stage = definitions["source"]["else"]
    assert stage["properties"]["type"]["enum"] == ["orders", "plain", "rows", "wrong"]
    orders = definitions["source.orders"]
    assert orders["description"] == "Reads orders of a shop.\n\nA page at a time."
    assert orders["properties"]["url"] == {"type": "string", "description": "Where the shop answers."}
    assert orders["properties"]["mode"]["default"] == "new"


@pytest.mark.parametrize("key", ["a/b", "a~b", "a%20b", "a b", "ä#", "a/~%b"])
def test_a_key_of_any_characters_is_found(catalog: Catalog, key: str) -> None:
    (plain,) = (one for one in catalog.stages if one.key == "plain")
    (clock,) = (one for one in catalog.extensions if one.key == "clock")
    odd = catalog._replace(
        stages=(plain._replace(key=key, names=(key,)),), extensions=(clock._replace(key=key, names=(key,)),)
    )
    validator = jsonschema.Draft7Validator(workflow_schema(odd))
    assert validator.is_valid({"sources": [{"type": key}], "application": {"extensions": {key: None}}})
    assert not validator.is_valid({"sources": [{"type": "plain"}]})
    assert not validator.is_valid({"application": {"extensions": {key: 3}}})


def test_what_two_parts_of_a_hint_allow_alike_is_there_once() -> None:
    assert schema_of(list[int] | tuple[int, ...] | set[int]) == schema_of(list[int])
    assert schema_of(int | str) == {"anyOf": [{"type": "integer"}, {"type": "string"}]}


def test_a_typed_dict_whose_hints_nobody_knows_is_an_object() -> None:
    odd = TypedDict("odd", {"a": "Nowhere"})  # type: ignore[name-defined]  # noqa: F821, UP013
    assert schema_of(odd) == {"type": "object"}


def test_a_hint_that_yaml_does_not_know_allows_anything() -> None:
    assert schema_of(complex) == schema_of(object) == schema_of(int | complex) == schema_of("int") == {}
