"""The plan that ``pushcart-run --dry-run`` prints."""

from __future__ import annotations

import json
from pathlib import Path

from .odd import odd, run


def test_a_dry_run_prints_the_plan_in_order_and_constructs_nothing(folder: Path) -> None:
    text = odd("raise SystemExit(9)", "${NAME}")
    done = run(folder, text, "--dry-run", NAME="hunter2")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "1. source odd  (w.yaml:1:11, pushcart_odd.sources.odd)",
        "     do: raise SystemExit(9)",
        "     secret: ${NAME}",
        "2. destination console  (w.yaml:2:16, pushcart_extensions.runtime.destinations.console)",
    ]
    as_json = run(folder, text, "--dry-run", "--json", NAME="hunter2")
    assert "hunter2" not in as_json.stdout
    plan = json.loads(as_json.stdout)
    assert plan["stages"][0]["options"] == {"do": "raise SystemExit(9)", "secret": "${NAME}"}


def test_a_plan_is_json_whatever_yaml_holds(folder: Path) -> None:
    text = "sources: [{type: odd, do: [.nan, -.inf, 2024-01-02, !!binary aGk=, !!set {a}, {null: 1}]}]\n"
    done = run(folder, text, "--dry-run", "--json")
    options = json.loads(done.stdout, parse_constant=lambda name: f"not JSON: {name}")["stages"][0]["options"]
    assert options["do"] == [".nan", "-.inf", "2024-01-02", "!!binary aGk=", "!!set {'a'}", {"null": 1}]


def test_a_plan_shows_options_as_yaml_has_them(folder: Path) -> None:
    text = "sources: [{type: odd, do: null, secret: {at: 2024-01-02, on: true, of: &a [1, 'x'], too: *a}}]\n"
    text += "application: {extensions: {watch: [null, {a: {b: 1}}]}}\n"
    (folder / "pushcart_odd" / "watch.py").write_text("class Watch:\n    def __init__(self, *_): ...\n")
    with (folder / "pushcart_odd-1.0.dist-info" / "entry_points.txt").open("a") as file:
        file.write("[web.extension]\nwatch = pushcart_odd.watch:Watch\n")
    done = run(folder, text, "--dry-run")
    assert done.stdout.splitlines()[1:] == [
        "     do: null",
        "     secret:",
        "       at: 2024-01-02",
        "       true: true",
        "       of: [1, x]",
        "       too: [1, x]",
        "2. extension watch  (w.yaml:2:28, pushcart_odd.watch)",
        "     - null",
        "     - a: {b: 1}",
    ]


def test_a_short_list_of_a_plan_stands_below_its_name(folder: Path) -> None:
    text = "sources: [{type: odd, do: {b: {c: 1}}, secret: [{a: 1}]}]\ndestinations: [console]\n"
    done = run(folder, text, "--dry-run")
    assert done.stdout.splitlines()[1:5] == [
        "     do:",
        "       b: {c: 1}",
        "     secret:",
        "       - {a: 1}",
    ]
