"""What is asked of a host's extras is judged as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.errors import InvalidInputError
from pushcart_extensions.scaffold.extras.request import ExtraRequest, request_extra

HOST = '[project]\nname = "Acme_Host"\nversion = "1"\n'


@pytest.fixture(autouse=True)
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A host in the folder ``host`` of the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("host").mkdir()
    file = Path("host/pyproject.toml")
    file.write_text(HOST)
    return file


def refused(host: str, name: str, version: str | None = None) -> str:
    with pytest.raises(InvalidInputError) as caught:
        request_extra(host, name, version=version)
    assert caught.value.exit_status == 2
    return str(caught.value)


@pytest.mark.parametrize("place", ["host", "host/pyproject.toml", "host/../host"])
def test_a_host_is_a_folder_or_a_file(place: str) -> None:
    request = request_extra(place, "rest-api")
    assert (request.file.samefile("host/pyproject.toml"), request.host) == (True, "Acme_Host")


@pytest.mark.parametrize(
    ("name", "distribution", "key"),
    [
        ("rest-api", "pushcart-rest-api", "rest_api"),
        (" Pushcart_REST.api ", "pushcart-rest-api", "rest_api"),
        ("my-source", "pushcart-my-source", "my_source"),
        ("pushcart-source", "pushcart-source", "source"),
        ("pushcartrest", "pushcartrest", "rest"),
    ],
)
def test_a_name_is_any_that_discovery_matches(name: str, distribution: str, key: str) -> None:
    extension = request_extra("host", name).extension
    assert (extension.distribution, extension.key) == (distribution, key)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "NAME '' is empty"),
        ("s3", "NAME 's3' holds digits, which discovery doesn't match\n  try s"),
        ("pushcart-s3", "holds digits"),
        ("pushcart", "belongs to Pushcart itself"),
        ("extensions", "belongs to Pushcart itself"),
        ("all", "would be the extra 'all', which is for every extension"),
        ("acme-host", None),
        ("rest-api>=1,<2", 'try rest-api --version ">=1,<2"'),
        ("rest-api[fast] ~= 1.2", 'try rest-api --version "~= 1.2"'),
        ("x" * 200, "is longer than 100 characters"),
        ("a/b", "path separator"),
        ("é", "ASCII letters"),
        ("pushcart--", "separator"),
    ],
)
def test_a_name_that_can_not_be_one_is_told_with_a_near_one(name: str, message: str | None) -> None:
    if message is None:
        assert request_extra("host", name).extension.distribution == f"pushcart-{name}"
    else:
        assert message in refused("host", name)


def test_a_host_is_no_extra_of_itself(host: Path) -> None:
    host.write_text(HOST.replace("Acme_Host", "pushcart.shop"))
    assert refused("host", "shop") == "NAME 'shop' is the host itself"


@pytest.mark.parametrize(
    ("given", "taken"), [(">= 1, < 2", ">=1,<2"), ("*", ""), ("", ""), ("==1.*", "==1.*"), (">=1,", ">=1")]
)
def test_a_version_is_a_specifier(given: str, taken: str) -> None:
    assert request_extra("host", "rest-api", version=given).extension.version == taken


@pytest.mark.parametrize(
    ("version", "hint"),
    [
        ("1.2", '">=1.2"'),
        ("v1.2", '">=1.2"'),
        ("=1.2", '"==1.2"'),
        ("^1.2.3", '">=1.2.3,<2"'),
        ("^0.3", '">=0.3,<0.4"'),
        ("^0", '">=0,<1"'),
        ("~1.2.3", '">=1.2.3,<1.3"'),
        ("~1", '">=1,<2"'),
        ("newest", '">=1.2,<2"'),
        (">=1 <2", '">=1.2,<2"'),
        (">=1; python_version>'3'", '">=1.2,<2"'),
        (">=1 2", '">=1.2,<2"'),
        ("1 2", '">=1.2,<2"'),
    ],
)
def test_a_version_of_another_form_is_translated_where_it_can_be(version: str, hint: str) -> None:
    message = refused("host", "rest-api", version)
    assert message.startswith("--version ")
    assert message.endswith(f"is no version specifier\n  try {hint}")


@pytest.mark.parametrize(
    ("place", "content", "message"),
    [
        ("nowhere", None, "HOST_PYPROJECT 'nowhere' is not there"),
        ("host/pyproject.tml", None, "is not there\n  try host/pyproject.toml"),
        ("host/pyproject.toml/x", None, "is not there"),
        (".", None, "HOST_PYPROJECT '.' holds no pyproject.toml\n  try a host below it: host"),
        ("host", b"[project", "HOST_PYPROJECT 'host/pyproject.toml' is not valid TOML: "),
        ("host", b"\xff", "can't be read as utf-8"),
        ("host", b"a = " + b"[" * 100_000, "can't be read: "),
    ],
)
def test_a_host_that_can_not_be_read_is_told(
    host: Path, place: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        host.write_bytes(content)
    assert message in refused(place, "rest-api")


@pytest.mark.parametrize("place", ["host", "host/pyproject.toml", "host/{}"])
@pytest.mark.parametrize("content", [None, "[build-system]\n"])
@pytest.mark.parametrize(
    ("other", "hint"), [("setup.py", "extras_require of setup()"), ("setup.cfg", "[options.")]
)
def test_a_host_with_its_metadata_elsewhere_is_told_what_to_write_there(
    host: Path, place: str, content: str | None, other: str, hint: str
) -> None:
    (host.parent / other).write_text("# x\nfrom setuptools import setup\n")
    host.unlink()
    if content is not None:
        host.write_text(content)
    message = refused(place.format(other), "rest-api")
    assert f"that is {other}, which is yours to edit\n  try rest_api = pushcart-rest-api there, " in message
    assert hint in message


@pytest.mark.parametrize(
    ("version", "to_all", "count"), [(">=1", False, 1), (None, True, 1), ("x", True, 3), (None, False, 0)]
)
def test_removing_takes_no_other_option(version: str | None, to_all: bool, count: int) -> None:
    def ask() -> ExtraRequest:
        return request_extra("host", "rest-api", version=version, to_all=to_all, remove=True)

    if not count:
        assert ask().remove
        return
    with pytest.raises(InvalidInputError) as caught:
        ask()
    assert len(caught.value.problems) == count


def test_all_problems_come_at_once() -> None:
    message = refused("nowhere", "s3", "1")
    assert [line.split()[0] for line in message.splitlines() if "try" not in line] == [
        "3",
        "HOST_PYPROJECT",
        "NAME",
        "--version",
    ]
