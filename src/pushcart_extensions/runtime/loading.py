"""From a module's name to the stage's class in it; whatever goes wrong names the culprit."""

from __future__ import annotations

import sys

from pushcart_extensions.contract.kinds import Kind
from pushcart_extensions.contract.names import class_name as conventional_name
from pushcart_extensions.runtime import bases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from pushcart_extensions.errors import StageLoadError, StageRecord
    from pushcart_extensions.runtime.stage import Stage


def load_named(stage: Stage, kind: Kind) -> type:
    """Return the class that a stage's entry point names.

    Raises:
        StageLoadError: The target is malformed, missing, fails to import or is no stage of the kind.
    """
    found = load_target(stage)
    base = getattr(bases, kind.base or "")
    if not issubclass(found, base) or found is base:
        raise _error(stage, f"{stage.class_name} is no subclass of {base.__name__}")
    return found


def load_target(target: StageRecord) -> type:
    """Return the class that an entry point names, of whatever kind.

    Raises:
        StageLoadError: The target is malformed, missing, fails to import or is no class.
    """
    if not target.class_name:
        raise _error(target, f"its entry point is {target.module!r}, which isn't of the form module:Class")
    found: object = _import(target)
    for name in target.class_name.split("."):
        try:
            found = getattr(found, name)
        except AttributeError as error:
            raise _error(target, _missing_attribute(target, found, name), error) from error
        except Exception as error:  # a module's own __getattr__ may raise anything
            raise _error(target, f"its {name} can't be had: {_describe(error)}", error) from error
    if not isinstance(found, type):
        raise _error(target, f"{target.class_name} is a {type(found).__name__}, no class")
    return found


def load_defined(stage: Stage, kind: Kind) -> type | None:
    """Return the class of the kind that the stage's module defines; None where it defines none.

    A class that the module merely imports doesn't count.

    Raises:
        StageLoadError: The module fails to import, or defines several and none is named by convention.
    """
    module = _import(stage)
    base = getattr(bases, kind.base or "")
    name = module.__name__
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
        raise _error(stage, f"it defines {names}; which one is meant isn't clear without a {wanted}")
    return final[0] if final else None


def _import(target: StageRecord) -> ModuleType:
    # importlib.import_module does the same, and importing importlib costs more than the rest of discovery.
    try:
        __import__(target.module)
        return sys.modules[target.module]
    except KeyboardInterrupt:
        raise
    except ModuleNotFoundError as error:
        raise _error(target, _missing_module(target, error), error) from error
    except BaseException as error:  # SystemExit too: a module has no business ending the host
        raise _error(target, f"importing it fails: {_describe(error)}", error) from error


def _missing_module(target: StageRecord, error: ModuleNotFoundError) -> str:
    missing = error.name or ""
    if missing and f"{target.module}.".startswith(f"{missing}."):
        return (
            f"there is no module {missing}; the installation may be stale: "
            f"pip install --force-reinstall {target.distribution}"
        )
    return f"importing it fails: {_describe(error)}; install what provides {missing or 'it'}"


def _missing_attribute(target: StageRecord, found: object, name: str) -> str:
    import difflib

    there = (
        [one for one, value in vars(found).items() if isinstance(value, type)]
        if hasattr(found, "__dict__")
        else []
    )
    close = difflib.get_close_matches(name, there, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    place = f"{target.module}:{target.class_name}"
    return f"its entry point names {place}, and there is no {name}{hint}"


def _describe(error: BaseException) -> str:
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _error(target: StageRecord, reason: str, cause: BaseException | None = None) -> StageLoadError:
    # errors.py is imported only where there is one to raise.
    from pushcart_extensions.errors import StageLoadError

    return StageLoadError(target, reason, cause)
