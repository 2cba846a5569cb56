"""``pushcart-add`` as a process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pushcart_extensions import __version__
from pushcart_extensions.scaffold.template.history import frozen_templates
from pushcart_extensions.scaffold.template.questionnaire import rendered

from .add_process import EVERYTHING, LAUNCH, run, tree


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    """A copy of it, ``pushcart-shop``."""
    return shutil.copytree(made, tmp_path / "pushcart-shop")


def test_a_stage_is_added_and_the_package_checked(shop: Path) -> None:
    done = run(shop.parent, "pushcart-shop", "--source", "Rest-API")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Added to pushcart-shop: source rest_api",
        "",
        "  updated   .copier-answers.yml",
        "  updated   CHANGELOG.md",
        "  updated   README.md",
        "  updated   pyproject.toml",
        "  updated   src/pushcart_shop/__init__.py",
        "  updated   src/pushcart_shop/sources/__init__.py",
        "  added     src/pushcart_shop/sources/rest_api.py",
        "  added     tests/sources/test_rest_api.py",
        "  updated   workflow.yaml",
    ]
    assert "1 package, 2 stages, 0 errors, 0 warnings: it conforms" in done.stderr


def test_a_package_whose_template_did_not_know_a_kind_gets_it_all_the_same(
    ours: Path, tmp_path: Path
) -> None:
    oldest = ours / "src" / "pushcart_extensions" / "_history" / "v0_1_0"
    for file, there, instead in (
        ("copier.yml", "\nextensions:\n  type: yaml\n", "\nnothing:\n  type: yaml\n"),
        ("copier.yml", "{{ extensions |", "{{ nothing |"),
        ("contract/kinds.py", "KINDS = (*STAGE_KINDS, EXTENSION)", "KINDS = (*STAGE_KINDS,)"),
    ):
        text = (oldest / file).read_text(encoding="utf-8")
        assert there in text
        (oldest / file).write_text(text.replace(there, instead), encoding="utf-8")
    package = tmp_path / "pushcart-shop"
    answers = {"name": "pushcart-shop", "sources": ["orders"], "author": "Ada", "email": "ada@example.com"}
    for path, data in rendered(frozen_templates()["0.1.0"].root, answers).items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_bytes(data)
    record = package / ".copier-answers.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("extensions: []\n", ""), encoding="utf-8")

    done = run(tmp_path, "pushcart-shop", "--extension", "audit", PYTHONPATH=str(ours / "src"))

    assert "1 package, 1 stage, 0 errors, 0 warnings: it conforms" in done.stderr
    assert done.returncode == 0, done.stderr


def test_the_package_is_the_working_folder_where_no_path_is_given(shop: Path) -> None:
    done = run(shop, *EVERYTHING, "--no-check")
    assert (done.returncode, done.stderr) == (0, "")
    first = done.stdout.splitlines()[0]
    assert (
        first
        == "Added to pushcart-shop: source orders; transformation clean; destination s3; extension audit"
    )


def test_what_is_there_is_said_to_be(shop: Path) -> None:
    run(shop, *EVERYTHING, "--no-check")
    before = tree(shop)
    again = run(shop, "--source", "orders", "--source", "first", "--no-check")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "pushcart-shop has sources orders, first already\n"
    assert tree(shop) == before
    more = run(shop, "--source", "orders", "--source", "second", "--no-check")
    assert more.stdout.splitlines()[:2] == [
        "pushcart-shop has source orders already",
        "Added to pushcart-shop: source second",
    ]


@pytest.mark.parametrize("place", [".", "..", "tests"])
def test_a_dry_run_prints_a_diff_that_git_applies(shop: Path, place: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=shop, check=True)
    folder, before = shop / place, tree(shop)
    path = os.path.relpath(shop, folder)
    done = run(folder, path, *EVERYTHING, "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert {path: data for path, data in tree(shop).items() if not path.startswith(".git/")} == {
        path: data for path, data in before.items() if not path.startswith(".git/")
    }
    base = folder if place == "." else shop.parent if place == ".." else shop
    applied = subprocess.run(
        ["git", "apply", "-"], cwd=base, input=done.stdout, capture_output=True, text=True, check=False
    )
    assert applied.returncode == 0, applied.stderr
    assert run(shop, *EVERYTHING, "--no-check").stdout.startswith("pushcart-shop has source orders")


def test_json_holds_the_facts(shop: Path) -> None:
    done = run(shop, "--source", "orders", "--source", "first", "--json")
    facts = json.loads(done.stdout)
    created = ["src/pushcart_shop/sources/orders.py", "tests/sources/test_orders.py"]
    assert (facts["version"], facts["name"], facts["path"], facts["written"]) == (
        1,
        "pushcart-shop",
        ".",
        True,
    )
    assert facts["added"] == [
        {
            "kind": "source",
            "key": "orders",
            "class": "OrdersSource",
            "module": "pushcart_shop.sources.orders",
            "flag": "orders_source",
        }
    ]
    assert [one["key"] for one in facts["present"]] == ["first"]
    assert facts["created"] == created
    assert set(facts["changed"]) >= {"pyproject.toml", "README.md", "workflow.yaml"}
    assert (facts["notices"], facts["check"]) == ([], {"errors": 0, "warnings": 0})
    planned = json.loads(run(shop, "--source", "more", "--json", "--dry-run").stdout)
    assert (planned["written"], planned["check"]) == (False, None)


def test_errors_of_the_check_fail_and_what_was_added_stays(shop: Path) -> None:
    module = shop / "src/pushcart_shop/sources/first.py"
    module.write_text(module.read_text().replace("get_increment", "get_incremnt"))
    done = run(shop, "--source", "orders")
    assert (done.returncode, "1 error" in done.stderr) == (1, True)
    assert (shop / "src/pushcart_shop/sources/orders.py").is_file()
    assert run(shop, "--source", "another", "--no-check").returncode == 0


def test_all_problems_are_told_at_once_and_nothing_changes(shop: Path) -> None:
    before = tree(shop)
    done = run(shop, "--source", "class", "--source", "First-", "--destination", "console")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pushcart-add: 3 problems\n")
    assert tree(shop) == before


def test_what_stays_as_it_is_is_told_beside_the_result(shop: Path) -> None:
    mine = shop / "tests/sources/test_orders.py"
    mine.write_text("def test_mine(): ...\n")
    done = run(shop, "--source", "orders", "--no-check", "--json")
    notice = "tests/sources/test_orders.py is there already and stays as it is"
    assert (done.returncode, done.stderr) == (0, f"pushcart-add: {notice}\n")
    assert json.loads(done.stdout)["notices"] == [notice]


def test_a_package_that_can_t_take_it_is_exit_1(shop: Path) -> None:
    init = shop / "src/pushcart_shop/__init__.py"
    init.write_text(init.read_text() + "\n__all__ = sorted(__all__, key=len)\n__all__ = [*dir()]\n")
    (shop / "pyproject.toml").write_text("[project\n")
    done = run(shop, "--source", "orders")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("pushcart-add: pyproject.toml is not valid TOML: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone", "--source", "a"), "pushcart-add: PATH 'gone' doesn't exist"),
        ((), "pushcart-add: KEY is missing: nothing is to be added\n  try --source KEY"),
        (("orders",), "  KEY is missing: nothing is to be added\n    try --source orders"),
        (("", "--source", "a"), "pushcart-add: PATH '' is empty\n  try .\n"),
        (("--sourc", "a"), "No such option: --sourc"),
        ((".", ".", "--source", "a"), "unexpected extra argument"),
    ],
)
def test_wrong_usage_is_exit_2(shop: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(shop, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_help_shows_examples_and_version_is_ours(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    assert (
        "pushcart-add pushcart-shop --source orders --source customers --destination warehouse" in done.stdout
    )
    assert run(tmp_path, "--version").stdout == f"pushcart-extensions {__version__}\n"


@pytest.mark.parametrize("module", ["jinja2", "tomlkit"])
def test_without_the_tools_it_says_what_to_install(shop: Path, tmp_path: Path, module: str) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(f"import sys\nsys.modules[{module!r}] = None\n")
    done = run(shop, "--source", "orders", PYTHONPATH=str(blocked))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f'pushcart-add needs {module}: pip install "pushcart-extensions[tools]"\n'


def test_a_file_that_can_t_be_written_is_told_and_nothing_changes(shop: Path) -> None:
    linked = shop / "elsewhere.md"
    (shop / "README.md").rename(linked)
    (shop / "README.md").symlink_to(linked)
    before = tree(shop)
    done = run(shop, "--source", "orders")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "pushcart-add: README.md stays as it is: it is a link, or lies behind one\n"
    assert tree(shop) == before


def test_copier_is_not_imported(shop: Path) -> None:
    code = f"import atexit, sys; atexit.register(lambda: print('copier' in sys.modules)); {LAUNCH}"
    command = [sys.executable, "-c", code, "--source", "orders", "--no-check", "--json"]
    done = subprocess.run(command, cwd=shop, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("}\nFalse\n")
