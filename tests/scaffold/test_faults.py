"""Whatever call the system refuses, and at whichever one the process is killed: nothing is half-written.

Python tells a profiler of each call into C. Those that touch the file system are counted here, and one of
them is not made: it fails, or it is the last of its process.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, Self

import pytest

from pushcart_extensions.edits.abandoned import PREFIX as EDITING
from pushcart_extensions.errors import PushcartError
from pushcart_extensions.scaffold import extra, new
from pushcart_extensions.scaffold.creating.staging import PREFIX as STAGING

WRITING = {
    "open", "write", "writelines", "flush", "close", "__exit__", "fsync", "flock", "locking",
    "mkdir", "rename", "replace", "unlink", "remove", "rmdir", "chmod", "link", "utime",
}  # fmt: skip
READING = {
    "stat",
    "lstat",
    "fstat",
    "access",
    "scandir",
    "listdir",
    "read",
    "readline",
    "urandom",
    "readlink",
}
SYSTEM = {"posix", "nt", "fcntl", "msvcrt", "io", "_io"}
SAMPLES = 12
MANY = int(os.environ.get("PUSHCART_TEST_FAULTS", "60")) or None  # 0 for every call

HOST = '[project]\nname = "host"\nversion = "1"\n'
IDENTITY: dict[str, Any] = {"author": "Ada", "email": "ada@example.com", "url": "https://example.com"}
Tree = dict[str, bytes]


class Scenario(NamedTuple):
    """Something that writes.

    Attributes:
        prepare: Makes what it starts from, in an empty folder.
        act: Does it.
    """

    prepare: Callable[[Path], object]
    act: Callable[[Path], object]


SCENARIOS = {
    "new": Scenario(lambda _folder: None, lambda folder: new("x", output=folder / "deep", **IDENTITY)),
    "extra": Scenario(
        lambda folder: (folder / "pyproject.toml").write_text(HOST),
        lambda folder: extra(folder, "rest-api", version=">=1", to_all=True),
    ),
}


def name_of(call: Any) -> str:
    """Return the name of a C function that touches the file system; nothing for any other."""
    owner = getattr(call, "__objclass__", None) or type(getattr(call, "__self__", None))
    module = getattr(call, "__module__", None) or owner.__module__
    in_memory = owner.__name__ in {"StringIO", "BytesIO"}
    return call.__name__ if module in SYSTEM and not in_memory else ""


class Calls:
    """Counts calls that touch the file system, and does something at one of them.

    Args:
        names: The calls to count.
        at: The number of the call, from 1; 0 for none.
        then: What to do in its place.
    """

    def __init__(self, names: set[str], at: int = 0, then: Callable[[], object] = lambda: None) -> None:
        self.count = 0
        self._names = names
        self._at = at
        self._then = then

    def __enter__(self) -> Self:
        sys.setprofile(self._profile)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _profile(self, _frame: FrameType, event: str, call: Any) -> None:
        if event == "c_call" and name_of(call) in self._names:
            self.count += 1
            if self.count == self._at:
                self._then()


def tree(folder: Path) -> Tree:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def visible(found: Tree) -> Tree:
    return {path: data for path, data in found.items() if EDITING not in path and STAGING not in path}


class Trial(NamedTuple):
    """A scenario with what it starts from and ends in."""

    scenario: Scenario
    folder: Path
    before: Tree
    after: Tree

    def starts(self, number: int) -> Path:
        folder = self.folder / str(number)
        folder.mkdir()
        self.scenario.prepare(folder)
        return folder

    def total(self, names: set[str]) -> int:
        """Return how many calls there are; the first time is another one, since modules are imported."""
        for number in (-1, -2):
            with Calls(names) as calls:
                self.scenario.act(self.starts(number))
        return calls.count

    def completes(self, folder: Path) -> Tree:
        """Hold what is there against the scenario's beginning and end, then have it done once more.

        Returns:
            What is there after that.
        """
        found = visible(tree(folder))
        assert found in (self.before, self.after)
        if found == self.before or self.before:
            self.scenario.act(folder)
        else:
            new("y", output=folder / "deep", **IDENTITY)  # x is there, whole, and so is refused
        return {path: data for path, data in tree(folder).items() if "pushcart-y" not in path}


@pytest.fixture(params=SCENARIOS)
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    scenario = SCENARIOS[request.param]
    reference = tmp_path / "reference"
    reference.mkdir()
    scenario.prepare(reference)
    before = tree(reference)
    scenario.act(reference)
    return Trial(scenario, tmp_path, before, tree(reference))


def numbers(total: int, samples: int | None) -> Iterator[int]:
    """Yield all numbers of calls, or some that are spread evenly, the last one among them."""
    count = min(samples or total, total)
    yield from sorted({total - total * sample // count for sample in range(count)})


def refuse() -> None:
    raise OSError(errno.EIO, "Input/output error")


EVERY_CALL = pytest.mark.parametrize(
    "samples", [SAMPLES, pytest.param(MANY, marks=pytest.mark.slow)], ids=["few", "many"]
)


@pytest.fixture
def nothing_left_open() -> Iterator[None]:
    """Have Python close what the test has left, and complain of it, before another test is blamed for it."""
    yield
    gc.collect()


# What is not closed since the call that closes it failed is told of by Python itself.
@pytest.mark.usefixtures("nothing_left_open")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@EVERY_CALL
def test_a_fault_at_any_call_leaves_all_or_nothing(trial: Trial, samples: int | None) -> None:
    names = WRITING | READING
    refused = 0
    for number in numbers(trial.total(names), samples):
        folder = trial.starts(number)
        try:
            with Calls(names, number, refuse) as calls:
                trial.scenario.act(folder)
        except (PushcartError, OSError):
            refused += 1
        if calls.count >= number:
            # What this process could not remove is hidden, and goes with the next process.
            assert visible(trial.completes(folder)) == trial.after
    assert refused


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child for each call is had by fork alone")
@EVERY_CALL
def test_a_kill_at_any_call_leaves_all_or_nothing(trial: Trial, samples: int | None) -> None:
    killed = 0
    for number in numbers(trial.total(WRITING), samples):
        folder = trial.starts(number)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which the child doesn't need
            child = os.fork()
        if not child:
            try:
                with Calls(WRITING, number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                    trial.scenario.act(folder)
            finally:
                os._exit(0)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert trial.completes(folder) == trial.after
    assert killed
