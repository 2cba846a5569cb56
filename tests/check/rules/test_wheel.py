"""What a wheel holds by mistake."""

from __future__ import annotations

from typing import Any

from pushcart_extensions.check import check

INCLUDED = """
[tool.hatch.build.targets.wheel]
packages = ["src/pushcart_shop"]
force-include = { "old.pyc" = "pushcart_shop/__pycache__/orders.pyc" }
"""


def test_compiled_files_are_named(good: Any) -> None:
    good.add("old.pyc", "").append("pyproject.toml", INCLUDED)
    (report,) = check(good.write(), wheel=True, isolated=False).packages
    assert [one.message for one in report.findings if one.code == "PCE710"] == [
        "The wheel holds compiled files, such as pushcart_shop/__pycache__/orders.pyc."
    ]
