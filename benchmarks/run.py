"""Holds the commands against their bounds: ``python benchmarks/run.py [--runs 21] [--only new]``.

Run it with the Python of an environment in which ``pushcart-extensions[tools]`` is installed,
on a machine that does nothing else. The bounds are ratios of whole processes of one run.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from compare import Comparison, compare, table
from generators import copier_template

SCRIPTS = Path(sysconfig.get_path("scripts"))
IMPORT_TYPER = (sys.executable, "-c", "import typer")
COMMANDS = tuple(f"pushcart-{name}" for name in ("new", "add", "update", "check", "run", "list", "extra"))


def script(name: str) -> str:
    """Return the path of a console script of this environment."""
    return str(SCRIPTS / name)


def starting(runs: int, folder: Path) -> Iterator[Comparison]:
    """Compare what answers at once with the import of Typer alone."""
    for command in COMMANDS:
        for words, status in ((("--help",), 0), (("--version",), 0), (("--no-such-option",), 2)):
            yield compare(
                f"`{command} {words[0]}`",
                (script(command), *words),
                IMPORT_TYPER,
                bound=2.0,
                runs=runs,
                folder=folder,
                statuses=(status,),
            )
    yield compare(
        "`pushcart-new s3` (a bad name)",
        (script("pushcart-new"), "s3"),
        IMPORT_TYPER,
        bound=2.0,
        runs=runs,
        folder=folder,
        statuses=(2,),
    )


def checking(runs: int, folder: Path) -> Iterator[Comparison]:
    """Compare a check of three stages with the import of Typer alone."""
    package = three_stages(folder)
    for words, bound in (((), 3.0), (("--static",), 1.8)):
        yield compare(
            " ".join(("`pushcart-check", *words, "`")).replace(" `", "`"),
            (script("pushcart-check"), *words, package),
            IMPORT_TYPER,
            bound=bound,
            runs=runs,
            folder=folder,
        )


def generating(runs: int, folder: Path) -> Iterator[Comparison]:
    """Compare ``pushcart-new`` with Copier's own function on a plain template of the same files."""
    template = copier_template(folder, SCRIPTS)
    target, copy = folder / "pushcart-bench", folder / "copy"

    def clean() -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.rmtree(copy, ignore_errors=True)

    bare = (
        "import copier; "
        f"copier.run_copy({str(template)!r}, {str(copy)!r}, defaults=True, quiet=True, "
        "data={'name': 'pushcart-bench', 'module': 'pushcart_bench'})"
    )
    yield compare(
        "`pushcart-new bench --no-check --no-git`",
        (script("pushcart-new"), "bench", "--no-check", "--no-git"),
        (sys.executable, "-c", bare),
        bound=1.25,
        runs=runs,
        folder=folder,
        clean=clean,
    )


def three_stages(folder: Path) -> str:
    """Generate a package with one stage of each kind and return its folder."""
    stages = ("--source", "a", "--transformation", "b", "--destination", "c")
    command = (script("pushcart-new"), "three", *stages, "--no-check")
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return str(folder / "pushcart-three")


def adding(runs: int, folder: Path) -> Iterator[Comparison]:
    """Compare an added stage with the import of Typer alone, in a generated package and in an edited one."""
    generated = Path(three_stages(folder))
    edited = Path(shutil.copytree(generated, folder / "edited"))
    for name in ("pyproject.toml", "workflow.yaml", "README.md", "src/pushcart_three/__init__.py"):
        with (edited / name).open("a", encoding="utf-8") as file:
            file.write("\n# ours\n")
    package = folder / "package"
    for source, what, bound in ((generated, "as generated", 2.5), (edited, "edited since", 4.0)):

        def clean(source: Path = source) -> None:
            shutil.rmtree(package, ignore_errors=True)
            shutil.copytree(source, package)

        yield compare(
            f"`pushcart-add --source x --no-check`, a package {what}",
            (script("pushcart-add"), str(package), "--source", "x", "--no-check"),
            IMPORT_TYPER,
            bound=bound,
            runs=runs,
            folder=folder,
            clean=clean,
        )


def updating(runs: int, folder: Path) -> Iterator[Comparison]:
    """Compare a look for what an update would change, two renderings, with one rendering by Copier."""
    make = (
        "from pathlib import Path; "
        "from pushcart_extensions.scaffold.template.history import frozen_templates; "
        "from pushcart_extensions.scaffold.template.questionnaire import rendered; "
        "root = next(iter(frozen_templates().values())).root; "
        "files = rendered(root, {'name': 'bench', 'author': 'A', 'email': 'a@example.com'}); "
        "[(p.parent.mkdir(parents=True, exist_ok=True), p.write_bytes(data)) "
        "for p, data in ((Path('old', name), data) for name, data in files.items())]"
    )
    subprocess.run((sys.executable, "-c", make), cwd=folder, check=True)
    yield compare(
        "`pushcart-update --check`, behind",
        (script("pushcart-update"), "--check", "old"),
        (script("pushcart-new"), "bench", "--dry-run"),
        bound=1.5,
        runs=runs,
        folder=folder,
        statuses=(1,),
    )


GROUPS: dict[str, Callable[[int, Path], Iterator[Comparison]]] = {
    "start": starting,
    "check": checking,
    "new": generating,
    "add": adding,
    "update": updating,
}


def main() -> None:
    """Run the groups that were asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=21, help="pairs to count of each comparison")
    parser.add_argument("--only", choices=GROUPS, action="append", help="a group; repeat for several")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="pushcart-benchmark-") as name:
        for group in options.only or GROUPS:
            folder = Path(name) / group
            folder.mkdir()
            for row in GROUPS[group](options.runs, folder):
                print(f"{row.name}: {row.ratio:.2f}", file=sys.stderr, flush=True)
                rows.append(row)
    print(f"Python {platform.python_version()} on {platform.system()}, {options.runs} pairs each.\n")
    print(table(rows))


if __name__ == "__main__":
    main()
