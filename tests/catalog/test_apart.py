"""What is installed, described by a process that a package may end."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from pushcart_extensions import clear_cache
from pushcart_extensions.catalog import Catalog, apart
from pushcart_extensions.catalog.apart import describe_apart
from pushcart_extensions.errors import DescriptionError

SOURCE = """
from pushcart_extensions import SourceBase
{before}
class {name}Source(SourceBase):
    {body}
    def get_increment(self):
        return []
"""


def install(folder: Path, key: str, before: str = "", body: str = "") -> None:
    name = f"pushcart_{key}"
    (folder / name / "sources").mkdir(parents=True)
    text = SOURCE.format(before=before, name=key.title(), body=body)
    (folder / name / "sources" / f"{key}.py").write_text(text)
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(
        f"[pushcart.sources]\n{key} = {name}.sources.{key}:{key.title()}Source\n"
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path with two packages in it, the working folder being another."""
    folder = tmp_path / "site"
    install(folder, "good", body='"""Good."""')
    install(folder, "zeal", body='"""Comes last."""')
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return folder


def keys(catalog: Catalog) -> list[str]:
    return [one.key for one in catalog.stages if one.kind == "source"]


ENDINGS = [
    ("import os; os._exit(0)", "", "it ends the process that imports it, with status 0"),
    ("import os; os._exit(3)", "", "it ends the process that imports it, with status 3"),
    ("import os; os.kill(os.getpid(), 9)", "", "it ends the process that imports it, by SIGKILL"),
    ("import os; os.kill(os.getpid(), 64)", "", "it ends the process that imports it, by S"),
    ("import os; os.kill(os.getpid(), 40)", "", "it ends the process that imports it, by signal 40"),
    ("raise KeyboardInterrupt", "", "it raises KeyboardInterrupt"),
    ("import os; os.closerange(3, 64)", "", "it ends the process that imports it, with status 1"),
    (
        "class Odd:\n    def __repr__(self):\n        import os; os._exit(0)",
        "def __init__(self, odd=Odd()): pass",
        "it ends the process that imports it, with status 0",
    ),
]


@pytest.mark.parametrize(("before", "body", "reason"), ENDINGS)
def test_what_ends_the_process_is_a_fault_and_hides_nothing(
    site: Path, before: str, body: str, reason: str
) -> None:
    install(site, "bad", before, body)
    install(site, "worse", "import os; os._exit(0)")
    catalog = describe_apart()
    assert keys(catalog) == ["good", "rows", "zeal"]
    first, second = catalog.faults
    assert first.message.startswith(
        f"source 'bad' of pushcart-bad (module pushcart_bad.sources.bad) can't be loaded: {reason}"
    )
    assert second.key == "worse"


@pytest.mark.parametrize(
    "before",
    [
        "import atexit, os; atexit.register(os._exit, 3)",
        "import sys; sys.stdout.close(); sys.stderr.close()",
        "import os; os.close(1); os.close(2)",
        "import sys; sys.stdout = None",
        "print('a module talks')",
        # Its child outlives it, and has the pipe open.
        "import os, time\nif os.fork() == 0: time.sleep(20); os._exit(0)",
    ],
)
def test_what_a_package_does_to_its_own_process_is_its_own_matter(site: Path, before: str) -> None:
    install(site, "odd", before)
    catalog = describe_apart()
    assert keys(catalog) == ["good", "odd", "rows", "zeal"]
    assert catalog.faults == ()


@pytest.mark.parametrize(
    "before",
    [
        "import time; time.sleep(60)",
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
        # Its child, too, has the pipe open.
        "import os, time; os.fork(); time.sleep(20); os._exit(0)",
        "import os, time; os.closerange(3, 64); time.sleep(60)",
    ],
)
def test_an_import_that_takes_too_long_is_a_fault_and_hides_nothing(
    site: Path, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(site, "bad", before)
    # Whoever is late is not given this time too.
    monkeypatch.setattr(apart, "_TO_EXIT", 60)
    told: list[str] = []
    started = time.monotonic()
    catalog = describe_apart(1.5, told.append)
    assert time.monotonic() - started < 15
    assert keys(catalog) == ["good", "rows", "zeal"]
    (fault,) = catalog.faults
    assert fault.message.endswith("can't be loaded: its import took more than 1.5 seconds")
    assert told in ([], ["waiting for source bad of pushcart-bad, up to 1.5 seconds"])
    assert told or "closerange" in before


def test_a_thread_that_goes_on_does_not_keep_the_list(site: Path) -> None:
    install(site, "odd", "import threading, time; threading.Thread(target=time.sleep, args=(60,)).start()")
    started = time.monotonic()
    assert "odd" in keys(describe_apart())
    assert time.monotonic() - started < 20


def test_who_reads_from_a_terminal_gets_nothing(site: Path) -> None:
    install(site, "asking", "input('Name: ')")
    (fault,) = describe_apart().faults
    assert "importing it fails: EOFError" in fault.message


@pytest.mark.usefixtures("site")
def test_a_module_in_the_working_folder_is_not_imported_for_it() -> None:
    Path("json.py").write_text("raise SystemExit('not this one')\n")
    assert "good" in keys(describe_apart())


def test_a_python_that_does_not_know_its_executable_describes_all_the_same(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(site, "here")
    monkeypatch.setattr(sys, "executable", "")
    clear_cache()
    assert "here" in keys(describe_apart())


def test_an_end_that_is_no_packages_fault_is_an_error(site: Path) -> None:
    finder = """
import os, sys
class Finder:
    def find_spec(*_): return None
    def find_distributions(*_): os._exit(5)
sys.meta_path.append(Finder)
"""
    install(site, "odd", finder, "extensions = {'some.group'}")
    with pytest.raises(DescriptionError, match="it ends the process that imports it, with status 5"):
        describe_apart()
