"""Any name, author and description: refused clearly, or intact in all that is generated and built."""

from __future__ import annotations

import email.parser
import email.utils
import itertools
import os
import subprocess
import sys
import tempfile
import tomllib
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pushcart_extensions.contract.names import is_extension_name
from pushcart_extensions.errors import InvalidInputError
from pushcart_extensions.scaffold import NewPackage, new
from pushcart_extensions.scaffold.answers.choices import BACKENDS

HOSTILE = (
    '"', "'", '"""', "'''", "\\", "\\u0041", "{{", "}}", "{{ 7 * 7 }}", "{%", "%}", "{% raw %}", "{#", "#}",
    "${x}", "%(x)s", "{0}", "{year}", "<", ">", "<b>", "&amp;", "`", "```", "*", "_", "~", "|", "[x](y)", "!",
    "- ", "+ ", "1. ", "1) ", "> ", "---", "===", ": ", "? ", "@", ",", ";", "=", "$", "[", "]", "(", ")",
    "null", "yes", "~~", "https://x.org", "www.x.org", "a@b.cd", "\n", "\r", "\t", "\0", "\x1b[31m", "\x7f",
    "\x85", "\u2028", "\u2029", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u200e", "\u200f", "\u202e", "#",
    "\u2066", "\ud800", "\udcff", "\ufffe", "\U000e0001", "é", "e\u0301", "ß", "\u0131", "İ", "🚀", "قلم",
    " ", "  ", "word", "x" * 2_500,
)  # fmt: skip
ALL_CHARACTERS = st.characters(exclude_categories=())
pieces = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(ALL_CHARACTERS, max_size=5)), max_size=8)
texts = pieces.map("".join)
runs = settings(deadline=None, suppress_health_check=list(HealthCheck))


def outcome(name: str, folder: str, **options: str) -> NewPackage | InvalidInputError:
    """Return a package with this name and these options, or why there is none: in words that can be read."""
    given: dict[str, Any] = {"author": "A", "email": "a@b.cd", "url": "https://example.com", **options}
    try:
        return new(name, output=folder, **given)
    except InvalidInputError as caught:
        error = caught
    assert all(line.isprintable() for line in str(error).split("\n"))
    assert not list(Path(folder).iterdir())
    return error


def made_of(folder: str, author: str, description: str, **more: str) -> NewPackage | None:
    """Return a package made with these values; None where they are refused, and with good reason."""
    made = outcome("a", folder, author=author, description=description, **more)
    if isinstance(made, NewPackage):
        return made
    for problem in made.problems:
        value = {"--author": author, "--description": description}[problem.place]
        cut = more.get("backend") == "poetry" and set(value) & set("<>")
        assert cut or any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in value.strip())
        assert problem.reason.startswith("holds ")
    return None


def read(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode()


def shown(markdown: str) -> str:
    """Return the text of the second paragraph, as a reader sees it."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    paragraphs = [token for before, token in itertools.pairwise(tokens) if before.type == "paragraph_open"]
    assert {child.type for child in paragraphs[0].children or ()} <= {"text", "softbreak", "text_special"}
    return "".join(child.content for child in paragraphs[0].children or ())


@given(author=texts, description=texts)
@example(author="قلم\u202e{{ x }}" * 600, description="'\"\\%}" * 2_000)
@settings(runs, max_examples=25)
def test_author_and_description_are_refused_or_intact_in_every_file(author: str, description: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = made_of(folder, author, description)
        if made is None:
            return
        # What is nothing but white space is not given.
        author = author.strip() or made.request.author
        description = description.strip() or made.request.description
        project = tomllib.loads(read(made.path, "pyproject.toml"))["project"]
        answers = yaml.safe_load(read(made.path, ".copier-answers.yml"))
        assert (project["authors"][0]["name"], project["description"]) == (author, description)
        assert (answers["author"], answers["description"]) == (author, description)
        assert f" {author}\n" in read(made.path, "LICENSE")
        assert " ".join(shown(read(made.path, "README.md")).split()) == " ".join(description.split())
        for file in made.path.rglob("*.py"):
            compile(file.read_text(encoding="utf-8"), file, "exec")


@given(
    name=st.one_of(
        texts,
        st.text("abcxyz-_. 059", max_size=20),
        st.lists(st.sampled_from(["pushcart", "source", "my", "class", "-", "_", "s3", "é", "X"])).map(
            "".join
        ),
    )
)
@settings(runs, max_examples=60)
def test_any_name_is_refused_or_that_of_the_package(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = outcome(name, folder)
        if not isinstance(made, NewPackage):
            assert [problem.place for problem in made.problems] == ["NAME"]
            return
        distribution = made.request.package.distribution
        assert is_extension_name(distribution)
        assert distribution.removeprefix("pushcart-") in name.lower().replace("_", "-").replace(".", "-") or (
            "--" in name.replace("_", "-").replace(".", "-")
        )
        assert tomllib.loads(read(made.path, "pyproject.toml"))["project"]["name"] == distribution
        assert [path.name for path in Path(folder).iterdir()] == [distribution]


def metadata_of(made: NewPackage, folder: Path) -> email.message.Message:
    """Build a wheel and return its metadata."""
    output = folder / "dist"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(output),
        str(made.path),
    ]
    done = subprocess.run(
        command,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = output.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return email.parser.Parser().parsestr(archive.read(name).decode())


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
@given(author=texts, description=texts)
@example(author='O\'Brien "Bob", Jr. (x) {{ y }}', description='"""\' {{ x }} \\ # é 🚀\u202e' * 400)
@settings(runs, max_examples=40)
def test_author_and_description_are_intact_in_the_wheel(backend: str, author: str, description: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = made_of(folder, author, description, backend=backend)
        if made is None:
            return
        metadata = metadata_of(made, Path(folder))
        request = made.request
        assert same(metadata["Summary"], request.description)
        named = metadata["Author-email"]
        assert named.endswith("a@b.cd>" if backend != "poetry" else "a@b.cd")
        found = metadata["Author"] or email.utils.parseaddr(named)[0]
        assert same(found, request.author), named


def same(found: str, wanted: str) -> bool:
    """Tell whether a text is another; Poetry composes characters, and some strip blanks beyond ASCII."""
    return unicodedata.normalize("NFC", found).split() == unicodedata.normalize("NFC", wanted).split()
