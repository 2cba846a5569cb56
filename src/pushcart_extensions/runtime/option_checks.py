"""The options of a stage or an extension, held against its constructor's signature."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors.wording import described
from pushcart_extensions.runtime.spelling import key_text, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
_BY_POSITION = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def option_problems(cls: type, options: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield where, within ``options``, and what is wrong with them; nothing is constructed.

    Args:
        cls: The class that the options are for.
        options: A mapping (``type`` taken out), a list, or None.
    """
    try:
        parameters = parameters_of(cls)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a class may answer any question with any exception
        yield (), f"its signature can't be had: {described(error)}"
        return
    if parameters is None:
        # Only a call will tell.
        return
    if isinstance(options, Mapping):
        yield from _named(parameters, options)
        missing = _required(parameters, given=set(options))
    elif isinstance(options, (list, tuple)):
        yield from _positional(parameters, options)
        taken = [one.name for one in parameters if one.kind in _BY_POSITION]
        missing = _required(parameters, given=set(taken[: len(options)]))
    else:
        missing = _required(parameters, given=set())
    for name in missing:
        yield (), f"the option {name!r} is required"


def parameters_of(cls: type) -> list[inspect.Parameter] | None:
    """Return what a class's constructor takes; None for a constructor in C that doesn't say.

    Raises:
        BaseException: Whatever the class answers with; TypeError or ValueError where its
            ``__signature__`` is none.
    """
    try:
        return list(inspect.signature(cls).parameters.values())
    except ValueError:
        if getattr(cls, "__signature__", None) is not None:
            raise
        return None


def _named(
    parameters: Sequence[inspect.Parameter], options: Mapping[object, object]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    known = [one.name for one in parameters if one.kind in _BY_NAME]
    anything = any(one.kind is one.VAR_KEYWORD for one in parameters)
    for name in options:
        if not isinstance(name, str):
            yield (key_text(name),), f"{spelled(name)} can't be an option; an option's name is text"
        elif name not in known and not anything:
            close = closest(name, known)
            hint = f"perhaps {close!r} is meant; " if close else ""
            valid = f"valid: {', '.join(known)}" if known else "it takes none"
            yield (name,), f"there is no option {name!r}; {hint}{valid}"


def _positional(
    parameters: Sequence[inspect.Parameter], options: Sequence[object]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if any(one.kind is one.VAR_POSITIONAL for one in parameters):
        return
    most = sum(one.kind in _BY_POSITION for one in parameters)
    if len(options) > most:
        yield (
            (most,),
            f"a list of {len(options)} is given, and it takes {f'at most {most}' if most else 'no list'}",
        )


def _required(parameters: Sequence[inspect.Parameter], given: set[str]) -> list[str]:
    return [
        one.name
        for one in parameters
        if one.default is one.empty
        and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
        and one.name not in given
    ]
