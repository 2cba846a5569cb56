"""What is told of a new package."""

from __future__ import annotations

from pathlib import Path, PurePath

from pushcart_extensions.scaffold.answers.given import answers_from_options
from pushcart_extensions.scaffold.answers.request import make_request
from pushcart_extensions.scaffold.creating.summary import facts, next_steps, tree
from pushcart_extensions.scaffold.new import NewPackage

REQUEST = make_request(
    answers_from_options(
        {"name": "x", "sources": ["a", "b"], "author": "A", "email": "a@b.cd", "url": "http://c"}
    ),
    Path("my folder"),
)
FILES = tuple(Path(name) for name in ("b/c/d", "b/e", "z", "a"))
PACKAGE = NewPackage(REQUEST, REQUEST.target, FILES, written=True)


def test_a_tree_names_files_before_folders() -> None:
    assert tree(PACKAGE).splitlines() == [
        "my folder/pushcart-x/",
        "    a",
        "    z",
        "    b/",
        "        e",
        "        c/",
        "            d",
    ]


def test_the_next_steps_can_be_pasted_into_a_shell() -> None:
    assert "  cd 'my folder/pushcart-x'" in next_steps(PACKAGE).splitlines()
    assert "(sources a, b)" in next_steps(PACKAGE)


def test_facts_name_files_with_forward_slashes() -> None:
    assert facts(PACKAGE)["files"] == [PurePath(file).as_posix() for file in FILES]
