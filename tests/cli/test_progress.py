"""How a run is going, on a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from .odd import command


def on_a_terminal(folder: Path, workflow: str, **environment: str) -> tuple[str, bytes]:
    """Return what a run prints, and what it shows on the terminal that its standard error is."""
    (folder / "w.yaml").write_text(workflow)
    parent, child = pty.openpty()
    done = subprocess.run(
        command("w.yaml"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=child,
        text=True,
        env={**os.environ, "TERM": "xterm", **environment},
        check=True,
        timeout=60,
    )
    os.write(child, b"END")
    os.close(child)
    shown = b""
    while not shown.endswith(b"END"):
        shown += os.read(parent, 4096)
    os.close(parent)
    return done.stdout, shown


def test_progress_is_shown_on_a_terminal(folder: Path) -> None:
    workflow = "sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]\n"

    printed, shown = on_a_terminal(folder, workflow)

    assert printed == '{"a": 1}\n'
    assert b"source 'rows'  0." in shown
    assert b"destination 'console'  0." in shown


@pytest.mark.parametrize(("no_color", "styled"), [("", True), ("1", False)])
def test_progress_has_no_style_where_none_is_wanted(folder: Path, no_color: str, styled: bool) -> None:
    workflow = "sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]\n"

    _, shown = on_a_terminal(folder, workflow, NO_COLOR=no_color)

    assert (b"m" in {one[-1:] for one in re.findall(rb"\x1b\[[0-9;]*[a-zA-Z]", shown)}) is styled


def test_an_extension_that_shows_progress_has_the_terminal_to_itself(folder: Path) -> None:
    (folder / "pushcart_shows.py").write_text("class Shows:\n    provides = {'progress'}\n")
    info = folder / "pushcart_shows-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pushcart-shows\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[web.extension]\nprogress = pushcart_shows:Shows\n")
    workflow = "sources: [rows]\ndestinations: [console]\napplication: {extensions: {progress: }}\n"

    _, shown = on_a_terminal(folder, workflow)

    assert shown == b"END"


def test_a_run_goes_on_without_rich(folder: Path) -> None:
    (folder / "rich.py").write_text("raise ModuleNotFoundError('hidden', name='rich')\n")
    printed, shown = on_a_terminal(
        folder, "sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]\n"
    )
    assert (printed, shown) == ('{"a": 1}\n', b"END")
