"""Write, check and run extension packages for Pushcart.

This is the runtime's face: base classes, discovery, workflows, ordering, errors. Each name is
imported when it is first asked for, so that an extension package that wants a base class, in
production, pays for a base class.
"""

from __future__ import annotations

__version__ = "0.2.0"

__all__ = [
    "DestinationBase",
    "DuplicateStageError",
    "ExtensionWarning",
    "OrderingError",
    "PushcartError",
    "SharedIteratorError",
    "SourceBase",
    "Stage",
    "StageLoadError",
    "StateFileError",
    "StateValueError",
    "TransformationBase",
    "UnknownSignalError",
    "UnknownStageError",
    "Workflow",
    "WorkflowError",
    "WorkflowFileError",
    "WorkflowResult",
    "__version__",
    "clear_cache",
    "find_stage",
    "get_destination",
    "get_source",
    "get_transformation",
    "list_stages",
    "load_extensions",
    "load_workflow",
    "order",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pushcart_extensions.errors import (
        DuplicateStageError,
        ExtensionWarning,
        OrderingError,
        PushcartError,
        SharedIteratorError,
        StageLoadError,
        StateFileError,
        StateValueError,
        UnknownSignalError,
        UnknownStageError,
        WorkflowError,
        WorkflowFileError,
    )
    from pushcart_extensions.runtime.bases import DestinationBase, SourceBase, TransformationBase
    from pushcart_extensions.runtime.discovery import (
        clear_cache,
        find_stage,
        get_destination,
        get_source,
        get_transformation,
        list_stages,
    )
    from pushcart_extensions.runtime.extensions import load_extensions
    from pushcart_extensions.runtime.ordering import order
    from pushcart_extensions.runtime.results import WorkflowResult
    from pushcart_extensions.runtime.stage import Stage
    from pushcart_extensions.runtime.workflows import Workflow, load_workflow

_HOMES = {
    "runtime.bases": ("DestinationBase", "SourceBase", "TransformationBase"),
    "runtime.discovery": (
        "clear_cache",
        "find_stage",
        "get_destination",
        "get_source",
        "get_transformation",
        "list_stages",
    ),
    "runtime.extensions": ("load_extensions",),
    "runtime.ordering": ("order",),
    "runtime.results": ("WorkflowResult",),
    "runtime.stage": ("Stage",),
    "runtime.workflows": ("Workflow", "load_workflow"),
    "errors": (
        "DuplicateStageError",
        "ExtensionWarning",
        "OrderingError",
        "PushcartError",
        "SharedIteratorError",
        "StageLoadError",
        "StateFileError",
        "StateValueError",
        "UnknownSignalError",
        "UnknownStageError",
        "WorkflowError",
        "WorkflowFileError",
    ),
}


if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Import a public name from its home at first use (PEP 562)."""
        for home, names in _HOMES.items():
            if name in names:
                module = __import__(f"{__name__}.{home}", fromlist=[name])
                value = globals()[name] = getattr(module, name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
