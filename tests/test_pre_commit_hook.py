"""The hook, by a real ``pre-commit run`` on a package's own repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = {
    "pyproject.toml": (
        '[project]\nname = "pushcart-my"\ndependencies = ["pushcart-extensions"]\n\n'
        '[project.entry-points."pushcart.sources"]\nmy = "pushcart_my.sources.my:MySource"\n'
    ),
    "src/pushcart_my/__init__.py": 'from pushcart_my.sources import MySource\n\n__all__ = ["MySource"]\n',
    "src/pushcart_my/sources/__init__.py": 'from .my import MySource\n\n__all__ = ["MySource"]\n',
    "src/pushcart_my/sources/my.py": (
        "from pushcart_extensions import SourceBase\n\n\n"
        "class MySource(SourceBase):\n    def get_increment(self):\n        return []\n"
    ),
}


def git(folder: Path, *arguments: str) -> str:
    identity = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Jo"), ("EMAIL", "jo@example.org"))
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **identity},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A repository with this project as it stands in the working tree."""
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    folder = tmp_path / "hooks"
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    git(tmp_path, "init", "-q", "-b", "main", str(folder))
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "as it stands")
    return folder


@pytest.mark.slow
def test_the_hook_passes_a_good_package_and_stops_a_bad_one(tmp_path: Path, hooks: Path) -> None:
    package = tmp_path / "package"
    for path, text in FILES.items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_text(text)
    (package / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: {git(hooks, 'rev-parse', 'HEAD')}\n"
        "    hooks:\n      - id: pushcart-check\n"
    )
    git(tmp_path, "init", "-q", "-b", "main", str(package))
    git(package, "add", "-A")

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=package,
            env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )

    good = run()
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout

    module = package / "src/pushcart_my/sources/my.py"
    module.write_text(FILES["src/pushcart_my/sources/my.py"].replace("class MySource", "class Mine"))
    git(package, "add", "-A")
    bad = run()
    assert bad.returncode == 1
    assert "PCE203" in bad.stdout
