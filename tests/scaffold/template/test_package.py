"""A new package as data."""

from __future__ import annotations

import pytest

from pushcart_extensions.scaffold.template.package import describe_package


def test_a_name_alone_gives_one_component() -> None:
    package = describe_package("My_Source", {})
    (component,) = package.components
    assert (package.distribution, package.module) == ("pushcart-my-source", "pushcart_my_source")
    assert (component.kind, component.key, component.class_name) == ("source", "my", "MySource")
    assert component.target == "pushcart_my_source.sources.my:MySource"
    assert component.flag == "my_source"
    assert (component.file, component.test_file) == ("sources/my.py", "sources/test_my.py")


def test_keys_give_components_of_their_kinds_and_the_name_none() -> None:
    package = describe_package(
        "my-source", {"destinations": ["Ware-House"], "extensions": ["x"], "sources": []}
    )
    assert [(component.kind, component.key) for component in package.components] == [
        ("destination", "ware_house"),
        ("extension", "x"),
    ]
    assert [component.key for component in package.stages] == ["ware_house"]
    assert [len(package.of_kind(kind)) for kind in ("source", "destination", "extension")] == [0, 1, 1]


@pytest.mark.parametrize(("key", "length"), [("short", 110), ("x" * 90, 320)])
def test_very_long_names_get_longer_lines(key: str, length: int) -> None:
    assert describe_package("a", {"sources": [key]}).line_length == length
