"""Loading, beyond the common case: scanned modules, classes of any kind, and what went wrong.

Nothing here is imported where an entry point leads to its stage.
"""

from __future__ import annotations

import sys

from pushcart_extensions.contract.kinds import BY_NAME, Kind
from pushcart_extensions.contract.names import class_name as conventional_name
from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors import StageLoadError
from pushcart_extensions.errors.wording import described
from pushcart_extensions.runtime import bases
from pushcart_extensions.runtime.failures import annotate
from pushcart_extensions.runtime.stage import Stage, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from pushcart_extensions.errors.discovery import StageRecord


def load_target(target: StageRecord) -> type:
    """Return the class that an entry point names, of whatever kind.

    Raises:
        StageLoadError: The target is malformed, missing, fails to import or is no class.
    """
    found = resolve(target)
    if not isinstance(found, type):
        raise StageLoadError(target, f"{target.class_name} is of type {type(found).__name__}, and no class")
    return found


def load_scanned(stage: Stage, base: type) -> type:
    """Return the class that a scanned module defines.

    Raises:
        StageLoadError: The module fails to import, or defines no stage of the kind.
    """
    found = load_defined(stage, BY_NAME[stage.kind])
    if found is None:
        raise StageLoadError(stage, f"it defines no subclass of {base.__name__}")
    return found


def load_defined(stage: Stage, kind: Kind) -> type | None:
    """Return the class of the kind that the stage's module defines; None where it defines none.

    A class that the module merely imports doesn't count.

    Raises:
        StageLoadError: The module fails to import, or defines several and none is named by convention.
    """
    module = _import(stage)
    try:
        return _defined_class(stage, kind, module)
    except (KeyboardInterrupt, StageLoadError):
        raise
    except BaseException as error:  # a metaclass may answer anything
        raise StageLoadError(stage, f"what it defines can't be told: {described(error)}", error) from error


def _defined_class(stage: Stage, kind: Kind, module: ModuleType) -> type | None:
    base = getattr(bases, kind.base or "")
    name = stage.module
    defined = {
        id(value): value
        for value in tuple(vars(module).values())
        if isinstance(value, type) and issubclass(value, base) and value.__module__ == name
    }
    expected = getattr(module, conventional_name(stage.key, kind), None)
    # A stage that is a sub-package may define its class in a module of its own and export it.
    inside = str(getattr(expected, "__module__", "")).startswith(f"{name}.") and hasattr(module, "__path__")
    if isinstance(expected, type) and issubclass(expected, base) and (id(expected) in defined or inside):
        return expected
    public = [one for one in defined.values() if not one.__name__.startswith("_")]
    final = [one for one in public if not any(one in other.__mro__[1:] for other in public)]
    if len(final) > 1:
        names = ", ".join(sorted(one.__name__ for one in final))
        wanted = conventional_name(stage.key, kind)
        raise StageLoadError(stage, f"it defines {names}; which one is meant isn't clear without a {wanted}")
    return final[0] if final else None


def not_resolved(target: StageRecord, error: BaseException) -> StageLoadError:
    """Return why an entry point couldn't be followed."""
    if not target.class_name:
        reason = f"its entry point is {target.module!r}, which isn't of the form module:Class"
    elif target.module not in sys.modules:
        # A module whose import fails is taken out again.
        reason = _import_failure(target, error)
    elif isinstance(error, AttributeError):
        reason = _missing_attribute(target)
    else:  # a module's own __getattr__ may raise anything
        reason = f"its {target.class_name} can't be had: {described(error)}"
    return StageLoadError(target, reason, error)


def name_import(target: StageRecord, interruption: KeyboardInterrupt) -> None:
    """Note whose import was interrupted: nobody need have pressed Ctrl-C, the module may raise it itself."""
    what = f"{target.kind} {target.key!r} of {target.distribution} (module {target.module})"
    annotate(interruption, f"raised while {what} was imported")


def no_stage(stage: Stage, found: object, base: type) -> StageLoadError:
    """Return why what an entry point names is no stage of the kind."""
    what = (
        "no subclass of" if isinstance(found, type) else f"of type {type(found).__name__}, and no subclass of"
    )
    return StageLoadError(stage, f"{stage.class_name} is {what} {base.__name__}")


def _import(target: StageRecord) -> ModuleType:
    try:
        __import__(target.module)
        return sys.modules[target.module]
    except KeyboardInterrupt as interruption:
        name_import(target, interruption)
        raise
    except BaseException as error:
        raise StageLoadError(target, _import_failure(target, error), error) from error


def _import_failure(target: StageRecord, error: BaseException) -> str:
    failure = f"importing it fails: {described(error)}"
    if not isinstance(error, ModuleNotFoundError):
        return failure
    missing = error.name or ""
    if missing and f"{target.module}.".startswith(f"{missing}."):
        return (
            f"there is no module {missing}; the installation may be stale: "
            f"pip install --force-reinstall {target.distribution}"
        )
    return f"{failure}; install what provides {missing or 'it'}"


def _missing_attribute(target: StageRecord) -> str:
    found: object = sys.modules[target.module]
    for name in target.class_name.split("."):
        inner = getattr(found, name, None)
        if inner is None:
            break
        found = inner
    there = [one for one, value in getattr(found, "__dict__", {}).items() if isinstance(value, type)]
    close = closest(name, there)
    hint = f"; did you mean {close}?" if close else ""
    return f"its entry point names {target.module}:{target.class_name}, and there is no {name}{hint}"
