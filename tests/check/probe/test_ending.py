"""In what way a child ended, by what there is to see of it."""

from __future__ import annotations

import pytest

from pushcart_extensions.check.evidence.import_report import Outcome
from pushcart_extensions.check.probe.ending import Statuses, Told, judged_status, read_told
from pushcart_extensions.check.probe.stack import importing_line

STATUSES = Statuses(80, 81, 82)
IMPORTING = '  File "<frozen importlib._bootstrap>", line 1 in _find_and_load'


@pytest.mark.parametrize(
    ("code", "outcome", "words"),
    [
        (80, None, ""),
        (81, Outcome.CUT_OFF, "closed descriptors that it had not opened"),
        (82, Outcome.BROKEN, "broke what all modules share: why"),
        (0, Outcome.EXITED, "left the interpreter with exit status 0"),
        (-11, Outcome.CRASHED, "was ended by SIGSEGV"),
        (-9, Outcome.KILLED, "was ended by SIGKILL"),
        (-200, Outcome.KILLED, "was ended by signal 200"),
    ],
)
def test_a_status_says_how_it_ended(code: int, outcome: Outcome | None, words: str) -> None:
    assert judged_status(code, STATUSES, "before\nwhy\n\n") == (outcome, words)


def test_of_a_child_that_can_not_say_what_was_broken_no_more_is_told() -> None:
    assert judged_status(82, STATUSES, "\n") == (Outcome.BROKEN, "broke what all modules share")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"", Told()),
        (b"group 7\n", Told(7)),
        (b"group 7\nended 256 2\n", Told(7, 256, timed_out=False, left=2)),
        (b"group 7\nended - 0\n", Told(7, timed_out=True)),
        (b"group x\nended 0\nended - -1\nended y 0\n\xff", Told()),
    ],
)
def test_what_is_not_of_a_supervisors_form_was_said_by_someone_else(said: bytes, told: Told) -> None:
    assert read_told(said) == told


@pytest.mark.parametrize(
    ("stack", "line"),
    [
        (f'  File "inner.py", line 3 in f\n  File "a.py", line 2 in <module>\n{IMPORTING}', "a.py, line 2"),
        (IMPORTING, None),
        ('  File "a.py", line 2 in <module>', None),
        ("", None),
    ],
)
def test_the_line_of_the_module_that_was_imported_stands_before_the_import(
    stack: str, line: str | None
) -> None:
    assert importing_line(f"Current thread 0x01 (most recent call first):\n{stack}\n") == line


def test_the_first_thread_is_the_one_that_imports() -> None:
    other = 'Thread 0x02 (most recent call first):\n  File "b.py", line 5 in run\n'
    main = f'Current thread 0x01 (most recent call first):\n  File "a.py", line 2 in <module>\n{IMPORTING}\n'
    assert importing_line(other + main) == "a.py, line 2"
