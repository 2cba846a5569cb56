"""Extensions, as they are described: registered, each by a class of whatever sort."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pushcart_extensions import StageLoadError, clear_cache
from pushcart_extensions.catalog.installed import describe_installed

if TYPE_CHECKING:
    from pushcart_extensions.errors.discovery import StageRecord

CLOCK = "class Clock:\n    provides = {'clock'}\n"
SOURCE = """
from pushcart_extensions import SourceBase
class HandSource(SourceBase):
    provides = {'hand_source'}
    def get_increment(self): ...
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path, whose packages are forgotten afterwards."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    clear_cache()
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("pushcart_dial")]:
        del sys.modules[name]
    clear_cache()


def install(site: Path, module: str, text: str, flag: str, metadata: str = "{}-1.0.dist-info") -> None:
    """Install a package, ``pushcart_dial…``, whose one class of a module is registered under a flag."""
    package, _, inside = module.partition(".")
    path = site / package / f"{inside.replace('.', '/')}.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    for folder in {path.parent, site / package}:
        (folder / "__init__.py").touch()
    info = site / metadata.format(package)
    info.mkdir()
    name = (
        next(line for line in text.splitlines() if line.startswith("class "))[6:]
        .rstrip(":")
        .partition("(")[0]
    )
    (info / "entry_points.txt").write_text(f"[web.extension]\n{flag} = {module}:{name}\n")


def test_one_flag_in_two_packages_is_a_fault_that_names_both_and_no_name_to_use(site: Path) -> None:
    for package in ("pushcart_dial", "pushcart_dialtwo"):
        install(site, f"{package}.extensions.clock", CLOCK, "clock")
    found = describe_installed()
    (fault,) = found.faults
    assert fault.distributions == ("pushcart-dial", "pushcart-dialtwo")
    assert fault.message.startswith(
        "extension 'clock' is in pushcart-dial (pushcart_dial.extensions.clock:Clock) and"
    )
    assert [one.names for one in found.extensions] == [(), ()]


def test_a_stage_that_only_its_flag_is_registered_for_is_no_extension(site: Path) -> None:
    install(site, "pushcart_dial.sources.hand", SOURCE, "hand_source")
    found = describe_installed()
    assert found.extensions == ()
    assert [(one.key, one.found_by) for one in found.stages if one.distribution == "pushcart-dial"] == [
        ("hand", "scan")
    ]


def test_a_metadata_folder_without_a_version_says_none(site: Path) -> None:
    install(site, "pushcart_dial.extensions.clock", CLOCK, "clock", "{}.egg-info")
    (clock,) = describe_installed().extensions
    assert (clock.version, clock.distribution) == (None, "pushcart-dial")


def test_what_ends_a_process_when_it_is_described_is_a_fault(site: Path) -> None:
    install(site, "pushcart_dial.extensions.clock", CLOCK, "clock")
    told: list[StageRecord | None] = []

    def watch(record: StageRecord | None) -> None:
        told.append(record)
        if record and record.key == "clock" and [one and one.key for one in told].count("clock") > 1:
            raise StageLoadError(record, "it ends the process")

    found = describe_installed(watch)
    assert found.extensions == ()
    (fault,) = found.faults
    assert fault.message.startswith("extension 'clock' of pushcart-dial ")
    assert fault.message.endswith(" can't be loaded: it ends the process")
