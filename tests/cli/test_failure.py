"""What ``pushcart-run`` tells of a run that failed."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from .odd import STAGE, command, odd, run


def test_a_stages_exception_is_told_with_its_own_traceback(folder: Path) -> None:
    done = run(folder, odd("raise ValueError('no luck')"), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["status"] == "failed"
    lines = done.stderr.splitlines()
    assert lines[:2] == [
        "closed",
        "pushcart-run: source 'odd' failed in get_increment (w.yaml:1:11): ValueError: no luck",
    ]
    assert "pushcart_odd/sources/odd.py" in lines[3]
    assert "in helper" in done.stderr
    assert "pushcart_extensions/" not in done.stderr


def test_a_constructors_exception_is_told_likewise(folder: Path) -> None:
    module = folder / "pushcart_odd" / "sources" / "odd.py"
    module.write_text(
        module.read_text().replace("self.do, self.secret =", "helper(None, None); self.do, self.secret =")
    )
    done = run(folder, odd("return []"))
    assert done.returncode == 1
    assert done.stderr.startswith("pushcart-run: TypeError: 'NoneType' object is not callable")
    assert "raised while source 'odd' was made (w.yaml:1:11)" in done.stderr
    assert "in helper" in done.stderr
    assert "construction.py" not in done.stderr


@pytest.mark.parametrize(("rows", "told"), [("abc", "'abc'"), ("5", "5")])
def test_an_option_that_a_constructor_refuses_is_told_without_a_traceback(
    folder: Path, rows: str, told: str
) -> None:
    done = run(folder, f"sources:\n  - type: rows\n    rows: {rows}\ndestinations: [console]\n")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"pushcart-run: rows is a list of mappings, and not {told}",
        "  raised while source 'rows' was made (w.yaml:2:5)",
    ]


UNNAMED = """class Meta(type):
  def __getattribute__(cls, name):
   if name == "__qualname__": raise RuntimeError
   return type.__getattribute__(cls, name)
 class E(Exception, metaclass=Meta): pass
 """


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("class E(Exception):\n  __str__ = None\n raise E", "E: (its message can't be printed)"),
        (f"{UNNAMED}raise E('luck')", "E: luck"),
        ("class E(BaseException): pass\n raise E('luck')", "E: luck"),
        ("raise BaseExceptionGroup('both', [SystemExit(0)])", "BaseExceptionGroup: both (1 sub-exception)"),
        ("raise ValueError('\\x1b[2J')", "ValueError: \\x1b[2J"),
    ],
)
def test_an_exception_of_any_kind_is_told(folder: Path, error: str, words: str) -> None:
    done = run(folder, odd(error))
    assert done.returncode == 1
    assert f"source 'odd' failed in get_increment (w.yaml:1:11): {words}\n" in done.stderr
    assert "pushcart_extensions/" not in done.stderr
    assert "\x1b" not in done.stderr


def test_an_exception_of_a_stage_that_we_ship_is_told_from_there_on(folder: Path) -> None:
    done = run(folder, odd("return type('Mute', (), {'__str__': None})()"))
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[1].startswith(
        "pushcart-run: destination 'console' failed in write (w.yaml:2:16): TypeError: "
    )
    assert "destinations/console.py" in lines[3]


def test_an_extensions_exception_names_it(folder: Path) -> None:
    (folder / "pushcart_odd" / "watch.py").write_text(
        "class Watch:\n    def start(self, workflow):\n        raise ValueError('no luck')\n"
    )
    with (folder / "pushcart_odd-1.0.dist-info" / "entry_points.txt").open("a") as file:
        file.write("[web.extension]\nwatch = pushcart_odd.watch:Watch\n")
    done = run(folder, "application: {extensions: {watch: null}}\n")
    assert done.returncode == 1
    assert "raised by pushcart_odd.watch.Watch at the signal 'start'" in done.stderr


def test_an_error_in_data_read_late_is_the_sources_with_its_own_traceback(folder: Path) -> None:
    done = run(folder, odd("yield {'a': 1}\n raise ValueError('no luck')"))
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    head = "pushcart-run: source 'odd' failed in get_increment (w.yaml:1:11): ValueError: no luck"
    assert lines[1:3] == [head, "Traceback (most recent call last):"]
    assert lines[3] == '  File "<string>", line 3, in act'
    assert lines[-1].endswith("(w.yaml:1:11), as destination 'console' read its data")


def test_an_iterator_for_two_destinations_is_an_error_without_a_traceback(folder: Path) -> None:
    done = run(folder, "sources: [{type: odd, do: 'return iter([])'}]\ndestinations: [console, console]\n")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("pushcart-run: source 'odd' returned a list_iterator")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "raise KeyboardInterrupt",
            "while source 'odd' of pushcart-odd (module pushcart_odd.sources.odd) was imported",
        ),
        (
            STAGE.replace("return helper", "raise KeyboardInterrupt #"),
            "by source 'odd' in get_increment (w.yaml:1:11)",
        ),
    ],
)
def test_an_interruption_that_nobody_asked_for_is_named(folder: Path, text: str, where: str) -> None:
    (folder / "pushcart_odd" / "sources" / "odd.py").write_text(text)
    done = run(folder, odd("return []"))
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1] == f"pushcart-run: KeyboardInterrupt: raised {where}"


@pytest.mark.parametrize(("number", "word"), [("SIGINT", "interrupted"), ("SIGTERM", "terminated")])
def test_a_signal_closes_what_was_opened_and_is_told_by_name(folder: Path, number: str, word: str) -> None:
    (folder / "w.yaml").write_text(odd("open('ready', 'w').close(); time.sleep(60)"))
    process = subprocess.Popen(command("w.yaml"), cwd=folder, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not (folder / "ready").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(getattr(signal, number))
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 128 + getattr(signal, number)
    assert stderr.splitlines() == [
        "closed",
        f"pushcart-run: {number} came at source 'odd' in get_increment (w.yaml:1:11)",
        f"pushcart-run: {word}",
    ]


def test_notes_of_a_stages_own_are_told_with_where_a_signal_came(folder: Path) -> None:
    do = "try:\n  os.kill(os.getpid(), 2)\n  time.sleep(60)\n"
    do += " except KeyboardInterrupt as error:\n  error.add_note('page 3')\n  raise"
    done = run(folder, odd(do))
    assert done.returncode == 130
    assert done.stderr.splitlines() == [
        "closed",
        "pushcart-run: page 3",
        "pushcart-run: SIGINT came at source 'odd' in get_increment (w.yaml:1:11)",
        "pushcart-run: interrupted",
    ]
