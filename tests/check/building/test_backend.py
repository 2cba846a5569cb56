"""Builds that fail, hang, or leave something behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

from pushcart_extensions.check.building.backend import Made, build_metadata, build_wheel
from pushcart_extensions.check.choices import Choices

HERE = Choices(isolated=False)
OWN_BACKEND = '[build-system]\nrequires = []\nbuild-backend = "packing"\nbackend-path = ["."]\n'


def build(
    folder: Path, code: str, task: str = "wheel", *, choices: Choices = HERE, backend: str = OWN_BACKEND
) -> Made:
    """Build with a backend of the package's own."""
    root = folder / "shop"
    root.mkdir()
    (root / "pyproject.toml").write_text(backend)
    (root / "packing.py").write_text(code)
    make = build_wheel if task == "wheel" else build_metadata
    return make(root, folder / "private", choices, sys.executable)


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


def test_a_build_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    begun = time.monotonic()
    note = tmp_path / "note"
    made = build(
        tmp_path,
        "import subprocess, time\n"
        "def build_wheel(*_):\n"
        f"    subprocess.Popen(['sh', '-c', 'sleep 4; touch {note}'])\n"
        "    print('still downloading', flush=True)\n"
        "    time.sleep(60)\n",
        choices=HERE._replace(build_timeout=2),
    )
    assert made.path is None
    assert "still downloading" in made.words
    assert "not done after 2 s; --build-timeout gives more" in made.words
    assert time.monotonic() - begun < 10
    time.sleep(3)
    assert not note.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lets a process adopt orphans")
def test_a_daemon_that_a_build_leaves_is_ended(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    made = build(
        tmp_path,
        "import subprocess\n"
        "def build_wheel(*_):\n"
        "    daemon = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        f"    open({str(note)!r}, 'w').write(str(daemon.pid))\n"
        "    raise RuntimeError('no licence')\n",
    )
    assert made.words.endswith("RuntimeError: no licence")
    assert not Path(f"/proc/{note.read_text()}").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a supervisor is forked")
def test_a_build_is_ended_when_the_checker_is_killed(tmp_path: Path) -> None:
    root, note = tmp_path / "shop", tmp_path / "pid"
    root.mkdir()
    (root / "pyproject.toml").write_text(OWN_BACKEND)
    (root / "packing.py").write_text(
        "import os, time\n"
        "def build_wheel(*_):\n"
        f"    open({str(note)!r}, 'w').write(str(os.getpid()))\n"
        "    time.sleep(600)\n"
    )
    code = (
        "import sys; from pathlib import Path\n"
        "from pushcart_extensions.check.building.backend import build_wheel\n"
        "from pushcart_extensions.check.choices import Choices\n"
        "build_wheel(Path(sys.argv[1]), Path(sys.argv[2]), Choices(isolated=False), sys.executable)"
    )
    checker = subprocess.Popen([sys.executable, "-c", code, str(root), str(tmp_path / "private")])
    deadline = time.monotonic() + 60
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    checker.kill()
    checker.wait()
    process = int(note.read_text())
    deadline = time.monotonic() + 10
    while is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(process)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return not shown.stdout.strip().startswith("Z")


@pytest.mark.parametrize("code", ["", "def build_wheel(*_): raise RuntimeError('no licence')\n"])
def test_a_build_without_what_it_requires_says_what_there_is_and_the_way_out(
    tmp_path: Path, code: str
) -> None:
    requires = 'requires = ["PyYAML>=9999", "no-such-thing", "pytest", "never; python_version < \'3\'"]'
    made = build(tmp_path, code, backend=OWN_BACKEND.replace("requires = []", requires))
    assert made.path is None
    assert f"The build requires PyYAML>=9999, and there is PyYAML {version('PyYAML')}." in made.words
    assert "The build requires no-such-thing, and there is no no-such-thing." in made.words
    assert '-m pip install "PyYAML>=9999" "no-such-thing", or build without --no-isolation.' in made.words
    assert "never" not in made.words


def test_a_python_that_meets_the_requirements_comes_first(tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    root = tmp_path / "shop"
    root.mkdir()
    requires = OWN_BACKEND.replace("requires = []", 'requires = ["PyYAML"]')
    (root / "pyproject.toml").write_text(requires)
    (root / "packing.py").write_text("import sys\ndef build_wheel(*_): raise RuntimeError(sys.executable)\n")
    made = build_wheel(root, tmp_path / "private", HERE, str(environment / "bin" / "python"))
    assert made.words.endswith(f"RuntimeError: {sys.executable}")


def test_a_backend_finds_the_programs_beside_its_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.defpath)
    made = build(tmp_path, "import os\ndef build_wheel(*_): raise RuntimeError(os.environ['PATH'])\n")
    assert f"RuntimeError: {Path(sys.executable).parent}{os.pathsep}{os.defpath}" in made.words


def test_endless_output_is_read_from_its_end(tmp_path: Path) -> None:
    code = (
        "def build_wheel(*_):\n"
        "    for _ in range(300):\n"
        "        print('x' * 10_000)\n"
        "    raise RuntimeError('no licence')\n"
    )
    made = build(tmp_path, code)
    assert made.words.endswith("RuntimeError: no licence")
    assert len(made.words) <= 2_000


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


def test_a_package_that_can_not_be_copied_is_told(tmp_path: Path) -> None:
    (tmp_path / "private").touch()
    made = build(tmp_path, "")
    assert made == Made(None, f"{tmp_path}/shop can't be copied: Not a directory")


def test_an_isolated_build_without_requirements_needs_nothing_from_an_index(tmp_path: Path) -> None:
    code = "import sys\ndef build_wheel(*_): raise RuntimeError(sys.prefix)\n"
    made = build(tmp_path, code, choices=Choices())
    assert f"RuntimeError: {tmp_path}/private/tmp/build-env-" in made.words


@pytest.mark.skipif(sys.platform == "win32", reason="a supervisor is forked")
def test_a_build_that_stops_its_supervisor_is_given_up_all_the_same(tmp_path: Path) -> None:
    begun = time.monotonic()
    code = (
        "import os, signal, time\n"
        "def build_wheel(*_):\n"
        "    os.kill(os.getsid(0), signal.SIGSTOP)\n"
        "    time.sleep(12)\n"
    )
    made = build(tmp_path, code, choices=HERE._replace(build_timeout=1))
    assert "not done after 1 s" in made.words
    assert time.monotonic() - begun < 12
