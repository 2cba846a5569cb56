"""``[tool.pushcart-check]``: the command's options, kept in a package's pyproject.toml."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pushcart_extensions.check.evidence.instructions import TABLE, Instructions
from pushcart_extensions.check.selection import Selection, split_codes, unknown_codes
from pushcart_extensions.contract.suggestions import closest


class Settings(NamedTuple):
    """What a package says about its own check; None for what it leaves open.

    Attributes:
        selection: Which rules.
        static: Judge the files alone.
        strict: Let warnings fail too.
        python: The Python that has its dependencies, relative to its folder or on the search path.
        timeout: Seconds that one import may take.
        wheel: Build the wheel too.
        no_isolation: Build with what is installed.
        build_timeout: Seconds that one build may take.
    """

    selection: Selection | None = None
    static: bool | None = None
    strict: bool | None = None
    python: str | None = None
    timeout: float | None = None
    wheel: bool | None = None
    no_isolation: bool | None = None
    build_timeout: float | None = None


NONE = Settings()
"""No settings."""


class Mistake(NamedTuple):
    """One thing wrong with the table: the key, what is wrong as a clause, the way out."""

    key: str | None
    reason: str
    hint: str


def settings(instructions: Instructions) -> Settings:
    """Return the settings of a package; what is wrong with them is left out, and is a finding."""
    table = instructions.table
    if not isinstance(table, dict):
        return NONE
    good = {key: value for key, value in table.items() if key in _KEYS and _KEYS[key].is_right(value)}
    select, ignore = (_known(good[key]) if key in good else None for key in ("select", "ignore"))
    return Settings(
        # With nothing known left in it, select would leave out every rule.
        selection=Selection(select or None, ignore or ()) if select or ignore else None,
        **{key.replace("-", "_"): value for key, value in good.items() if key not in ("select", "ignore")},
    )


def mistakes(instructions: Instructions) -> Iterator[Mistake]:
    """Yield what is wrong with a package's settings."""
    table = instructions.table
    if table is None:
        return
    if not isinstance(table, dict):
        yield Mistake(None, "is no table", f"Write [tool.{TABLE}].")
        return
    for key, value in table.items():
        if key in _OF_THE_COMMAND:
            yield Mistake(key, "concerns the whole command", f"Give --{key} on the command line.")
        elif key not in _KEYS:
            near = closest(key.replace("_", "-"), _KEYS)
            hint = f"Write {near}." if near else f"There are {', '.join(_KEYS)}."
            yield Mistake(key, "is no key of it", hint)
        elif not _KEYS[key].is_right(value):
            yield Mistake(key, f"is {value!r}", f"Write {_KEYS[key].example}.")
        elif key in ("select", "ignore"):
            yield from _code_mistakes(key, split_codes(_words(value)))


def _code_mistakes(key: str, codes: tuple[str, ...]) -> Iterator[Mistake]:
    if not codes:
        yield Mistake(key, "names no rule", "Name one, or remove the key.")
    for code, near in unknown_codes(codes):
        hint = f"Write {near}." if near.startswith("PCE") else f"pushcart-check {near} shows all."
        yield Mistake(key, f"names {code}, which is no rule", hint)


class _Key(NamedTuple):
    """What a key may hold, and an example of it."""

    is_right: Callable[[object], bool]
    example: str


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_duration(value: object, longest: float = 3600) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= longest


def _is_build_duration(value: object) -> bool:
    return _is_duration(value, 86_400)


def _is_codes(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) for item in value)
    )


_KEYS = {
    "select": _Key(_is_codes, 'select = ["PCE2", "PCE403"]'),
    "ignore": _Key(_is_codes, 'ignore = ["PCE115"]'),
    "static": _Key(_is_boolean, "static = true"),
    "strict": _Key(_is_boolean, "strict = true"),
    "python": _Key(_is_text, 'python = ".venv"'),
    "timeout": _Key(_is_duration, "timeout = 60"),
    "wheel": _Key(_is_boolean, "wheel = true"),
    "no-isolation": _Key(_is_boolean, "no-isolation = true"),
    "build-timeout": _Key(_is_build_duration, "build-timeout = 1800"),
}
_OF_THE_COMMAND = frozenset({"format", "fix", "diff", "explain", "list-rules", "version", "help"})
"""Options that say what the command does with all packages."""


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _known(value: object) -> tuple[str, ...]:
    codes = split_codes(_words(value))
    unknown = {code for code, _ in unknown_codes(codes)}
    return tuple(code.upper() for code in codes if code not in unknown)
