"""A later release, as far as ``pushcart-update`` needs it, and a package for it to bring up to date."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pushcart_extensions.scaffold.template.history import frozen_templates
from pushcart_extensions.scaffold.template.questionnaire import rendered

ROOT = Path(__file__).parents[2]
LAUNCH = "from pushcart_extensions.cli.launch import update; update()"
LATER = "90.0.0"
ANSWERS: dict[str, object] = {
    "name": "pushcart-shop",
    "sources": ["orders", "rest"],
    "destinations": ["out"],
    "backend": "hatchling",
    "license": "MIT",
    "author": "Ada",
    "email": "ada@example.com",
    "description": "Rows",
    "url": "https://example.com",
    "year": "2024",
}
COMING = {
    "README.md.jinja": ("\n## Install\n", "\n## Installation\n"),
    ".gitignore.jinja": None,
    ".editorconfig": "[*]\ncharset = utf-8\n",
    "tests/test_conformance.py.jinja": (
        "from pathlib import Path\n",
        '"""The conventions."""\n\nfrom pathlib import Path\n',
    ),
    "pyproject.toml.jinja": (
        '"Intended Audience :: Developers",\n',
        '"Intended Audience :: Developers",\n    "Natural Language :: English",\n',
    ),
}
"""What the later template changes: a piece of a file, a file that it drops, one that is new."""


def make_later(tree: Path) -> Path:
    """Write the source tree of a later release, as far as the command needs it."""
    for name in ("src/pushcart_extensions", "template"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "copier.yml", tree)
    for path, change in COMING.items():
        file = tree / "template" / path
        if change is None:
            file.unlink()
        elif isinstance(change, str):
            file.write_text(change, encoding="utf-8")
        else:
            text = file.read_text(encoding="utf-8")
            assert change[0] in text, path
            file.write_text(text.replace(*change), encoding="utf-8")
    face = tree / "src" / "pushcart_extensions" / "__init__.py"
    text = re.sub(r"(?m)^__version__ = .*", f'__version__ = "{LATER}"', face.read_text(encoding="utf-8"))
    face.write_text(text, encoding="utf-8")
    return tree


def make(folder: Path) -> Path:
    """Write a package of the oldest version that is shipped."""
    template = next(iter(frozen_templates().values()))
    for path, data in rendered(template.root, ANSWERS).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def edit(package: Path) -> Path:
    """Change files as a user would: one beside what the template changes, one in the same place."""
    readme = package / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8").replace("## Install", "## Set up"), encoding="utf-8")
    pyproject = package / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8").replace('.1.0"]', '.1.0", "httpx"]')
    pyproject.write_text(f"{text}\n[tool.mine]\nx = 1\n", encoding="utf-8")
    (package / "notes.md").write_text("mine\n", encoding="utf-8")
    return package


def run(later: Path, folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(later / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
