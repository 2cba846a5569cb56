"""A package that grew is the package that would have been made at once, wherever its user changed nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pushcart_extensions.check.engine import check_files
from pushcart_extensions.scaffold import add, new, update
from pushcart_extensions.scaffold.adding.following import SETTLED
from pushcart_extensions.scaffold.answers.choices import BACKENDS, CHOICES
from pushcart_extensions.scaffold.template.history import frozen_templates
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE, render_files
from pushcart_extensions.scaffold.template.questionnaire import rendered

Keys = Mapping[str, list[str]]

EVERYTHING: dict[str, list[str]] = {
    "sources": ["rest_api", "s3", "a10", "a2"],
    "transformations": ["clean"],
    "destinations": ["rest_api", "oauth2_v1"],
    "extensions": ["thing"],
}
IDENTITY: dict[str, Any] = {
    "author": 'Zoë "Bob" O\'Brien {{ x }}',
    "email": "zoe@example.com",
    "year": "2026",
}
STEPS: dict[str, list[Keys]] = {
    "one source, then the rest": [{"sources": ["rest_api"]}, {**EVERYTHING, "sources": ["s3", "a10", "a2"]}],
    "an extension, then stages one by one": [
        {"extensions": ["thing"]},
        {"destinations": ["rest_api"]},
        {"transformations": ["clean"]},
        {"sources": ["rest_api"]},
        {"sources": ["s3"]},
        {"destinations": ["oauth2_v1"]},
        {"sources": ["a10"]},
        {"sources": ["a2"]},
    ],
    "from the end to the beginning": [
        {"destinations": ["rest_api", "oauth2_v1"]},
        {"extensions": ["thing"], "transformations": ["clean"]},
        {"sources": ["rest_api", "s3", "a10", "a2"]},
    ],
}


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def made_at_once(folder: Path, keys: Keys, **answers: Any) -> Path:
    return new("everything", **keys, **IDENTITY | answers, output=folder).path  # type: ignore[arg-type]


def grown(folder: Path, steps: list[Keys], **answers: Any) -> Path:
    package = made_at_once(folder, steps[0], **answers)
    for step in steps[1:]:
        add(package, **step)  # type: ignore[arg-type]
    return package


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_it_is_the_same_with_any_backend(tmp_path: Path, backend: str, steps: list[Keys]) -> None:
    package = grown(tmp_path / "grown", steps, backend=backend)
    assert texts(package) == texts(made_at_once(tmp_path / "whole", EVERYTHING, backend=backend))


@pytest.mark.parametrize("flavour", CHOICES["dataframe"])
def test_it_is_the_same_with_any_data(tmp_path: Path, flavour: str) -> None:
    package = grown(tmp_path / "grown", STEPS["one source, then the rest"], dataframe=flavour)
    assert texts(package) == texts(made_at_once(tmp_path / "whole", EVERYTHING, dataframe=flavour))


@pytest.mark.parametrize("first", EVERYTHING)
@pytest.mark.parametrize("second", EVERYTHING)
def test_any_kind_can_follow_any_kind(tmp_path: Path, first: str, second: str) -> None:
    package = grown(tmp_path / "grown", [{first: ["x"]}, {second: ["y"]}])
    keys = {first: ["x", "y"]} if first == second else {first: ["x"], second: ["y"]}
    assert texts(package) == texts(made_at_once(tmp_path / "whole", keys))


def test_a_description_of_ones_own_stays(tmp_path: Path) -> None:
    package = grown(tmp_path / "grown", [{"sources": ["a"]}, {"sources": ["b"]}], description="Mine | only")
    whole = made_at_once(tmp_path / "whole", {"sources": ["a", "b"]}, description="Mine | only")
    assert texts(package) == texts(whole)


def test_very_long_names_widen_the_lines_of_the_whole_package(tmp_path: Path) -> None:
    package = grown(tmp_path / "grown", [{"sources": ["a"]}, {"destinations": ["k" * 60]}])
    whole = made_at_once(tmp_path / "whole", {"sources": ["a"], "destinations": ["k" * 60]})
    assert texts(package) == texts(whole)


def test_a_package_made_by_its_name_alone_grows_too(tmp_path: Path) -> None:
    package = new("my-source", **IDENTITY, output=tmp_path / "grown").path
    add(package, sources=["other"])
    whole = new("my-source", sources=["my", "other"], **IDENTITY, output=tmp_path / "whole").path
    assert texts(package) == texts(whole)


def test_line_endings_of_a_package_stay(tmp_path: Path) -> None:
    package = made_at_once(tmp_path / "grown", {"sources": ["a"]})
    for path in package.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    add(package, sources=["b"], destinations=["c"])
    whole = made_at_once(tmp_path / "whole", {"sources": ["a", "b"], "destinations": ["c"]})
    assert texts(package) == texts(whole)
    for path in package.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert data.count(b"\r\n") == data.count(b"\n"), path


def test_a_package_that_was_moved_to_a_flat_layout_grows_there(tmp_path: Path) -> None:
    package = made_at_once(tmp_path / "grown", {"sources": ["a"]})
    shutil.move(package / "src/pushcart_everything", package / "pushcart_everything")
    (package / "src").rmdir()
    addition = add(package, sources=["b"])
    assert {path for path in addition.created if path.startswith("push")} == {
        "pushcart_everything/sources/b.py"
    }
    report = check_files(str(package))
    assert [finding.code for finding in report.findings] == []


def test_what_is_said_to_be_settled_is_the_same_whatever_there_is() -> None:
    answers = {**IDENTITY, "name": "x", "license": "MIT", "backend": "uv", "url": "", "dataframe": "rows"}
    nothing: dict[str, list[str]] = {folder: [] for folder in EVERYTHING}
    small = render_files({**answers, **nothing, "sources": ["a"], "description": "A"})
    large = render_files({**answers, **EVERYTHING, "description": "B"})
    settled = {path for path in small if path.startswith(SETTLED) and path in large}
    assert settled
    assert {path: small[path] for path in settled} == {path: large[path] for path in settled}
    assert all(small[path] != large[path] or path.startswith(SETTLED) for path in ("README.md",))


@pytest.fixture
def older(tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """A package of the oldest template that has grown, and what that template makes of all its components."""
    answers = {**IDENTITY, "license": "MIT", "backend": "uv", "url": "https://e.example", "description": "D"}
    answers["name"] = "pushcart-everything"
    (oldest, *_) = frozen_templates().values()
    package = tmp_path / "older" / answers["name"]
    for path, data in rendered(oldest.root, {**answers, "sources": ["rest_api"]}).items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_bytes(data)
    add(package, **{**EVERYTHING, "sources": ["s3", "a10", "a2"]})  # type: ignore[arg-type]
    return package, rendered(oldest.root, {**answers, **EVERYTHING})


def test_a_package_of_an_older_template_grows_as_that_template_would_have_it(
    older: tuple[Path, dict[str, bytes]],
) -> None:
    package, whole = older
    there = texts(package)
    assert there.keys() == whole.keys()
    # Stages and their tests are those of the present template.
    shared = [path for path in whole if not any(f"/{folder}/" in path for folder in EVERYTHING)]
    shared += [path for path in whole if path.endswith("__init__.py")]
    assert {path: there[path] for path in shared} == {path: whole[path].decode() for path in shared}


def test_what_has_grown_is_updated_without_a_conflict(older: tuple[Path, dict[str, bytes]]) -> None:
    package, _ = older
    done = update(package)
    assert done.conflicts == ()
    fresh = made_at_once(
        package.parent / "fresh", EVERYTHING, backend="uv", url="https://e.example", description="D"
    )
    now, wanted = texts(package), texts(fresh)
    records = [yaml.safe_load(some.pop(ANSWERS_FILE)) for some in (now, wanted)]
    assert now == wanted
    assert records[0] == records[1]
