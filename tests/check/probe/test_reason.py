"""Why a Python was taken, said where its dependencies are missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check import check
from pushcart_extensions.check.probe.interpreter import choose_interpreter, reason


def environment(folder: Path) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return folder


def told(root: Path, asked: str | None = None) -> str:
    return reason(root, choose_interpreter(root, asked))


def test_each_choice_has_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "package"
    root.mkdir()
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    last = "the Python that runs the check, since "
    assert told(root) == f"{last}it has no .venv and no environment is active"
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "gone"))
    assert told(root) == f"{last}it has no .venv and the active environment has none"
    monkeypatch.setenv("VIRTUAL_ENV", str(environment(tmp_path / "active")))
    assert told(root) == "the Python of the active environment, since it has no .venv"
    (root / ".venv").mkdir()
    assert told(root) == "the Python of the active environment, since its .venv has no Python"
    environment(root / ".venv")
    assert told(root) == "the Python of its .venv"
    assert told(root, str(environment(tmp_path / "other"))) == "the Python that was named"


def test_a_missing_requirement_says_for_which_python_and_why(
    good: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    good.at_import("import no_such_client").replace(
        "pyproject.toml", "dependencies = [", 'dependencies = ["no-such-client", '
    )
    (finding,) = check(good.write()).packages[0].findings
    assert finding.code == "PCE602"
    assert f"for {sys.executable}, the Python that runs the check, since it has no .venv" in (
        finding.hint or ""
    )
