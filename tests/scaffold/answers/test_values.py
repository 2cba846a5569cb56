"""What free text may hold."""

from __future__ import annotations

import pytest

from pushcart_extensions.scaffold.answers import values


@pytest.mark.parametrize(
    "text",
    ['O\'Brien "Bob"', "{{ x }} %} \\", "Zoë 🚀", "\u200fقلم", "x" * 10_000, " trimmed\n", "Doe, John", ""],
)
def test_one_line_of_anything_is_text(text: str) -> None:
    assert values.line_problem(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\nb", "line break"),
        ("a\r\nb", "line break"),
        ("a\tb", "control character (U+0009)"),
        ("a\x00b", "control character (U+0000)"),
        ("a\x1b[31mb", "control character (U+001B)"),
        ("a\x85b", "control character (U+0085)"),
        ("a\u2028b", "line separator"),
        ("a\udcffb", "not valid UTF-8"),
    ],
)
def test_what_is_not_one_line_of_text_is_explained(text: str, reason: str) -> None:
    assert reason in (values.line_problem(text) or "")


@pytest.mark.parametrize(
    ("text", "backend", "nearest"),
    [
        ("Ada <ada@example.com>", "poetry", "Ada"),
        ("<Ada", "poetry", "Ada"),
        ("<>", "poetry", None),
        ("<\u200fx>y\u200f", "poetry", None),
        ("Ada <3", "hatchling", "Ada 3"),
        ("Ada", "poetry", None),
    ],
)
def test_poetry_has_no_names_with_angle_brackets(text: str, backend: str, nearest: str | None) -> None:
    is_cut = "<" in text and backend == "poetry"
    assert (values.author_problem(text, backend) is not None) == is_cut
    assert values.author_problem(text) is None
    assert (values.nearest_author(text) or None) == nearest


@pytest.mark.parametrize("text", ["a@b.cd", "first.last+tag@sub.example.com", " a@b.cd ", "o'b@x-y.org"])
def test_addresses(text: str) -> None:
    assert values.email_problem(text) is None


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("x", None),
        ("me@localhost", None),
        ("a@b@c.de", "b@c.de"),
        ("Ada <ada@example.com>", "ada@example.com"),
        ("mailto:ada@example.com", "ada@example.com"),
        ("a..b@c.de", None),
        ("a@" + "b" * 64 + ".de", None),
        ("a@" + "b." * 150 + "de", None),
    ],
)
def test_what_is_no_address(text: str, nearest: str | None) -> None:
    assert values.email_problem(text)
    assert values.nearest_email(text) == nearest


@pytest.mark.parametrize(
    "text", ["https://example.com", "http://localhost:8080/a?b#c", "https://bücher.example/é"]
)
def test_web_addresses(text: str) -> None:
    assert values.url_problem(text) is None


@pytest.mark.parametrize(
    "text",
    ["y", "example.com", "ftp://a.b", "https://", "https://a b", "https://a:x", "https://[", 'https://a"b'],
)
def test_what_is_no_web_address(text: str) -> None:
    assert values.url_problem(text)


@pytest.mark.parametrize(
    ("text", "user"),
    [("Ada Lovelace", "ada-lovelace"), ("Zoë", "zoe"), ("قلم", ""), ("a--b_", "a-b"), ("x" * 60, "x" * 39)],
)
def test_github_users(text: str, user: str) -> None:
    assert values.github_user(text) == user
