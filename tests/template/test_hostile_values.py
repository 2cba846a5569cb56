"""What a user types comes out as data, whatever it looks like."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from pushcart_extensions.scaffold import new
from pushcart_extensions.scaffold.template.licenses import LICENSES, license_text

VALUES = {
    "quotes": 'O\'Brien "Bob" \'\'\'x\'\'\' """y"""',
    "jinja": "{{ 7 * 7 }} {% raw %} {# x #} %} {%- endraw -%}",
    "backslashes": r"C:\new\table \u0041 \x41 \N{DASH} \\",
    "emoji": "Zoë 🚀👩‍🔬 ñ",
    "right to left": "\u200fقلم\u200e \u202eabc\u202c",
    "markdown": "# *a* _b_ [c](d) <script>alert(1)</script> | `e` &amp; ~~f~~ $g$",
    "yaml": "yes: - ? & * ! | > % @ ` # : {a: b}",
    "toml": '"""\' = [x] # y',
    "python": '"; import os; os.abort() #',
    "template variables": "${HOME} %(x)s {0} {year} {holder} $(id)",
    "long": "x" * 10_000,
    "many words": "word " * 2_000,
    "a number": "2026-01-01",
    "a list": "- a",
    "non-breaking": "a\u00a0b\ufeffc",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_author_and_description_are_intact_in_every_file(tmp_path: Path, value: str) -> None:
    value = value.strip()
    folder = new("a", output=tmp_path, author=value, description=value, email="a@b.cd").path
    project = tomllib.loads(read(folder, "pyproject.toml"))["project"]
    answers = yaml.safe_load(read(folder, ".copier-answers.yml"))
    assert project["description"] == project["authors"][0]["name"] == value
    assert answers["description"] == answers["author"] == value
    assert f" {value}\n" in read(folder, "LICENSE")
    assert " ".join(second_paragraph(read(folder, "README.md")).split()) == " ".join(value.split())
    for file in folder.rglob("*.py"):
        compile(file.read_text(encoding="utf-8"), file, "exec")


def test_other_values_change_no_other_file(tmp_path: Path) -> None:
    plain = new("a", output=tmp_path / "plain", author="A", description="B", email="a@b.cd").path
    hostile = new(
        "a", output=tmp_path / "hostile", author=VALUES["jinja"], description=VALUES["python"], email="a@b.cd"
    ).path
    different = {
        file.relative_to(plain).as_posix()
        for file in plain.rglob("*")
        if file.is_file() and file.read_bytes() != (hostile / file.relative_to(plain)).read_bytes()
    }
    assert different == {".copier-answers.yml", "LICENSE", "README.md", "pyproject.toml"}


@pytest.mark.parametrize("license_id", LICENSES)
def test_each_licence_is_written_whole(tmp_path: Path, license_id: str) -> None:
    folder = new("a", output=tmp_path, license=license_id, author=VALUES["jinja"], year="2026").path
    assert read(folder, "LICENSE") == license_text(license_id, "2026", VALUES["jinja"])
    assert tomllib.loads(read(folder, "pyproject.toml"))["project"]["license"] == license_id


def test_ruff_has_nothing_to_say_of_hostile_values(tmp_path: Path) -> None:
    folder = new("a", output=tmp_path, author=VALUES["quotes"], description=VALUES["python"]).path
    for arguments in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *arguments, "--no-cache"]
        assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def read(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode()


def second_paragraph(markdown: str) -> str:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    paragraph = next(index for index, token in enumerate(tokens) if token.type == "paragraph_open")
    return "".join(child.content for child in tokens[paragraph + 1].children or ())
