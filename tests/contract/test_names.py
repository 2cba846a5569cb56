"""Naming rules of the contract."""

from __future__ import annotations

import itertools
import keyword
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.contract import names
from pushcart_extensions.contract.kinds import DESTINATION, EXTENSION, KINDS, SOURCE, TRANSFORMATION, Kind

LITERAL = re.compile(names.LITERAL_PATTERN)
LINEAR = re.compile(names.LINEAR_PATTERN)


def test_three_forms_of_the_name_pattern_accept_the_same_short_strings() -> None:
    tails = ("".join(tail) for length in range(9) for tail in itertools.product("ab-_1", repeat=length))
    for tail in tails:
        name = f"pushcart{tail}"
        literal = LITERAL.fullmatch(name) is not None
        assert (LINEAR.fullmatch(name) is not None) is literal, name
        assert names.is_extension_name(name) is literal, name


@pytest.mark.parametrize("name", ["", "push", "pushcar", "Pushcart", "xpushcart", "pushcart.a", "pushcart-é"])
def test_names_outside_the_pattern_are_refused(name: str) -> None:
    assert LITERAL.fullmatch(name) is None
    assert not names.is_extension_name(name)


def test_a_long_hostile_name_is_decided_at_once() -> None:
    hostile = "pushcart" + "a" * 10_000 + "1"
    started = time.perf_counter()
    assert not names.is_extension_name(hostile)
    assert LINEAR.fullmatch(hostile) is None
    # The literal form would need longer than the age of the universe: any bound tells the two apart.
    assert time.perf_counter() - started < 5


@given(st.text(alphabet="aZ-_.0", max_size=30))
def test_normalising_is_that_of_pep_503(name: str) -> None:
    assert names.normalize(name) == re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("key", "kind", "expected"),
    [
        ("rest_api", SOURCE, "RestApiSource"),
        ("s3", DESTINATION, "S3Destination"),
        ("oauth2_v1", SOURCE, "Oauth2V1Source"),
        ("dataset", TRANSFORMATION, "DatasetTransformation"),
        ("thing", EXTENSION, "ThingExtension"),
    ],
)
def test_class_names(key: str, kind: Kind, expected: str) -> None:
    assert names.class_name(key, kind) == expected


@pytest.mark.parametrize("key", ["a", "s3", "rest_api", "oauth2_v1", "match", "a1_2"])
def test_valid_keys(key: str) -> None:
    assert names.is_key(key)


@pytest.mark.parametrize("key", ["", "A", "1a", "_a", "a_", "a__b", "a-b", "class", "é", "a b", "a.b"])
def test_invalid_keys(key: str) -> None:
    assert not names.is_key(key)


@given(st.from_regex(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", fullmatch=True))
def test_every_key_is_a_module_name_and_gives_a_class_name(key: str) -> None:
    if keyword.iskeyword(key):
        return
    assert names.is_key(key)
    assert all(names.class_name(key, kind).isidentifier() for kind in KINDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("My_Source", "my_source"), (" rest-api ", "rest_api"), ("Rest.API", "rest_api"), ("a b", "a_b")],
)
def test_keys_are_normalised(text: str, expected: str) -> None:
    assert names.normalize_key(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my-source", "pushcart-my-source"),
        ("My_Source", "pushcart-my-source"),
        (" rest.api ", "pushcart-rest-api"),
        ("pushcart-rest-api", "pushcart-rest-api"),
        ("PushCart__Rest--API", "pushcart-rest-api"),
        ("pushcartish", "pushcart-pushcartish"),
    ],
)
def test_distribution_names(text: str, expected: str) -> None:
    assert names.distribution_name(text) == expected
    assert names.name_problem(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("s3", "digits"),
        ("a/b", "path separator"),
        ("a\\b", "path separator"),
        ("héllo", "ASCII"),
        ("-a", "separator"),
        ("a-", "separator"),
        ("source", "a kind"),
        ("pushcart-destination", "a kind"),
        ("pushcart", "belongs"),
        ("extensions", "belongs"),
        ("pushcart-extensions", "belongs"),
        ("x" * 300, "longer"),
        ("a b", "ASCII"),
        ("a$b", "ASCII"),
    ],
)
def test_unacceptable_names_are_explained(text: str, problem: str) -> None:
    assert problem in (names.name_problem(text) or "")


@given(st.text(max_size=40))
def test_a_name_that_is_accepted_is_one_that_discovery_matches(text: str) -> None:
    if names.name_problem(text) is None:
        assert names.is_extension_distribution(names.distribution_name(text))


@given(st.text(max_size=40))
def test_the_nearest_name_is_acceptable(text: str) -> None:
    nearest = names.nearest_name(text)
    assert nearest is None or names.name_problem(nearest) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3", "s"),
        ("rest2api", "restapi"),
        ("héllo wörld", "hello-world"),
        ("a/b", "a-b"),
        ("source", "my-source"),
        ("extensions", "my-extensions"),
    ],
)
def test_nearest_names(text: str, expected: str) -> None:
    assert names.nearest_name(text) == expected


@pytest.mark.parametrize(
    ("distribution", "kind", "key"),
    [
        ("pushcart-my-source", SOURCE, "my"),
        ("pushcart-rest-api", SOURCE, "rest_api"),
        ("pushcart-sql-server-destination", DESTINATION, "sql_server"),
        ("pushcart-dataset-transformation", TRANSFORMATION, "dataset"),
        ("pushcart-thing-extension", EXTENSION, "thing"),
        ("pushcart-resource", SOURCE, "resource"),
    ],
)
def test_the_kind_and_key_that_a_name_stands_for(distribution: str, kind: Kind, key: str) -> None:
    assert names.infer_component(distribution) == (kind, key)


def test_default_flags_and_modules() -> None:
    assert names.default_flag("rest_api", SOURCE) == "rest_api_source"
    assert names.module_name("pushcart_rest_api", "rest_api", SOURCE) == "pushcart_rest_api.sources.rest_api"
    assert names.import_package("Pushcart.Rest_API") == "pushcart_rest_api"
