"""The README's session, run as it is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from pushcart_extensions.check.evidence.project import read_project
from pushcart_extensions.check.probe.metadata import write_metadata

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"^```(console|yaml|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (pushcart-my-source/\S+)\n")


def test_every_command_prints_what_the_readme_shows(tmp_path: Path) -> None:
    for language, text in BLOCK.findall(README.read_text(encoding="utf-8")):
        if language == "console":
            for session in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, expected = session.partition("\n")
                assert output(command, tmp_path) == expected.rstrip("\n"), command
        elif named := FILE.match(text):
            path = tmp_path / named[1]
            if language == "yaml":
                path.write_text(text, encoding="utf-8")
            else:
                # The README shows bodies as `...`; the lines that it does show are the file's own.
                shown = [line.removesuffix(" ...").strip() for line in text.splitlines()[1:]]
                assert set(filter(None, shown)) <= {line.strip() for line in path.read_text().splitlines()}


def output(command: str, folder: Path) -> str:
    """Run a command as on a machine on which what was generated is installed."""
    identity = folder / "gitconfig"
    identity.write_text("[user]\n\tname = Jo\n\temail = jo@example.org\n")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(installed(folder)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GIT_CONFIG_GLOBAL": str(identity),
    }
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.rstrip("\n")


def installed(folder: Path) -> list[str]:
    paths = []
    for package in folder.glob("pushcart-*"):
        project = read_project(package)
        metadata = folder / "metadata" / package.name
        if project and not metadata.exists():
            write_metadata(metadata, project)
        paths += [str(metadata), str(package / "src")]
    return paths
