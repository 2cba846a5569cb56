"""``[tool.pushcart-check]`` in a package's pyproject.toml."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from pushcart_extensions.check import check
from pushcart_extensions.check.evidence.instructions import Instructions
from pushcart_extensions.check.settings import NONE, mistakes, settings

PYPROJECT = "pyproject.toml"
SOURCE = "src/pushcart_shop/sources/orders.py"


def configured(good: Any, table: str) -> Any:
    return good.append(PYPROJECT, f"\n[tool.pushcart-check]\n{table}\n")


def codes(report: Any) -> list[str]:
    return [finding.code for package in report.packages for finding in package.findings]


@pytest.mark.parametrize("value", ['["PCE105"]', '"PCE105"', '["PCE3,PCE105"]', '"pce1"'])
def test_rules_are_ignored(good: Any, value: str) -> None:
    configured(good.replace(PYPROJECT, '"pushcart-extensions>=0.1"', ""), f"ignore = {value}")
    assert codes(good.check(static=True)) == []


def test_rules_are_selected_and_the_command_line_wins(good: Any) -> None:
    good.replace(PYPROJECT, '"pushcart-extensions>=0.1"', "").replace(
        SOURCE, "class OrdersSource", "class Orders"
    )
    configured(good, 'select = ["PCE2"]')
    assert codes(good.check(static=True)) == ["PCE203"]
    assert codes(check(good.folder, static=True, select=["PCE1"])) == ["PCE105"]


def test_static_imports_nothing(good: Any) -> None:
    configured(good, "static = true").replace(SOURCE, "\n\nclass", "\nraise SystemExit\n\n\nclass")
    assert good.check().packages[0].stages[0].found_by == "static"


def test_strict_lets_warnings_of_this_package_fail(good: Any) -> None:
    good.replace(PYPROJECT, '"pushcart-extensions>=0.1"', "")
    assert not good.check(static=True).failed()
    configured(good, "strict = true")
    assert good.check(static=True).failed()


def test_the_timeout_counts_where_the_command_gives_none(good: Any) -> None:
    configured(good, "timeout = 0.5").replace(SOURCE, "\n\nclass", "\nimport time\ntime.sleep(2)\n\n\nclass")
    (finding,) = check(good.write()).packages[0].findings
    assert finding.code == "PCE603"
    assert "0.5 s" in finding.message
    assert "PCE603" not in codes(check(good.folder, timeout=30))


def test_the_time_for_a_build_counts_too(good: Any) -> None:
    backend = 'requires = []\nbuild-backend = "slow"\nbackend-path = ["."]'
    good.replace(PYPROJECT, 'requires = ["hatchling"]\nbuild-backend = "hatchling.build"', backend)
    good.add("slow.py", "import time\ndef build_wheel(*_): time.sleep(60)\n")
    configured(good, "wheel = true\nno-isolation = true\nbuild-timeout = 1")
    (finding,) = good.check().packages[0].findings
    assert finding.code == "PCE701"
    assert "not done after 1 s" in finding.message


def test_the_python_is_looked_for_beside_the_package_first(good: Any) -> None:
    configured(good, 'python = "env/python"')
    (good.write() / "env").mkdir()
    (good.folder / "env" / "python").symlink_to(sys.executable)
    assert codes(check(good.folder)) == []
    (good.folder / "env" / "python").unlink()
    with pytest.raises(Exception, match="env/python"):
        check(good.folder)


def test_settings_beside_metadata_in_setup_cfg_count(good: Any) -> None:
    good.files = {
        PYPROJECT: '[tool.pushcart-check]\nignore = ["PCE1"]\nfix = true\n',
        "setup.cfg": "[metadata]\nname = pushcart-shop\n",
        "src/pushcart_shop/__init__.py": "__all__ = []\n",
    }
    (finding,) = good.check(static=True).packages[0].findings
    assert (finding.code, finding.place.path, finding.place.line) == ("PCE002", PYPROJECT, 3)


MISTAKES = [
    ("ignroe = []", "ignroe in [tool.pushcart-check] is no key of it.", "Write ignore."),
    ("no_isolation = true", "no_isolation in [tool.pushcart-check] is no key of it.", "Write no-isolation."),
    ("xyz = 1", "is no key of it.", "There are select, ignore,"),
    ("strict = 1", "strict in [tool.pushcart-check] is 1.", "Write strict = true."),
    ('strict = "yes"', "is 'yes'.", "Write strict = true."),
    ("ignore = 3", "ignore in [tool.pushcart-check] is 3.", 'Write ignore = ["PCE115"].'),
    ("ignore = [3]", "is [3].", "Write ignore"),
    ("ignore = []", "names no rule.", "Name one"),
    ('select = ["PCE2O3"]', "names PCE2O3, which is no rule.", "Write PCE203."),
    ('select = ["class-name"]', "names class-name, which is no rule.", "Write PCE203."),
    ("timeout = 0", "is 0.", "Write timeout = 60."),
    ("timeout = true", "is True.", "Write timeout = 60."),
    ('python = ""', "is ''.", "Write python"),
    ('format = "json"', "concerns the whole command.", "Give --format on the command line."),
]


@pytest.mark.parametrize(("table", "message", "hint"), MISTAKES, ids=[case[0] for case in MISTAKES])
def test_what_means_nothing_is_an_error_at_its_line(good: Any, table: str, message: str, hint: str) -> None:
    (finding,) = configured(good, table).check(static=True).packages[0].findings
    assert (finding.code, finding.severity) == ("PCE002", "error")
    assert finding.place.line == len(good.files[PYPROJECT].splitlines())
    assert message in finding.message
    assert hint in finding.hint


def test_a_table_that_is_none_is_an_error(good: Any) -> None:
    good.add(PYPROJECT, "tool.pushcart-check = 1\n" + good.files[PYPROJECT])
    (finding,) = good.check(static=True).packages[0].findings
    assert (finding.code, finding.hint) == ("PCE002", "Write [tool.pushcart-check].")


@pytest.mark.parametrize("name", ["pushcart_check", "Pushcart-Check", "pushcart-chek"])
def test_a_table_whose_name_is_misspelt_is_an_error_at_its_line(good: Any, name: str) -> None:
    good.append(PYPROJECT, f"\n[tool.{name}]\nstrict = true\n")
    (finding,) = good.check(static=True).packages[0].findings
    assert (finding.code, finding.place.line) == ("PCE002", len(good.files[PYPROJECT].splitlines()) - 1)
    assert finding.message == f"[tool.{name}] has no effect: the checker reads [tool.pushcart-check]."
    assert finding.hint == "Write [tool.pushcart-check]."


def test_a_misspelt_table_beside_the_right_one_is_to_be_joined_with_it(good: Any) -> None:
    configured(good, "strict = true").append(PYPROJECT, "[tool.pushcart_check]\nstatic = true\n")
    (finding,) = good.check(static=True).packages[0].findings
    assert (finding.code, finding.hint) == ("PCE002", "Move its keys to [tool.pushcart-check].")


@pytest.mark.parametrize("name", ["pushcart", "pushcart-new", "pushcart-checker", "push", "check"])
def test_a_table_of_another_tool_is_not_ours(good: Any, name: str) -> None:
    good.append(PYPROJECT, f"\n[tool.{name}]\nstrict = true\n")
    assert codes(good.check(static=True)) == []


def test_a_mistake_can_not_be_ignored_away(good: Any) -> None:
    assert codes(configured(good, 'ignore = ["PCE"]\nx = 1').check(static=True)) == ["PCE002"]


def test_the_command_line_wins_option_by_option(good: Any) -> None:
    good.replace(PYPROJECT, '"pushcart-extensions>=0.1"', "").replace(
        SOURCE, "class OrdersSource", "class Orders"
    )
    configured(good, 'ignore = ["PCE105"]')
    assert codes(check(good.write(), static=True, select=["PCE1", "PCE2"])) == ["PCE203"]
    assert codes(check(good.folder, static=True, ignore=["PCE203"])) == ["PCE105"]


def test_without_a_table_there_is_nothing_to_mistake() -> None:
    assert list(mistakes(Instructions())) == []
    assert settings(Instructions()) == NONE
