"""Plain templates of the files that ``pushcart-new`` writes, for generators that have none of their own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

MODULE, DISTRIBUTION = "pushcart_bench", "pushcart-bench"


def cookiecutter_template(folder: Path, scripts: Path) -> Path:
    """Return a template for cookiecutter."""
    template = folder / "cookiecutter"
    _as_template(folder, scripts, template / "{{ cookiecutter.name }}", "cookiecutter.", "")
    questions = '{"name": "bench-cookiecutter", "module": "bench_cookiecutter"}'
    (template / "cookiecutter.json").write_text(questions, encoding="utf-8")
    return template


def copier_template(folder: Path, scripts: Path) -> Path:
    """Return a template for Copier."""
    template = folder / "copier"
    _as_template(folder, scripts, template, "", ".jinja")
    questions = "name: {type: str, default: bench-copier}\nmodule: {type: str, default: bench_copier}\n"
    (template / "copier.yml").write_text(questions, encoding="utf-8")
    return template


def clean(folder: Path) -> None:
    """Remove what the generators made."""
    for made in (folder / DISTRIBUTION, *folder.glob("bench-*")):
        shutil.rmtree(made, ignore_errors=True)


def _as_template(folder: Path, scripts: Path, template: Path, prefix: str, suffix: str) -> None:
    """Write a generated package's files with two variables in place of its names."""
    subprocess.run(
        [scripts / "pushcart-new", "bench", "--no-check"], cwd=folder, check=True, capture_output=True
    )
    rendered = folder / DISTRIBUTION
    names = {MODULE: f"{{{{ {prefix}module }}}}", DISTRIBUTION: f"{{{{ {prefix}name }}}}"}
    for file in sorted(path for path in rendered.rglob("*") if path.is_file()):
        text = file.read_text(encoding="utf-8").replace("{{", "{{ '{{' }}")
        relative = str(file.relative_to(rendered))
        for name, variable in names.items():
            text, relative = text.replace(name, variable), relative.replace(name, variable)
        target = template / f"{relative}{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    shutil.rmtree(rendered)
