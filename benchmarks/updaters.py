"""Holds ``pushcart-update`` against ``copier update`` and ``cruft update`` on the same change.

``python benchmarks/updaters.py [--runs 15]`` makes an environment of its own with the peers in it. The change
is that from the oldest template that is shipped to the present one. The peers get it as a template
of their own, two tagged commits of a local repository with the package's name as the one variable; what they
update lies in a git repository, without which they don't work.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from compare import Comparison, compare, table
from environments import make_environment

NAME = "pushcart-bench"
PEER_PACKAGES = ("cruft>=2.16",)
RENDER = """
import sys
from pathlib import Path
from pushcart_extensions.scaffold.template.history import frozen_templates, present_template
from pushcart_extensions.scaffold.template.questionnaire import rendered

answers = {"name": sys.argv[1], "author": "Ada", "email": "ada@example.com", "year": "2026"}
for folder, template in (("old", next(iter(frozen_templates().values()))), ("new", present_template())):
    for name, data in rendered(template.root, answers).items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
"""
IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main")


def main() -> None:
    """Make the environment and the packages, compare, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="pairs to count of each comparison")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="pushcart-benchmark-") as name:
        folder = Path(name)
        scripts = make_environment(folder / "environment", PEER_PACKAGES)
        subprocess.run((scripts / "python", "-c", RENDER, NAME), cwd=folder, check=True)
        shutil.copytree(folder / "old", folder / "ours")
        rows = [against_copier(scripts, folder, runs), against_cruft(scripts, folder, runs)]
        print(f"Python {platform.python_version()} on {platform.system()}, {runs} pairs each.\n")
        print(table(rows))


def against_copier(scripts: Path, folder: Path, runs: int) -> Comparison:
    """Compare with ``copier update``."""
    questions = f"name: {{type: str, default: {NAME}}}\n"
    record = {
        "{{ _copier_conf.answers_file }}.jinja": "{{ _copier_answers|to_nice_yaml }}",
        "copier.yml": questions,
    }
    template = repository(folder, "copier", "", ".jinja", record)
    copier = str(scripts / "copier")
    target = folder / "by-copier"
    subprocess.run(
        (copier, "copy", "--defaults", "--quiet", "--vcs-ref", "1.0.0", template, target), check=True
    )
    commit(target, "made")
    return timed("copier", folder, target, scripts, (copier, "update", "--defaults", "--quiet"), runs)


def against_cruft(scripts: Path, folder: Path, runs: int) -> Comparison:
    """Compare with ``cruft update``."""
    questions = {"cookiecutter.json": f'{{"name": "{NAME}"}}'}
    template = repository(folder, "cookiecutter", "{{ cookiecutter.name }}/", "", questions)
    cruft = str(scripts / "cruft")
    (folder / "made").mkdir()
    create = (cruft, "create", template, "--checkout", "1.0.0", "--no-input", "--output-dir", folder / "made")
    subprocess.run(create, check=True, stdout=subprocess.DEVNULL)
    target = folder / "made" / NAME
    commit(target, "made")
    update = (cruft, "update", "--skip-apply-ask", "--checkout", "2.0.0")
    return timed("cruft", folder, target, scripts, update, runs)


def repository(folder: Path, kind: str, inside: str, suffix: str, beside: Mapping[str, str]) -> Path:
    """Return a git repository with a template in two versions, of the old and of the new rendering."""
    template = folder / f"{kind}-template"
    variable = "{{ cookiecutter.name }}" if inside else "{{ name }}"
    for version, rendering in (("1.0.0", folder / "old"), ("2.0.0", folder / "new")):
        for path in template.iterdir() if template.exists() else ():
            if path.is_dir() and path.name != ".git":
                shutil.rmtree(path)
        for file in sorted(path for path in rendering.rglob("*") if path.is_file()):
            relative = file.relative_to(rendering).as_posix()
            if relative == ".copier-answers.yml":
                continue
            text = file.read_text(encoding="utf-8").replace("{{", "{{ '{{' }}").replace(NAME, variable)
            target = template / f"{inside}{relative}{suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        for name, text in beside.items():
            (template / name).write_text(text, encoding="utf-8")
        commit(template, version)
        git(template, "tag", version)
    return template


def timed(  # noqa: PLR0913, PLR0917 - what one row is made from
    name: str, folder: Path, target: Path, scripts: Path, command: tuple[str, ...], runs: int
) -> Comparison:
    """Compare an update of ours with that of a peer, each of a package as it was made."""
    kept = folder / f"kept-{name}"
    shutil.copytree(target, kept)

    def clean() -> None:
        for made, original in ((folder / "ours", folder / "old"), (target, kept)):
            shutil.rmtree(made)
            shutil.copytree(original, made)

    row = compare(
        f"`pushcart-update --no-verify` against `{name} update`",
        (str(scripts / "pushcart-update"), "--no-verify", str(folder / "ours")),
        command,
        bound=1.0,
        runs=runs,
        folder=target,
        clean=clean,
    )
    if subprocess.run(("git", "diff", "--quiet"), cwd=target, check=False).returncode == 0:
        raise RuntimeError(f"{name} has changed nothing")
    print(f"{row.name}: {row.ratio:.2f}", file=sys.stderr, flush=True)
    return row


def commit(folder: Path, message: str) -> None:
    """Commit all that a folder holds, in a repository of its own."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as nobody in particular."""
    subprocess.run(("git", *IDENTITY, *arguments), cwd=folder, check=True)


if __name__ == "__main__":
    main()
