"""A stage that can't be had: unknown, in two packages, or not loadable."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError
from pushcart_extensions.errors.wording import close_matches, either

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class StageRecord(Protocol):
        """What an error wants to know of a ``runtime.stage.Stage``."""

        kind: str
        key: str
        distribution: str
        module: str
        class_name: str


class UnknownStageError(PushcartError):
    """No installed package has a stage of this key.

    Attributes:
        kind: The kind asked for.
        key: The key asked for.
        installed: The keys of that kind that are installed.
        close: Those of them that look alike, the nearest first.
        other_kinds: The kinds that do have a stage of this key.
        near_misses: Distributions that discovery passes over because of their names.
    """

    def __init__(
        self,
        *,
        kind: str,
        key: str,
        installed: Sequence[str],
        other_kinds: Sequence[str] = (),
        near_misses: Sequence[str] = (),
    ) -> None:
        self.kind = kind
        self.key = key
        self.installed = tuple(installed)
        self.close = close_matches(key, installed)
        self.other_kinds = tuple(other_kinds)
        self.near_misses = tuple(near_misses)
        super().__init__(self._message())

    def _message(self) -> str:
        parts = [f"no installed package has a {self.kind} {self.key!r}"]
        if self.close:
            parts.append(f"perhaps {either(self.close)} is meant")
        if self.other_kinds:
            parts.append(f"there is a {either(self.other_kinds, quote=False)} of that name")
        parts.append(f"installed: {', '.join(self.installed) or f'no {self.kind} at all'}")
        if self.near_misses:
            parts.append(
                f"passed over, since their names hold more than letters: {', '.join(self.near_misses)}"
            )
        return "; ".join(parts)


class DuplicateStageError(PushcartError):
    """Two packages have a stage of one kind and key, and nothing says which one is meant.

    Attributes:
        stages: The records of the rivals.
    """

    def __init__(self, stages: Sequence[StageRecord]) -> None:
        self.stages = tuple(sorted(stages, key=lambda each: (each.distribution, each.module)))
        one = self.stages[0]
        rivals = " and ".join(
            f"{each.distribution} ({each.module}:{each.class_name})" for each in self.stages
        )
        super().__init__(f"{one.kind} {one.key!r} is in {rivals}; uninstall one of them")


class StageLoadError(PushcartError):
    """A stage is installed and can't be loaded.

    Attributes:
        kind: Its kind.
        key: Its key.
        distribution: The distribution that brings it.
        module: The module that should hold it.
        reason: What is wrong, a clause.
        cause: The exception behind it, if there was one.
    """

    def __init__(self, stage: StageRecord, reason: str, cause: BaseException | None = None) -> None:
        self.kind = stage.kind
        self.key = stage.key
        self.distribution = stage.distribution
        self.module = stage.module
        self.reason = reason
        self.cause = cause
        where = f"{self.distribution} (module {self.module})"
        super().__init__(f"{self.kind} {self.key!r} of {where} can't be loaded: {reason}")


class DescriptionError(PushcartError):
    """What is installed can't be described, and no one package is known to be at fault.

    Attributes:
        reason: A clause that says why.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"what is installed can't be described: {reason}")


class ExtensionWarning(UserWarning):
    """An installed extension that asks to be always enabled, and can't be; nobody named it."""
