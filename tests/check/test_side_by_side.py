"""Several packages at once."""

from __future__ import annotations

import _thread
import threading
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check import check
from pushcart_extensions.check.side_by_side import side_by_side
from pushcart_extensions.errors import NotAPackageError


def test_results_come_in_the_order_of_the_items() -> None:
    def work(seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    assert side_by_side(work, [0.05, 0.0, 0.02]) == [0.05, 0.0, 0.02]


def test_one_error_ends_all_and_is_raised() -> None:
    begun = []

    def work(item: int) -> None:
        begun.append(item)
        if item == 0:
            raise NotAPackageError("x", "is gone")
        time.sleep(0.05)

    with pytest.raises(NotAPackageError):
        side_by_side(work, range(100))
    assert len(begun) < 50


def test_an_interrupt_reaches_what_is_at_work_and_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    cleaned = []

    def work(item: int) -> None:
        try:
            if item == 2:
                time.sleep(0.1)
                _thread.interrupt_main()
            while True:
                time.sleep(0.01)
        finally:
            time.sleep(0.3)
            cleaned.append(item)

    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: {0, 1}, raising=False)
    with pytest.raises(KeyboardInterrupt):
        side_by_side(work, [1, 2, 3])
    assert sorted(cleaned) == [1, 2]


def test_packages_of_a_folder_are_reported_by_name_and_filters_of_warnings_stay(
    good: Any, tmp_path: Path
) -> None:
    before = list(warnings.filters)
    for name in ("c", "a", "b"):
        good.folder = tmp_path / "all" / name
        good.write()
    report = check(tmp_path / "all")
    assert [Path(package.path).name for package in report.packages] == ["a", "b", "c"]
    assert not report.failed(strict=True)
    assert warnings.filters == before


def test_one_core_does_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: {0}, raising=False)
    assert side_by_side(lambda _: threading.current_thread(), [1, 2]) == [threading.current_thread()] * 2
