"""Positions of keys in TOML."""

from __future__ import annotations

from pushcart_extensions.check.evidence.toml_lines import key_positions

TEXT = """\
top = 1
[project]
name = "a"
urls.Home = "x"
  [project.entry-points."pushcart.sources"]  # comment
  'a' = "b"
[[tool.list]]
"quoted key" = 1
"""


def test_positions_of_headers_and_keys() -> None:
    positions = key_positions(TEXT)
    assert positions["top",] == (1, 1)
    assert positions["project",] == (2, 2)
    assert positions["project", "name"] == (3, 1)
    assert positions["project", "urls", "Home"] == (4, 1)
    assert positions["project", "entry-points", "pushcart.sources"] == (5, 4)
    assert positions["project", "entry-points", "pushcart.sources", "a"] == (6, 3)
    assert positions["tool", "list", "quoted key"] == (8, 1)


def test_a_header_that_is_not_closed_ends_with_its_line() -> None:
    assert key_positions("[tool.a\nb = 1\n") == {("tool", "a"): (1, 2), ("tool", "a", "b"): (2, 1)}
