"""A new package that is only looked at."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from pushcart_extensions.errors import CannotWriteError
from pushcart_extensions.scaffold.answers.given import answers_from_options
from pushcart_extensions.scaffold.new import preview_package, request_package


def test_a_preview_that_finds_no_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"name": "x", "author": "Ada", "email": "ada@example.com", "url": "https://example.com"}
    request = request_package(answers_from_options(given), tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(CannotWriteError, match=r"^can't write the preview: "):
        preview_package(request)
