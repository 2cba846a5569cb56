"""Answers from a file, as --data-file gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.errors import InputProblem
from pushcart_extensions.scaffold.answers.files import answers_from_file
from pushcart_extensions.scaffold.answers.given import Answers
from pushcart_extensions.scaffold.answers.problems import answer_problems


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of answers in the working folder."""
    monkeypatch.chdir(tmp_path)
    return Path("a.yml")


def read(file: Path, content: bytes) -> tuple[Answers, list[InputProblem]]:
    file.write_bytes(content)
    return answers_from_file(file)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
def test_a_file_answers_questions(file: Path, mark: bytes) -> None:
    answers, problems = read(file, mark + b"_commit: v1\nauthor: Ada\nsources: [a, b]\nyear: 2026\nurl:\n")
    assert not problems
    assert {question: answer.value for question, answer in answers.items()} == {
        "author": "Ada",
        "sources": ("a", "b"),
        "year": "2026",
    }
    assert answers["sources"].place == "a.yml:3: sources"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [", "--data-file 'a.yml' is not valid YAML in line 1: expected the node content, but found"),
        (b"a: &a [*a]", "a.yml:1 'a' is no question"),
        (b"- a\n", "holds no mapping of questions to answers"),
        (b"", "holds no mapping"),
        (b"\xff", "can't be read: is not UTF-8 text"),
        (b"year: 2026\nlicence: MIT", "a.yml:2 'licence' is no question of the template\n  try license"),
        (b"author: 3", "a.yml:1: author '3' is not one line of text\n  try putting it in quotes"),
        (b"author: [a]", "a.yml:1: author \"['a']\" is not one line of text"),
        (b"author: yes", "a.yml:1: author 'True' is not one line of text\n  try putting it in quotes"),
        (b"sources: [a, null]", "a.yml:1: sources has an item that is empty\n  try leaving it out"),
        (b"sources: [yes]", "a.yml:1: sources 'true' is yes or no to YAML, and no text\n  try putting it in"),
        (b"sources: [[a]]", "a.yml:1: sources \"['a']\" is no key\n  try a plain list such as"),
        (b"sources: {a: b}", "is no key\n  try a plain list such as [rest_api, s3]"),
        (b"author: A\nauthor: B", "a.yml:2 'author' is answered in line 1 already"),
        (b"3: x", "a.yml:1 '3' is no question"),
        (b"? [a]\n: x", "is not valid YAML in line 1: found unhashable key"),
        (
            b"author: !!python/object:os.system x",
            "is not valid YAML in line 1: could not determine a constructor",
        ),
        (b"author: x: y", "is not valid YAML in line 1: mapping values are not allowed here"),
        (b"author: 2026-99-99", "is not valid YAML: month must be in 1..12"),
        (b"a: \x01", "is not valid YAML: special characters are not allowed"),
        (b"[" * 100_000, "is not valid YAML: it is nested too deeply"),
    ],
)
def test_what_can_not_be_used_is_a_problem(file: Path, content: bytes, message: str) -> None:
    _, (problem,) = read(file, content)
    assert message in str(problem)


@pytest.mark.parametrize(("item", "key"), [("1", "my_1"), ("1.5", "my_1_5"), ("2026-01-01", "my_2026_01_01")])
def test_a_number_among_keys_is_judged_as_a_key(file: Path, item: str, key: str) -> None:
    answers, problems = read(file, f"name: a\nsources: [b, {item}]".encode())
    assert not problems
    (problem,) = answer_problems(answers)
    assert (problem.place, problem.value, problem.hint) == ("a.yml:2: sources", item, key)


def test_all_problems_come_at_once(file: Path) -> None:
    _, problems = read(file, b"licence: MIT\nauthor: 3\nurl: x\nurl: y\nsources: [null, 1]\n")
    assert [problem.place for problem in problems] == [
        "a.yml:4",
        "a.yml:1",
        "a.yml:2: author",
        "a.yml:5: sources",
    ]


@pytest.mark.parametrize("name", ["missing.yml", "."])
def test_a_file_that_can_not_be_read_is_a_problem(tmp_path: Path, name: str) -> None:
    _, (problem,) = answers_from_file(tmp_path / name)
    assert "can't be read" in str(problem)
