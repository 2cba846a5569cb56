"""One stage in memory, for the tests of an extension package.

    from pushcart_extensions.testing import run_source

    def test_it_returns_rows() -> None:
        assert run_source("rest_api", {"url": "https://example.org"}) == [...]

The stage is run as a workflow runs it: made from options, opened, called, and closed, also after
a failure.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar, overload

from pushcart_extensions.errors import StateValueError
from pushcart_extensions.runtime.bases import DestinationBase, SourceBase, TransformationBase
from pushcart_extensions.runtime.construction import construct
from pushcart_extensions.runtime.discovery import get_destination, get_source, get_transformation
from pushcart_extensions.runtime.failures import Failures
from pushcart_extensions.runtime.increments import kept, remembers

if TYPE_CHECKING:
    from collections.abc import Callable

    from pushcart_extensions.runtime.bases import StageBase
    from pushcart_extensions.runtime.construction import Options

DataT = TypeVar("DataT")
ResultT = TypeVar("ResultT")
DestinationT = TypeVar("DestinationT", bound=DestinationBase[Any])


@overload
def run_source(
    stage: type[SourceBase[DataT]], options: Options = None, *, state: dict[str, Any] | None = None
) -> DataT: ...
@overload
def run_source(stage: str, options: Options = None, *, state: dict[str, Any] | None = None) -> Any: ...
def run_source(
    stage: type[SourceBase[Any]] | str, options: Options = None, *, state: dict[str, Any] | None = None
) -> Any:
    """Return the data of a source.

    Args:
        stage: The class, or the key of an installed source.
        options: As a workflow gives them: a mapping, a list, or None.
        state: Where the source ended last time; empty for the first time. Afterwards it holds where
            the source ends now, so that a second call with it gives the next increment. None for a
            full load.

    Raises:
        Exception: Whatever the stage raises; StateValueError where a state file couldn't hold its state.
    """
    source = construct(get_source(stage) if isinstance(stage, str) else stage, options)
    if state is None:
        return _between_open_and_close(source, source.get_increment)
    return _between_open_and_close(source, lambda: _increment(source, state))


@overload
def run_transformation(
    stage: type[TransformationBase[DataT, ResultT]], data: DataT, options: Options = None
) -> ResultT: ...
@overload
def run_transformation(stage: str, data: object, options: Options = None) -> Any: ...
def run_transformation(
    stage: type[TransformationBase[Any, Any]] | str, data: object, options: Options = None
) -> Any:
    """Return what a transformation makes of ``data``.

    Args:
        stage: The class, or the key of an installed transformation.
        data: What the stage before it would give.
        options: As a workflow gives them: a mapping, a list, or None.

    Raises:
        Exception: Whatever the stage raises.
    """
    transformation = construct(get_transformation(stage) if isinstance(stage, str) else stage, options)
    return _between_open_and_close(transformation, transformation.transform, data)


@overload
def run_destination(stage: type[DestinationT], data: object, options: Options = None) -> DestinationT: ...
@overload
def run_destination(stage: str, data: object, options: Options = None) -> Any: ...
def run_destination(stage: type[DestinationBase[Any]] | str, data: object, options: Options = None) -> Any:
    """Write ``data`` to a destination and return it, closed, so that a test can look at what it holds.

    Args:
        stage: The class, or the key of an installed destination.
        data: What the stage before it would give.
        options: As a workflow gives them: a mapping, a list, or None.

    Raises:
        Exception: Whatever the stage raises.
    """
    destination = construct(get_destination(stage) if isinstance(stage, str) else stage, options)
    _between_open_and_close(destination, destination.write, data)
    return destination


def _increment(source: Any, state: dict[str, Any]) -> Any:
    label = f"source {type(source).__name__}"
    if not remembers(source, label):
        raise StateValueError(label, "it has neither get_state nor set_state")
    if state:
        source.set_state(json.loads(json.dumps(state)))
    data = source.get_increment()
    new = kept(source.get_state(), label)
    state.clear()
    state.update(json.loads(json.dumps(new)))
    return data


def _between_open_and_close(stage: StageBase, method: Callable[..., ResultT], *data: object) -> ResultT:
    # A stage that fails to open isn't closed, as in a workflow.
    stage.open()
    failures = Failures()
    results: list[ResultT] = []
    failures.attempt(lambda: results.append(method(*data)))
    failures.attempt(stage.close)
    failures.raise_first()
    return results[0]
