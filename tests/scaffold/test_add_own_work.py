"""What a user has made of a package, or taken out of it, when components are added."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from pushcart_extensions.check.engine import check_files
from pushcart_extensions.scaffold import add
from pushcart_extensions.scaffold.template.history import present_template
from pushcart_extensions.scaffold.template.questionnaire import rendered

from .handmade import FOREIGN, OWN, PROJECT, generated, make, tree


def test_a_module_of_ones_own_is_registered_and_stays(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    module = package / "src/pushcart_shop/sources/orders.py"
    module.write_text(OWN)
    addition = add(package, sources=["orders"])
    assert module.read_text() == OWN
    assert addition.notices == ("src/pushcart_shop/sources/orders.py is there already and stays as it is",)
    assert "tests/sources/test_orders.py" not in addition.created
    points = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert points["web.extension"]["my_orders"] == "pushcart_shop.sources.orders:OrdersSource"
    assert [finding.code for finding in check_files(str(package)).findings] == []
    assert add(package, sources=["orders"]).plan == ()


def test_a_stage_that_is_a_sub_package_is_registered_too(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    folder = package / "src/pushcart_shop/sources/orders"
    make(folder, {"__init__.py": "from os import path\nfrom .stage import OrdersSource\n", "stage.py": OWN})
    add(package, sources=["orders"])
    assert not folder.with_suffix(".py").exists()
    codes = [finding.code for finding in check_files(str(package)).findings]
    assert codes == ["PCE504"]  # the flag that only the inner module shows


def test_a_module_of_ones_own_may_say_more(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    module = package / "src/pushcart_shop/sources/orders.py"
    stage = '"""Orders."""\n\n    limit = 3\n    name: str\n    provides = ("ours",)\n'
    module.write_text(OWN.replace('provides: "frozenset[str]" = frozenset({"my_orders"})  # mine', stage))
    add(package, sources=["orders"])
    points = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert [flag for flag, value in points["web.extension"].items() if "orders" in value] == ["ours"]


@pytest.mark.parametrize(
    "record",
    ["", "a: [\n", "- a\n", "1: x\n", "name: pushcart-shop\nyear: 2024-13-45\n", "name: \xff\n", "[" * 9999],
    ids=["empty", "no YAML", "a list", "a number", "a date that there isn't", "bytes", "deep"],
)
def test_a_record_that_says_nothing_is_left_alone(tmp_path: Path, record: str) -> None:
    package = generated(tmp_path, sources=["first"])
    (package / ".copier-answers.yml").write_text(record, encoding="latin-1")
    addition = add(package, sources=["orders"])
    assert [finding.code for finding in check_files(str(package)).findings] == []
    assert "src/pushcart_shop/__init__.py" in addition.changed


@pytest.mark.parametrize(
    ("answer", "instead"),
    [("backend: hatchling", "backend: ours"), ("_commit: v", "_commit: v0.0.")],
    ids=["an answer that there isn't", "a version that is not shipped"],
)
def test_a_record_that_was_changed_by_hand_stands_in_no_way(
    tmp_path: Path, answer: str, instead: str
) -> None:
    package = generated(tmp_path, sources=["first"])
    record = package / ".copier-answers.yml"
    assert answer in record.read_text(encoding="utf-8")
    record.write_text(record.read_text(encoding="utf-8").replace(answer, instead), encoding="utf-8")
    add(package, sources=["orders"])
    assert instead in record.read_text(encoding="utf-8")
    assert "sources:\n- first\n- orders\n" in record.read_text(encoding="utf-8")
    assert [finding.code for finding in check_files(str(package)).findings] == []


def test_a_readme_that_is_no_text_is_told_of_and_stays(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    readme = (package / "README.md").read_bytes() + b"\xff\n"
    (package / "README.md").write_bytes(readme)
    addition = add(package, sources=["orders"])
    assert addition.notices == ("README.md stays as it is: it can't be read as utf-8",)
    assert (package / "README.md").read_bytes() == readme
    assert 'description = "Extension package for Pushcart: sources first, orders"' in (
        package / "pyproject.toml"
    ).read_text("utf-8")


def test_a_description_that_was_rewritten_in_one_place_stays_there(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    pyproject = package / "pyproject.toml"
    made = 'description = "Extension package for Pushcart: source first"'
    text = pyproject.read_text(encoding="utf-8")
    assert made in text
    pyproject.write_text(text.replace(made, 'description = "Ours"'), encoding="utf-8")
    add(package, sources=["orders"])
    assert 'description = "Ours"\n' in pyproject.read_text(encoding="utf-8")
    assert "\nExtension package for Pushcart: sources first, orders\n" in (package / "README.md").read_text(
        "utf-8"
    )


def test_an_example_that_has_no_place_for_a_stage_stays(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    readme = package / "README.md"
    text = readme.read_text(encoding="utf-8")
    odd = text.replace("sources:\n  - type: first\n", "sources: some of ours\n")
    assert odd != text
    readme.write_text(odd, encoding="utf-8")
    assert add(package, sources=["orders"]).notices == ()
    added = readme.read_text(encoding="utf-8")
    assert ("| source | `orders` |" in added, "sources: some of ours\n" in added) == (True, True)


def test_the_only_stage_comes_back_after_it_was_taken_out(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    module = package / "src/pushcart_shop/sources/first.py"
    stub = module.read_bytes()
    module.unlink()
    addition = add(package, sources=["first"])
    assert ([one.key for one in addition.added], module.read_bytes()) == (["first"], stub)
    assert [finding.code for finding in check_files(str(package)).findings] == []


def test_a_component_that_the_name_gave_is_known(tmp_path: Path) -> None:
    answers = {"name": "my-source", "author": "Ada", "email": "ada@example.com"}  # as plain Copier has them
    for path, data in rendered(present_template().root, answers).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    add(tmp_path, sources=["orders"])
    assert "sources my, orders" in (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    assert [finding.code for finding in check_files(str(tmp_path)).findings] == []


def test_a_test_of_ones_own_stays(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    mine = make(package, {"tests/sources/test_orders.py": "def test_mine(): ...\n"})
    addition = add(mine, sources=["orders"])
    assert addition.notices == ("tests/sources/test_orders.py is there already and stays as it is",)
    assert (package / "tests/sources/test_orders.py").read_text() == "def test_mine(): ...\n"


def test_tests_of_two_kinds_don_t_clash_where_pytest_would_take_them_for_one(tmp_path: Path) -> None:
    package = make(tmp_path, FOREIGN["src layout"])
    add(package, sources=["orders"])
    addition = add(package, destinations=["orders"])
    assert "tests/destinations/test_orders_destination.py" in addition.created
    packages = make(tmp_path / "packages", FOREIGN["tests that are packages"])
    created = add(packages, sources=["orders"], destinations=["orders"]).created
    assert {"tests/destinations/test_orders.py", "tests/destinations/__init__.py"} <= set(created)


def test_what_the_user_deleted_is_not_made_again(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    for name in ("README.md", "CHANGELOG.md", "workflow.yaml", ".copier-answers.yml"):
        (package / name).unlink()
    add(package, sources=["orders"])
    assert not {"README.md", "CHANGELOG.md", "workflow.yaml", ".copier-answers.yml"} & set(tree(package))
    assert [finding.code for finding in check_files(str(package)).findings] == []


def test_a_stage_that_the_user_took_out_does_not_come_back(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"], destinations=["last"])
    shutil.rmtree(package / "src/pushcart_shop/sources")
    shutil.rmtree(package / "tests/sources")
    for name in ("pyproject.toml", "src/pushcart_shop/__init__.py"):
        lines = (package / name).read_text().splitlines(keepends=True)
        (package / name).write_text("".join(line for line in lines if "first" not in line.lower()))
    add(package, sources=["orders"])
    init = (package / "src/pushcart_shop/sources/__init__.py").read_text()
    assert ("OrdersSource" in init, "FirstSource" in init) == (True, False)
    assert [finding.code for finding in check_files(str(package)).findings] == []


def test_an_init_that_is_missing_is_made_with_what_the_package_records(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    init = package / "src/pushcart_shop/sources/__init__.py"
    init.unlink()
    add(package, sources=["orders"])
    assert '    "FirstSource",\n    "OrdersSource",\n' in init.read_text()


def test_an_old_python_is_told_of(tmp_path: Path) -> None:
    package = make(
        tmp_path, {**FOREIGN["src layout"], "pyproject.toml": PROJECT + 'requires-python = ">=3.8"\n'}
    )
    (notice,) = add(package, sources=["orders"]).notices
    assert "requires-python is '>=3.8'" in notice


def test_dynamic_dependencies_are_told_of(tmp_path: Path) -> None:
    dynamic = PROJECT.replace("dependencies = ['requests']", 'dynamic = ["dependencies"]')
    package = make(tmp_path, {**FOREIGN["src layout"], "pyproject.toml": dynamic})
    (notice,) = add(package, sources=["orders"]).notices
    assert notice.startswith("see that pushcart-extensions is a dependency: ")


def test_a_changelog_or_workflow_without_a_place_is_told_of_and_stays(tmp_path: Path) -> None:
    odd = {"CHANGELOG.md": "Nothing yet.\n", "workflow.yaml": "sources: &all [a]\n", "README.md": "\xa0"}
    package = make(tmp_path, {**FOREIGN["src layout"], **odd, "CHANGELOG.md": "no heading\n"})
    before = tree(package)
    addition = add(package, sources=["orders"])
    assert any(notice.startswith("CHANGELOG.md stays as it is") for notice in addition.notices)
    assert tree(package)["CHANGELOG.md"] == before["CHANGELOG.md"]
