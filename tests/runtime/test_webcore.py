"""WebCore's own extension manager, from marrow.package, beside ours."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from pushcart_extensions.scaffold import new

PROJECT = Path(__file__).parents[2]
MISSING = [tool for tool in ("build", "hatchling") if importlib.util.find_spec(tool) is None]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"pip install --group matrix (missing: {', '.join(MISSING)})"),
]

# It was written for Pythons whose collections had this name.
MARROW = """
import collections, collections.abc, json, random
collections.MutableMapping = collections.abc.MutableMapping
from marrow.package.host import ExtensionManager
manager = ExtensionManager("web.extension")
"""

LOADING = """
cls = manager["thing_extension"]
made = cls("a", "b")
(ordered,) = manager.order([made])
print(json.dumps([cls.__module__, cls.__name__, list(ordered.choices), ordered is made]))
"""

ORDERING = """
from pushcart_extensions import order

def extensions(chance):
    '''Return shuffled classes that have one order: each uses, or needs, the one before it.'''
    size = chance.randint(1, 12)
    first, last = chance.randint(0, size), chance.randint(0, size)
    made = []
    for number in range(size):
        earlier = {f"f{chance.randrange(number)}" for _ in range(min(number, 2))}
        before = {f"f{number - 1}"} if number else set()
        flags = {"provides": {f"f{number}"}, "uses": earlier, "needs": set()}
        flags[chance.choice(["uses", "needs"])] = earlier | before
        if number < first:
            flags["first"] = True
        elif number >= size - last:
            flags["last"] = True
        made.append(type(f"E{number}", (), flags))
    chance.shuffle(made)
    return made

differences = 0
for seed in range(300):
    given = extensions(random.Random(seed))
    differences += order(given) != manager.order(list(given))
print(json.dumps(differences))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with marrow.package, this project, and a package made by ``pushcart-new``."""
    folder = tmp_path_factory.mktemp("webcore")
    package = new("thing-extension", output=folder, author="Jo", email="jo@example.org")
    for project in (package.path, PROJECT):
        command = [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(folder / "dist"),
        ]
        subprocess.run([*command, str(project)], check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    # pkg_resources, which marrow.package imports, went with setuptools 81.
    wanted = ["setuptools<81", "marrow.package==2.1.1", *map(str, (folder / "dist").glob("*.whl"))]
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *wanted], check=False, capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"marrow.package can't be installed here: {done.stderr.strip().splitlines()[-1]}")
    return python


def ask(python: Path, code: str) -> object:
    done = subprocess.run(
        [python, "-I", "-W", "ignore", "-c", MARROW + code], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_extension_is_loaded_by_webcores_manager(python: Path) -> None:
    module = "pushcart_thing_extension.extensions.thing"
    assert ask(python, LOADING) == [module, "ThingExtension", ["a", "b"], True]


def test_where_there_is_one_order_both_find_it(python: Path) -> None:
    assert ask(python, ORDERING) == 0
