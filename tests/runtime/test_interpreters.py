"""A smoke test of the runtime with each Python that this machine has.

Those are ``python3.11`` and later on ``PATH``, those that a version manager keeps beside this one,
and what the environment variable ``PUSHCART_TEST_PYTHONS`` names, separated as in ``PATH``. The
test's ids say which ran.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pushcart_extensions.runtime.distributions import OWN_NAME, installed

from . import noted, paging
from .site import SOURCE_FOLDER, Site

NAMES = [f"python3.{minor}" for minor in range(11, 16)]


def interpreters() -> dict[str, str]:
    """Return the executables by version, this one first."""
    given = os.environ.get("PUSHCART_TEST_PYTHONS", "").split(os.pathsep)
    beside = sorted(map(str, Path(sys.base_prefix).parent.glob("*/bin/python3")))
    found: dict[str, str] = {}
    for command in filter(None, (sys.executable, *given, *map(shutil.which, NAMES), *beside)):
        code = "import sys; print('%d.%d' % sys.version_info[:2], sys.version_info >= (3, 11))"
        # A version manager's shim is on the path for versions that it doesn't have.
        done = subprocess.run([command, "-I", "-c", code], capture_output=True, text=True, check=False)
        version, _, fine = done.stdout.strip().partition(" ")
        if done.returncode == 0 and fine == "True":
            found.setdefault(version, command)
    return found


PYTHONS = interpreters()

SMOKE = """
import io, json, os, pathlib, sys
sys.path[1:1] = {path!r}
os.environ["SMOKE_NAME"] = "value"
import pushcart_extensions as runtime
from pushcart_extensions.catalog import describe_installed
from pushcart_extensions.catalog.schema import workflow_schema
from pushcart_extensions.testing import run_source

def check(found, expected):  # an assert is gone under -O
    if found != expected:
        raise SystemExit(repr((found, expected)))

def message(function, argument):
    try:
        function(argument)
    except runtime.PushcartError as error:
        return str(error)

check(runtime.get_source("rows").__name__, "RowsSource")
check(runtime.get_source("pages"), runtime.get_source("pages"))
check({{"rows", "console", "noted", "pages", "log"}} <= {{one.key for one in runtime.list_stages()}}, True)
check("'pages'" in message(runtime.get_source, "page"), True)
one, two = type("One", (), {{"needs": ["two"]}}), type("Two", (), {{"provides": {{"two"}}}})
check(runtime.order([one, two]), [two, one])
check("nothing here provides it" in message(runtime.order, [one]), True)
text = '''
sources: [{{type: pages, name: "${{SMOKE_NAME}}"}}]
transformations: [noted]
destinations: [{{type: log, path: "{log}"}}]
'''
for _ in range(2):
    check(runtime.load_workflow(io.StringIO(text)).run(state={state!r}).status, "ok")
check(pathlib.Path({log!r}).read_text(), "value 1\\nvalue 2\\n")
wrong = io.StringIO("sources: [{{type: pages, nam: x}}]")
check("perhaps 'name' is meant" in message(runtime.load_workflow, wrong), True)
(watch,) = runtime.load_extensions({{"watch": {{"default": "x"}}}})
check((type(watch).__name__, watch.choices), ("WatchExtension", ("x",)))
check("source.pages" in json.dumps(workflow_schema(describe_installed())), True)
check(run_source("rows", {{"rows": [{{"a": 1}}]}}), [{{"a": 1}}])
print("fine")
"""


@pytest.mark.parametrize("options", [(), ("-O",), ("-OO",), ("-W", "error")], ids=" ".join)
@pytest.mark.parametrize("version", PYTHONS)
def test_the_runtime_works(version: str, options: tuple[str, ...], tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    noted.install(site)
    paging.install(site)
    # As an installation of ours has it.
    (own,) = (one for one in installed() if one.name == OWN_NAME)
    site.metadata(OWN_NAME, own.entry_points)
    # The runtime's one dependency; its Python half works in any version.
    shutil.copytree(Path(yaml.__file__).parent, site.folder / "yaml", ignore=shutil.ignore_patterns("*.so"))
    log, state = str(tmp_path / "log"), str(tmp_path / "state.json")
    code = SMOKE.format(path=[str(SOURCE_FOLDER), str(site.folder)], log=log, state=state)
    done = subprocess.run(
        [PYTHONS[version], "-I", "-B", *options, "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "fine\n"), done.stderr
