"""The way out of a missing requirement: a name to mend, a dependency to add, or what to install."""

from __future__ import annotations

from typing import Any

import pytest

PYPROJECT = "pyproject.toml"
INSTALL = "Install the package's dependencies for "
DEPENDENCIES = '["pushcart-extensions>=0.1"]'


def hint(good: Any, module: str) -> str:
    (package,) = good.at_import(f"import {module}").check().packages
    (found,) = [finding.hint for finding in package.findings if finding.code == "PCE602"]
    return str(found)


def lacking(name: str) -> str:
    return f"No dependency is called {name}: likely "


def test_a_module_that_no_dependency_is_called_like_is_to_be_added(good: Any) -> None:
    expected = "the distribution that brings it is to be added to them."
    assert hint(good, "shop_client_42") == lacking("shop_client_42") + expected


def test_a_module_of_another_name_than_its_distribution_is_known_by_that(good: Any) -> None:
    expected = "No dependency is called scikit-image, which brings skimage: likely it is to be added to them."
    assert hint(good, "skimage") == expected


DECLARED = [
    ("shop_client_42", DEPENDENCIES, '["pushcart-extensions", "Shop.Client-42[fast]>=1"]'),
    ("shop_client_42.api", DEPENDENCIES, '["python-shop-client-42"]'),
    ("shop42", DEPENDENCIES, '["py-shop42-binary"]'),
    ("skimage", DEPENDENCIES, '["scikit_image"]'),
    ("shop42", DEPENDENCIES, f"{DEPENDENCIES}\noptional-dependencies.fast = ['shop42']"),
    ("shop42", DEPENDENCIES, f"{DEPENDENCIES}\ndynamic = ['optional-dependencies']"),
    ("shop42", "[project]", "[dependency-groups]\ndev = ['shop42', {include-group = 'dev'}]\n\n[project]"),
    ("shop42", "[project]", "[tool.uv]\ndev-dependencies = ['shop42']\n\n[project]"),
    ("shop42", "[project]", "[tool.poetry.group.dev.dependencies]\nshop42 = '^1'\n\n[project]"),
]  # fmt: skip


@pytest.mark.parametrize(("module", "old", "new"), DECLARED)
def test_a_module_that_something_declared_may_bring_is_to_be_installed(
    good: Any, module: str, old: str, new: str
) -> None:
    assert hint(good.replace(PYPROJECT, old, new), module).startswith(INSTALL)


SETUP_CFG = """\
[metadata]
name = pushcart-shop

[options]
install_requires =
    pushcart-extensions
{}
"""


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", lacking("shop42")),
        ("    shop42", INSTALL),
        ("[options.extras_require]\nfast =\n    shop42", INSTALL),
        ("[options.extras_require]\nfast = file: fast.txt", INSTALL),
    ],
)
def test_dependencies_of_a_setup_cfg_count(good: Any, stated: str, expected: str) -> None:
    good.remove(PYPROJECT).add("setup.cfg", SETUP_CFG.format(stated))
    assert hint(good, "shop42").startswith(expected)


def test_groups_count_beside_a_setup_cfg(good: Any) -> None:
    good.add(PYPROJECT, "[dependency-groups]\ndev = ['shop42']\n").add("setup.cfg", SETUP_CFG.format(""))
    assert hint(good, "shop42").startswith(INSTALL)


MEANT = [
    ("pushcart_extension", "pushcart_extensions"),
    ("pushcart_shp", "pushcart_shop"),
    ("datetme", "datetime"),
    ("orders_client", "pushcart_shop.sources._orders_client"),
    ("shop_paltform", "shop_platform"),
]


@pytest.mark.parametrize(("module", "meant"), MEANT)
def test_a_misspelt_name_is_mended_and_never_installed(good: Any, module: str, meant: str) -> None:
    good.add("src/pushcart_shop/sources/_orders_client.py", "")
    good.replace(PYPROJECT, DEPENDENCIES, '["shop-platform"]')
    assert hint(good, module) == f"Perhaps {meant} is meant."


def test_a_module_that_lacks_a_letter_of_its_distribution_may_be_misspelt_or_not(good: Any) -> None:
    told = hint(good.replace(PYPROJECT, DEPENDENCIES, '["shop-requests"]'), "shop_request")
    assert told.startswith(INSTALL)
    assert told.endswith(" Perhaps shop_requests is meant.")


@pytest.mark.parametrize("module", ["urllib42", "xjson", "pushcart_extensions_42"])
def test_a_name_with_more_at_one_end_is_that_of_another_module(good: Any, module: str) -> None:
    assert hint(good, module).startswith(lacking(module))


def test_a_module_of_the_package_itself_may_be_meant(good: Any) -> None:
    good.add("src/pushcart_shop/paging42.py", "")
    assert hint(good, "paging42").startswith(
        f"Perhaps pushcart_shop.paging42 is meant. {lacking('paging42')}"
    )


def test_a_stage_called_like_what_it_works_with_is_not_meant(good: Any) -> None:
    assert hint(good, "s3").startswith(lacking("s3"))
