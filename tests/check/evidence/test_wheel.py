"""What is read of a wheel, and what an installer would refuse."""

from __future__ import annotations

import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from pushcart_extensions.check.evidence.wheel import Wheel, read_wheel

INFO = "pushcart_shop-1.0.dist-info"
NAME = "pushcart_shop-1.0-py3-none-any.whl"
METADATA = """\
Metadata-Version: 2.1
Name: pushcart-shop
Version: 1.0
Requires-Python: >=3.11
Requires-Dist: pushcart-extensions>=0.1
Requires-Dist: rich; extra == "tables"

Name: of the readme
"""
ENTRY_POINTS = """\
# ours
[pushcart.sources]
orders = pushcart_shop.sources.orders:OrdersSource
"""
FILES = {
    "pushcart_shop/__init__.py": "",
    "pushcart_shop/sources/orders.py": "x = 1\n",
    f"{INFO}/METADATA": METADATA,
    f"{INFO}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    f"{INFO}/entry_points.txt": ENTRY_POINTS,
}


def record(files: Mapping[str, str]) -> str:
    lines = [
        f"{name},sha256={urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip('=')},{len(text)}"
        for name, text in files.items()
    ]
    return "\n".join([*lines, f"{INFO}/RECORD,,", ""])


def wheel(
    folder: Path, files: Mapping[str, str] = FILES, listing: str | None = None, name: str = NAME
) -> Wheel:
    """Write a wheel and read it."""
    with zipfile.ZipFile(folder / name, "w") as content:
        for path, text in files.items():
            content.writestr(path, text)
        content.writestr(f"{INFO}/RECORD", record(files) if listing is None else listing)
    return read_wheel(folder / name, folder / "content")


def test_a_wheel_in_order(tmp_path: Path) -> None:
    read = wheel(tmp_path)
    assert (read.problem, read.lies, read.top_level) == (None, (), ("pushcart_shop",))
    assert read.metadata is not None
    assert read.metadata.first("Name") == "pushcart-shop"
    assert read.metadata.requirements == ("pushcart-extensions",)
    (point,) = read.entry_points
    assert (point.name, point.module, point.place.line) == ("orders", "pushcart_shop.sources.orders", 3)


@pytest.mark.parametrize(
    ("file", "module", "there"),
    [
        ("a/b.py", "a.b", True),
        ("a/b/__init__.py", "a.b", True),
        ("a/b.cpython-311-x86_64-linux-gnu.so", "a.b", True),
        ("a/b.pyi", "a.b", False),
        ("a/bc.py", "a.b", False),
        ("a/b/c.py", "a.b", False),
    ],
)
def test_a_module_is_there_as_source_or_compiled(file: str, module: str, there: bool) -> None:
    assert Wheel(files=frozenset({file})).has_module(module) is there


def test_what_stands_under_data_is_where_an_installer_puts_it(tmp_path: Path) -> None:
    files = {
        **FILES,
        "pushcart_shop-1.0.data/purelib/pushcart_shop/late.py": "",
        "pushcart_shop-1.0.data/scripts/x": "",
    }
    read = wheel(tmp_path, files)
    assert read.has_module("pushcart_shop.late")
    assert (tmp_path / "content/pushcart_shop/late.py").is_file()
    assert read.top_level == ("pushcart_shop",)


def without(name: str) -> dict[str, str]:
    return {path: text for path, text in FILES.items() if path != f"{INFO}/{name}"}


@pytest.mark.parametrize(
    ("files", "name", "reason"),
    [
        (without("METADATA"), NAME, "has no METADATA in"),
        (without("WHEEL"), NAME, "has no WHEEL in"),
        ({**FILES, "other-1.0.dist-info/METADATA": ""}, NAME, "must hold one .dist-info folder"),
        (FILES, "shop.whl", "file name that no installer takes"),
        (FILES, "pushcart_shop-2.0-py3-none-any.whl", "is named for pushcart_shop 2.0"),
        (FILES, "pushcart_store-1.0-py3-none-any.whl", "is named for pushcart_store 1.0"),
    ],
)
def test_what_an_installer_would_refuse(
    tmp_path: Path, files: Mapping[str, str], name: str, reason: str
) -> None:
    assert reason in (wheel(tmp_path, files, name=name).problem or "")


def test_an_archive_without_metadata_is_no_wheel(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / NAME, "w") as content:
        content.writestr("a.py", "")
    assert "holds none" in (read_wheel(tmp_path / NAME, tmp_path / "content").problem or "")


def test_metadata_that_are_no_text(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / NAME, "w") as content:
        for part in ("METADATA", "WHEEL", "RECORD"):
            content.writestr(f"{INFO}/{part}", b"\xff\xfe\x00")
    assert "metadata that can't be read" in (read_wheel(tmp_path / NAME, tmp_path / "content").problem or "")


LIES = [
    ("a file that is not there", record(FILES) + "gone.py,,\n", "lists gone.py, which isn't in"),
    ("a file left out", record(without("WHEEL")), f"doesn't list {INFO}/WHEEL"),
    (
        "another hash",
        record({**FILES, "pushcart_shop/__init__.py": "x"}),
        "another hash or size for pushcart_",
    ),
    ("a size alone", record(FILES).replace(",6\n", ",7\n"), "another hash or size for pushcart_shop/sources"),
    ("no hash", record(FILES) + "pushcart_shop/__init__.py,,\n", "lists pushcart_shop/__init__.py twice"),
    ("nothing", "", "doesn't list pushcart_shop/__init__.py"),
]


@pytest.mark.parametrize(("listing", "lie"), [row[1:] for row in LIES], ids=[row[0] for row in LIES])
def test_a_record_that_lies_is_told_so(tmp_path: Path, listing: str, lie: str) -> None:
    assert any(lie in one for one in wheel(tmp_path, listing=listing).lies)


def test_an_algorithm_that_is_not_known_is_left_alone(tmp_path: Path) -> None:
    listing = record(FILES).replace("sha256=", "blake9=")
    assert wheel(tmp_path, listing=listing).lies == ()
