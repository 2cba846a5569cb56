"""Extensions as extras of a host: in the form that the host uses, and nothing else moves."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.edits.extras import (
    POETRY,
    STANDARD,
    Extension,
    add_extra,
    extras_table,
    remove_extra,
)
from pushcart_extensions.errors import EditError

REST = Extension("pushcart-rest-api", ">=1")
SQL = Extension("pushcart-sql-server")

BARE = '[project]\nname = "host"\nversion = "1"\n'
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


def extras_of(text: str) -> dict[str, list[str]]:
    data = tomllib.loads(text)
    for key in extras_table(text):
        data = data.get(str(key), {})
    return data


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


def extras(entries: str) -> str:
    return f'[project]\nname = "host"\n\n[project.optional-dependencies]\n{entries}\n'


@pytest.mark.parametrize(
    ("before", "version", "after"),
    [
        ('rest_api = ["pushcart-rest-api>=1"]', ">=2", 'rest_api = ["pushcart-rest-api>=2"]'),
        ('rest_api = ["pushcart-rest-api>=1"]', None, 'rest_api = ["pushcart-rest-api>=1"]'),
        ('rest_api = ["pushcart-rest-api>=1"]', "", 'rest_api = ["pushcart-rest-api"]'),
        ("rest_api = ['pushcart-rest-api<2, >=1']", ">=1,<2", "rest_api = ['pushcart-rest-api<2, >=1']"),
        ('rest_api = ["Pushcart_Rest.API (>=1)"]', ">=2", 'rest_api = ["Pushcart_Rest.API>=2"]'),
        (
            "rest_api = ['pushcart-rest-api[fast] >=1 ; python_version < \"3.12\"']",
            "~=2.1",
            "rest_api = ['pushcart-rest-api[fast]~=2.1 ; python_version < \"3.12\"']",
        ),
        ('rest-api = ["pushcart-rest-api"]', ">=2", 'rest-api = ["pushcart-rest-api>=2"]'),
        ('REST.api = ["x"]', ">=2", None),
        ('"rest.api" = ["x"]  # why', ">=2", '"rest.api" = ["x", "pushcart-rest-api>=2"]  # why'),
        ('rest_api = ["x"]', None, 'rest_api = ["x", "pushcart-rest-api"]'),
        ("rest_api = []", ">=1", 'rest_api = ["pushcart-rest-api>=1"]'),
        (
            'rest_api = ["pushcart-rest-api>=1"]\nall = [\n  "x",\n  "pushcart-rest-api>=1", # ours\n]',
            ">=2",
            'rest_api = ["pushcart-rest-api>=2"]\nall = [\n  "x",\n  "pushcart-rest-api>=2", # ours\n]',
        ),
        (
            'rest_api = ["pushcart-rest-api>=1"]\nall = ["host[rest_api]"]',
            ">=2",
            'rest_api = ["pushcart-rest-api>=2"]\nall = ["host[rest_api]"]',
        ),
    ],
)
def test_what_is_there_gets_the_given_version_and_keeps_the_rest(
    before: str, version: str | None, after: str | None
) -> None:
    host, extension = extras(before), Extension(REST.distribution, version)
    if after is None:
        with pytest.raises(EditError):
            add_extra(host, extension)
    else:
        assert add_extra(host, extension) == extras(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('all = ["x"]', 'all = ["x", "pushcart-rest-api>=1"]'),
        ('all = ["host[web]"]', 'all = ["host[web]", "host[rest_api]"]'),
        ("all = [\"Host[web]; python_version > '3'\"]", None),
        ('All = ["pushcart_rest_api<1"]', 'All = ["pushcart-rest-api>=1"]'),
        ('all = ["pushcart-rest-api", "pushcart-rest-api>2"]', 'all = ["pushcart-rest-api>=1"]'),
        ("all = []", 'all = ["pushcart-rest-api>=1"]'),
        ('all = ["host[web,rest-api]"]', 'all = ["host[web,rest-api]"]'),
    ],
)
def test_all_is_kept_in_its_own_style(before: str, after: str | None) -> None:
    added = add_extra(extras(before), REST, to_all=True)
    if after is None:
        assert extras_of(added)["all"][-1] == "Host[rest_api]"
    else:
        assert added == extras(f'{after}\nrest_api = ["pushcart-rest-api>=1"]')


def test_only_extensions_under_their_own_keys_are_in_all() -> None:
    host = extras('dev = ["pushcart-rest-api", "pytest"]\nsql-server = ["pushcart-sql-server", "driver"]')
    assert extras_of(add_extra(host, Extension("pushcart-new"), to_all=True))["all"] == [
        "pushcart-sql-server",
        "pushcart-new",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('rest_api = ["pushcart-rest-api", "x"]', 'rest_api = ["x"]'),
        ('dev = ["pushcart-rest-api"]\nrest_api = ["pushcart-rest-api"]', 'dev = ["pushcart-rest-api"]'),
        ('web = ["a"]\nall = ["host[web]", "host[rest-api]"]', 'web = ["a"]\nall = ["host[web]"]'),
        ('web = ["a"]\nall = ["host[web,rest_api]"]', 'web = ["a"]\nall = ["host[web]"]'),
        ('web = ["a"]\nall = ["host[rest_api]"]\nrest_api = ["pushcart-rest-api"]', 'web = ["a"]'),
        (
            'rest_api = ["pushcart-rest-api", "x"]\nall = ["host[rest_api]"]',
            'rest_api = ["x"]\nall = ["host[rest_api]"]',
        ),
        ('all = [\n  "pushcart-rest-api", # r\n  "a", # s\n]', 'all = [\n  "a", # s\n]'),
        ('all = [\n  "a", # s\n  "pushcart-rest-api" # r\n]', 'all = [\n  "a" # s\n]'),
        ('all = [\n  "a"\n  , "pushcart-rest-api"\n]', 'all = [\n  "a"\n  , \n]'),
    ],
)  # fmt: skip
def test_what_is_removed_takes_nothing_along(before: str, after: str) -> None:
    assert remove_extra(extras(before), REST) == extras(after)


def poetry(dependencies: str, extras: str = "") -> str:
    return f'[tool.poetry]\nname = "host"\n\n[tool.poetry.dependencies]\n{dependencies}\n\n{extras}'


@pytest.mark.parametrize(
    ("before", "version", "after"),
    [
        ('Pushcart_Rest-API = {version = "^1", optional = true}', None, None),
        (
            "pushcart-rest-api = { optional = true, version = '^1' }",
            ">=2",
            "pushcart-rest-api = { optional = true, version = '>=2' }",
        ),
        (
            'pushcart-rest-api = {version = ">=1", optional = true}',
            "",
            'pushcart-rest-api = {version = "*", optional = true}',
        ),
        ('pushcart-rest-api = {path = "../x", optional = true}', None, None),
        (
            'a = "*"\n[tool.poetry.dependencies.pushcart-rest-api]\nversion = "^1"\noptional = true',
            ">=2",
            'a = "*"\n[tool.poetry.dependencies.pushcart-rest-api]\nversion = ">=2"\noptional = true',
        ),
    ],
)  # fmt: skip
def test_poetrys_dependency_keeps_its_form(before: str, version: str | None, after: str | None) -> None:
    added = add_extra(poetry(before), Extension(REST.distribution, version))
    assert added.startswith(poetry(after or before).rstrip())
    assert extras_of(added) == {"rest_api": ["pushcart_rest_api"]}


@pytest.mark.parametrize(
    "dependency",
    [
        'pushcart-rest-api = {version = ">=1", optional = true}',
        '[tool.poetry.dependencies.pushcart-rest-api]\nversion = ">=1"\noptional = true',
    ],
)
def test_poetrys_dependency_goes_with_its_extra(dependency: str) -> None:
    host = poetry(
        f'python = "^3.11"\n{dependency}', '[tool.poetry.extras]\nrest_api = ["pushcart_rest_api"]\n'
    )
    assert remove_extra(host, REST).rstrip() == poetry('python = "^3.11"').rstrip()


@pytest.mark.parametrize(
    ("dependency", "extra"),
    [
        ('pushcart-rest-api = {version = ">=1", optional = true}', 'web = ["pushcart-rest-api"]'),
        ('pushcart-rest-api = ">=1"', 'web = ["x"]'),
        ('pushcart-rest-api = {version = ">=1"}', 'web = ["x"]'),
        ('pushcart-rest-api = [{version = ">=1", optional = true}]', 'web = ["x"]'),
    ],
)
def test_poetrys_dependency_stays_where_something_else_has_it(dependency: str, extra: str) -> None:
    host = poetry(dependency, f'[tool.poetry.extras]\n{extra}\nrest_api = ["pushcart_rest_api"]\n')
    assert remove_extra(host, REST) == host.replace('rest_api = ["pushcart_rest_api"]\n', "")


BACKEND = '\n[build-system]\nbuild-backend = "poetry.core.masonry.api"\n'
POETRY_EXTRAS = '\n[tool.poetry.extras]\nweb = ["x"]\n'
POETRY_DEPENDENCIES = '\n[tool.poetry.dependencies]\npython = "^3.11"\n'


@pytest.mark.parametrize(
    ("host", "table"),
    [
        (f"{BARE}{BACKEND}", STANDARD),
        (f"{BARE}{BACKEND}{POETRY_EXTRAS}", POETRY),
        (f"{BARE}{BACKEND}{POETRY_DEPENDENCIES}", POETRY),
        (f'{BARE}dynamic = ["dependencies"]\n{BACKEND}{POETRY_DEPENDENCIES}', STANDARD),
        (f'{BARE}dynamic = ["dependencies"]\n{BACKEND}{POETRY_DEPENDENCIES}{POETRY_EXTRAS}', POETRY),
        (f'{BARE}dynamic = ["optional-dependencies"]\n{BACKEND}{POETRY_EXTRAS}', POETRY),
        (f"{BARE}dependencies = []\n{BACKEND}{POETRY_DEPENDENCIES}{POETRY_EXTRAS}", STANDARD),
        (f"{BARE}{POETRY_EXTRAS}{POETRY_DEPENDENCIES}", STANDARD),
    ],
)
def test_poetry_2_goes_on_with_the_tables_that_it_reads(host: str, table: tuple[str, ...]) -> None:
    assert extras_table(host) == table
    assert extras_of(add_extra(host, REST))["rest_api"]


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("", "neither \\[project\\] nor \\[tool.poetry\\]"),
        ("[build-system]\n", "neither"),
        ("a = ", "not valid TOML"),
        ("project = 1\n", "laid out|no table"),
        ("[[project]]\n", "laid out|no table"),
        (f'{BARE}dynamic = ["optional-dependencies"]\n', "are dynamic"),
        (f'{BARE}dependencies = ["pushcart_rest_api >1"]\n', "is a dependency of every installation already"),
        (extras('rest_api = "pushcart-rest-api"'), "rest_api is no list of strings"),
        (extras("rest_api = [1]"), "rest_api is no list of strings"),
        (extras('rest_api = ["pushcart-rest-api @ file:///x"]'), "comes from an address there"),
        (poetry('pushcart-rest-api = "^1"'), "is a dependency of every installation;"),
        (poetry('pushcart-rest-api = {path = "x", optional = true}'), "has no one version there"),
        (poetry('pushcart-rest-api = [{version = "1", optional = true}]'), "has no one version there"),
    ],
)
def test_what_would_not_be_safe_is_refused(host: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        add_extra(host, REST)


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
