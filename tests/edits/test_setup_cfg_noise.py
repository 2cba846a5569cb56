"""Entry points in a setup.cfg of any layout: as setuptools reads them, and nothing else moves."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from setuptools.dist import Distribution  # type: ignore[import-untyped]  # it has no types

from pushcart_extensions.edits.setup_cfg import (
    add_entry_point,
    move_entry_point,
    remove_entry_point,
    rename_entry_point,
    rename_group,
    retarget_entry_point,
    stated_entry_points,
)

WRONG, RIGHT, FLAGS, NEW = "pushcart.source", "pushcart.sources", "web.extension", "pushcart.destinations"


def as_built(text: str, folder: Path) -> dict[str, dict[str, str]]:
    """Return the entry points that setuptools reads."""
    path = folder / "setup.cfg"
    path.write_bytes(text.encode())
    distribution = Distribution()
    distribution.parse_config_files(filenames=[str(path)])
    found = (distribution.entry_points or {}).items()
    return {
        group: {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
        for group, lines in found
        if lines
    }


KEY = st.sampled_from(["a", "b_c", "d", "e2"])
NOISE = st.lists(st.sampled_from(["", "# at the margin", "    ; deep", "  # = x"]), max_size=2)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a setup.cfg with up to three groups in any layout, comments and blank lines anywhere."""
    lines = ["[metadata]", "name = x", *draw(NOISE), draw(st.sampled_from(["[options.entry_points]", "[a]"]))]
    delimiter = draw(st.sampled_from([" =", "=", " :"]))
    for group in draw(st.lists(st.sampled_from([WRONG, RIGHT, FLAGS]), unique=True, max_size=3)):
        keys = draw(st.lists(KEY, unique=True, min_size=1, max_size=3))
        lines += draw(NOISE)
        if len(keys) == 1 and draw(st.booleans()):
            lines.append(f"{group}{delimiter} {keys[0]} = m:C0")
            continue
        lines += [f"{group}{delimiter}", *draw(NOISE)]
        between, indent = (
            draw(st.sampled_from([" = ", "=", "  = "])),
            draw(st.sampled_from(["    ", "\t", " "])),
        )
        for number, key in enumerate(keys):
            lines += [f"{indent}{key}{between}m:C{number}", *draw(NOISE)]
    lines += draw(st.sampled_from([[], ["[tool:x]", "y = 1", "  z = 2"]]))
    end = draw(st.sampled_from(["", "\n"]))
    text = "\n".join(lines) + end
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.strip().startswith(("#", ";")))


def others(text: str, name: str) -> list[str]:
    """Return what stands in a file beside comments, blank lines, groups and one entry."""
    lines = (
        line.strip()
        for line in re.sub(r"(?m)^((?:push|web)\S*\s*[:=])[ \t]*(?=\S)", r"\1\n", text).splitlines()
    )
    return sorted(
        line
        for line in lines
        if line and not line.startswith(("#", ";", "push", "web", f"{name} ", f"{name}="))
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents(), st.data())
def test_setuptools_reads_what_was_meant_and_every_other_line_is_kept(
    tmp_path: Path, text: str, data: st.DataObject
) -> None:
    before = as_built(text, tmp_path)
    assert before == {group: table for group, table in stated_entry_points(text).items() if table}
    group = data.draw(st.sampled_from([WRONG, RIGHT, FLAGS, NEW]))
    name = data.draw(st.sampled_from([*before.get(group, ()), "new"]))
    there = before.get(group, {})
    target = data.draw(st.sampled_from([one for one in (WRONG, RIGHT, FLAGS, NEW) if one != group]))
    assume(name not in before.get(target, {}) and "free" not in there)
    left = {one: value for one, value in there.items() if one != name}
    if name == "new":
        cases = [(add_entry_point(text, group, name, "q:R", before=["d"]), {group: there | {name: "q:R"}})]
    else:
        moved = before.get(target, {}) | {name: there[name]}
        cases = [
            (rename_entry_point(text, group, name, "free"), {group: left | {"free": there[name]}}),
            (retarget_entry_point(text, group, name, "q:R"), {group: left | {name: "q:R"}}),
            (remove_entry_point(text, group, name), {group: left}),
            (move_entry_point(text, group, name, target, name), {group: left, target: moved}),
        ]
    for after, change in cases:
        wanted = {one: table for one, table in (before | change).items() if table}
        assert as_built(after, tmp_path) == wanted
        assert comments(after) == comments(text)
        assert set(others(text, name)) - {"[options.entry_points]"} <= set(others(after, name))
        if "\n" in text:
            assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_a_joined_group_is_in_the_other_and_keeps_every_comment(tmp_path: Path, text: str) -> None:
    before = as_built(text, tmp_path)
    assume(not before.get(RIGHT, {}).keys() & before.get(WRONG, {}).keys())
    after = rename_group(text, WRONG, RIGHT)
    joined = before.get(RIGHT, {}) | before.pop(WRONG, {})
    assert as_built(after, tmp_path) == before | ({RIGHT: joined} if joined else {})
    assert WRONG not in stated_entry_points(after)
    assert comments(after) == comments(text)
    assert rename_group(after, WRONG, RIGHT) == after
