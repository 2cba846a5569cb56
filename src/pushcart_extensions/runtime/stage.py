"""A stage as discovery knows it: a record, with nothing imported."""

from __future__ import annotations

from pushcart_extensions.contract.kinds import BY_NAME
from pushcart_extensions.runtime import bases
from pushcart_extensions.runtime.distributions import follow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, NoReturn

    from pushcart_extensions.errors.discovery import StageRecord

    FoundBy = Literal["entry-point", "scan"]


_FIELDS = ("kind", "key", "distribution", "module", "class_name", "found_by")


class Stage:
    """One installed stage. Frozen, comparable, hashable; made by hand, since dataclasses are heavy.

    Attributes:
        kind: Its kind, by its name: ``source``, say.
        key: What a workflow's ``type`` calls it.
        distribution: The distribution that brings it, normalised under PEP 503.
        module: The module that holds the class.
        class_name: The class; for a stage found by scan, what its file's text promises.
        found_by: ``entry-point`` or ``scan``.
    """

    __slots__ = _FIELDS

    kind: str
    key: str
    distribution: str
    module: str
    class_name: str
    found_by: FoundBy

    def __init__(  # noqa: PLR0913 - as many as the record has fields
        self, *, kind: str, key: str, distribution: str, module: str, class_name: str, found_by: FoundBy
    ) -> None:
        self.__setstate__((kind, key, distribution, module, class_name, found_by))

    def load(self) -> type:
        """Import the stage's module and return its class.

        Raises:
            StageLoadError: It can't be had; the error names distribution, module, key and cause.
        """
        base = getattr(bases, BY_NAME[self.kind].base or "")
        if self.found_by == "scan":
            from pushcart_extensions.runtime.loading import load_scanned

            return load_scanned(self, base)
        found = resolve(self)
        if isinstance(found, type) and issubclass(found, base) and found is not base:
            return found
        from pushcart_extensions.runtime.loading import no_stage

        raise no_stage(self, found, base)

    def as_dict(self) -> dict[str, str]:
        """Return the fields by name, as reports in JSON hold them."""
        return {
            "kind": self.kind,
            "key": self.key,
            "distribution": self.distribution,
            "module": self.module,
            "class": self.class_name,
            "found_by": self.found_by,
        }

    def _facts(self) -> tuple[str, ...]:
        return (self.kind, self.key, self.distribution, self.module, self.class_name, self.found_by)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Stage is frozen; {name} can't be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Stage is frozen; {name} can't be deleted")

    def __eq__(self, other: object) -> bool:
        return self._facts() == other._facts() if isinstance(other, Stage) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._facts())

    def __repr__(self) -> str:
        return f"<Stage {self.kind} {self.key}: {self.module}:{self.class_name} of {self.distribution}>"

    def __getstate__(self) -> tuple[str, ...]:
        return self._facts()

    def __setstate__(self, facts: tuple[str, ...]) -> None:
        for name, value in zip(_FIELDS, facts, strict=True):
            object.__setattr__(self, name, value)


def resolve(target: StageRecord) -> object:
    """Import what an entry point names, and return it.

    Raises:
        StageLoadError: The target is malformed, missing, or fails to import.
    """
    try:
        return follow(target.module, target.class_name)
    except KeyboardInterrupt as interruption:
        from pushcart_extensions.runtime.loading import name_import

        name_import(target, interruption)
        raise
    except BaseException as error:  # SystemExit too: a module has no business ending the host
        from pushcart_extensions.runtime.loading import not_resolved

        raise not_resolved(target, error) from error
