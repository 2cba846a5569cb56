"""Extensions as extras of a host: in the form that the host uses, and nothing else moves."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pushcart_extensions.edits.extras import POETRY, Extension, add_extra, extras_table, remove_extra

from .hosts import BARE, REST, SQL, extras_of

HEADERS = """\
# the host
[project]
name = "host"
dependencies = ["requests"]  # one

[project.optional-dependencies]
# for developers
dev = [
    "pytest",
    "ruff",  # lint
]

[tool.x]
a = 1
"""
INLINE = "[project]\nname = 'host'\noptional-dependencies = { dev = ['pytest'] }  # c\n\n[tool.x]\n"
DOTTED = '[project]\nname = "host"\noptional-dependencies.dev = ["pytest"]\nurls.a = "b"\n'
POETRY_1 = """\
[tool.poetry]
name = "host"

[tool.poetry.dependencies]
python = "^3.11"
requests = {version = "*", optional = true}

[tool.poetry.extras]
web = ["requests"]

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
"""
POETRY_BARE = '[tool.poetry]\nname = "host"\n\n[tool.poetry.dependencies]\npython = "^3.11"\n'
HOSTS = {
    "bare": BARE,
    "headers": HEADERS,
    "inline": INLINE,
    "dotted": DOTTED,
    "Poetry": POETRY_1,
    "Poetry, bare": POETRY_BARE,
    "no line at the end": BARE.rstrip(),
    "CRLF": HEADERS.replace("\n", "\r\n"),
    "Poetry, CRLF": POETRY_1.replace("\n", "\r\n"),
}
EVERY_HOST = pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)


def dependencies_of(text: str) -> dict[str, object]:
    return dict(tomllib.loads(text)["tool"]["poetry"]["dependencies"])


@EVERY_HOST
def test_an_extension_becomes_an_extra_of_its_own(host: str) -> None:
    text = add_extra(host, REST)
    before = extras_of(host)
    if extras_table(host) == POETRY:
        assert extras_of(text) == {**before, "rest_api": ["pushcart_rest_api"]}
        assert dependencies_of(text)["pushcart-rest-api"] == {"version": ">=1", "optional": True}
    else:
        assert extras_of(text) == {**before, "rest_api": ["pushcart-rest-api>=1"]}


@EVERY_HOST
@pytest.mark.parametrize("to_all", [False, True])
def test_twice_is_once_and_removed_is_as_before(host: str, to_all: bool) -> None:
    once = add_extra(host, REST, to_all=to_all)
    assert add_extra(once, REST, to_all=to_all) == once
    assert add_extra(once, Extension(REST.distribution), to_all=to_all) == once
    both = add_extra(once, SQL, to_all=to_all)
    assert remove_extra(both, SQL) == once
    gone = remove_extra(once, REST)
    assert gone.rstrip() == host.rstrip()
    assert remove_extra(gone, REST) == gone


@EVERY_HOST
def test_no_line_of_the_host_moves(host: str) -> None:
    text = add_extra(add_extra(host, REST), SQL, to_all=True)
    left = iter(text.splitlines(keepends=True))
    for line in host.rstrip().splitlines(keepends=True):
        # A line that holds an inline table grows.
        assert any(one.startswith(line.rstrip("\r\n}] #c")) for one in left), line
    assert ("\r\n" in text) == ("\r\n" in host)
    assert text.count("\r\n") in (0, text.count("\n"))


@EVERY_HOST
def test_all_holds_every_extension_and_nothing_else(host: str) -> None:
    text = add_extra(add_extra(host, REST), SQL, to_all=True)
    extras = extras_of(text)
    assert extras["all"] == extras["rest_api"] + extras["sql_server"]
    assert "all" not in extras_of(remove_extra(remove_extra(text, REST), SQL))


names = st.sampled_from(["rest-api", "sql-server", "a", "b-c", "zebra"]).map("pushcart-{}".format)
versions = st.sampled_from([None, "", ">=1", ">=1,<2", "~=3.1"])
steps = st.lists(st.tuples(names, versions, st.booleans(), st.booleans()), max_size=6)
some_items = st.lists(
    st.sampled_from(["x", "y>=1", "z[a,b] ; python_version > '3'", "pushcart-a", "pushcart_rest_api>=0.1"]),
    max_size=3,
    unique=True,
)


@st.composite
def arrays(draw: st.DrawFn) -> str:
    quoted = [draw(st.sampled_from(['"{}"', '"{}"', '"{}" '])).format(item) for item in draw(some_items)]
    if draw(st.booleans()):
        return f"[{', '.join(quoted)}{draw(st.sampled_from([',', ''])) if quoted else ''}]"
    lines = "".join(
        f"{draw(st.sampled_from(['  ', '    ']))}{item},{draw(st.sampled_from(['', '  # c, d']))}\n"
        for item in quoted
    )
    return f"[\n{lines}]"  # fmt: skip


@st.composite
def hosts(draw: st.DrawFn) -> str:
    keys = draw(st.lists(st.sampled_from(["dev", "a", "b-c", "zebra", "all", "'rest.api'"]), unique=True))
    comment = st.sampled_from(["", "# about it\n", "\n"])
    table = "".join(f"{draw(comment)}{key} = {draw(arrays())}\n" for key in keys)
    empty = draw(st.booleans())
    header = "[project.optional-dependencies]\n" if keys or empty else ""
    text = f'{draw(comment)}[project]\nname = "host"\n\n{header}{table}\n[tool.x]\ny = 1  # z\n'
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(deadline=None)
@given(host=hosts(), steps=steps)
def test_any_host_and_any_order_of_steps(host: str, steps: list[tuple[str, str | None, bool, bool]]) -> None:
    text = host
    registered: set[str] = set()
    for name, version, to_all, remove in steps:
        extension = Extension(name, version)
        text = remove_extra(text, extension) if remove else add_extra(text, extension, to_all=to_all)
        registered = registered - {name} if remove else registered | {name}
        found = extras_of(text)
        assert all(
            any(name in item.replace("_", "-") for items in found.values() for item in items)
            for name in registered
        )
        if to_all and not remove:
            assert all(any(name in item.replace("_", "-") for item in found["all"]) for name in registered)
    # What is not ours is there as before, in its order, with its comments.
    others = [line.strip(" ,\r\n") for line in host.splitlines() if "pushcart" not in line]
    others = [line for line in others if line and "[" not in line and line != "]"]
    lines = iter(text.splitlines())
    assert all(any(other in line for line in lines) for other in others)
    assert text.count("\r\n") in (0, text.count("\n"))
