"""Values of the environment, which ``pushcart-run`` prints nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from .odd import STAGE, odd, run


def test_a_value_of_the_environment_is_never_printed(folder: Path) -> None:
    text = odd("raise ValueError('no login with ' + self.secret)", "${WORD}")
    done = run(folder, text, "--json", WORD="hunter2-très-secret")
    assert done.returncode == 1
    assert "no login with ${WORD}" in done.stderr
    assert "hunter2" not in done.stderr + done.stdout


def test_a_warning_of_a_stage_has_no_value_of_the_environment(folder: Path) -> None:
    do = "import warnings; warnings.warn('refused ' + self.secret + chr(27)); return []"
    done = run(folder, odd(do, "${NAME}"), NAME="hunter2-hunter2")
    assert done.returncode == 0
    assert "UserWarning: refused ${NAME}\\x1b\n" in done.stderr
    assert "hunter2" not in done.stderr


FAIL = "def fail(stage): raise ValueError('refused ' + stage.secret + chr(27))"
UNASKED = {
    "Exception in thread reader:": (
        "import threading",
        "thread = threading.Thread(target=fail, args=(self,), name='reader')",
        "thread.start(); thread.join()",
    ),
    "Exception ignored in: <function": (
        "finalized = type('Odd', (), {'__del__': lambda _: fail(self)})()",
        "del finalized",
    ),
    "Exception ignored in atexit callback: <function": ("import atexit", "atexit.register(fail, self)"),
}


def acts(*lines: str) -> str:
    """Return a workflow whose source executes lines and gives nothing; its secret is NAME."""
    return odd("\n ".join((*lines, "return []")), "${NAME}")


@pytest.mark.parametrize("head", UNASKED)
def test_an_exception_that_reaches_nobody_has_no_value_of_the_environment(folder: Path, head: str) -> None:
    done = run(folder, acts(FAIL, *UNASKED[head]), NAME="hunter2-hunter2")
    assert done.returncode == 0
    # Python says of each in its own words where it was; those of one release differ from the next one's.
    assert head.partition(" in")[0] in done.stderr
    assert "Traceback (most recent call last):" in done.stderr
    assert "ValueError: refused ${NAME}\\x1b\n" in done.stderr
    assert "hunter2" not in done.stderr


def test_an_exception_after_everything_is_told_by_its_class_alone(folder: Path) -> None:
    lines = (
        "global fail",
        FAIL,
        "type(self).__del__ = lambda stage: fail(stage)",
        "sys.modules['kept'] = self",
    )
    done = run(folder, acts(*lines), NAME="hunter2-hunter2")
    assert done.returncode == 0
    # Where nothing can be imported any more, nothing can be redacted.
    assert done.stderr.splitlines()[-1].startswith(("Exception ignored at Python's exit: ", "ValueError: "))
    assert "hunter2" not in done.stderr


def test_a_thread_that_ends_by_itself_says_nothing(folder: Path) -> None:
    lines = (
        "import threading",
        "thread = threading.Thread(target=sys.exit)",
        "thread.start(); thread.join()",
    )
    done = run(folder, acts(*lines), NAME="hunter2")
    assert (done.returncode, done.stderr) == (0, "closed\n")


def test_a_warning_where_nobody_can_be_told_of_it_ends_nothing(folder: Path) -> None:
    lines = ("import warnings", "sys.stderr = None", "warnings.warn('x')", "sys.stderr = sys.__stderr__")
    done = run(folder, acts(*lines), NAME="hunter2")
    assert (done.returncode, done.stderr) == (0, "closed\n")


def test_an_exception_before_anything_was_resolved_is_told_as_python_tells_it(folder: Path) -> None:
    module = folder / "pushcart_odd" / "sources" / "odd.py"
    module.write_text(f"{STAGE}\nclass Gone:\n    def __del__(self): raise ValueError('early')\nGone()\n")
    done = run(folder, odd("return []"))
    assert done.returncode == 0
    assert done.stderr.startswith("Exception ignored")
    assert "ValueError: early" in done.stderr


def test_an_interruption_in_a_finalizer_says_nothing(folder: Path) -> None:
    lines = (
        "def interrupt(_): raise KeyboardInterrupt",
        "finalized = type('Odd', (), {'__del__': interrupt})()",
        "del finalized",
    )
    done = run(folder, acts(*lines), NAME="hunter2")
    assert (done.returncode, done.stderr) == (0, "closed\n")
