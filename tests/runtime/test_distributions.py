"""What metadata folders of all sorts say of a distribution."""

from __future__ import annotations

import importlib.metadata
import sys

import pytest

from pushcart_extensions import clear_cache, find_stage
from pushcart_extensions.runtime.distributions import installed

from .site import Site

POINTS = {"pushcart.sources": {"thing": "pushcart_a.sources.thing:ThingSource"}}


def names() -> set[str]:
    clear_cache()
    return {item.name for item in installed()}


@pytest.mark.parametrize(
    ("folder", "name", "found"),
    [
        ("pushcart-shop-1.0.dist-info", "Pushcart_Shop", "pushcart-shop"),
        ("pushcart-shop-1.0.egg-info", "Pushcart_Shop", "pushcart-shop"),
        ("pushcart_shop-1.0.dist-info", "pushcart-other", "pushcart-shop"),
    ],
)
def test_a_folder_whose_name_an_old_tool_has_spelled_is_what_its_own_file_declares(
    site: Site, folder: str, name: str, found: str
) -> None:
    site.metadata(name, POINTS, folder=folder)
    assert names() == {"pushcart-extensions", found}
    assert find_stage("source", "thing").distribution == found


def test_a_folder_that_declares_no_name_has_the_one_before_its_first_dash(site: Site) -> None:
    (site.folder / "pushcart_a-old-1.0.dist-info").mkdir()
    (site.folder / "pushcart_b-old-1.0.dist-info").mkdir()
    (site.folder / "pushcart_b-old-1.0.dist-info/METADATA").write_text("Version: 1\n")
    assert names() == {"pushcart-extensions", "pushcart-a", "pushcart-b"}


def test_entry_points_of_any_length_are_read_to_the_end(site: Site) -> None:
    many = {f"key_{number}": f"pushcart_a.sources.key_{number}:Source" for number in range(1000)}
    info = site.metadata("pushcart-a", {"pushcart.sources": many})
    assert (info / "entry_points.txt").stat().st_size > 3 * 8192
    clear_cache()
    assert find_stage("source", "key_999").module == "pushcart_a.sources.key_999"


def test_what_is_no_file_has_no_entry_points(site: Site) -> None:
    (site.metadata("pushcart-a") / "entry_points.txt").mkdir()
    assert names() == {"pushcart-extensions", "pushcart-a"}


def test_the_backport_of_importlib_metadata_is_no_foreign_finder(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Backport:
        __module__ = "importlib_metadata"

        @staticmethod
        def find_spec(*_: object) -> None:
            return None

        @staticmethod
        def find_distributions(*_: object) -> list[importlib.metadata.Distribution]:
            raise AssertionError("asked for what folders show")

    site.metadata("pushcart-a", POINTS)
    monkeypatch.setattr(sys, "meta_path", [Backport(), *sys.meta_path])
    assert names() == {"pushcart-extensions", "pushcart-a"}


def test_the_same_line_twice_is_one_stage(site: Site) -> None:
    line = "thing = pushcart_a.sources.thing:ThingSource\n"
    site.metadata("pushcart-a", f"[pushcart.sources]\n{line}{line}")
    clear_cache()
    assert find_stage("source", "thing").distribution == "pushcart-a"
