"""Every kind with every backend and every flavour, held against the contract."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from pushcart_extensions import __version__
from pushcart_extensions.contract.kinds import BY_NAME, FLAG_GROUP
from pushcart_extensions.scaffold import NewPackage, new
from pushcart_extensions.scaffold.answers.choices import BACKENDS, PROJECT_URL
from pushcart_extensions.scaffold.template.flavours import FLAVOURS, Flavour

ALWAYS = {
    ".copier-answers.yml",
    ".github/workflows/ci.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "tests/test_conformance.py",
    "workflow.yaml",
}


def test_the_files_are_those_of_the_design(package: NewPackage) -> None:
    described = package.request.package
    source = f"src/{described.module}"
    expected = ALWAYS | {f"{source}/__init__.py", f"{source}/py.typed"}
    for component in described.components:
        folder = BY_NAME[component.kind].folder
        expected |= {
            f"{source}/{folder}/__init__.py",
            f"{source}/{folder}/{component.key}.py",
            f"tests/{folder}/test_{component.key}.py",
        }
    expected |= {f"tests/{file}" for file in flavour_of(package).fixtures}
    assert {file.as_posix() for file in package.files} == expected
    assert {path.relative_to(package.path).as_posix() for path in files(package.path)} == expected


def test_each_class_stands_in_its_module_with_base_method_and_flag(package: NewPackage) -> None:
    for component in package.request.package.components:
        kind = BY_NAME[component.kind]
        (found,) = classes(package.path / "src" / Path(*component.module.split(".")).with_suffix(".py"))
        assert found.name == component.class_name
        base = f"{kind.base}[{flavour_of(package).data}]"
        assert [ast.unparse(one) for one in found.bases] == ([base] if kind.base else [])
        methods = {node.name for node in found.body if isinstance(node, ast.FunctionDef)}
        assert kind.method is None or kind.method in methods
        assert f"frozenset({{'{component.flag}'}})" in ast.unparse(found)


def test_all_lists_the_classes_in_the_package_and_in_each_folder(package: NewPackage) -> None:
    root = package.path / "src" / package.request.package.module
    by_folder = {folder.name: set(folder.classes) for folder in package.request.package.folders}
    for name, expected in by_folder.items():
        assert exported(root / name / "__init__.py") == expected
    assert exported(root / "__init__.py") == set().union(*by_folder.values())


def test_entry_points_register_each_stage_and_each_flag(package: NewPackage) -> None:
    expected: dict[str, dict[str, str]] = {}
    for component in package.request.package.components:
        target = f"{component.module}:{component.class_name}"
        group = BY_NAME[component.kind].group
        if group:
            expected.setdefault(group, {})[component.key] = target
        expected.setdefault(FLAG_GROUP, {})[component.flag] = target
    assert project(package)["entry-points"] == expected


def test_the_project_table_says_what_was_asked_for(package: NewPackage) -> None:
    found, request = project(package), package.request
    assert found["name"] == request.package.distribution
    assert found["authors"] == [{"name": request.author, "email": request.email}]
    assert (found["license"], found["license-files"]) == (request.license, ["LICENSE"])
    assert found["description"] == request.description
    assert found["urls"] == {"Homepage": request.url}
    own, flavour = f"pushcart-extensions>={__version__}", flavour_of(package)
    assert found["dependencies"] == sorted([own, *flavour.requires])
    assert set(flavour.types) <= set(pyproject(package)["dependency-groups"]["dev"])
    backend = BACKENDS[request.backend]
    system = {"requires": [backend.requires], "build-backend": backend.api}
    assert pyproject(package)["build-system"] == system
    assert pyproject(package)["tool"]["ruff"]["lint"]["external"] == ["PCE"]


def test_the_answers_record_a_source_that_any_machine_can_reach(package: NewPackage) -> None:
    answers = yaml.safe_load((package.path / ".copier-answers.yml").read_text(encoding="utf-8"))
    assert (answers["_src_path"], answers["_commit"]) == (PROJECT_URL, f"v{__version__}")
    assert {question: answers[question] for question in package.request.answers} == package.request.answers


def test_no_file_knows_the_machine(package: NewPackage) -> None:
    machine = {str(package.path.parent), str(Path.home()), sys.prefix, str(Path(__file__).parents[2])}
    for file in files(package.path):
        text = file.read_text(encoding="utf-8")
        assert not [path for path in machine if path in text], file


def test_the_workflow_names_every_component_and_lacks_no_end(package: NewPackage) -> None:
    workflow = yaml.safe_load((package.path / "workflow.yaml").read_text(encoding="utf-8"))
    described = package.request.package
    for folder in described.stage_folders:
        assert [stage["type"] for stage in workflow[folder.name]] == [c.key for c in folder.components]
    if not described.of_kind("source"):
        (source,) = workflow["sources"]
        assert (source["type"], source.get("dataframe", "rows")) == ("rows", package.request.dataframe)
    if not described.of_kind("destination"):
        assert workflow["destinations"] == [{"type": "console"}]
    extensions = workflow.get("application", {}).get("extensions", {})
    assert list(extensions) == [component.flag for component in described.extensions]


def test_every_yaml_and_python_file_is_valid_and_ends_in_one_newline(package: NewPackage) -> None:
    for file in files(package.path):
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".py":
            compile(text, file, "exec")
        elif file.suffix in {".yaml", ".yml"}:
            assert isinstance(yaml.safe_load(text), dict)
        assert file.name == "py.typed" or (text.endswith("\n") and not text.endswith("\n\n")), file
        assert all(line == line.rstrip() for line in text.splitlines()), file


def test_ruff_has_nothing_to_say(package: NewPackage) -> None:
    for arguments in (["check"], ["check", "--isolated"], ["format", "--check"]):
        done = ruff(package.path, *arguments)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("dataframe", FLAVOURS)
@pytest.mark.parametrize("length", [41, 100])
def test_very_long_names_are_formatted_too(tmp_path: Path, length: int, dataframe: str) -> None:
    key = "k" * (length - 2) + "_a"
    keys: dict[str, Any] = {kind.folder: [key, f"{key[:-1]}b"] for kind in BY_NAME.values()}
    made = new("n" * (length - 9), **keys, dataframe=dataframe, output=tmp_path)
    for arguments in (["check"], ["format", "--check"]):
        done = ruff(made.path, *arguments)
        assert done.returncode == 0, done.stdout


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and ".ruff_cache" not in path.parts)


def ruff(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruff", *arguments, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def flavour_of(package: NewPackage) -> Flavour:
    return FLAVOURS[package.request.dataframe]


def pyproject(package: NewPackage) -> dict[str, Any]:
    with (package.path / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def project(package: NewPackage) -> dict[str, Any]:
    return dict(pyproject(package)["project"])


def classes(file: Path) -> list[ast.ClassDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def exported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    (assigned,) = (node for node in tree.body if isinstance(node, ast.Assign))
    listed = set(ast.literal_eval(assigned.value))
    assert imported == listed
    return listed
