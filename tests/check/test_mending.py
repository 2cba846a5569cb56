"""What is not mended, and why: what is no edit, what is not sure, what would bring another fault."""

# ruff: noqa: E501 - what is to be written by hand stands on a line

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check.engine import check_paths
from pushcart_extensions.check.findings import PackageReport
from pushcart_extensions.check.fixes import draft_fix
from pushcart_extensions.check.mending import new_findings, plan_mending
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.remedies import CreateInit
from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.edits.plan import Draft

from .conftest import FOLDER, PACKAGE, PYPROJECT, SOURCE
from .faults import by_files, in_setup_cfg


def test_nothing_is_written_by_the_name_that_a_folder_must_lose(good: Any) -> None:
    entry_point = (
        '[project.entry-points."pushcart.sources"]\norders = "pushcart_shop.sources.orders:OrdersSource"\n'
    )
    flag = 'orders_source = "pushcart_shop.sources.orders:OrdersSource"\n'
    good.replace(PYPROJECT, entry_point, "").replace(PYPROJECT, flag, "")
    good.replace(PACKAGE, "from pushcart_shop.sources import OrdersSource\n", "")
    good.replace(PACKAGE, '"OrdersSource", ', "").add(FOLDER, "")
    good.rename("src/pushcart_shop/sources", "src/pushcart_shop/source")
    folder = good.write()
    report = by_files(folder)
    assert plan_mending(report, by_files).plan == ()
    hints = {finding.code: finding.hint for finding in report.findings}
    assert {"PCE115", "PCE201", "PCE303", "PCE504"} <= set(hints)
    assert not any("pushcart_shop.source." in str(hint) for hint in hints.values())

    (folder / "src/pushcart_shop/source").rename(folder / "src/pushcart_shop/sources")
    apply_plan(plan_mending(by_files(folder), by_files).plan, folder)
    (package,) = check_paths([str(folder)]).packages
    assert package.findings == ()


SETUP_PY = """\
from setuptools import find_packages, setup

setup(
    name="pushcart-shop",
    version="1.0",
    package_dir={"": "src"},
    packages=find_packages("src"),
    entry_points={"pushcart.sources": ["sales = pushcart_shop.sources.orders:OrdersSource"]},
)
"""
AT_HAND = "setup.py is a program, which is not edited; write there "


@pytest.mark.parametrize("also_setup_cfg", [False, True], ids=["setup.py alone", "beside a setup.cfg"])
def test_what_a_program_computes_is_to_be_written_by_hand(good: Any, also_setup_cfg: bool) -> None:
    good.remove(PYPROJECT).add("setup.py", SETUP_PY)
    if also_setup_cfg:
        good.add("setup.cfg", "[metadata]\nname = pushcart-shop\n")
    folder = good.write()
    (report,) = check_paths([str(folder)], isolated=False).packages
    assert not any(finding.fixable for finding in report.findings)
    plan, refusals = plan_mending(report, by_files)
    assert plan == ()
    assert {finding.code: reason for finding, reason in refusals} == {
        "PCE105": AT_HAND + 'install_requires=["pushcart-extensions"]',
        "PCE115": AT_HAND + 'entry_points={"pushcart.transformations": ["clean = pushcart_shop.transformations.clean:CleanTransformation"]}',
        "PCE116": AT_HAND + 'entry_points={"pushcart.sources": ["orders = pushcart_shop.sources.orders:OrdersSource"]} in place of sales',
        "PCE504": AT_HAND + 'entry_points={"web.extension": ["orders_source = pushcart_shop.sources.orders:OrdersSource"]}',
    }  # fmt: skip


def test_a_fault_in_setup_cfg_has_its_line(good: Any) -> None:
    in_setup_cfg(good, "web.extension", "Web.Extension")
    places = {(one.code, one.place) for one in by_files(good.write()).findings if one.code == "PCE112"}
    assert places == {("PCE112", Place("setup.cfg", line, 5)) for line in (26, 27)}


