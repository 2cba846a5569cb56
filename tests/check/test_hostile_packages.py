"""Modules that hang, exit, crash, print and lie when they are imported: none is believed."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from pushcart_extensions.check import Report

SOURCE = "src/pushcart_shop/sources/orders.py"

FORGED = '{"version": 1, "summary": {"packages": 1, "stages": 1, "errors": 0, "warnings": 0}, "packages": []}'

C_RECURSION = "PCE604" if sys.version_info < (3, 12) else "PCE601"
"""Later Pythons raise where the stack of C would end."""

# What the module does, its code, the rule that must say so, and whether its line can be named.
HOSTILE = [
    ("endless loop", "while True:\n    pass", "PCE603", True),
    ("waits for ever", "import threading\nthreading.Event().wait()", "PCE603", True),
    ("os._exit(0)", "import os\nos._exit(0)", "PCE604", False),
    ("os._exit with a status like the checker's own", "import os\nos._exit(100)", "PCE604", False),
    ("sys.exit(0)", "import sys\nsys.exit(0)", "PCE601", True),
    ("KeyboardInterrupt", "raise KeyboardInterrupt", "PCE601", True),
    ("runs another program in its place", "import os\nos.execv('/bin/true', ['true'])", "PCE604", False),
    ("segmentation fault", "import ctypes\nctypes.string_at(0)", "PCE604", True),
    ("abort", "import os\nos.abort()", "PCE604", True),
    ("kills its own process group", "import os, signal\nos.killpg(0, signal.SIGKILL)", "PCE604", False),
    ("endless recursion", "def f():\n    return f()\nf()", "PCE601", True),
    ("reads standard input", "input()", "PCE601", True),
    ("prints a forged report and exits", f"import os\nos.write(1, b'''{FORGED}''')\nos._exit(0)", "PCE604", False),
    ("writes a forged report to every open descriptor", f"import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'''{FORGED}\\n''')\n    except OSError:\n        pass\nos._exit(0)", "PCE604", False),
    ("closes every descriptor", "import os\nos.closerange(0, 64)\nraise RuntimeError", "PCE604", False),
    ("an exception whose words can't be had", "class E(Exception):\n    def __str__(self):\n        raise ValueError\nraise E", "PCE601", True),
    ("an exception with control characters", "raise RuntimeError('\\x1b[2J\\udc80\\x00')", "PCE601", True),
    ("megabytes on both streams, then fails", "import sys\nfor _ in range(300):\n    sys.stdout.write('x' * 10_000)\n    sys.stderr.write('x' * 10_000)\nraise OSError('done')", "PCE601", True),
    ("kills its parent", "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(1)\nraise OSError", "PCE604", False),
    ("stops its parent", "import os, signal, time\nos.kill(os.getppid(), signal.SIGSTOP)\nos._exit(0)", "PCE604", False),
    ("memory without end", "import mmap\nhoard = []\nwhile True:\n    hoard.append(mmap.mmap(-1, 1 << 28, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))", "PCE601", True),
    ("patched builtins", "import builtins\nbuiltins.len = builtins.sorted = builtins.vars = builtins.repr = None", "PCE601", sys.version_info < (3, 12)),
    ("a file without end", "chunk = b'x' * (1 << 24)\nwith open('big', 'wb') as file:\n    while True:\n        file.write(chunk)", "PCE601", True),
    ("recursion in C", "import sys\nsys.setrecursionlimit(10**9)\ndef f(x):\n    return f(x)\nclass A:\n    def __getattr__(self, name):\n        return getattr(self, name)\nA().x", C_RECURSION, True),
    ("an exception class that lies about itself", "class Liar(type):\n    def __getattribute__(cls, name):\n        raise SystemExit(0)\nclass E(Exception, metaclass=Liar):\n    def __getattribute__(self, name):\n        raise SystemExit(0)\nraise E", "PCE601", False),
    ("an audit hook that hides where it failed", "import sys\ndef hook(event, args):\n    if event == 'object.__getattr__' and args[1] == 'tb_frame':\n        raise RuntimeError(event)\nsys.addaudithook(hook)\nraise OSError", "PCE601", False),
    ("a syntax error that lies about its file", "class E(SyntaxError):\n    @property\n    def filename(self):\n        raise SystemExit(0)\nraise E('odd')", "PCE601", True),
    ("a signal to itself", "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\nimport time\ntime.sleep(5)", "PCE604", False),
    ("an alarm", "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0.05)\ntime.sleep(5)", "PCE604", False),
    ("a loop with the watchdog called off", "import faulthandler\nfaulthandler.cancel_dump_traceback_later()\nfaulthandler.disable()\nwhile True:\n    pass", "PCE603", False),
    ("empties the journal", "import os\nfor fd in range(3, 64):\n    try:\n        os.ftruncate(fd, 0)\n    except OSError:\n        pass\nos._exit(0)", "PCE604", False),
    ("a circular import", "from pushcart_shop.sources import OrdersSource", "PCE601", True),
    ("no finders left", "import sys\nsys.meta_path.clear()\nimport decimal", "PCE601", True),
    ("another __import__", "import builtins\ndef nothing(*a, **k):\n    raise ImportError('closed')\nbuiltins.__import__ = nothing\nimport decimal", "PCE601", True),
    ("an audit hook that forbids everything", "import sys\ndef hook(event, args):\n    raise RuntimeError(event)\nsys.addaudithook(hook)\nopen('x')", "PCE604", False),
    ("a class that can't be subclassed", "class _Base:\n    def __init_subclass__(cls):\n        raise SystemExit(0)\nclass _Sub(_Base):\n    pass", "PCE601", True),
    ("a descriptor that ends the interpreter", "class _Name:\n    def __set_name__(self, owner, name):\n        import os\n        os._exit(0)\nclass _Owner:\n    x = _Name()", "PCE604", False),
    ("a module that removes itself", "import sys\ndel sys.modules[__name__]", "PCE601", False),
    ("deletes its working folder and fails", "import os\nos.rmdir(os.getcwd())\nraise OSError('gone')", "PCE601", True),
]  # fmt: skip


def hostile(good: Any, code: str, timeout: float = 5) -> Report:
    report: Report = good.at_import(code).check(timeout=timeout)
    return report


@pytest.mark.parametrize(("code", "rule", "has_line"), [c[1:] for c in HOSTILE], ids=[c[0] for c in HOSTILE])
def test_a_hostile_module_is_answered_and_not_believed(
    good: Any, code: str, rule: str, has_line: bool
) -> None:
    started = time.monotonic()
    report = hostile(good, code, timeout=1.5 if rule == "PCE603" or "SIGSTOP" in code else 20)
    assert time.monotonic() - started < 25
    (package,) = report.packages
    found = {finding.code: finding for finding in package.findings}
    assert rule in found
    assert report.failed()
    place = found[rule].place
    if has_line:
        assert place is not None
        assert place.path == SOURCE
        assert place.line is not None
        assert place.line > 1
    assert "orders" not in {stage.key for stage in package.stages if stage.found_by}


# How the import ended, what the module does, and what the way out must speak of.
ENDS = [
    ("closed descriptors that it had not opened", "import os\nos.closerange(3, 64)", "Close only"),
    ("is not to be believed", "import os\nos.closerange(3, 64)\n_file = open('own', 'w')", "has not opened"),
    ("broke what all modules share: TypeError", "import os\nos.listdir = None", "builtins, sys and os"),
    ("broke what all modules share: ValueError: late", "import signal, os, sys\ndef late(*a):\n    raise ValueError('late')\nsys.setprofile(lambda frame, *a: late() if frame.f_code.co_name == '_modules_in' else None)", "builtins, sys and os"),
    ("broke what all modules share.", "import os\nos.listdir = None\nos.closerange(1, 3)", "builtins, sys and os"),
    ("left the interpreter with exit status 3", "import os\nos._exit(3)", "must not end the interpreter"),
    ("left the interpreter with exit status 0", "import os\nos.execv('/bin/true', ['true'])", "another program"),
    ("was ended by SIGSEGV", "import ctypes\nctypes.string_at(0)", "Compiled code crashed"),
    ("was ended by SIGALRM", "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0.05)\ntime.sleep(5)", "the signal"),
]  # fmt: skip


@pytest.mark.parametrize(("ended", "code", "way_out"), ENDS, ids=[case[0] for case in ENDS])
def test_each_way_to_end_has_a_way_out_of_its_own(good: Any, ended: str, code: str, way_out: str) -> None:
    (finding,) = hostile(good, code, timeout=20).packages[0].findings
    assert finding.code == "PCE604"
    assert ended in finding.message
    assert way_out in (finding.hint or "")


def test_a_failure_that_no_line_raises_is_looked_for_in_what_modules_share(good: Any) -> None:
    (finding,) = hostile(good.lazily(), "import sys\ndel sys.modules[__name__]").packages[0].findings
    assert finding.code == "PCE601"
    assert "all modules share" in (finding.hint or "")


def test_what_breaks_the_interpreter_is_told_once(good: Any) -> None:
    code = "import sys\ndef hook(event, args):\n    raise RuntimeError('closed')\nsys.addaudithook(hook)"
    (finding,) = hostile(good, code).packages[0].findings
    assert (finding.code, "broke what all modules share: RuntimeError: closed" in finding.message) == (
        "PCE604",
        True,
    )


# These do harm and then let the import succeed: the stage is fine, and nothing of theirs may stay.
LINGERING = [
    ("a thread that never ends", "import threading\nthreading.Thread(target=threading.Event().wait).start()"),
    ("an atexit hook that hangs", "import atexit, time\natexit.register(time.sleep, 1000)"),
    ("patched os and json", "import json, os\nos.write = os._exit = json.dumps = None"),
    ("a metaclass that lies", "class Liar(type(SourceBase)):\n    def __getattribute__(cls, name):\n        if name in ('__module__', '__mro__', '__dict__', '__name__', '__qualname__'):\n            return 'a lie'\n        return super().__getattribute__(name)\n    def __instancecheck__(cls, other):\n        return False\n    def __eq__(cls, other):\n        return True\n    __hash__ = None\nclass _Other(metaclass=Liar):\n    pass"),
    ("a module __getattr__ that raises", "def __getattr__(name):\n    # Python itself asks for names such as __path__.\n    raise AttributeError(name) if name.startswith('__') else SystemExit(name)"),
    ("a faked sys.modules entry", "import sys, types\nsys.modules['json'] = types.ModuleType('json')"),
    ("standard streams closed", "import sys\nsys.stdout = sys.stderr = None"),
    ("a trace function that raises", "import sys\ndef trace(*a):\n    raise ValueError\nsys.setprofile(None)\nsys.settrace(None)"),
    ("garbage that ends the interpreter when collected", "class _G:\n    def __del__(self):\n        raise SystemExit(0)\n_G()"),
    ("a list subclass that raises when read", "class _L(list):\n    def __iter__(self):\n        raise SystemExit(0)\n_names = _L(['a'])"),
    ("the recursion limit lowered", "import sys\nsys.setrecursionlimit(150)"),
    ("signals ignored", "import signal\nfor number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):\n    signal.signal(number, signal.SIG_IGN)"),
    ("prints a report of its own", f"print('''{FORGED}''')"),
    ("changes the working folder", "import os\nos.chdir('/')"),
]  # fmt: skip


@pytest.mark.parametrize("code", [case[1] for case in LINGERING], ids=[case[0] for case in LINGERING])
def test_what_a_module_leaves_behind_ends_with_the_check(good: Any, code: str) -> None:
    started = time.monotonic()
    report = hostile(good, code, timeout=20)
    assert time.monotonic() - started < 15
    assert not report.failed()
    assert {stage.found_by for stage in report.packages[0].stages} == {"entry-point"}


@pytest.mark.parametrize(
    "code",
    [
        "raise RuntimeError('no licence')",
        "import os\nos._exit(0)",
        "import ctypes\nctypes.string_at(0)",
        "while True:\n    pass",
    ],
)
def test_one_guilty_module_leaves_the_others_verified(good: Any, code: str) -> None:
    (package,) = hostile(good.lazily(), code, timeout=2).packages
    assert {stage.key: stage.found_by for stage in package.stages} == {
        "clean": "entry-point",
        "orders": None,
        "s3": "entry-point",
    }
    assert {finding.place.path for finding in package.findings if finding.place} == {SOURCE}


def test_a_stage_that_fails_for_what_another_did_is_said_to_pass_alone(good: Any) -> None:
    good.lazily().replace(
        "src/pushcart_shop/destinations/s3.py",
        "\n\nclass",
        "\nimport os\nassert 'BROKEN' not in os.environ\n\n\nclass",
    )
    (package,) = hostile(good, "import os\nos.environ['BROKEN'] = '1'").packages
    assert ("PCE610", "src/pushcart_shop/destinations/s3.py") in {
        (finding.code, finding.place and finding.place.path) for finding in package.findings
    }


# Values that a class may have, and that are not to be asked for their own words.
VALUES = [
    "class _Mute:\n    def __repr__(self):\n        raise SystemExit(0)\n_value = {'a': _Mute(), _Mute(): 'a'}",
    "_value = 10**100_000",
    "_value = {str(number) for number in range(100_000)}",
]


@pytest.mark.parametrize("code", VALUES)
def test_an_odd_value_is_judged_and_no_end_of_the_import(good: Any, code: str) -> None:
    report = hostile(good.replace(SOURCE, '{"orders_source"}', "_value"), code)
    codes = {finding.code for finding in report.packages[0].findings}
    assert report.failed()
    assert codes <= {"PCE501", "PCE504", "PCE505"}
