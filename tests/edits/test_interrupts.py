"""Ctrl-C waits until a few steps are done."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from pushcart_extensions.edits.interrupts import uninterrupted


def test_a_signal_waits_until_a_block_is_done() -> None:
    done = []

    def block() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append(True)

    with pytest.raises(KeyboardInterrupt):
        block()
    assert done


def test_a_signal_that_the_system_handles_is_not_held_up() -> None:
    code = (
        "import os, signal\n"
        "from pushcart_extensions.edits.interrupts import uninterrupted\n"
        "with uninterrupted():\n    os.kill(os.getpid(), signal.SIGTERM)\nprint('still there')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, b"")
