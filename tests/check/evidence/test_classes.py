"""What the source of a class says, without running it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.evidence.facts import ClassFacts, Signature
from pushcart_extensions.check.evidence.package import gather
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.evidence.source_tree import read_source_tree

HEAD = """\
from pushcart_extensions import SourceBase
from pushcart_shop import other
from pushcart_shop.other import FLAGS, flags

"""
UNKNOWN = object()


def facts(folder: Path, body: str, *, before: str = "", bases: str = "SourceBase") -> ClassFacts:
    """Return what is known of the class of a source."""
    package = folder / "pushcart_shop"
    (package / "sources").mkdir(parents=True)
    (package / "other.py").write_text('FLAGS = {"a"}\nAGAIN = FLAGS\ndef flags(): ...\n')
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    code = f"{HEAD}{before}\nclass OrdersSource({bases}):\n{indented}"
    (package / "sources" / "orders.py").write_text(code)
    tree = read_source_tree(folder, Project("pyproject.toml", "pushcart-shop"))
    (component,) = gather(tree, None).components
    assert component.facts
    return component.facts


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('{"a"}', {"a"}),
        ('{"a"} | {"b"}', {"a", "b"}),
        ('["a"] + ["b"]', ["a", "b"]),
        ('frozenset({"a"})', frozenset({"a"})),
        ("set()", set()),
        ('set("flag")', "flag"),
        ("FLAGS", {"a"}),
        ("other.AGAIN", {"a"}),
        ('FLAGS | {"b"}', {"a", "b"}),
        ("-1", -1),
        ('{"a": 1}', {"a": 1}),
        # What only running would tell, or what running would refuse.
        ('{"a"} - {"b"}', UNKNOWN),
        ('{"a"} | 3', UNKNOWN),
        ('{"a", ["b"]}', UNKNOWN),
        ('{"a", unknown}', UNKNOWN),
        ("set(3)", UNKNOWN),
        ("set([unknown])", UNKNOWN),
        ('sorted(["a"])', UNKNOWN),
        ('dict(a="b")', UNKNOWN),
        ("flags", UNKNOWN),
        ("other.flags()", UNKNOWN),
        ("[name for name in FLAGS]", UNKNOWN),
        (f"{'(' * 30}FLAGS{' | FLAGS)' * 30}", UNKNOWN),
    ],
)
def test_a_value_of_metadata_is_told_or_said_to_be_unknown(
    tmp_path: Path, expression: str, value: object
) -> None:
    found = facts(tmp_path, f"provides = {expression}")
    assert found.metadata.get("provides", UNKNOWN) == value
    assert found.unknown == ({"provides"} if value is UNKNOWN else set())


@pytest.mark.parametrize(
    "body",
    [
        "@property\ndef needs(self): ...",
        "def __init__(self):\n    self.needs = set()",
        "needs: set[str] = make()",
    ],
)
def test_metadata_that_a_class_computes_are_unknown(tmp_path: Path, body: str) -> None:
    assert facts(tmp_path, body).unknown == {"needs"}


def test_metadata_that_are_only_annotated_are_none(tmp_path: Path) -> None:
    found = facts(tmp_path, "needs: set[str]\nself.needs = other.needs = 1")
    assert not found.metadata
    assert not found.unknown


@pytest.mark.parametrize(
    ("definition", "signature"),
    [
        ("def get_increment(self): ...", (0, 0)),
        ("def get_increment(self, a, b=1): ...", (1, 2)),
        ("def get_increment(self, *rest): ...", (0, None)),
        ("if fast:\n    def get_increment(self, a): ...\nelse:\n    slow = 1", (1, 1)),
        ("@typing.final\ndef get_increment(self, a): ...", (1, 1)),
        ("@staticmethod\ndef get_increment(a): ...", (1, 1)),
        ("def get_increment(): ...", (10**6, 0)),
        ("get_increment = 3", (0, 0)),
        ("@cached(60)\ndef get_increment(self): ...", None),
        ("@caches[0].cached\ndef get_increment(self): ...", None),
        ("@caches[0]\ndef get_increment(self): ...", None),
        ("get_increment = other.flags", None),
    ],
)
def test_how_a_method_can_be_called(
    tmp_path: Path, definition: str, signature: tuple[int, int | None] | None
) -> None:
    found = facts(tmp_path, definition).methods["get_increment"]
    assert (found and (found.required, found.maximum)) == signature


def test_what_is_no_function_can_not_be_called(tmp_path: Path) -> None:
    assert not (
        facts(tmp_path, "get_increment = other.x = [3]").methods["get_increment"] or Signature()
    ).is_method


def test_an_ancestor_that_is_reached_twice_counts_once(tmp_path: Path) -> None:
    before = "class _A(SourceBase):\n    first = True\nclass _B(_A): ...\nclass _C(_A): ...\n"
    found = facts(tmp_path, "...", before=before, bases="_B, _C")
    assert (set(found.bases), found.complete) == ({"SourceBase"}, True)
    assert found.metadata == {"first": True}


def test_the_nearest_class_states_a_value(tmp_path: Path) -> None:
    before = "class _Base(SourceBase):\n    first = True\n    last = True\n"
    found = facts(tmp_path, "first = False", before=before, bases="_Base")
    assert found.metadata == {"first": False, "last": True}
