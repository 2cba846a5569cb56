"""Groups of entry points under another name, in whatever way they and the other group are written."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.entry_points import move_entry_point, rename_group
from pushcart_extensions.errors import EditError

HEAD = '[project]\nname = "x"\n\n'
POINTS = f"{HEAD}[project.entry-points]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f'{POINTS}"a".x = "m:X"\n\n[project.entry-points."b"]\ny = "m:Y"\n',
            f'{POINTS}\n[project.entry-points."b"]\ny = "m:Y"\nx = "m:X"\n',
        ),
        (
            f'{POINTS}"b" = {{y = "m:Y"}}\n\n# why\n[project.entry-points."a"]\nx = "m:X"\n',
            f'{POINTS}"b" = {{y = "m:Y", x = "m:X"}}\n\n# why\n[project.entry-points."a"]\n',
        ),
        (
            f'{HEAD}entry-points = {{ a = {{ x = "m:X" }}, b = {{ y = "m:Y" }} }}\n',
            f'{HEAD}entry-points = {{ b = {{ y = "m:Y", x = "m:X" }} }}\n',
        ),
        (
            f'{HEAD}entry-points = {{ a.x = "m:X", b.y = "m:Y" }}\n',
            f'{HEAD}entry-points = {{ b.x = "m:X", b.y = "m:Y" }}\n',
        ),
        (
            f'{POINTS}# why\na = {{ x = "m:X" }}  # so\n# b\nb.y = "m:Y"\n',
            f'{POINTS}# b\n# why\n# so\nb.y = "m:Y"\nb.x = "m:X"\n',
        ),
    ],
    ids=["dotted to header", "header to inline", "inline in inline", "dotted in inline", "inline to dotted"],
)
def test_a_group_joins_one_that_is_written_otherwise(before: str, after: str) -> None:
    assert rename_group(before, "a", "b") == after


def test_a_header_that_a_string_shows_is_not_the_one_that_is_renamed() -> None:
    above = f'{HEAD}description = """\n[project.entry-points.a]\n"""\n'
    text = f'{above}[project.entry-points.a]\nx = "m:X"\n'
    after = f'{above}[project.entry-points."b"]\nx = "m:X"\n'
    assert rename_group(text, "a", "b") == after
    assert move_entry_point(text, "a", "x", "b", "x") == after


def test_a_group_that_is_laid_out_like_no_other_is_refused() -> None:
    with pytest.raises(EditError, match="laid out in a way that can't be edited safely"):
        rename_group(f'{HEAD}[project.entry-points.a.b]\nc = "x"\n', "a", "d")
