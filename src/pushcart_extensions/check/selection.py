"""Which rules are asked for: ``--select`` and ``--ignore``, by codes and by what codes begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pushcart_extensions.check.near_rules import near_code
from pushcart_extensions.check.rules.registry import ALWAYS, BLOCKING, RULES
from pushcart_extensions.errors import InputProblem, InvalidInputError


class Selection(NamedTuple):
    """A choice of rules.

    Attributes:
        select: Codes, or what they begin with; None for all rules.
        ignore: Likewise, what is left out of them.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()

    def or_else(self, other: Selection | None) -> Selection:
        """Return this selection with what it leaves open taken from another."""
        if other is None:
            return self
        return Selection(
            self.select if self.select is not None else other.select, self.ignore or other.ignore
        )

    def includes(self, code: str) -> bool:
        """Tell whether findings of a rule are reported.

        What keeps the checker from judging a file at all can be ignored, and is not left out merely
        because other rules are selected.
        """
        return code in ALWAYS or self._chosen(code, None if code in BLOCKING else self.select)

    def names(self, code: str) -> bool:
        """Tell whether a rule is asked for, whatever is reported in any case."""
        return self._chosen(code, self.select)

    def _chosen(self, code: str, select: tuple[str, ...] | None) -> bool:
        # The closer word wins: --ignore PCE2 --select PCE203 leaves PCE203.
        selected = 0 if select is None else _longest(code, select)
        return selected > _longest(code, self.ignore)


EVERYTHING = Selection()
"""Every rule."""


def split_codes(words: Iterable[str]) -> tuple[str, ...]:
    """Return the codes in words that may hold several, separated by commas: as typed, in order."""
    codes: dict[str, str] = {}
    for word in words:
        for part in filter(None, map(str.strip, word.split(","))):
            codes.setdefault(part.upper(), part)
    return tuple(codes.values())


def unknown_codes(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each code that no rule's code begins with, and the one that was meant, or a way to it."""
    for code in codes:
        if not any(rule.code.startswith(code.upper()) for rule in RULES):
            yield code, near_code(code) or "--list-rules"


def selection_from_options(select: Iterable[str] | None, ignore: Iterable[str] | None) -> Selection:
    """Return the selection that options make.

    Args:
        select: Codes or prefixes, each word possibly several with commas; None where not given.
        ignore: Likewise.

    Raises:
        InvalidInputError: Some are unknown, or nothing was named.
    """
    problems: list[InputProblem] = []
    chosen = []
    for option, words in (("--select", select), ("--ignore", ignore)):
        codes = None if words is None else split_codes(words)
        if codes == ():
            problems.append(InputProblem(option, None, "names no rule", "--list-rules"))
        unknown = unknown_codes(codes or ())
        problems += [InputProblem(option, code, "is no rule", near) for code, near in unknown]
        chosen.append(None if codes is None else tuple(map(str.upper, codes)))
    if problems:
        raise InvalidInputError(tuple(problems))
    return Selection(chosen[0], chosen[1] or ())


def _longest(code: str, prefixes: tuple[str, ...]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
