"""A source that does what its option says, and ``pushcart-run`` as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pushcart_extensions

SOURCE_FOLDER = Path(pushcart_extensions.__file__).parents[1]
LAUNCH = (
    "import sys; sys.path[1:1] = [{source!r}, '.']; from pushcart_extensions.cli.launch import run; run()"
)

STAGE = '''
import os, sys, time
from pushcart_extensions import SourceBase

class OddSource(SourceBase[object]):
    """Does what its option says."""

    def __init__(self, do="return []", secret=""):
        self.do, self.secret = do, secret

    def get_increment(self):
        scope = {}
        exec("def act(self):\\n " + self.do, globals(), scope)
        return helper(scope["act"], self)

    def close(self):
        print("closed", file=sys.stderr)

def helper(act, stage):
    return act(stage)
'''


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-I", "-B", "-c", LAUNCH.format(source=str(SOURCE_FOLDER)), *arguments]


def run(folder: Path, workflow: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "w.yaml").write_text(workflow)
    return subprocess.run(
        command("w.yaml", *arguments),
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def odd(do: str, secret: str = "") -> str:
    return (
        "sources: "
        + json.dumps([{"type": "odd", "do": do, "secret": secret}])
        + "\ndestinations: [console]\n"
    )
