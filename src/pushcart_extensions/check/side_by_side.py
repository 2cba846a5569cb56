"""Several packages at once, on the cores that there are; the work is in child processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_PATIENCE = 10.0
"""Seconds for ending what is at work after an interrupt."""


def side_by_side(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Return what ``work`` gives for each item, in the items' order; one error ends all.

    Args:
        work: What to do, mostly in child processes that it ends whatever happens.
        items: What to do it with.

    Raises:
        BaseException: Whatever ``work`` raised for the first of the items that failed, or an interrupt.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(items) < 2 or cores < 2:  # noqa: PLR2004 - one is not beside another
        return [work(item) for item in items]
    return _Workers(work, items).finish(min(cores, len(items)))


class _Workers(Generic[T, R]):
    """Threads that take one item after another."""

    def __init__(self, work: Callable[[T], R], items: Sequence[T]) -> None:
        self._work = work
        self._items = items
        self._next = iter(range(len(items)))
        self._results: dict[int, R] = {}
        self._errors: dict[int, BaseException] = {}
        # Not `Thread.join`: one that an interrupt meets takes its thread for ended (Python 3.11).
        self._ended = threading.Semaphore(0)

    def finish(self, count: int) -> list[R]:
        """Start some threads, wait for them, and return the results."""
        import warnings

        threads = [threading.Thread(target=self._take, daemon=True) for _ in range(count)]
        running = count
        # The filters of warnings are global and not safe among threads: what each of them restores
        # must be as silent as what this sets for all.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                for thread in threads:
                    thread.start()
                while running:
                    running -= self._ended.acquire(timeout=0.2)
            except BaseException:
                self._next = iter(())
                for thread in threads:
                    _interrupt(thread.ident)
                while running and self._ended.acquire(timeout=_PATIENCE):
                    running -= 1
                raise
        for index in sorted(self._errors):
            raise self._errors[index]
        return [self._results[index] for index in range(len(self._items))]

    def _take(self) -> None:
        try:
            # `next` on a range's iterator is atomic, so that no item is taken twice.
            while (index := next(self._next, None)) is not None:
                try:
                    self._results[index] = self._work(self._items[index])
                except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
                    self._errors[index] = error
                    self._next = iter(())
        finally:
            self._ended.release()


def _interrupt(thread: int | None) -> None:
    """Raise ``KeyboardInterrupt`` in a thread, as Ctrl-C does in the main one; it ends its children then."""
    import ctypes

    # Only CPython can; elsewhere the children end when this process does.
    with suppress(AttributeError):
        if thread is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread), ctypes.py_object(KeyboardInterrupt)
            )
