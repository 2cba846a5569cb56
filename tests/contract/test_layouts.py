"""Where an import package may lie."""

from __future__ import annotations

import pytest

from pushcart_extensions.contract.layouts import joined, package_parents, setup_cfg_parents


@pytest.mark.parametrize(
    ("tool", "parents"),
    [
        ({}, ["src", "."]),
        ({"setuptools": {"packages": {"find": {"where": ["lib", "src"]}}}}, ["src", "lib", "."]),
        ({"setuptools": {"package-dir": {"": "python"}}}, ["src", "python", "."]),
        ({"pdm": {"build": {"package-dir": "lib"}}}, ["src", "lib", "."]),
        ({"uv": {"build-backend": {"module-root": ""}}}, ["src", "", "."]),
        ({"poetry": {"packages": [{"include": "x", "from": "lib"}, {"include": "y"}]}}, ["src", "lib", "."]),
        ({"hatch": {"build": {"targets": {"wheel": {"packages": ["lib/x", "y"]}}}}}, ["src", "lib", "."]),
        ({"hatch": {"build": {"targets": {"wheel": {"packages": [3, "lib/x"]}}}}}, ["src", "lib", "."]),
        ({"setuptools": "odd", "poetry": {"packages": 3}}, ["src", "."]),
    ],
)
def test_the_parents_are_those_that_build_backends_are_told(
    tool: dict[str, object], parents: list[str]
) -> None:
    assert package_parents(tool) == parents


@pytest.mark.parametrize(
    ("where", "package_dir", "parents"),
    [
        ("", "", []),
        ("src", "\n= src", ["src", "src"]),
        ("\nlib\npython", "", ["lib", "python"]),
        ("", "= lib", ["lib"]),
        ("", "\n  =lib\n  shop = other", ["lib"]),
    ],
)
def test_a_setup_cfg_names_folders_too(where: str, package_dir: str, parents: list[str]) -> None:
    assert setup_cfg_parents(where, package_dir) == parents


@pytest.mark.parametrize(
    ("parent", "path"), [("src", "src/x"), (".", "x"), ("", "x"), ("./lib/", "lib/x"), (".\\lib", "lib/x")]
)
def test_a_path_has_no_dots(parent: str, path: str) -> None:
    assert joined(parent, "x") == path
