"""An error belongs to the stage whose code raised it, also where another was reading that stage's data."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pushcart_extensions import Workflow, load_workflow
from pushcart_extensions.runtime.blame import raiser

from .site import Site

SOURCES = {
    "generator": """
        def get_increment(self):
            yield 1
            raise ValueError("late")
    """,
    "expression": """
        def get_increment(self):
            return (1 // (1 - n) for n in range(2))
    """,
    "stopping": """
        def get_increment(self):
            yield 1
            next(iter([]))
    """,
    "function": """
        def get_increment(self):
            return pages()
    """,
    "mapped": """
        def get_increment(self):
            return map(parse, ["1", "x"])
    """,
    "own_iterator": """
        def get_increment(self):
            return Pages()
    """,
    "inherited": """
        pages_of = None
    """,
}
HELPERS = """
def pages():
    yield 1
    raise ValueError("late")

def parse(text):
    return int(text)

class Pages:
    def __iter__(self):
        return self
    def __next__(self):
        raise ValueError("late")
"""
TRANSFORMATIONS = {
    "lazy": "def transform(self, data):\n    return (one + 1 for one in data)\n",
    "breaking": "def transform(self, data):\n    for one in data:\n        yield one.nothing\n",
}
DESTINATIONS = {
    "eager": "def write(self, data):\n    list(data)\n",
    "breaking": """
        def write(self, data):
            for one in data:
                self.keep(one)
        def keep(self, one):
            one.nothing
    """,
    "wrapping": """
        def write(self, data):
            try:
                list(data)
            except ValueError as error:
                raise OSError("not written") from error
    """,
}


@pytest.fixture
def stages(site: Site) -> None:
    """A package with stages that give, pass on and read data late."""
    site.metadata("pushcart-late", {})
    site.module(
        "pushcart_late/base.py",
        """
        from pushcart_extensions import SourceBase
        class Paged(SourceBase):
            def get_increment(self):
                yield 1
                raise ValueError("late")
        """,
    )
    for kind, base, bodies in (
        ("source", "SourceBase", SOURCES),
        ("transformation", "TransformationBase", TRANSFORMATIONS),
        ("destination", "DestinationBase", DESTINATIONS),
    ):
        for key, body in bodies.items():
            parent = "Paged" if key == "inherited" else base
            lines = "".join(f"    {line}\n" for line in dedent(body).splitlines())
            text = (
                f"from pushcart_extensions import {base}\nfrom pushcart_late.base import Paged\n{HELPERS}\n"
                f"class {key.title().replace('_', '')}{kind.title()}({parent}):\n{lines}"
            )
            site.module(f"pushcart_late/{kind}s/{key}.py", text)


def failed(source: str, transformations: list[str], destination: str) -> tuple[Workflow, Exception]:
    workflow = load_workflow(
        {"sources": [source], "transformations": transformations, "destinations": [destination]}
    )
    with pytest.raises(Exception) as caught:  # noqa: PT011 - of any class
        workflow.run()
    assert isinstance(caught.value, Exception)
    return workflow, caught.value


@pytest.mark.usefixtures("stages")
@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("transformations", [[], ["lazy"]])
@pytest.mark.parametrize("destination", ["eager", "console"])
def test_what_a_source_raises_late_is_the_sources_error(
    source: str, transformations: list[str], destination: str
) -> None:
    workflow, error = failed(source, transformations, destination)
    assert workflow.result is not None
    assert [(one.kind, one.failed_in) for one in workflow.result.stages if one.status == "failed"] == [
        ("source", "get_increment")
    ]
    where = f"source '{source}' in get_increment (sources[0])"
    assert error.__notes__ == [f"raised by {where}, as destination '{destination}' read its data"]


@pytest.mark.usefixtures("stages")
@pytest.mark.parametrize(
    ("transformations", "destination", "culprit", "method"),
    [
        (["breaking"], "eager", "transformation 'breaking'", "transform"),
        ([], "breaking", "destination 'breaking'", "write"),
        (["lazy"], "breaking", "destination 'breaking'", "write"),
        ([], "wrapping", "destination 'wrapping'", "write"),
    ],
)
def test_whoever_comes_later_answers_for_its_own(
    transformations: list[str], destination: str, culprit: str, method: str
) -> None:
    workflow, error = failed("function", transformations, destination)
    assert workflow.result is not None
    assert workflow.result.failed is not None
    assert workflow.result.failed.label == culprit
    assert error.__notes__[0].startswith(f"raised by {culprit} in {method}")


def test_stages_that_share_a_module_are_told_apart(site: Site) -> None:
    site.module(
        "pushcart_late/both.py",
        """
        from pushcart_extensions import SourceBase, DestinationBase
        class LateSource(SourceBase):
            def get_increment(self):
                return (1 // (1 - n) for n in range(2))
        class LateDestination(DestinationBase):
            def write(self, data):
                list(data)
        """,
    )
    names = {
        f"pushcart.{kind}s": f"pushcart_late.both:Late{kind.title()}" for kind in ("source", "destination")
    }
    site.metadata("pushcart-late", {group: {"late": target} for group, target in names.items()})
    workflow, _ = failed("late", [], "late")
    assert workflow.result is not None
    assert workflow.result.failed is workflow.result.stages[0]


def test_an_error_without_anybodys_frame_is_that_of_the_stage_that_was_called() -> None:
    called, upstream = object(), object()
    assert raiser(ValueError("from C"), called, [upstream]) is called
