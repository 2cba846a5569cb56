"""A user's own defaults."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pushcart_extensions.errors import InvalidInputError
from pushcart_extensions.scaffold import new
from pushcart_extensions.scaffold.answers.choices import TEXT_QUESTIONS
from pushcart_extensions.scaffold.answers.defaults import (
    DEFAULT_QUESTIONS,
    VARIABLE,
    defaults_file,
    user_defaults,
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the defaults, in the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "my.toml")
    return Path("my.toml")


def problems(file: Path, content: bytes) -> str:
    file.write_bytes(content)
    answers, found = user_defaults("a")
    assert not answers
    return "\n".join(map(str, found))


def test_every_question_that_all_packages_answer_alike_has_a_default(file: Path) -> None:
    assert set(TEXT_QUESTIONS) - set(DEFAULT_QUESTIONS) == {"description", "year"}
    file.write_text("\n".join(f"{question} = '{question}'" for question in DEFAULT_QUESTIONS))
    answers, found = user_defaults("a")
    assert not found
    assert {question: answer.text for question, answer in answers.items()} == dict(
        zip(DEFAULT_QUESTIONS, DEFAULT_QUESTIONS, strict=True)
    )
    assert answers["author"].place == f"my.toml:{DEFAULT_QUESTIONS.index('author') + 1}: author"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("My_Source", "https://git.example.com/pushcart-my-source.git"),
        ("s3", "https://git.example.com/name.git"),
        ("", "https://git.example.com/name.git"),
    ],
)
def test_an_address_may_hold_the_package_s_name(file: Path, name: str, url: str) -> None:
    file.write_text('url = "https://git.example.com/{name}.git"')
    answers, _ = user_defaults(name)
    assert answers["url"].text == url


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'# mine\n\n"licence" = "MIT"', "my.toml:3 'licence' is no question of the template\n  try license"),
        (b'[author]\nname = "Ada"', "my.toml:1: author \"{'name': 'Ada'}\" is not one line of text"),
        (b'[user]\nname = "Ada"', "my.toml:1 'user' is no question of the template"),
        (b"author = 3", "my.toml:1: author '3' is not one line of text\n  try putting it in quotes"),
        (b'name = "a"', "my.toml:1 'name' has another answer for each package\n  try --data-file"),
        (b"author = Ada", "defaults 'my.toml' is not valid TOML: Invalid value (at line 1, column 10)"),
        (b"author = Ada", 'try lines such as author = "Ada"'),
        (b"\xff", "the file of your defaults 'my.toml' can't be read: is not UTF-8 text"),
    ],
)
def test_what_can_not_be_used_is_told_with_its_place(file: Path, content: bytes, message: str) -> None:
    assert message in problems(file, content)


def test_all_problems_come_at_once(file: Path) -> None:
    found = problems(file, b'licence = "x"\nsources = ["a"]\nauthor = 1\n').splitlines()
    assert [line.split()[0] for line in found[::2]] == ["my.toml:1", "my.toml:2", "my.toml:3:"]


def test_a_value_of_theirs_is_judged_like_any_other(file: Path) -> None:
    file.write_text('backend = "poety"\nemail = "ada@example"\n')
    with pytest.raises(InvalidInputError) as caught:
        new("a")
    assert [(problem.place, problem.hint) for problem in caught.value.problems] == [
        ("my.toml:1: backend", "poetry"),
        ("my.toml:2: email", None),
    ]


def test_what_is_given_wins_over_them(file: Path) -> None:
    file.write_text(
        'author = "Ada"\nemail = "ada@example.com"\nlicense = "ISC"\nurl = "https://x.org/{name}"\n'
    )
    made = new("a", author="Bob", output="out").request
    assert (made.author, made.email, made.license) == ("Bob", "ada@example.com", "ISC")
    assert made.url == "https://x.org/pushcart-a"


def test_they_win_over_git(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gitconfig").write_text("[user]\nname=Git\nemail=git@example.com\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    file.write_text('author = "Ada"\n')
    made = new("a", output="out").request
    assert (made.author, made.email, made.notices) == ("Ada", "git@example.com", ())


def test_without_a_file_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_config_dir", lambda name, **_: str(tmp_path / name))
    assert user_defaults("a") == ({}, [])


def test_a_file_that_is_named_must_be_there(file: Path) -> None:
    _, (problem,) = user_defaults("a")
    assert str(problem) == f"the file of your defaults '{file}' can't be read: No such file or directory"


def test_a_device_that_holds_nothing_turns_them_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, os.devnull)
    assert user_defaults("a") == ({}, [])


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the folder of the XDG specification")
def test_the_file_stands_where_the_platform_keeps_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert defaults_file() == tmp_path / "pushcart-extensions" / "defaults.toml"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert defaults_file() == tmp_path / ".config" / "pushcart-extensions" / "defaults.toml"
