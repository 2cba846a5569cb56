"""A draft says what is to become of files, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.edits.plan import Draft, FileEdit
from pushcart_extensions.errors import EditError

from .conftest import snapshot


def test_a_draft_holds_the_changes_and_writes_nothing(tree: Path) -> None:
    before = snapshot(tree)
    draft = Draft(tree)
    draft.edit("a.py", lambda text: text.upper())
    other = draft.copy()
    other.create("x.py", "1\n")
    assert draft.plan() == (FileEdit("a.py", b"old a\n", b"OLD A\n"),)
    assert [edit.path for edit in other.plan()] == ["a.py", "x.py"]
    assert snapshot(tree) == before


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbfx = 1\r\n", b"# -*- coding: latin-1 -*-\nx = '\xe4'\n", "ö\r\n".encode(), b""],
    ids=["BOM", "declared", "CRLF", "empty"],
)
def test_a_text_keeps_its_encoding(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.py").write_bytes(data)
    draft = Draft(tmp_path)
    draft.edit("x.py", lambda text: text + "# é\n")
    (edit,) = draft.plan()
    assert edit.after in (data + "# é\n".encode(), data + "# é\n".encode("latin-1"))


def test_a_draft_says_which_file_it_refuses(tree: Path) -> None:
    draft = Draft(tree)
    with pytest.raises(EditError, match=r"nowhere\.py stays as it is: there is no such file"):
        draft.edit("nowhere.py", str)
    with pytest.raises(EditError, match=r"a\.py stays as it is: it is there already"):
        draft.create("a.py", "x")
    with pytest.raises(EditError, match=r"nowhere\.py stays as it is: there is no such file"):
        draft.text("nowhere.py")
    (tree / "c.py").write_bytes(b"\xff")
    with pytest.raises(EditError, match=r"c\.py stays as it is: it can't be read as utf-8"):
        draft.text("c.py")
