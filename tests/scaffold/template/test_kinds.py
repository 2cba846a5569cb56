"""What the template has for each kind of component."""

from __future__ import annotations

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.scaffold.template.location import template_root


def test_each_kind_has_a_module_and_a_test_and_each_file_a_kind() -> None:
    files = {file.name for file in (template_root() / "template" / "_kinds").iterdir()}
    assert files == {f"{kind.name}{what}.jinja" for kind in KINDS for what in ("", "_test")}
