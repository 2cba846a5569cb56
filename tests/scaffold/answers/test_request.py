"""A request is judged as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.errors import InvalidInputError
from pushcart_extensions.scaffold.answers.choices import BACKENDS
from pushcart_extensions.scaffold.answers.given import answers_from_options
from pushcart_extensions.scaffold.answers.request import NewRequest, make_request


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let git know nothing of the user, and return the configuration that may tell it more."""
    file = tmp_path / "gitconfig"
    file.touch()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_CONFIG_COUNT", raising=False)
    monkeypatch.chdir(tmp_path)
    return file


def request(name: str, **options: str | list[str]) -> NewRequest:
    return make_request(answers_from_options({"name": name, **options}), Path("out"))


def refused(name: str, **options: str | list[str]) -> str:
    with pytest.raises(InvalidInputError) as caught:
        request(name, **options)
    assert caught.value.exit_status == 2
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("", {}, "NAME '' is empty"),
        ("s3", {}, "pushcart-new s --source s3"),
        ("s3-destination", {}, "--destination s3"),
        ("a/b", {}, "path separator; give the folder with --output\n  try a-b"),
        ("..", {}, "separator"),
        ("source", {}, "is a kind"),
        ("x" * 300, {}, "is longer than 100 characters"),
        ("pushcart", {}, "belongs to Pushcart"),
        ("class-source", {}, "stands for the key 'class', which is a keyword"),
        ("class-source", {}, "--source my_class"),
        ("import", {}, "--source my_import"),
        ("rows", {}, "the source that pushcart-extensions ships"),
        ("a", {"sources": ["class"]}, "--source 'class' is a keyword of Python"),
        ("a", {"destinations": ["b", "B"]}, "--destination 'b' is given twice"),
        ("a", {"sources": ["a1", "a_1"]}, "--source 'a_1' gives the same class as 'a1'"),
        (
            "a",
            {"backend": "poety"},
            f"--backend 'poety' is none of {', '.join(BACKENDS)}\n  try poetry",
        ),
        ("a", {"license": "GPL"}, "try "),
        ("a", {"author": "a\nb"}, "--author 'a\\nb' holds a line break"),
        ("a", {"email": "Ada <ada@example.com>"}, "try ada@example.com"),
        (
            "a",
            {"author": "Ada <ada@example.com>", "backend": "Poetry"},
            "holds '<' or '>', which poetry takes for the beginning and the end of an address\n  try Ada",
        ),
        ("a", {"author": "<\n>", "backend": "poetry"}, "holds a line break"),
        ("a", {"description": "a\x07"}, "control character"),
        ("a", {"url": "example.com"}, "is no web address"),
        ("a", {"year": "26"}, "year of four digits"),
    ],
)
def test_what_can_not_be_used_is_refused(
    name: str, options: dict[str, str | list[str]], message: str
) -> None:
    assert message in refused(name, **options)


def test_all_problems_come_at_once() -> None:
    message = refused("s3", sources=["class", "ok"], email="x", url="y", license="mti", backend="b")
    assert message.startswith("6 problems\n")
    assert "'ok'" not in message


def test_a_long_value_is_shortened_in_its_message() -> None:
    assert len(refused("a", author="x" * 5000 + "\n" + "y")) < 200


def test_a_key_may_hold_digits() -> None:
    assert request("object-store", sources=["s3"]).package.components[0].class_name == "S3Source"


def test_one_key_in_two_kinds_is_fine() -> None:
    assert len(request("a", sources=["x"], destinations=["x"]).package.components) == 2


@pytest.mark.parametrize(
    ("text", "near"),
    [("GPL", "GPL-3.0-or-later"), ("gpl-3.0", "GPL-3.0-or-later"), ("bsd", "BSD-3-Clause"), ("MTI", "MIT")],
)
def test_the_licence_that_begins_so_is_offered(text: str, near: str) -> None:
    assert refused("x", license=text).endswith(f"try {near}")


def test_choices_are_taken_in_any_case() -> None:
    made = request("a", backend="UV", license="mit")
    assert (made.backend, made.license) == ("uv", "MIT")


def test_defaults_without_any_identity_are_valid_placeholders_with_a_notice() -> None:
    made = request("my-source")
    assert (made.author, made.email) == ("The pushcart-my-source authors", "author@example.com")
    assert (made.backend, made.license) == ("hatchling", "MIT")
    assert made.description == "Extension package for Pushcart: source my"
    assert [notice.split(" is known")[0] for notice in made.notices] == ["no author", "no e-mail address"]


def test_git_tells_who_the_user_is(nobody: Path) -> None:
    nobody.write_text("[user]\nname=Ada L\nemail=ada@example.com\n[github]\nuser=ada\n", encoding="utf-8")
    made = request("my-source")
    assert (made.author, made.email, made.notices) == ("Ada L", "ada@example.com", ())
    assert made.url == "https://github.com/ada/pushcart-my-source"


def test_options_win_over_git(nobody: Path) -> None:
    nobody.write_text("[user]\nname=Ada\nemail=ada@example.com\n", encoding="utf-8")
    made = request("my-source", author=" Bob B ", email="bob@example.com")
    assert (made.author, made.email) == ("Bob B", "bob@example.com")
    assert made.url == "https://github.com/bob-b/pushcart-my-source"


def test_an_address_of_git_that_is_none_is_passed_over(nobody: Path) -> None:
    nobody.write_text("[user]\nname=Ada\nemail=ada@localhost\n", encoding="utf-8")
    made = request("my-source")
    assert made.email == "author@example.com"
    assert len(made.notices) == 1


def test_a_name_of_git_that_poetry_would_cut_is_passed_over(nobody: Path) -> None:
    nobody.write_text("[user]\nname=Ada <3\nemail=ada@example.com\n", encoding="utf-8")
    assert request("my-source").author == "Ada <3"
    made = request("my-source", backend="poetry")
    assert made.author == "The pushcart-my-source authors"
    assert len(made.notices) == 1


def test_empty_text_counts_as_not_given() -> None:
    assert request("my-source", description="  ").description == "Extension package for Pushcart: source my"
