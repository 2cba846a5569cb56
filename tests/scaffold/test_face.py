"""What the package offers, whatever of it was imported before."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pushcart_extensions.scaffold as face


@pytest.mark.parametrize("name", face.__all__)
@pytest.mark.parametrize("before", ["", "import pushcart_extensions.scaffold.{0}, sys; "])
def test_a_name_is_the_function_or_class_and_never_the_module(name: str, before: str) -> None:
    code = (
        before.format(name if name.islower() else "add")
        + f"from pushcart_extensions.scaffold import {name}; print(callable({name}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_other_modules_are_attributes_as_always() -> None:
    code = (
        "import pushcart_extensions.scaffold.answers as answers, pushcart_extensions.scaffold as face; "
        "print(face.answers is answers)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "True\n"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'gone'"):
        face.gone  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_imports_none_of_its_modules() -> None:
    code = (
        "import pushcart_extensions.scaffold, sys; "
        "print([name for name in sys.modules if name.startswith('pushcart_extensions.scaffold.')])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
