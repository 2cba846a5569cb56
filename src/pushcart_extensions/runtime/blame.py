"""Whose error it is, where data are read late.

A source that yields runs while a destination iterates. What it raises then comes out of the
destination's method, and is the source's all the same. The traceback alone decides: data are never
looked into, and never wrapped.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType


def raiser(error: BaseException, called: object, upstream: Sequence[object]) -> object:
    """Return the stage whose code an error comes from.

    Args:
        error: What came out of a method of ``called``.
        called: The stage whose method was called.
        upstream: The stages before it whose data it may have been reading.

    Returns:
        The owner of the innermost frame that belongs to any of them; ``called`` where none does.
    """
    stages = (called, *upstream)
    for frame in reversed(list(_frames(error))):
        owner = _owner(frame, stages)
        if owner is not None:
            return owner
    return called


def _frames(error: BaseException) -> Iterator[FrameType]:
    if isinstance(error.__cause__, StopIteration) and isinstance(error, RuntimeError):
        # What a generator lets through by mistake leaves it as another error (PEP 479).
        error = error.__cause__
    entry = error.__traceback__
    while entry is not None:
        yield entry.tb_frame
        entry = entry.tb_next


def _owner(frame: FrameType, stages: Sequence[object]) -> object:
    """Return the stage that a frame belongs to: it is a method's, or its module's that defines the class."""
    code = frame.f_code
    for name in code.co_varnames[:1]:  # self
        first = frame.f_locals.get(name)
        for stage in stages:
            if first is stage:
                return stage
    module = frame.f_globals.get("__name__")
    neighbours = [stage for stage in stages if type(stage).__module__ == module]
    if len({id(type(stage)) for stage in neighbours}) > 1:
        # A module with several stages: a function inside a method has the name of its class in front.
        neighbours = [
            stage for stage in neighbours if code.co_qualname.startswith(f"{type(stage).__qualname__}.")
        ]
    return neighbours[0] if neighbours else None
