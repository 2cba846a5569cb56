"""Whatever a user has made of a package, an update loses no line of it."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushcart_extensions.scaffold import update
from pushcart_extensions.scaffold.template.history import frozen_templates, present_template
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.template.questionnaire import rendered

from .shipped import ANSWERS, OLD_VERSIONS, files, make

LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0\ufeff"), max_size=20)


@st.composite
def user_edits(draw: st.DrawFn) -> list[tuple[str, int, int, list[str]]]:
    """Edits of files: where, how many lines to replace, and by which."""
    paths = st.sampled_from(sorted(rendered(frozen_templates()[OLD_VERSIONS[0]].root, ANSWERS)))
    edit = st.tuples(
        paths.filter(lambda path: path != ANSWERS_FILE),
        st.integers(0, 60),
        st.integers(0, 3),
        st.lists(st.one_of(LINE, st.sampled_from(['x = ["a"]', "import os", "    pass", ""])), max_size=3),
    )
    return draw(st.lists(edit, max_size=6))


@given(user_edits(), st.sampled_from(["\n", "\r\n"]))
@settings(
    max_examples=int(os.environ.get("PUSHCART_TEST_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_line_of_the_users_is_lost(
    tmp_path: Path, edits: list[tuple[str, int, int, list[str]]], ending: str
) -> None:
    version = OLD_VERSIONS[0]
    folder = tmp_path / "package"
    shutil.rmtree(folder, ignore_errors=True)
    package = make(folder, version)
    base = {path: lines_of(data) for path, data in files(package).items()}
    for path, at, count, lines in edits:
        text = [line.removesuffix("\r") for line in (package / path).read_bytes().decode().split("\n")]
        text[at : at + count] = lines
        (package / path).write_bytes(ending.join(text).encode())
    mine = {path: lines_of(data) for path, data in files(package).items()}
    new = {path: lines_of(data) for path, data in rendered(present_template().root, ANSWERS).items()}
    update(package)
    after = {path: lines_of(data) for path, data in files(package).items()}
    for path, counted in mine.items():
        if path == ANSWERS_FILE:
            continue
        removed = base[path] - new.get(path, Counter())
        for line, count in counted.items():
            if after[path][line] < count - removed[line]:
                # A line of TOML may have got a change of the template; its words are there.
                assert path.endswith(".toml")
                assert all(word in "\n".join(after[path]) for word in line.split() if ">=" not in word)


def lines_of(data: bytes) -> Counter[str]:
    return Counter(line.removesuffix("\r") for line in data.decode().split("\n"))
