"""Archives that were made to deceive, or broke on the way: none is unpacked, none raises."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushcart_extensions.check.evidence import archive
from pushcart_extensions.check.evidence.archive import unpack


def with_names(*names: str) -> Callable[[Path], None]:
    """Return what writes an archive with entries of these names."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as content:
            for name in names:
                info = zipfile.ZipInfo("x")
                # Its constructor would cut the name at a null byte.
                info.filename = name
                content.writestr(info, "content")

    return write


def with_declared_size(size: int) -> Callable[[Path], None]:
    """Return what writes an archive whose directory says that a file is of some size."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as content:
            content.writestr("a.py", "content")
        data = bytearray(path.read_bytes())
        struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, size)
        path.write_bytes(data)

    return write


def encrypted(path: Path) -> None:
    with_names("a.py")(path)
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.rindex(signature) + offset] |= 1
    path.write_bytes(data)


def with_link_out(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as content:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        content.writestr(info, "/etc/passwd")


HOSTILE: list[tuple[str, Callable[[Path], object], str]] = [
    ("no zip", lambda p: p.write_bytes(b"#!/bin/sh\n"), "no zip file"),
    ("nothing in it", lambda p: p.write_bytes(b""), "no zip file"),
    ("cut off", lambda p: (with_names("a.py")(p), p.write_bytes(p.read_bytes()[:60])), "no zip file"),
    ("missing", lambda _: None, "can't be unpacked: No such file"),
    ("a folder", lambda p: p.mkdir(), "can't be unpacked: Is a directory"),
    ("absolute name", with_names("/tmp/evil.py"), "outside of itself: /tmp/evil.py"),  # noqa: S108
    ("name that climbs", with_names("../evil.py"), "outside of itself: ../evil.py"),
    ("name that climbs later", with_names("a/../../evil.py"), "outside of itself"),
    ("name of Windows", with_names("..\\evil.py"), "outside of itself"),
    ("drive letter", with_names("C:evil.py"), "outside of itself"),
    ("null byte", with_names("a.py\0.txt"), "outside of itself"),
    ("control characters", with_names("\x1b[2J.py"), "outside of itself"),
    ("name of a thousand characters", with_names("a" * 1001), "outside of itself"),
    ("two entries of one name", with_names("a.py", "a.py"), "holds files twice: a.py"),
    ("a file and something under it", with_names("a", "a/b"), "under what is a file: a"),
    ("declared as a gigabyte", with_declared_size(1 << 30), "would unpack to 1024 MiB"),
    ("longer than declared", with_declared_size(3), "no zip file, or a broken one: Bad CRC"),
    ("encrypted", encrypted, "is encrypted"),
]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("make", "reason"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_what_is_not_in_order_is_refused_with_a_reason(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    make(tmp_path / "x.whl")
    before = sorted(tmp_path.parent.iterdir())
    unpacked = unpack(tmp_path / "x.whl", tmp_path / "inside" / "content")
    assert reason in (unpacked.problem or "")
    assert unpacked.files == {}
    assert sorted(tmp_path.parent.iterdir()) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"x.whl", "inside"}


def test_more_files_than_any_package_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 3)
    with_names("a", "b", "c", "d")(tmp_path / "x.whl")
    assert "holds 4 files" in (unpack(tmp_path / "x.whl", tmp_path / "content").problem or "")


def test_a_link_comes_out_as_a_file(tmp_path: Path) -> None:
    with_link_out(tmp_path / "x.whl")
    assert unpack(tmp_path / "x.whl", tmp_path / "content").problem is None
    assert not (tmp_path / "content/link").is_symlink()
    assert (tmp_path / "content/link").read_text() == "/etc/passwd"


def test_files_are_told_with_their_hash_and_size(tmp_path: Path) -> None:
    with_names("a/b.py")(tmp_path / "x.whl")
    # As `printf content | openssl dgst -sha256 -binary | base64` has it, in the alphabet of RECORD.
    digest = "sha256=7XACtDnprIRfIjV9giusFERzD722AW0-yUMil7nsn3M"
    assert dict(unpack(tmp_path / "x.whl", tmp_path / "content").files) == {"a/b.py": (digest, 7)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), length=st.floats(0.2, 1))
def test_an_archive_with_changed_bytes_never_raises(
    tmp_path_factory: pytest.TempPathFactory, position: float, byte: int, length: float
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    with zipfile.ZipFile(folder / "x.whl", "w", zipfile.ZIP_DEFLATED) as content:
        content.writestr("a/b.py", "content" * 20)
        content.writestr("a-1.dist-info/RECORD", "a/b.py,,\n")
    data = bytearray((folder / "x.whl").read_bytes())
    data[int(position * len(data))] = byte
    (folder / "x.whl").write_bytes(data[: int(len(data) * length) + 1])
    unpack(folder / "x.whl", folder / "content")
    assert {path.name for path in folder.iterdir()} == {"x.whl", "content"}


def test_content_that_can_not_be_decompressed_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.whl", "w", zipfile.ZIP_DEFLATED) as content:
        content.writestr("a", "content" * 100)
    data = bytearray((tmp_path / "x.whl").read_bytes())
    data[31:36] = b"\xff" * 5  # behind the name, which is one byte long
    (tmp_path / "x.whl").write_bytes(data)
    problem = unpack(tmp_path / "x.whl", tmp_path / "content").problem
    assert problem
    assert problem.startswith("can't be unpacked: Error -3 while decompressing data")
