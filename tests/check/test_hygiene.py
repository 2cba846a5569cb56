"""What a package does at import and should leave: told, with the line that does it."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from typing import Any

import pytest

SOURCE = "src/pushcart_shop/sources/orders.py"

HABITS = [
    ("print", "print('hello')", "PCE612"),
    ("standard error", "import sys\nsys.stderr.write('hello')", "PCE612"),
    ("logging to a stream", "import logging\nlogging.basicConfig()\nlogging.error('hello')", "PCE612"),
    ("a thread", "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()", "PCE613"),
    ("a timer", "import threading\nthreading.Timer(600, print).start()", "PCE613"),
    ("a process", "import subprocess\nsubprocess.Popen(['sleep', '600'])", "PCE611"),
    ("an exit hook", "import atexit\natexit.register(print)", "PCE614"),
    ("an exit hook by decorator", "import atexit\n@atexit.register\ndef done(): ...", "PCE614"),
    ("a file beside it", "open(__file__ + '.log', 'w').close()", "PCE615"),
    ("a builtin replaced", "import builtins\nbuiltins.open = None", "PCE618"),
    ("a builtin replaced by a function", "import builtins as b\ndef patch():\n    setattr(b, 'input', print)\npatch()", "PCE618"),
    ("a builtin taken away", "import builtins\ndel builtins.breakpoint", "PCE618"),
    ("a folder beside it", "import os\nos.mkdir(os.path.dirname(__file__) + '/cache')", "PCE615"),
]  # fmt: skip


def findings(good: Any, code: str) -> list[tuple[str, str | None, int | None]]:
    good.replace(SOURCE, "\n\nclass", f"\n{code}\n\n\nclass")
    (package,) = good.check().packages
    return [(f.code, f.place and f.place.path, f.place and f.place.line) for f in package.findings]


@pytest.mark.parametrize(("code", "rule"), [case[1:] for case in HABITS], ids=[case[0] for case in HABITS])
def test_a_habit_is_a_warning_at_its_line(good: Any, code: str, rule: str) -> None:
    ((found, path, line),) = findings(good, code)
    assert (found, path) == (rule, SOURCE)
    assert line is not None
    assert line >= 2


HARMLESS = [
    ("a thread that is joined", "import threading\nt = threading.Thread(target=int)\nt.start()\nt.join()"),
    ("what the library does in a thread of its own", "import threading\nt = threading.Thread(target=print, args=['hello'])\nt.start()\nt.join()"),
    ("a process that is waited for", "import subprocess\nsubprocess.run(['true'])"),
    ("a file elsewhere", "import tempfile\ntempfile.TemporaryFile().close()"),
    ("a file that is read", "open(__file__).close()"),
    ("exit hooks of the standard library", "import concurrent.futures.thread, logging, multiprocessing.util"),
    ("a builtin of its own", "import builtins\nbuiltins.shop = 1"),
    ("a builtin replaced and put back", "import builtins\n_print = builtins.print\nbuiltins.print = int\nbuiltins.print = _print"),
    ("a pool that nothing uses", "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()"),
]  # fmt: skip


@pytest.mark.parametrize("code", [case[1] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_what_leaves_nothing_is_not_accused(good: Any, code: str) -> None:
    assert findings(good, code) == []


def test_what_a_third_party_module_does_is_not_the_packages(good: Any, tmp_path: Any) -> None:
    import subprocess
    import sys

    from pushcart_extensions.check import check

    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "noisy.py").write_text(
        "import atexit, builtins\nprint('hello')\natexit.register(print)\nbuiltins.input = None\n"
    )
    good.replace(SOURCE, "\n\nclass", "\nimport noisy\n\n\nclass")
    (package,) = check(good.write(), python=str(environment)).packages
    assert package.findings == ()


def test_a_slow_import_is_information_and_names_the_slowest(good: Any) -> None:
    good.add("src/pushcart_shop/_heavy.py", "import time\n\ntime.sleep(1.1)\n")
    good.replace(SOURCE, "\n\nclass", "\nimport pushcart_shop._heavy\n\n\nclass")
    report = good.check()
    (finding,) = report.packages[0].findings
    assert finding.code == "PCE616"
    assert "pushcart_shop (1." in finding.message
    assert not report.failed(strict=True)


def test_no_more_than_some_lines_are_told(good: Any) -> None:
    assert len(findings(good, "\n".join(["print('hello')"] * 60))) == 50
