"""Waiting for a child's end, with every means that a system may have."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from pushcart_extensions.check.probe.child.supervisor import kill_group
from pushcart_extensions.check.probe.child.waiting import wait

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")


@pytest.fixture(params=["with what the system has", "without a descriptor of the process"], autouse=True)
def means(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what the end is heard of."""
    if request.param.startswith("without"):
        monkeypatch.delattr(os, "pidfd_open", raising=False)


@pytest.fixture
def sleeping() -> Iterator[subprocess.Popen[bytes]]:
    """A process that takes long."""
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as process:
        yield process
        process.kill()


def seconds(number: float) -> float:
    return time.monotonic() + number


def test_an_end_is_heard_of_and_the_child_not_reaped() -> None:
    with subprocess.Popen(["sleep", "0.05"]) as process:
        assert wait(process.pid, seconds(20))
        assert wait(process.pid, seconds(20))
        assert process.wait() == 0


def test_the_deadline_ends_the_waiting(sleeping: subprocess.Popen[bytes]) -> None:
    begun = time.monotonic()
    assert not wait(sleeping.pid, seconds(0.3))
    assert 0.3 <= time.monotonic() - begun < 10


def test_the_lifeline_ends_the_waiting(sleeping: subprocess.Popen[bytes]) -> None:
    reader, writer = os.pipe()
    try:
        assert not wait(sleeping.pid, seconds(0.05), reader)
        os.close(writer)
        begun = time.monotonic()
        assert not wait(sleeping.pid, seconds(60), reader)
        assert time.monotonic() - begun < 10
    finally:
        os.close(reader)


def test_a_leader_is_ended_with_its_group_and_another_process_alone() -> None:
    for has_group in (True, False):
        with subprocess.Popen(["sleep", "60"], start_new_session=has_group) as process:
            kill_group(process.pid)
            assert process.wait() == -9
