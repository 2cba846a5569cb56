"""The report as people read it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pushcart_extensions.check.findings import Finding, FoundComponent, PackageReport, Report, Severity
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.reports.text import plain_text


def report(path: str, *findings: Finding) -> Report:
    stage = FoundComponent("source", "my", "MySource", "pushcart_my.sources.my", "entry-point")
    return Report((PackageReport(path, "pushcart-my", (stage,), (), findings),))


def test_a_clean_report_names_the_stages(tmp_path: Path) -> None:
    assert plain_text(report(str(tmp_path))).splitlines() == [
        f"pushcart-my  {tmp_path}",
        "  ✓ source my → MySource, found by entry point",
        "",
        "1 package, 1 stage, 0 errors, 0 warnings: it conforms",
    ]


@pytest.mark.parametrize(
    ("paths", "checked"),
    [
        (["a", "b"], "2 packages, 2 stages"),
        (["a", "nightly.yaml"], "1 package, 1 workflow file, 2 stages"),
        (["a", "b.whl", "nightly.yaml", "weekly.yml"], "2 packages, 2 workflow files, 4 stages"),
        (["nightly.yaml"], "1 workflow file, 1 stage"),
    ],
)
def test_what_was_checked_is_counted_by_its_name(paths: list[str], checked: str) -> None:
    packages = tuple(one for path in paths for one in report(path).packages)
    assert plain_text(Report(packages)).splitlines()[-1].startswith(f"{checked}, 0 errors")


def test_a_finding_shows_the_line_the_place_the_reason_and_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "my.py").write_text("import os\nclass Mine:\n    pass\n")
    finding = Finding(
        "PCE203",
        "class-name",
        Severity.ERROR,
        "It must be called MySource.",
        "Rename it.",
        Place("my.py", 2, 7, 11),
    )
    lines = plain_text(report(str(tmp_path), finding)).splitlines()
    assert lines[3:10] == [
        f"{tmp_path}/my.py",
        "  2:7     error  PCE203 class-name",
        "          It must be called MySource.",
        "      2 | class Mine:",
        "        |       ^^^^",
        "          → Rename it.",
        "",
    ]
    assert lines[-1] == "1 package, 1 stage, 1 error, 0 warnings: it does not conform"


@pytest.mark.parametrize(
    ("found_by", "verdict"),
    [
        ("scan", "it conforms"),
        ("static", "it conforms, by the files alone"),
        (None, "no fault found, but not all could be verified"),
    ],
)
def test_the_verdict_says_how_much_was_seen(found_by: str | None, verdict: str) -> None:
    stage = FoundComponent("source", "my", None, "pushcart_my.sources.my", found_by)
    package = PackageReport("my", "pushcart-my", (stage,), (), ())
    assert plain_text(Report((package,))).endswith(f"0 warnings: {verdict}")


def test_a_caret_stands_under_what_can_be_seen_alone(tmp_path: Path) -> None:
    (tmp_path / "my.py").write_text("class Mine:\n")
    at_the_end = Finding("PCE203", "class-name", Severity.ERROR, "Wrong.", None, Place("my.py", 1, 12))
    text = plain_text(report(str(tmp_path), at_the_end))
    assert "      1 | class Mine:\n" in text
    assert "^" not in text


def test_what_would_steer_a_terminal_is_escaped(tmp_path: Path) -> None:
    finding = Finding("PCE601", "import-failed", Severity.ERROR, "raises \x1b[2J\udc80\x07", None, None)
    text = plain_text(report(str(tmp_path), finding))
    assert "raises \\x1b[2J\\udc80\\x07" in text
    text.encode("utf-8")


def test_a_line_that_is_gone_is_no_crash(tmp_path: Path) -> None:
    finding = Finding("PCE203", "class-name", Severity.ERROR, "Wrong.", None, Place("gone.py", 99, 99))
    assert "99:99" in plain_text(report(str(tmp_path), finding))


def test_a_report_fits_the_width_that_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "my.py").write_text(f"{'x' * 100} = Mine(){' ' * 5}# {'y' * 100}\n")
    long = "It must be called MySource, or nothing that a workflow names will ever find it there."
    finding = Finding("PCE203", "class-name", Severity.ERROR, long, long, Place("my.py", 1, 104, 108))
    lines = plain_text(report(str(tmp_path), finding), 50).splitlines()
    body = lines[lines.index("  1:104   error  PCE203 class-name") : -2]
    assert all(len(line) <= 50 for line in body)
    source, caret = (line for line in body if "|" in line)
    assert source[caret.index("^") :].startswith("Mine")
    assert [line[:12] for line in body[-3:]] == ["          → ", "            ", "            "]


def test_where_warnings_count_the_verdict_says_so(tmp_path: Path) -> None:
    finding = Finding("PCE105", "runtime-dependency", Severity.WARNING, "Missing.")
    warned = report(str(tmp_path), finding)
    assert plain_text(warned).endswith("0 errors, 1 warning: it conforms")
    assert plain_text(warned.judged(strict=True)).endswith(
        "1 warning: it does not conform, since warnings count"
    )
    assert warned.judged(strict=True).failed()


def test_a_name_and_a_path_that_would_steer_a_terminal_are_escaped(tmp_path: Path) -> None:
    package = PackageReport(f"{tmp_path}/\x1b[2J", "pushcart-\x1b[2J", (), (), ())
    assert "\x1b" not in plain_text(Report((package,)))


def test_a_form_feed_ends_no_line(tmp_path: Path) -> None:
    (tmp_path / "my.py").write_text("import os\n\f\n\nclass Mine:\n    pass\n")
    finding = Finding("PCE203", "class-name", Severity.ERROR, "Wrong.", None, Place("my.py", 4, 7, 11))
    assert "      4 | class Mine:\n        |       ^^^^\n" in plain_text(report(str(tmp_path), finding))


@pytest.mark.parametrize("folder", ["", "my-1.0.data/purelib/"])
def test_a_line_in_a_wheel_is_shown_from_the_archive(tmp_path: Path, folder: str) -> None:
    archive = tmp_path / "my-1.0-py3-none-any.whl"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as content:
        content.writestr("other/my.py", "no\n" * 9)
        content.writestr(f"{folder}my.py", "import os\nclass Mine:\n    pass\n")
    finding = Finding("PCE203", "class-name", Severity.ERROR, "Wrong.", None, Place("my.py", 2, 7, 11))
    assert "      2 | class Mine:\n        |       ^^^^\n" in plain_text(report(str(archive), finding))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken"])
def test_an_archive_that_can_not_be_read_shows_no_line(tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "my-1.0-py3-none-any.whl"
    archive.write_bytes(content)
    finding = Finding("PCE203", "class-name", Severity.ERROR, "Wrong.", None, Place("my.py", 2, 7, 11))
    assert "|" not in plain_text(report(str(archive), finding))
