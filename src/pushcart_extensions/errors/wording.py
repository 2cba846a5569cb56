"""How messages put what they speak of: names, choices, and what somebody else's code says of itself."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LAYOUT = "\n\t"


def described(error: BaseException) -> str:
    """Return class and message of any exception: ``ValueError: no luck``.

    Both are somebody else's code, which may fail in turn, or hold what would steer a terminal.
    """
    name = _said(lambda: type(error).__name__, "an exception without a name")
    text = words(error)
    return f"{name}: {text}" if text else name


def words(error: BaseException) -> str:
    """Return the message of any exception."""
    return _said(lambda: str(error), "(its message can't be printed)")


def shown(value: object) -> str:
    """Return the ``repr`` of any value; its class in angle brackets where that fails."""
    return _said(lambda: repr(value), _said(lambda: f"<{type(value).__name__}>", "<an object>"))


def class_path(cls: type, separator: str = ".") -> str:
    """Return module and name of any class: ``pushcart_shop.sources.orders.OrdersSource``."""
    # type.__repr__ asks no metaclass.
    return _said(lambda: f"{cls.__module__}{separator}{cls.__qualname__}", type.__repr__(cls))


def printable(text: str) -> str:
    """Return text with the characters that would steer a terminal as their escapes; line ends stay."""
    return "".join(one if one.isprintable() or one in _LAYOUT else repr(one)[1:-1] for one in text)


def in_one_line(text: str) -> str:
    """Return text with every character that isn't printed as its escape, line ends included."""
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def close_matches(word: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words most like a given one, in whatever case it is written, the nearest first."""
    import difflib  # only a message needs it

    lowered = {one.lower(): one for one in words}
    return tuple(lowered[near] for near in difflib.get_close_matches(word.lower(), lowered, n=3))


def either(words: Sequence[str], *, quote: bool = True) -> str:
    """Return the words as a choice: ``'a', 'b' or 'c'``."""
    choices = [repr(word) if quote else word for word in words]
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"


def _said(ask: Callable[[], str], otherwise: str) -> str:
    try:
        return printable(ask())
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - whatever is asked may do anything, even end the process
        return otherwise
