"""``pushcart-new --interactive`` on a terminal, by what its user types and sees."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pushcart_extensions.contract.kinds import DESTINATION, KINDS
from pushcart_extensions.scaffold.answers.choices import BACKENDS

from .person import (
    AUTHOR,
    BACKEND,
    DATA,
    DESCRIPTION,
    EMAIL,
    IDENTITY,
    KEY,
    KIND,
    LICENCE,
    MORE,
    NAME,
    PROGRAM,
    QUESTIONS,
    UP,
    URL,
    WRITE,
    Person,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty to test it with")


@pytest.fixture(autouse=True)
def nobody_stays() -> Iterator[None]:
    """End what a test that failed has left at its terminal."""
    yield
    while Person.everybody:
        process = Person.everybody.pop().process
        process.kill()
        process.wait()


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("term", ["xterm", "dumb", ""])
def test_what_is_answered_comes_out_as_if_it_was_given(tmp_path: Path, term: str) -> None:
    person = Person(tmp_path, "-i", "--no-check", term=term)
    person.answers(NAME, "Object_Store")
    person.answers(KIND, str(1 + KINDS.index(DESTINATION)))
    person.answers("Key of the destination [object_store]: ", "S3")
    person.sees("so far: destination s3")
    person.answers(MORE, "y")
    person.answers("number or name [destination]: ", "source")
    person.answers("Key of the source: ", "orders")
    person.sees("so far: source orders; destination s3")
    person.answers(MORE)
    person.answers(DATA, "polars")
    person.answers(BACKEND, "4")
    person.answers(LICENCE, "isc")
    person.answers(AUTHOR, "Zoë O'Brien {{ x }}")
    person.answers(EMAIL, "zoe@example.com")
    person.answers("[Extension package for Pushcart: source orders; destination s3]: ", 'A "store" \\ 🚀')
    person.answers("/pushcart-object-store]: ", "https://example.com/x")
    person.answers(WRITE)
    person.sees("Made pushcart-object-store (source orders; destination s3)")
    assert person.leaves() == 0
    if term != "xterm":
        assert "\x1b" not in person.screen

    options = ("--source", "orders", "--destination", "s3", "--dataframe", "polars", "--backend", "uv")
    values = ("--license", "ISC", "--author", "Zoë O'Brien {{ x }}", "--email", "zoe@example.com")
    more = ("--description", 'A "store" \\ 🚀', "--url", "https://example.com/x", "--output", "given")
    command = [sys.executable, "-c", PROGRAM, "object-store", "--no-check", *options, *values, *more]
    subprocess.run(command, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    assert tree(tmp_path / "pushcart-object-store") == tree(tmp_path / "given" / "pushcart-object-store")


def test_enter_takes_what_is_offered(tmp_path: Path) -> None:
    person = Person(tmp_path, "-i", "--no-check")
    person.answers(NAME, "my-source")
    person.answers(KIND)
    person.answers("Key of the source [my]: ")
    for question in QUESTIONS[3:]:
        person.answers(question)
    assert person.leaves() == 0
    command = [sys.executable, "-c", PROGRAM, "my-source", "--no-check", "--output", "given"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert tree(tmp_path / "pushcart-my-source") == tree(tmp_path / "given" / "pushcart-my-source")


def test_what_is_given_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("backend: uv\n")
    given = ("--source", "a", "--data", "license=ISC", "--data-file", "a.yml", *IDENTITY)
    person = Person(tmp_path, "x", "-i", "--no-check", *given)
    person.answers(DATA)
    person.answers(DESCRIPTION)
    person.answers(WRITE)
    assert person.leaves() == 0
    for question in (NAME, KIND, BACKEND, LICENCE, AUTHOR, EMAIL, URL):
        assert question not in person.screen
    assert "uv_build" in (tmp_path / "pushcart-x" / "pyproject.toml").read_text()


def test_what_is_wrong_is_told_in_place_and_can_be_mended(tmp_path: Path) -> None:
    (tmp_path / "pushcart-taken").mkdir()
    (tmp_path / "pushcart-taken" / "file").touch()
    person = Person(tmp_path, "-i", "--no-check")
    for keys, told in (
        ("", "  is empty"),
        (
            "s3",
            "  holds digits, which discovery doesn't match; try s, and s3 for the key, which may hold them",
        ),
        ("taken", "  pushcart-taken exists already and stays as it is"),
        (b"\xff", "  may hold ASCII letters"),
    ):
        person.answers(NAME, keys)
        person.sees(told)
    person.answers(NAME, "class-source")
    person.answers(KIND, str(1 + len(KINDS)))
    person.sees(f"is none of {', '.join(kind.name for kind in KINDS)}")
    person.answers(KIND, "source")
    person.answers("Key of the source [my_class]: ", "class")
    person.sees("is a keyword of Python, which no module can be named; try my_class")
    # What was refused is out of the way, and comes back where it is wanted.
    person.answers("Key of the source [my_class]: ", f"{UP}es")
    person.sees("so far: source classes")
    person.answers(MORE, "perhaps")
    person.sees("is neither y nor n")
    person.answers(MORE, "Y")
    person.answers(KIND)
    person.answers("Key of the source: ", "Classes")
    person.sees("is given twice")
    person.answers("Key of the source: ", "more")
    person.answers(MORE)
    person.answers(DATA)
    person.answers(BACKEND, "poety")
    person.sees(f"is none of {', '.join(BACKENDS)}; try poetry")
    person.answers(BACKEND, "poetry")
    person.answers(LICENCE)
    person.answers(AUTHOR, b"Zo\xff")
    person.sees("holds bytes that are not valid UTF-8")
    person.answers(AUTHOR, "Ada")
    person.answers(EMAIL, "Ada <ada@example.com>")
    person.sees("is no e-mail address such as name@example.com; try ada@example.com")
    person.answers(EMAIL, "ada@example.com")
    person.answers(DESCRIPTION)
    person.answers(URL, "example.com")
    person.sees("is no web address")
    person.answers(URL, "https://example.com")
    person.answers(WRITE)
    assert person.leaves() == 0
    assert (tmp_path / "pushcart-class-source/src/pushcart_class_source/sources/classes.py").is_file()


def test_a_users_defaults_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my.toml").write_text('author = "Mine"\nurl = "https://x.org/{name}"\nlicense = "ISC"\n')
    monkeypatch.setenv("PUSHCART_NEW_DEFAULTS", str(tmp_path / "my.toml"))
    person = Person(tmp_path, "-i", "--source", "a")
    person.answers(NAME, "x")
    person.answers(DATA)
    person.answers(BACKEND)
    person.answers("number or name [ISC]: ", "mit")
    person.answers("Author [Mine]: ")
    person.answers(EMAIL)
    person.answers(DESCRIPTION)
    person.sees("Home on the web [https://x.org/pushcart-x]: ")
    person.insists("\x03")
    assert person.leaves() == 130


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("last", range(len(QUESTIONS)), ids=lambda last: QUESTIONS[last].split()[0])
def test_an_end_at_any_question_leaves_nothing(tmp_path: Path, last: int, key: str) -> None:
    person = Person(tmp_path, "-i")
    for question in QUESTIONS[:last]:
        person.answers(question, "x" if question == NAME else "")
    person.sees(QUESTIONS[last])
    person.insists(key)
    assert person.leaves() == 130
    assert person.screen.rstrip().endswith("\npushcart-new: interrupted")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_d_is_an_end_where_ctrl_c_is_ignored(tmp_path: Path) -> None:
    ignored = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    person = Person(tmp_path, "-i", first=ignored)
    person.sees(NAME)
    person.insists("\x04")
    assert person.leaves() == 130
    assert list(tmp_path.iterdir()) == []


def test_no_is_no(tmp_path: Path) -> None:
    person = Person(tmp_path, "x", "-i", *IDENTITY)
    for question in (KIND, KEY, MORE, DATA, BACKEND, LICENCE, DESCRIPTION):
        person.answers(question)
    person.answers(WRITE, "n")
    person.sees("pushcart-new: nothing is written")
    assert person.leaves() == 1
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_is_not_confirmed(tmp_path: Path) -> None:
    person = Person(tmp_path, "x", "-i", "--source", "a", "--dry-run", *IDENTITY)
    for question in (DATA, BACKEND, LICENCE, DESCRIPTION):
        person.answers(question)
    person.sees("pushcart-x/")
    assert person.leaves() == 0
    assert WRITE not in person.screen


def test_without_a_stage_there_is_no_data_to_ask_for(tmp_path: Path) -> None:
    person = Person(tmp_path, "x", "-i", "--extension", "a", "--no-check", *IDENTITY)
    for question in (BACKEND, LICENCE, DESCRIPTION, WRITE):
        person.answers(question)
    assert person.leaves() == 0
    assert DATA not in person.screen


def test_results_go_where_they_are_wanted_and_questions_to_the_terminal(tmp_path: Path) -> None:
    with (tmp_path / "result.json").open("wb") as file:
        person = Person(
            tmp_path, "x", "-i", "--source", "a", "--json", "--no-check", *IDENTITY, stdout=file.fileno()
        )
        for question in (DATA, BACKEND, LICENCE, DESCRIPTION, WRITE):
            person.answers(question)
        assert person.leaves() == 0
    assert json.loads((tmp_path / "result.json").read_text())["name"] == "pushcart-x"


def test_without_a_terminal_there_is_nobody_to_ask(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "-i"]
    done = subprocess.run(
        command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "pushcart-new: --interactive asks on a terminal, and standard input is none\n"
        "  try the answers as options, which --help lists\n"
    )


def test_a_terminal_to_read_and_none_to_write_is_none(tmp_path: Path) -> None:
    import pty

    terminal, theirs = pty.openpty()
    command = [sys.executable, "-c", PROGRAM, "-i"]
    done = subprocess.run(command, cwd=tmp_path, stdin=theirs, capture_output=True, text=True, check=False)
    os.close(terminal)
    os.close(theirs)
    assert done.returncode == 2
    assert "neither standard output nor standard error is one" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("s3", "--email", "x", "--data", "autor=y"), 2, "pushcart-new: 3 problems"),
        (("--source", "class"), 2, "try my_class"),
        (("taken",), 1, "pushcart-taken exists already"),
    ],
)
def test_what_is_wrong_with_the_options_is_told_before_anything_is_asked(
    tmp_path: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    (tmp_path / "pushcart-taken").mkdir()
    (tmp_path / "pushcart-taken" / "file").touch()
    person = Person(tmp_path, "-i", *arguments)
    assert person.leaves() == status
    assert message in person.screen
    assert "Enter takes" not in person.screen
