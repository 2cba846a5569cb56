"""Discovery's own reading of the path against ``importlib.metadata``, on random installations."""

from __future__ import annotations

import importlib.metadata
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pushcart_extensions import clear_cache
from pushcart_extensions.contract.names import is_extension_name, normalize
from pushcart_extensions.runtime.discovery import registered
from pushcart_extensions.runtime.distributions import entry_points as read_entry_points
from pushcart_extensions.runtime.distributions import split_target

CASES = 400
BATCHES = 8

NAMES = ["pushcart", "pushcart-a", "pushcart-a-b", "pushcart-s3", "pushcartx", "push", "other", "pushcart-ab"]
GROUPS = ["pushcart.sources", "pushcart.destinations", "web.extension", "console_scripts", "Pushcart.Sources"]
TARGETS = [
    "pushcart_a.sources.x:XSource",
    "pushcart_a.sources.x : XSource",
    "pushcart_a:Outer.Inner",
    "a.b:C [extra]",
    "a.b:C[extra,other]",
    "a.b",
    "naïve.módulo:Größe",
]


def spelling(chance: random.Random, name: str) -> str:
    """Return a name as careless tools spell it, escaped for a folder's name."""
    parts = [part.capitalize() if chance.random() < 0.3 else part for part in name.split("-")]
    text = parts[0]
    for part in parts[1:]:
        text += chance.choice(["_", ".", "__", "_."]) + part
    return text.upper() if chance.random() < 0.1 else text


def entry_points(chance: random.Random) -> str:
    """Return a file that importlib.metadata can read, with all that the format allows."""
    lines = []
    for _ in range(chance.randint(0, 4)):
        noise = chance.choice(["", "# a comment", "   ", "; x = y", "#[pushcart.sources]"])
        lines.append(noise if not noise.startswith(";") else "# ; x")
        lines.append(
            chance.choice(["", "  "]) + f"[{chance.choice(GROUPS)}]" + chance.choice(["", " ", "\t"])
        )
        for _ in range(chance.randint(0, 3)):
            key = chance.choice(["x", "rest_api", "X", "with space", "key.dotted", "-dash", "ü"])
            equals = chance.choice(["=", " = ", " =", "= ", "\t=\t"])
            lines.append(chance.choice(["", "    "]) + key + equals + chance.choice(TARGETS))
    end = chance.choice(["\n", "\r\n", "\r"])
    return end.join(lines) + chance.choice(["", end])


def install(chance: random.Random, folder: Path) -> None:
    """Fill one path entry with random distributions, no two of one name."""
    folder.mkdir()
    for name in chance.sample(NAMES, chance.randint(0, len(NAMES))):
        spelled = spelling(chance, name)
        info = chance.choice(
            ["{}-1.0.dist-info", "{}-2.1.post1.dist-info", "{}.egg-info", "{}-0.9-py3.11.egg-info"]
        )
        place = folder / info.format(spelled)
        place.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {spelled}\nVersion: 1.0\n"
        (place / ("PKG-INFO" if place.suffix == ".egg-info" else "METADATA")).write_text(metadata)
        if chance.random() < 0.8:
            (place / "entry_points.txt").write_bytes(entry_points(chance).encode())
    for name in chance.sample(
        ["pushcart_c-1.0.dist-info", "pushcart_d.egg-info", "pushcart_e"], chance.randint(0, 3)
    ):
        (folder / name).write_text("a file, no folder")


def _declared(distribution: importlib.metadata.Distribution) -> str:
    # Asked first: without it, Python 3.12 warns, and the type that mypy knows has no get().
    return distribution.metadata["Name"] if "Name" in distribution.metadata else ""  # noqa: SIM401


def expected() -> list[tuple[str, str, str, str]]:
    """Return what importlib.metadata says, each distribution once."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for distribution in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", _declared(distribution)).lower()
        if name not in found:
            found[name] = [(name, one.group, one.name, one.value) for one in distribution.entry_points]
    return [one for name, each in found.items() if is_extension_name(name) for one in each]


@pytest.fixture
def standard_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A path without any installed distribution."""
    path = [entry for entry in sys.path if "site-packages" not in entry]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "path", list(path))
        yield path
    clear_cache()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_both_see_the_same_entry_points(batch: int, tmp_path: Path, standard_library: list[str]) -> None:
    seen = 0
    for case in range(batch, CASES, BATCHES):
        chance = random.Random(case)  # noqa: S311 - a seed makes a failure repeatable
        path = [tmp_path / f"{case}-{number}" for number in range(chance.randint(1, 3))]
        for folder in path:
            install(chance, folder)
        sys.path[:] = [*map(str, path), str(tmp_path / "missing"), *standard_library]
        clear_cache()
        ours, theirs = sorted(registered()), sorted(expected())
        assert ours == theirs, f"seed {case}"
        seen += len(ours)
    assert seen > CASES // BATCHES


@pytest.mark.parametrize("target", TARGETS)
def test_targets_split_as_importlib_splits_them(target: str) -> None:
    theirs = importlib.metadata.EntryPoint(name="x", group="g", value=target)
    assert split_target(target) == (theirs.module, theirs.attr if ":" in target else "")


@pytest.mark.parametrize("target", ["", ":", "a:", ":b", "a b:c", "a:b c", "a:b:c", "a:b  # note", "a/b:c"])
def test_a_malformed_target_has_no_attribute(target: str) -> None:
    assert split_target(target)[1] == ""


def test_entries_before_any_group_are_none() -> None:
    assert list(read_entry_points("x = a:b\n[g]\ny = c:d = e\n")) == [("g", "y", "c:d = e")]


def test_names_are_compared_under_pep_503() -> None:
    chance = random.Random(503)  # noqa: S311
    assert {normalize(spelling(chance, "pushcart-a-b")) for _ in range(50)} == {"pushcart-a-b"}
