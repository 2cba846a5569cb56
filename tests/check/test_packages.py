"""Which packages a path holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import pushcart_extensions.check
from pushcart_extensions.check import check
from pushcart_extensions.check.engine import check_files, check_paths
from pushcart_extensions.errors import InterpreterError, NotAPackageError, NothingCheckedError, PathsError


def test_a_folder_of_several_packages_stands_for_each_of_them(good: Any) -> None:
    first = good.write()
    good.folder = first.parent / "second"
    good.write()
    (first.parent / "notes").mkdir()
    report = check(first.parent, static=True)
    assert [Path(package.path).name for package in report.packages] == ["second", "shop"]


def test_a_package_named_twice_is_checked_once(good: Any) -> None:
    folder = good.write()
    report = check_paths([str(folder), f"{folder}/../shop", str(folder.parent)], static=True)
    assert len(report.packages) == 1


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _path: None, "doesn't exist"),
        (lambda path: path.write_text(""), "is a file"),
        (lambda path: path.mkdir(), "holds no package"),
    ],
)
def test_a_path_without_a_package_is_refused(tmp_path: Path, make: Any, reason: str) -> None:
    path = tmp_path / "here"
    make(path)
    with pytest.raises(NotAPackageError, match=reason):
        check(path)


def test_all_paths_without_a_package_are_told_at_once(good: Any, tmp_path: Path) -> None:
    with pytest.raises(PathsError) as caught:
        check_paths([str(tmp_path / "a"), str(good.write()), str(tmp_path / "b")], static=True)
    assert [Path(problem.path).name for problem in caught.value.problems] == ["a", "b"]


MEANT = [
    ("nope.yaml", "doesn't exist; name a workflow file that is there"),
    ("nope.yml", "doesn't exist; name a workflow file that is there"),
    ("nope.whl", "doesn't exist; name a wheel that is there"),
    ("shop/workflow.yaml", "doesn't exist; perhaps shop/workflows.yaml is meant"),
    (
        "shop/pushcart_shop-1.0-py3-none-any.whl",
        "perhaps shop/dist/pushcart_shop-2.0-py3-none-any.whl is meant",
    ),
    ("shpo", "doesn't exist; perhaps shop is meant"),
    ("nope/at/all", "doesn't exist; name the folder that holds pyproject.toml"),
    ("shop/src", "holds no package; perhaps shop is meant"),
    ("shop/src/pushcart_shop/sources", "holds no package; perhaps shop is meant"),
    ("shop/src/../src", "holds no package; perhaps {0}/shop is meant"),
    ("shop/pyproject.toml", "is a file; perhaps shop is meant"),
    ("empty", "holds no package; name the folder that holds pyproject.toml"),
    ("", "doesn't exist; name the folder that holds pyproject.toml"),
]


@pytest.mark.parametrize(("path", "expected"), MEANT)
def test_what_may_have_been_meant_by_a_path_is_named(
    good: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, expected: str
) -> None:
    folder = good.add("workflows.yaml", "").add("dist/pushcart_shop-2.0-py3-none-any.whl", "").write()
    (folder.parent / "empty").mkdir()
    monkeypatch.chdir(folder.parent)
    with pytest.raises(NotAPackageError) as caught:
        check(path)
    assert str(caught.value).endswith(expected.format(tmp_path))


def test_from_inside_a_package_its_own_folder_is_named(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = good.write()
    monkeypatch.chdir(folder / "src" / "pushcart_shop")
    with pytest.raises(NotAPackageError, match="holds no package") as caught:
        check(".")
    assert str(caught.value) == f". holds no package; perhaps {folder} is meant"


def test_an_empty_path_is_refused() -> None:
    with pytest.raises(NotAPackageError, match="doesn't exist"):
        check("")


def test_a_null_byte_in_a_path_is_refused() -> None:
    with pytest.raises(NotAPackageError):
        check("a\0b")


@pytest.mark.parametrize("python", ["no-such-python", "."])
def test_what_is_no_python_is_refused(good: Any, python: str) -> None:
    with pytest.raises(InterpreterError, match="--python"):
        check(good.write(), python=python)


def test_a_python_that_is_none_is_said_to_be_unable(good: Any) -> None:
    report = check(good.write(), python="/bin/true")
    assert [finding.code for finding in report.packages[0].findings] == ["PCE606"]
    assert not report.failed()
    assert report.failed(strict=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_is_a_finding(good: Any) -> None:
    folder = good.write()
    (folder / "pyproject.toml").chmod(0)
    assert [f.code for f in check(folder).packages[0].findings] == ["PCE101"]


WORKFLOW = "sources:\n  - type: rows\n    rows: []\ndestinations:\n  - type: console\n"


def test_a_workflow_file_is_held_against_what_is_installed(tmp_path: Path) -> None:
    file = tmp_path / "workflow.yaml"
    file.write_text(WORKFLOW)
    (report,) = check(file).packages
    assert report.findings == ()
    assert [(stage.kind, stage.key) for stage in report.stages] == [
        ("source", "rows"),
        ("destination", "console"),
    ]

    file.write_text(WORKFLOW.replace("rows: []", "row: ${SECRET}").replace("console", "consol"))
    (report,) = check(file).packages
    assert [(f.code, f.place.line, f.place.column) for f in report.findings if f.place] == [
        ("PCE801", 3, 5),
        ("PCE801", 5, 11),
    ]


@pytest.mark.parametrize("text", ["", "a: [", "sources: 3", "- 1\n", "a: &a [*a]\n", "\0", "\t"])
def test_a_file_that_is_no_workflow_is_a_finding(tmp_path: Path, text: str) -> None:
    file = tmp_path / "workflow.yml"
    file.write_text(text)
    (report,) = check(file).packages
    assert {finding.code for finding in report.findings} == {"PCE801"}


def test_a_workflow_whose_faults_are_ignored_is_not_said_to_be_without(tmp_path: Path) -> None:
    file = tmp_path / "workflow.yaml"
    file.write_text(WORKFLOW)
    assert check(file, ignore=["PCE801"]).packages[0].findings == ()
    file.write_text(WORKFLOW.replace("console", "consol"))
    with pytest.raises(NothingCheckedError, match="no rule that says why"):
        check(file, ignore=["PCE801"])


def test_a_workflow_cannot_be_judged_without_an_import(tmp_path: Path) -> None:
    file = tmp_path / "workflow.yaml"
    file.write_text(WORKFLOW)
    with pytest.raises(NothingCheckedError, match="installed"):
        check(file, static=True)


def test_a_workflow_cannot_be_judged_by_rules_about_packages(tmp_path: Path) -> None:
    file = tmp_path / "workflow.yaml"
    file.write_text(WORKFLOW)
    with pytest.raises(NothingCheckedError, match="no rule is left"):
        check(file, select=["PCE1"])


def test_a_folder_without_metadata_has_no_files_to_check(tmp_path: Path) -> None:
    with pytest.raises(NotAPackageError, match="holds no package"):
        check_files(str(tmp_path))


@pytest.mark.parametrize("name", ["shop.yaml", "shop.yml", "shop.whl"])
def test_a_folder_is_a_package_whatever_its_name(good: Any, name: str) -> None:
    folder = good.write().rename(good.folder.with_name(name))
    (report,) = check(folder, static=True).packages
    assert (report.name, report.findings) == ("pushcart-shop", ())


def test_the_library_has_the_names_that_it_lists_and_no_others() -> None:
    assert all(getattr(pushcart_extensions.check, name) for name in pushcart_extensions.check.__all__)
    with pytest.raises(AttributeError, match=r"'pushcart_extensions\.check' has no attribute 'chek'"):
        _ = pushcart_extensions.check.chek


def test_a_path_that_no_system_takes_can_not_be_read() -> None:
    with pytest.raises(NotAPackageError, match="File name too long"):
        check("x" * 5000)
