"""The errors of the whole distribution: the facts as attributes, the message made here.

Each topic has a module; everybody imports the names from here.
"""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError
from pushcart_extensions.errors.checking import (
    InterpreterError,
    NotAPackageError,
    NothingCheckedError,
    PathsError,
)
from pushcart_extensions.errors.discovery import (
    DescriptionError,
    DuplicateStageError,
    ExtensionWarning,
    StageLoadError,
    UnknownStageError,
)
from pushcart_extensions.errors.inputs import InputProblem, InvalidInputError, UnfitPackageError
from pushcart_extensions.errors.ordering import OrderingError, OrderingProblem, UnknownSignalError
from pushcart_extensions.errors.state import StateFileError, StateValueError
from pushcart_extensions.errors.updating import ConflictsLeftError
from pushcart_extensions.errors.workflow import (
    SharedIteratorError,
    WorkflowError,
    WorkflowFileError,
    WorkflowProblem,
)
from pushcart_extensions.errors.writing import (
    CannotWriteError,
    EditError,
    GitError,
    TargetExistsError,
    TemplateError,
)

__all__ = [
    "CannotWriteError",
    "ConflictsLeftError",
    "DescriptionError",
    "DuplicateStageError",
    "EditError",
    "ExtensionWarning",
    "GitError",
    "InputProblem",
    "InterpreterError",
    "InvalidInputError",
    "NotAPackageError",
    "NothingCheckedError",
    "OrderingError",
    "OrderingProblem",
    "PathsError",
    "PushcartError",
    "SharedIteratorError",
    "StageLoadError",
    "StateFileError",
    "StateValueError",
    "TargetExistsError",
    "TemplateError",
    "UnfitPackageError",
    "UnknownSignalError",
    "UnknownStageError",
    "WorkflowError",
    "WorkflowFileError",
    "WorkflowProblem",
]
