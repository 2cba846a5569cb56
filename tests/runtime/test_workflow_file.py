"""YAML with its places."""

from __future__ import annotations

import time

import pytest

from pushcart_extensions import WorkflowError
from pushcart_extensions.contract.kinds import STAGE_KINDS
from pushcart_extensions.runtime.document import Document, dotted
from pushcart_extensions.runtime.workflow_file import parse

SECTIONS = [f"{kind.folder}:" for kind in STAGE_KINDS]
NOTHING = f"w.yaml:1:1: holds no workflow; it needs {', '.join(SECTIONS[:-1])} or {SECTIONS[-1]}"


def problems(text: str | bytes) -> list[str]:
    try:
        found = parse(text, "w.yaml").faults
    except WorkflowError as error:
        found = error.problems
    return [str(problem) for problem in found]


def test_each_part_has_its_place() -> None:
    document = parse("sources:\n  - type: rest\n    url: x\n  - bare\n", "w.yaml")
    assert document.data == {"sources": [{"type": "rest", "url": "x"}, "bare"]}
    assert document.place(("sources", 0, "url")) == "w.yaml:3:5"
    assert document.problem(("sources", 0, "type"), "no", at_value=True).place == "w.yaml:2:11"
    assert document.place(("sources", 1)) == "w.yaml:4:5"
    assert document.place(("sources", 1, "missing")) == "w.yaml:4:5"
    assert document.place(("nowhere",)) == "w.yaml:1:1"


def test_a_mapping_has_dotted_paths_for_places() -> None:
    assert Document({}).place(("sources", 0, "url")) == "sources[0].url"
    assert dotted(("a", 1, "b")) == "a[1].b"
    assert str(Document({}).problem((), "is odd")) == "workflow: is odd"


def test_anchors_and_merge_keys_work() -> None:
    text = """
sources:
  - &base {type: rest, url: x, page: 1}
  - <<: *base
    url: y
  - <<: [{page: 3}, *base]
    more: *base
"""
    document = parse(text, "w.yaml")
    base = {"type": "rest", "url": "x", "page": 1}
    assert document.data == {
        "sources": [base, {**base, "url": "y"}, {**base, "page": 3, "more": base}],
    }
    assert document.place(("sources", 1, "url")) == "w.yaml:5:5"
    assert document.place(("sources", 1, "page")) == "w.yaml:3:32"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [NOTHING]),
        ("# nothing\n", [NOTHING]),
        ("---\n", [NOTHING]),
        ("null\n", [NOTHING]),
        ("a: 1\n---\nb: 2\n", ["w.yaml:2:1: a second document starts here; a workflow file holds one"]),
        (
            "a: 1\nb: {c: 1, c: 2}\na: {d: !mine 1}\nnull: 1\n~: 2\n",
            [
                "w.yaml:2:11: b.c: 'c' stands here twice, first in line 2",
                "w.yaml:3:1: a: 'a' stands here twice, first in line 1",
                "w.yaml:3:8: a.d: could not determine",
                "w.yaml:5:1: null: null stands here twice, first in line 4",
            ],
        ),
        ("a: !!python/object/apply:os.system [x]\n", ["w.yaml:1:4: a: could not determine a constructor"]),
        (
            "a: !mine 1\nb: 2024-13-45\n2024-13-46: c\n",
            [
                "w.yaml:1:4: a: could not determine",
                "w.yaml:2:4: b: month must be in 1..12",
                "w.yaml:3:1: month must be in 1..12",
            ],
        ),
        ("? [1, 2]\n: x\n", ["w.yaml:1:3: a list or mapping can't be a name"]),
        ("a: {<<: 3}\n", ["w.yaml:1:9: a: << merges a mapping, or a list of mappings"]),
        ("a: &a [*a]\n", ["w.yaml:1:4: an alias leads back to what it is part of"]),
        ("a: *nowhere\n", ["w.yaml:1:4: isn't YAML: found undefined alias 'nowhere'"]),
        ("a: [1\nb: 2\n", ["w.yaml:2:2: isn't YAML: while parsing a flow sequence"]),
        ("a:\n\t- b\n", ["w.yaml:2:1: isn't YAML: while scanning for the next token"]),
        ("a: \0\n", ["w.yaml: isn't text: special characters are not allowed at position 3"]),
        (b"a: \xff\n", ["w.yaml: isn't text: invalid start byte at position 3"]),
        ("[" * 100_000, ["w.yaml: is nested too deeply"]),
        ("a: " + "[" * 200 + "]" * 200, ["w.yaml:1:103: is nested too deeply"]),
    ],
)
def test_what_is_no_workflow_is_said_with_its_place(text: str | bytes, expected: list[str]) -> None:
    found = problems(text)
    assert len(found) == len(expected)
    for one, start in zip(found, expected, strict=True):
        assert one.startswith(start)


def chain(length: int) -> str:
    """Return a list of mappings, each of which holds the one before it by an alias."""
    links = [f"- &a{number} {{x: *a{number - 1}}}\n" for number in range(1, length)]
    return "".join(("- &a0 {x: 1}\n", *links))


def test_aliases_may_nest_as_deep_as_anyone_writes_and_no_deeper() -> None:
    assert len(parse(chain(98), "w.yaml").data) == 98  # type: ignore[arg-type]
    assert problems(chain(400)) == ["w.yaml:100:3: is nested too deeply"]


def bomb(line: str) -> str:
    lines = ["a0: &a0 {x: 1}"]
    lines += [line.format(new=n, old=n - 1) for n in range(1, 30)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "line",
    [
        "a{new}: &a{new} [*a{old}, *a{old}, *a{old}, *a{old}]",
        "a{new}: &a{new} {{l: *a{old}, r: *a{old}, m: *a{old}}}",
        "a{new}: &a{new} {{<<: [*a{old}, *a{old}, *a{old}]}}",
    ],
)
def test_a_bomb_of_aliases_ends_at_once(line: str) -> None:
    started = time.perf_counter()
    (problem,) = problems(bomb(line))
    assert "its aliases expand to more than 200,000 values" in problem
    assert time.perf_counter() - started < 5
