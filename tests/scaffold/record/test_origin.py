"""Where a package comes from: what its record says, and what is said where it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions import __version__
from pushcart_extensions.errors import InvalidInputError
from pushcart_extensions.scaffold.record.origin import Origin, read_origin
from pushcart_extensions.scaffold.template.history import frozen_templates
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE

RECORD = """\
# A comment of the user's.
_commit: v0.1.0
_src_path: https://github.com/pushcart-extensions/pushcart-extensions
name: pushcart-shop
sources:
- orders
transformations: []
destinations: []
extensions: []
backend: hatchling
license: MIT
author: Ada
email: ada@example.com
description: Rows
url: https://example.com
year: '2024'
"""
OURS = "https://github.com/pushcart-extensions/pushcart-extensions"


def origin(folder: Path, old: str = "", new: str = "") -> Origin:
    assert old in RECORD
    (folder / ANSWERS_FILE).write_text(RECORD.replace(old, new) if old else RECORD, encoding="utf-8")
    return read_origin(folder)


def refusal(folder: Path, old: str, new: str) -> list[str]:
    with pytest.raises(InvalidInputError) as raised:
        origin(folder, old, new)
    return [str(problem) for problem in raised.value.problems]


def test_it_is_the_version_and_the_answers(tmp_path: Path) -> None:
    found = origin(tmp_path)
    assert found.template == frozen_templates()["0.1.0"]
    assert (found.answers["sources"], found.answers["year"]) == (["orders"], "2024")
    assert found.data == RECORD.encode()


def test_a_file_may_have_another_version(tmp_path: Path) -> None:
    found = origin(tmp_path, "name:", f"_merged:\n  README.md: v{__version__}\nname:")
    assert {path: template.version for path, template in found.merged.items()} == {"README.md": __version__}
    assert "_merged" not in found.answers


@pytest.mark.parametrize("commit", ["v0.1.0", "0.1.0", "'0.1.0'"])
def test_a_version_may_have_a_v(tmp_path: Path, commit: str) -> None:
    assert origin(tmp_path, "_commit: v0.1.0", f"_commit: {commit}").template.version == "0.1.0"


def test_the_present_version_needs_no_frozen_one(tmp_path: Path) -> None:
    assert origin(tmp_path, "v0.1.0", f"v{__version__}").template.version == __version__


@pytest.mark.parametrize(
    "source",
    [
        "gh:pushcart-extensions/pushcart-extensions",
        "gh:pushcart-extensions/pushcart-extensions.git",
        "git@github.com:pushcart-extensions/pushcart-extensions.git",
        "git+https://github.com/pushcart-extensions/pushcart-extensions",
        "https://github.com/Pushcart-Extensions/pushcart-extensions/",
    ],
)
def test_the_template_is_known_by_any_of_its_addresses(tmp_path: Path, source: str) -> None:
    assert origin(tmp_path, OURS, source).template.version == "0.1.0"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            OURS,
            "https://github.com/someone/else",
            "is another template than the one shipped here\n  try `copier",
        ),
        (OURS, "gl:pushcart-extensions/pushcart-extensions", "is another template"),
        (f"_src_path: {OURS}\n", "", "_src_path is missing, so nothing tells the template"),
        (OURS, "[1, 2]", "_src_path is missing"),
        (
            "_commit: v0.1.0\n",
            "",
            "_commit is missing, so nothing tells the template's version\n  try the version of it that your",
        ),
        (
            "v0.1.0",
            "v0.1.0-3-gabcdef0",
            "_commit 'v0.1.0-3-gabcdef0' is no release of the template\n  try `copier",
        ),
        ("v0.1.0", "0123456", "is no release of the template"),
        ("v0.1.0", "v0.0.9", "is none of the versions that are shipped: 0.1.0"),
        ("v0.1.0", "v99.0.0", "is later than"),
        (
            "name:",
            "_merged: [README.md]\nname:",
            "_merged \"['README.md']\" is no mapping of files to versions",
        ),
        ("name:", "_merged: {README.md: 1}\nname:", "_merged: README.md '1' is no release of the template"),
        ("name:", "_merged: {a: v99.0.0}\nname:", "_merged: a 'v99.0.0' is later than"),
        ("- orders", "- orders\n\t- x", "is not valid YAML in line 7"),
        ("name: pushcart-shop\n", "", "name is missing"),
        (
            "name: pushcart-shop",
            "name: shop 3",
            "name 'shop 3' holds digits, which discovery doesn't match\n  try shop",
        ),
        ("- orders", "- class", "'class' is a keyword of Python"),
        ("- orders", "- orders\n- orders", "is given twice"),
        ("- orders", "- [a]", "is no key"),
        ("hatchling", "hatchlin", "'hatchlin' is none of hatchling"),
        ("ada@example.com", "ada", "is no e-mail address"),
        ("Ada", "[a]", "is not one line of text"),
        ("Ada", '"a\\nb"', "holds a line break"),
        ("'2024'", "24", "is no year"),
    ],
)
def test_a_record_that_can_not_be_used_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    (problem,) = refusal(tmp_path, old, new)
    assert problem.startswith(ANSWERS_FILE)
    assert said in problem


def test_every_problem_of_the_answers_is_told_at_once(tmp_path: Path) -> None:
    assert (
        len(refusal(tmp_path, "hatchling\nlicense: MIT\nauthor: Ada", 'x\nlicense: y\nauthor: "a\\tb"')) == 3
    )


def test_of_a_later_version_only_that_is_said(tmp_path: Path) -> None:
    (problem,) = refusal(
        tmp_path, RECORD, RECORD.replace("v0.1.0", "v99.0.0").replace("MIT", "x") + "new: 1\n"
    )
    assert "pip install --upgrade pushcart-extensions" in problem


def test_questions_that_are_asked_no_more_are_no_fault(tmp_path: Path) -> None:
    assert origin(tmp_path, "backend:", "retired: x\nbackend:").answers["retired"] == "x"


@pytest.mark.parametrize(
    "text", ["", "- a\n", "a: [\n", "x", "a: b: c", "\x00", "<<<<<<< yours\na: 1\n=======\n"]
)
def test_what_is_no_record_is_called_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / ANSWERS_FILE).write_text(text)
    with pytest.raises(InvalidInputError, match=r"^.copier-answers.yml (is not valid YAML|holds no mapping)"):
        read_origin(tmp_path)


def test_bytes_that_are_no_text_are_called_damaged(tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).write_bytes(b"name: \xff\n")
    with pytest.raises(InvalidInputError, match="is not valid YAML"):
        read_origin(tmp_path)


def test_a_byte_order_mark_and_other_line_endings_are_read(tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).write_bytes(b"\xef\xbb\xbf" + RECORD.replace("\n", "\r\n").encode())
    assert read_origin(tmp_path).answers["author"] == "Ada"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """A folder with a generated package and a file in it."""
    (tmp_path / "pushcart-shop" / "src").mkdir(parents=True)
    (tmp_path / "pushcart-shop" / ANSWERS_FILE).write_text(RECORD)
    (tmp_path / "file").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("path", "said", "hint"),
    [
        ("pushcart-shpo", "doesn't exist", "pushcart-shop"),
        ("nothing/like/it", "doesn't exist", None),
        ("", "is empty", "."),
        (".", f"has no {ANSWERS_FILE}", "pushcart-shop"),
        ("pushcart-shop/src", f"has no {ANSWERS_FILE}", "{here}/pushcart-shop"),
        ("file", "is a file; give the folder", None),
        ("nul\0l", "can't be read", None),
    ],
)
def test_a_path_that_leads_nowhere_is_told_with_the_nearest_one(
    folders: Path, monkeypatch: pytest.MonkeyPatch, path: str, said: str, hint: str | None
) -> None:
    monkeypatch.chdir(folders)
    with pytest.raises(InvalidInputError) as raised:
        read_origin(path)
    (problem,) = raised.value.problems
    assert said in problem.reason
    assert problem.hint == (hint and hint.format(here=folders))
