"""Builds that fail, hang, or leave something behind."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from pushcart_extensions.check.building import backend
from pushcart_extensions.check.building.backend import Made, build_metadata, build_wheel
from pushcart_extensions.check.choices import Choices

HERE = Choices(isolated=False)
OWN_BACKEND = '[build-system]\nrequires = []\nbuild-backend = "packing"\nbackend-path = ["."]\n'


def build(folder: Path, code: str, task: str = "wheel") -> Made:
    """Build with a backend of the package's own."""
    root = folder / "shop"
    root.mkdir()
    (root / "pyproject.toml").write_text(OWN_BACKEND)
    (root / "packing.py").write_text(code)
    make = build_wheel if task == "wheel" else build_metadata
    return make(root, folder / "private", HERE, sys.executable)


def test_a_build_that_raises_is_told_with_its_last_words(tmp_path: Path) -> None:
    made = build(tmp_path, "def build_wheel(*_): raise RuntimeError('no licence')\n")
    assert made.path is None
    assert made.words.endswith("RuntimeError: no licence")
    assert len(made.words.splitlines()) <= 6


def test_places_in_the_copy_are_told_as_places_in_the_folder(tmp_path: Path) -> None:
    made = build(tmp_path, "def build_wheel(*_): raise RuntimeError(__file__)\n")
    assert f"{tmp_path}/shop/packing.py" in made.words
    assert "private" not in made.words


def test_a_build_that_ends_the_interpreter_is_told_too(tmp_path: Path) -> None:
    made = build(tmp_path, "import os\ndef build_wheel(*_): os._exit(0)\n")
    assert made.path is None
    assert made.words


def test_a_build_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "_SECONDS", 2.0)
    begun = time.monotonic()
    note = tmp_path / "note"
    made = build(
        tmp_path,
        "import subprocess, time\n"
        "def build_wheel(*_):\n"
        f"    subprocess.Popen(['sh', '-c', 'sleep 4; touch {note}'])\n"
        "    print('still downloading', flush=True)\n"
        "    time.sleep(60)\n",
    )
    assert made.path is None
    assert "still downloading" in made.words
    assert "not done after 2 seconds" in made.words
    assert time.monotonic() - begun < 10
    time.sleep(3)
    assert not note.exists()


def test_a_backend_that_is_not_there_is_named(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    (root / "pyproject.toml").write_text('[build-system]\nrequires = []\nbuild-backend = "no_such"\n')
    made = build_wheel(root, tmp_path / "private", HERE, sys.executable)
    assert made == Made(None, "Backend 'no_such' is not available.")


def test_a_python_without_the_backend_is_followed_by_our_own(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    (root / "shop").mkdir(parents=True)
    (root / "shop/__init__.py").touch()
    (root / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "shop"\nversion = "1"\n'
    )
    bare = Path(sys.executable).resolve()
    made = build_wheel(root, tmp_path / "private", HERE, str(bare))
    assert made.path is not None, made.words
    assert made.path.name.startswith("shop-1-")


def test_a_backend_without_a_hook_for_metadata_builds_for_them(tmp_path: Path) -> None:
    made = build(
        tmp_path,
        "from zipfile import ZipFile\n"
        "def build_wheel(folder, *_):\n"
        "    with ZipFile(f'{folder}/shop-1-py3-none-any.whl', 'w') as archive:\n"
        "        archive.writestr('shop-1.dist-info/METADATA', 'Name: shop\\n')\n"
        "        archive.writestr('shop-1.dist-info/WHEEL', '')\n"
        "    return 'shop-1-py3-none-any.whl'\n",
        task="metadata",
    )
    assert made.path is not None, made.words
    assert (made.path / "METADATA").read_text() == "Name: shop\n"


def test_terminal_control_and_bytes_that_are_no_text_are_only_words(tmp_path: Path) -> None:
    made = build(
        tmp_path,
        "import os\ndef build_wheel(*_):\n    os.write(1, b'\\xff\\x1b[2J\\n')\n    raise SystemExit(3)\n",
    )
    assert made.path is None
    assert "\ufffd\x1b[2J" in made.words  # the reports escape it, as they do with every message
