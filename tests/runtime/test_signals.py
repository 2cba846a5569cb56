"""Signals."""

from __future__ import annotations

import pytest

from pushcart_extensions import OrderingError, UnknownSignalError
from pushcart_extensions.runtime.signals import Signals


class Recorder:
    def __init__(self, name: str, log: list[str]) -> None:
        self.name = name
        self.log = log

    def start(self, what: object) -> None:
        self.log.append(f"{self.name} start {what}")

    def stop(self, what: object) -> None:
        self.log.append(f"{self.name} stop {what}")


def test_callbacks_are_called_in_order_and_in_reverse_for_a_hyphen() -> None:
    log: list[str] = []
    signals = Signals([Recorder("a", log), object(), Recorder("b", log)])
    signals.emit("start", 1)
    signals.emit("stop", 2)
    assert log == ["a start 1", "b start 1", "b stop 2", "a stop 2"]


def test_an_extension_declares_signals_of_its_own() -> None:
    class Transaction:
        signals = frozenset({"begin", "-vote"})

    log: list[tuple[str, object]] = []

    class Participant:
        def __init__(self, name: str) -> None:
            self.name = name

        def vote(self, *, on: str) -> None:
            log.append((self.name, on))

    signals = Signals([Participant("a"), Transaction(), Participant("b")])
    signals.emit("begin")
    signals.emit("vote", on="it")
    assert log == [("b", "it"), ("a", "it")]
    assert signals.names == ("after", "before", "begin", "start", "stop", "vote")


@pytest.mark.parametrize(
    ("signal", "hint"), [("stopp", "'stop'"), ("-stop", "'stop'"), ("zzz", "declared are")]
)
def test_an_undeclared_signal_is_refused_with_a_suggestion(signal: str, hint: str) -> None:
    with pytest.raises(UnknownSignalError, match=hint):
        Signals([]).emit(signal)


def test_one_signal_in_both_directions_is_refused() -> None:
    with pytest.raises(OrderingError, match="the other way round"):
        Signals([type("X", (), {"signals": {"stop"}})()])


def test_the_first_callback_that_fails_ends_the_signal() -> None:
    class Failing:
        def start(self) -> None:
            raise ValueError("no")

    called: list[int] = []
    later = type("Later", (), {"start": lambda _self: called.append(1)})()
    with pytest.raises(ValueError, match="no"):
        Signals([Failing(), later]).emit("start")
    assert called == []


def test_an_attribute_that_cannot_be_called_is_no_callback() -> None:
    assert Signals([type("X", (), {"start": "soon"})()]).callbacks("start") == []