def test_a_file_that_a_rename_would_leave_behind_refuses_it(good: Any) -> None:
    good.everywhere("OrdersSource", "ShopOrders").add("setup.cfg", "[x]\ny = ShopOrders\n")
    plan, refusals = plan_mending(by_files(good.write()), by_files)
    assert plan == ()
    assert refusals[0].reason == "setup.cfg stays as it is: it names ShopOrders, and is not edited"


def test_a_rename_that_is_not_sure_is_refused_with_its_reason(good: Any) -> None:
    good.everywhere("OrdersSource", "ShopOrders").append(SOURCE, "\n\nNAME = 'ShopOrders'\n")
    plan, refusals = plan_mending(by_files(good.write()), by_files)
    assert plan == ()
    assert "could mean the class" in refusals[0].reason


def test_a_fix_that_would_bring_a_new_finding_is_left_out(good: Any) -> None:
    # The flag is provided by two: registering it for one is no help to the other.
    good.replace(PYPROJECT, 's3 = "pushcart_shop.destinations.s3:S3Destination"\n', "")
    folder = good.write()

    def stern(path: str) -> PackageReport:
        report = by_files(path)
        worse = tuple(
            finding._replace(code="PCE999", message="It is worse.")
            for finding in by_files(folder).findings
            if "s3 =" in (Path(path) / PYPROJECT).read_text()
        )
        return report._replace(findings=report.findings + worse)

    plan, refusals = plan_mending(by_files(folder), stern)
    assert plan == ()
    assert refusals[0].reason == "that would bring PCE999: It is worse."


def test_the_other_fixes_are_made_all_the_same(good: Any) -> None:
    good.replace(PYPROJECT, "s3 = ", "bucket = ").replace(FOLDER, '["OrdersSource"]', "[]")
    folder = good.write()

    def stern(path: str) -> PackageReport:
        report = by_files(path)
        (wrong,) = (one for one in by_files(folder).findings if one.code == "PCE116")
        worse = wrong._replace(code="PCE999", message="It is worse.")
        is_renamed = "s3 =" in (Path(path) / PYPROJECT).read_text()
        return report._replace(findings=(*report.findings, *([worse] if is_renamed else [])))

    plan, refusals = plan_mending(by_files(folder), stern)
    assert [edit.path for edit in plan] == [FOLDER]
    assert [one.finding.code for one in refusals] == ["PCE116"]


@pytest.mark.parametrize(
    ("target", "reasons"),
    [("elsewhere.py", []), (".", [f"{FOLDER} stays as it is: it can't be read: Is a directory"])],
    ids=["to nothing", "to a folder"],
)
def test_no_file_is_created_through_a_link(good: Any, target: str, reasons: list[str]) -> None:
    good.remove(FOLDER).replace(PACKAGE, "shop.sources import", "shop.sources.orders import")
    folder = good.write()
    (folder / FOLDER).symlink_to(target)
    plan, refusals = plan_mending(by_files(folder), by_files)
    assert plan == ()
    assert [one.reason for one in refusals] == reasons


def test_an_init_that_is_there_is_not_created(good: Any) -> None:
    folder = good.write()
    draft = Draft(folder)
    draft_fix(draft, CreateInit(FOLDER.rpartition("/")[0], "pushcart_shop.sources", ()), folder)
    assert draft.plan() == ()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_can_not_be_read_is_left_alone(good: Any) -> None:
    good.replace(PYPROJECT, "s3 = ", "bucket = ")
    folder = good.write()
    (folder / SOURCE).chmod(0)
    plan, _ = plan_mending(by_files(folder), by_files)
    assert SOURCE not in [edit.path for edit in plan]


def test_a_finding_is_new_where_its_file_has_more_of_its_code(good: Any) -> None:
    good.replace(PYPROJECT, "s3 = ", "bucket = ")
    (finding,) = by_files(good.write()).findings
    renamed = finding._replace(message="the same, of a class with another name")
    assert new_findings([finding], [renamed]) == []
    assert new_findings([finding], [finding, renamed]) == [renamed]
    assert new_findings([], [finding._replace(severity="warning")], errors_only=True) == []  # type: ignore[arg-type]
