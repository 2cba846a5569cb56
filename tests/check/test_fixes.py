"""Every fault that can be mended is mended: by ``git apply`` of the diff as by ``--fix``, once and for all."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pushcart_extensions.check.engine import check_files, check_paths
from pushcart_extensions.check.findings import PackageReport, Place
from pushcart_extensions.check.mending import new_findings, plan_mending
from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.edits.diff import unified_diff

from .conftest import GOOD, PackageFiles

PYPROJECT = "pyproject.toml"
PACKAGE = "src/pushcart_shop/__init__.py"
FOLDER = "src/pushcart_shop/sources/__init__.py"
SOURCE = "src/pushcart_shop/sources/orders.py"
CLEAN = "src/pushcart_shop/transformations/clean.py"
S3 = "src/pushcart_shop/destinations/s3.py"
AUDIT = "src/pushcart_shop/extensions/audit.py"

POETRY = """\
[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"

[tool.poetry]
name = "pushcart-shop"
version = "1.0"

[tool.poetry.dependencies]
python = "^3.11"

[tool.poetry.plugins."pushcart.sources"]
sales = "pushcart_shop.sources.orders:OrdersSource"

[tool.poetry.plugins."pushcart.transformation"]
clean = "pushcart_shop.transformations.clean:CleanTransformation"
"""
SETUP_CFG = """\
[metadata]
name = pushcart-shop
version = 1.0

[options]
package_dir =
    = src
packages = find:
# what it needs
install_requires =
    pushcart-extensions>=0.1

[options.packages.find]
where = src

[options.entry_points]
# the stages
pushcart.sources =
    orders = pushcart_shop.sources.orders:OrdersSource
pushcart.transformations =
    clean = pushcart_shop.transformations.clean:CleanTransformation
pushcart.destinations =
    # the bucket
    s3 = pushcart_shop.destinations.s3:S3Destination
web.extension =
    orders_source = pushcart_shop.sources.orders:OrdersSource
    audit_extension = pushcart_shop.extensions.audit:AuditExtension
"""
TWIN = "from pushcart_extensions import SourceBase\n\n\nclass RefundsSource(SourceBase):\n    def get_increment(self):\n        return []\n"

Mutation = Callable[[Any], object]


def in_setup_cfg(package: Any, old: str, new: str) -> Any:
    """State the metadata of a package in setup.cfg, and break them there."""
    package.add(
        PYPROJECT, '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
    )
    return package.add("setup.cfg", SETUP_CFG).replace("setup.cfg", old, new)


# What is broken, how, and the codes of the fixes that mend it.
MENDABLE: list[tuple[str, Mutation, set[str]]] = [
    ("no dependency on the runtime", lambda p: p.replace(PYPROJECT, '["pushcart-extensions>=0.1"]', '[\n    "a",  # why\n]'), {"PCE105"}),
    ("no dependencies at all", lambda p: p.replace(PYPROJECT, 'dependencies = ["pushcart-extensions>=0.1"]\n', ""), {"PCE105"}),
    ("entry point without class", lambda p: p.replace(PYPROJECT, 'orders:OrdersSource"\n\n', 'orders"  # here\n\n'), {"PCE111", "PCE115"}),
    ("group in the singular", lambda p: p.replace(PYPROJECT, '"pushcart.sources"', '"pushcart.source"'), {"PCE112", "PCE115"}),
    ("entry point to a missing module", lambda p: p.replace(PYPROJECT, "shop.destinations.s3:", "shop.destinations.s4:"), {"PCE113", "PCE115"}),
    ("entry point to a missing class", lambda p: p.replace(PYPROJECT, "s3:S3Destination", "s3:S3Dest"), {"PCE113", "PCE115"}),
    ("flag to a missing module", lambda p: p.replace(PYPROJECT, 'orders_source = "pushcart_shop.sources.orders:', 'orders_source = "pushcart_shop.sources.ordres:'), {"PCE113", "PCE504"}),
    ("stage of another kind in a group", lambda p: p.replace(PYPROJECT, 'orders = "', 's3 = "pushcart_shop.destinations.s3:S3Destination"\norders = "'), {"PCE114"}),
    ("stage only in the group of another kind", lambda p: p.replace(PYPROJECT, '"pushcart.destinations"]\ns3', '"pushcart.transformations"]\ns3').replace(PYPROJECT, '[project.entry-points."pushcart.transformations"]\nclean = "pushcart_shop.transformations.clean:CleanTransformation"\n\n', "").replace(PYPROJECT, 's3 = "', 'clean = "pushcart_shop.transformations.clean:CleanTransformation"\ns3 = "'), {"PCE114", "PCE115"}),
    ("no entry point", lambda p: p.replace(PYPROJECT, 's3 = "pushcart_shop.destinations.s3:S3Destination"\n', ""), {"PCE115"}),
    ("no entry points at all", lambda p: p.add(PYPROJECT, p.files[PYPROJECT].partition("[project.entry")[0] + "# the end\n"), {"PCE115", "PCE504"}),
    ("entry point under another key", lambda p: p.replace(PYPROJECT, "s3 = ", "'bucket' = "), {"PCE116"}),
    ("Poetry's tables, half of them", lambda p: p.add(PYPROJECT, POETRY), {"PCE105", "PCE112", "PCE115", "PCE116", "PCE504"}),
    ("class named freely", lambda p: p.everywhere("OrdersSource", "ShopOrders").add("tests/test_it.py", "import pushcart_shop as shop\n\nassert shop.ShopOrders()\n"), {"PCE203"}),
    ("class without its kind", lambda p: p.everywhere("OrdersSource", "Orders"), {"PCE203"}),
    ("class misspelt in its module alone", lambda p: p.replace(SOURCE, "class OrdersSource", "class OrderSource"), {"PCE203"}),
    ("extension named freely", lambda p: p.everywhere("AuditExtension", "Auditor"), {"PCE203"}),
    ("no __init__.py in a folder", lambda p: p.remove(FOLDER).replace(PACKAGE, "shop.sources import", "shop.sources.orders import"), {"PCE301"}),
    ("no __init__.py in the package", lambda p: p.remove(PACKAGE), {"PCE301"}),
    ("no __init__.py anywhere", lambda p: setattr(p, "files", {path: text for path, text in p.files.items() if "__init__" not in path}), {"PCE301"}),
    ("no __all__ in a folder", lambda p: p.replace(FOLDER, '__all__ = ["OrdersSource"]', "# no names yet"), {"PCE302"}),
    ("no __all__ in the package", lambda p: p.replace(PACKAGE, "__all__ =", "names ="), {"PCE302"}),
    ("an empty __init__.py", lambda p: p.add(FOLDER, "").replace(PACKAGE, "shop.sources import", "shop.sources.orders import"), {"PCE302"}),
    ("class missing from __all__ of the folder", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[]"), {"PCE303"}),
    ("class missing from __all__ of the package", lambda p: p.replace(PACKAGE, '"OrdersSource", ', ""), {"PCE303"}),
    ("class neither imported nor in __all__", lambda p: p.add(FOLDER, '"""Doc."""\n\n__all__: tuple[str, ...] = ()\n').replace(PACKAGE, "from pushcart_shop.sources import OrdersSource\n", "").replace(PACKAGE, '"OrdersSource", ', ""), {"PCE303"}),
    ("a second stage that nothing names", lambda p: p.add("src/pushcart_shop/sources/refunds.py", TWIN), {"PCE115", "PCE303"}),
    ("class in __all__ that is not imported", lambda p: p.replace(PACKAGE, "from pushcart_shop.sources import OrdersSource\n", ""), {"PCE304"}),
    ("provides as a string", lambda p: p.replace(SOURCE, '{"orders_source"}', '"orders_source"'), {"PCE501"}),
    ("provides as a list", lambda p: p.replace(SOURCE, '{"orders_source"}', '["orders_source"]  # mine'), {"PCE503"}),
    ("uses as a tuple", lambda p: p.replace(AUDIT, '{"orders_source"}', '("orders_source",)'), {"PCE503"}),
    ("flag not registered", lambda p: p.replace(PYPROJECT, 'orders_source = "pushcart_shop.sources.orders:OrdersSource"\n', ""), {"PCE504"}),
    ("flag registered and not provided", lambda p: p.append(PYPROJECT, 'more = "pushcart_shop.sources.orders:OrdersSource"\n'), {"PCE505"}),
    ("flag misspelt where it is registered", lambda p: p.replace(PYPROJECT, 'orders_source = "push', 'orders_sorce = "push'), {"PCE505"}),
    ("flag called otherwise where it is registered", lambda p: p.replace(PYPROJECT, 'orders_source = "pushcart_shop.sources.orders:OrdersSource"\n', 'sales = "pushcart_shop.sources.orders:OrdersSource"  # ours\n'), {"PCE505"}),
    ("a group beside the right one, with comments", lambda p: p.add("src/pushcart_shop/sources/refunds.py", TWIN).replace(FOLDER, "OrdersSource\n\n__all__ = [", "OrdersSource\nfrom pushcart_shop.sources.refunds import RefundsSource\n\n__all__ = ['RefundsSource', ").replace(PACKAGE, "import OrdersSource", "import OrdersSource, RefundsSource").replace(PACKAGE, '"OrdersSource", ', '"OrdersSource", "RefundsSource", ').append(PYPROJECT, '\n# more of them\n[project.entry-points."pushcart.source"]  # a typo\n# back\nrefunds = "pushcart_shop.sources.refunds:RefundsSource"  # 2\n'), {"PCE112", "PCE115"}),
    ("a group beside the right one, in brackets", lambda p: p.add("src/pushcart_shop/sources/refunds.py", TWIN).replace(FOLDER, "OrdersSource\n\n__all__ = [", "OrdersSource\nfrom pushcart_shop.sources.refunds import RefundsSource\n\n__all__ = ['RefundsSource', ").replace(PACKAGE, "import OrdersSource", "import OrdersSource, RefundsSource").replace(PACKAGE, '"OrdersSource", ', '"OrdersSource", "RefundsSource", ').append(PYPROJECT, '\n[project.entry-points]\n# more of them\n"pushcart.source" = { refunds = "pushcart_shop.sources.refunds:RefundsSource" }  # 2\n'), {"PCE112", "PCE115"}),
    ("a class in __all__ without quotes", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[OrdersSource]  # all"), {"PCE306"}),
    ("two classes in __all__, one without quotes", lambda p: p.replace(PACKAGE, '"OrdersSource", "S3Destination"]', 'OrdersSource,\n    "S3Destination"]  # all'), {"PCE306"}),
    ("__all__ that is one string", lambda p: p.replace(FOLDER, '["OrdersSource"]', '"OrdersSource"  # all'), {"PCE306"}),
    ("a class that is appended", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[]\n__all__.append(OrdersSource)"), {"PCE306"}),
    ("setup.cfg: no dependency on the runtime", lambda p: in_setup_cfg(p, "pushcart-extensions>=0.1", "a"), {"PCE105"}),
    ("setup.cfg: entry point without class", lambda p: in_setup_cfg(p, "orders:OrdersSource\npush", "orders\npush"), {"PCE111", "PCE115"}),
    ("setup.cfg: group in the singular", lambda p: in_setup_cfg(p, "pushcart.sources =", "Pushcart.Source ="), {"PCE112", "PCE115"}),
    ("setup.cfg: entry point to a missing class", lambda p: in_setup_cfg(p, "s3:S3Destination", "s3:S3Dest"), {"PCE113", "PCE115"}),
    ("setup.cfg: stage in the group of another kind", lambda p: in_setup_cfg(p, "pushcart.destinations =\n", "").replace("setup.cfg", "    # the bucket\n", "").replace("setup.cfg", "    s3 =", "    # the bucket\n    s3 ="), {"PCE114", "PCE115"}),
    ("setup.cfg: no entry points at all", lambda p: in_setup_cfg(p, SETUP_CFG.partition("[options.entry_points]\n")[2], "").replace("setup.cfg", "[options.entry_points]\n", ""), {"PCE115", "PCE504"}),
    ("setup.cfg: entry point under another key", lambda p: in_setup_cfg(p, "s3 = ", "bucket ="), {"PCE116"}),
    ("setup.cfg: flag misspelt and another too many", lambda p: in_setup_cfg(p, "orders_source = ", "more = pushcart_shop.sources.orders:OrdersSource\n    orders_sorce = "), {"PCE505"}),
    ("setup.cfg: class named freely", lambda p: in_setup_cfg(p, "a", "a").everywhere("OrdersSource", "ShopOrders"), {"PCE203"}),
    ("a hand-written package, all in one", lambda p: setattr(p, "files", {PYPROJECT: '[project]\nname = "pushcart-shop"\n\n[project.entry-points."pushcart.source"]\nsales = "pushcart_shop.sources.orders:Orders"\n', PACKAGE: "", SOURCE: p.files[SOURCE].replace("OrdersSource", "Orders").replace('{"orders_source"}', '["orders_source"]'), "tests/test_orders.py": "from pushcart_shop.sources.orders import Orders\n\nassert Orders(limit=1)  # one\n"}), {"PCE105", "PCE112", "PCE115", "PCE203", "PCE301", "PCE302", "PCE503", "PCE504"}),
    ("several things at once", lambda p: p.everywhere("OrdersSource", "Orders").replace(FOLDER, '["Orders"]', "[]").replace(PYPROJECT, "s3 = ", "bucket = ").replace(SOURCE, '{"orders_source"}', '["orders_source"]').remove("src/pushcart_shop/destinations/__init__.py").replace(PACKAGE, "shop.destinations import", "shop.destinations.s3 import"), {"PCE116", "PCE203", "PCE301", "PCE303", "PCE503"}),
]  # fmt: skip

# Faults that look mendable and are not: what was meant is not plain.
NOT_MENDABLE: list[tuple[str, Mutation, str]] = [
    ("a folder in the singular", lambda p: p.everywhere("sources.orders", "source.orders").rename("src/pushcart_shop/sources", "src/pushcart_shop/source").everywhere("shop.sources import", "shop.source import"), "PCE201"),
    ("a group of another name", lambda p: p.replace(PYPROJECT, '"pushcart.sources"', '"pushcart.inlets"'), "PCE112"),
    ("a flag that leads nowhere", lambda p: p.append(PYPROJECT, 'gone = "pushcart_shop.gone:Gone"\n'), "PCE113"),
    ("a second name beside the right one", lambda p: p.replace(PYPROJECT, 's3 = "', 'bucket = "pushcart_shop.destinations.s3:S3Destination"\ns3 = "'), "PCE116"),
    ("a class whose right name is taken", lambda p: p.replace(SOURCE, "class OrdersSource", "OrdersSource = None\n\n\nclass Orders"), "PCE203"),
    ("a computed __all__", lambda p: p.replace(FOLDER, '["OrdersSource"]', "sorted(NAMES)").append(FOLDER, "NAMES = ()\n").replace(FOLDER, "sorted(NAMES)", "NAMES"), "PCE303"),
    ("names that come lazily", lambda p: p.replace(PACKAGE, '"OrdersSource", ', "").append(PACKAGE, "\n\ndef __getattr__(name):\n    raise AttributeError(name)\n"), "PCE303"),
    ("__all__ names what is nowhere", lambda p: p.replace(FOLDER, '["OrdersSource"]', '["OrdersSource", "Gone"]'), "PCE304"),
    ("a number in __all__", lambda p: p.replace(FOLDER, '["OrdersSource"]', '["OrdersSource", 3]'), "PCE306"),
    ("several flags in a string", lambda p: p.replace(SOURCE, '{"orders_source"}', '"a, b"'), "PCE501"),
    ("a list made elsewhere", lambda p: p.replace(SOURCE, '{"orders_source"}', "FLAGS").replace(SOURCE, "\n\nclass", '\nFLAGS = ["orders_source"]\n\n\nclass'), "PCE503"),
    ("the last flag of an extension", lambda p: p.replace(AUDIT, '    provides = {"audit_extension"}\n', "").replace(PYPROJECT, "audit_extension =", "auditing ="), "PCE505"),
    ("the default flag of a stage", lambda p: p.append(PYPROJECT, 's3_destination = "pushcart_shop.destinations.s3:S3Destination"\n'), "PCE505"),
]  # fmt: skip


def by_files(path: str | Path) -> PackageReport:
    return check_files(str(path))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


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


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("mutation", "codes"), [row[1:] for row in MENDABLE], ids=[row[0] for row in MENDABLE]
)
def test_what_is_mended_is_clean(
    good: Any, tmp_path: Path, mutation: Mutation, codes: set[str], newline: str
) -> None:
    mutation(good)
    folder = good.write()
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", newline.encode()))
    report = by_files(folder)
    assert {finding.code for finding in report.findings if finding.fixable} == codes
    before = tree(folder)

    plan, refusals = plan_mending(report, by_files)
    assert refusals == ()
    assert tree(folder) == before, "planning writes nothing"
    copy = tmp_path / "copy"
    good.folder = copy
    for path, data in before.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(data)
    subprocess.run(["git", "apply", "-"], input=unified_diff(plan), cwd=copy, check=True)
    apply_plan(plan, folder)

    after = tree(folder)
    assert after == tree(copy)
    assert by_files(folder).findings == ()
    assert plan_mending(by_files(folder), by_files).plan == ()
    assert all(data.count(b"#") == after[path].count(b"#") for path, data in before.items()), "comments stay"
    for data in after.values() if newline == "\r\n" else ():
        assert data.count(b"\r\n") == data.count(b"\n"), "a new file is no exception"


@pytest.mark.parametrize("mutation", [row[1] for row in MENDABLE], ids=[row[0] for row in MENDABLE])
def test_what_is_mended_can_be_imported(good: Any, mutation: Mutation) -> None:
    mutation(good)
    folder = good.write()
    apply_plan(plan_mending(by_files(folder), by_files).plan, folder)
    (package,) = check_paths([str(folder)]).packages
    assert package.findings == ()


@pytest.mark.parametrize(
    ("mutation", "code"), [row[1:] for row in NOT_MENDABLE], ids=[row[0] for row in NOT_MENDABLE]
)
def test_what_is_not_plain_is_left_alone(good: Any, mutation: Mutation, code: str) -> None:
    mutation(good)
    report = by_files(good.write())
    assert [finding.fixable for finding in report.findings if finding.code == code] == [False]


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


def test_a_finding_is_new_where_its_file_has_more_of_its_code(good: Any) -> None:
    good.replace(PYPROJECT, "s3 = ", "bucket = ")
    (finding,) = by_files(good.write()).findings
    renamed = finding._replace(message="the same, of a class with another name")
    assert new_findings([finding], [renamed]) == []
    assert new_findings([finding], [finding, renamed]) == [renamed]
    assert new_findings([], [finding._replace(severity="warning")], errors_only=True) == []  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([row[1] for row in (*MENDABLE, *NOT_MENDABLE)]), min_size=2, max_size=4))
def test_faults_in_any_company_are_mended_once_and_bring_no_others(
    tmp_path_factory: pytest.TempPathFactory, mutations: list[Mutation]
) -> None:
    package = PackageFiles(tmp_path_factory.mktemp("tree") / "shop", GOOD)
    for mutation in mutations:
        whole = dict(package.files)
        try:
            mutation(package)
        except (AssertionError, KeyError):  # an earlier one took away what it would break
            package.files = whole
    folder = package.write()
    before = by_files(folder)
    plan = plan_mending(before, by_files).plan
    apply_plan(plan, folder)
    after = by_files(folder)
    assert new_findings(before.findings, after.findings) == []
    assert plan_mending(after, by_files).plan == ()
    assert (len(after.findings) < len(before.findings)) == bool(plan)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([row[1] for row in MENDABLE]), min_size=1, max_size=3),
    st.randoms(use_true_random=False),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_mended_loses_no_comment_and_no_line_ending(
    tmp_path_factory: pytest.TempPathFactory, mutations: list[Mutation], chance: random.Random, newline: str
) -> None:
    package = PackageFiles(tmp_path_factory.mktemp("tree") / "shop", GOOD)
    for mutation in mutations:
        whole = dict(package.files)
        try:
            mutation(package)
        except (AssertionError, KeyError):
            package.files = whole
    for path, text in package.files.items():
        lines = text.splitlines()
        for number in range(chance.randrange(5) if "\n" in text else 0):
            note = chance.choice(["# note {}", "    # note {}", '\t# note {}: [x], "', "# note {} ]"])
            lines.insert(chance.randrange(len(lines) + 1), note.format(f"{number} of {path}"))
        package.files[path] = newline.join([*lines, ""])
    folder = package.write()
    for path, text in package.files.items():
        (folder / path).write_bytes(text.encode())
    before = tree(folder)
    apply_plan(plan_mending(by_files(folder), by_files).plan, folder)
    after = tree(folder)
    for path, data in before.items():
        notes = sorted(line.strip() for line in data.splitlines() if line.strip().startswith(b"# note"))
        kept = sorted(line.strip() for line in after[path].splitlines() if line.strip().startswith(b"# note"))
        assert kept == notes, path
    for path, data in after.items():
        assert data.count(b"\r\n") == (data.count(b"\n") if newline == "\r\n" else 0), path
    assert plan_mending(by_files(folder), by_files).plan == ()
