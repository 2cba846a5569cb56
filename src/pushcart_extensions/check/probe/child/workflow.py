"""Plans one workflow as ``pushcart-run`` would, and reports what comes of it; nothing is constructed."""

from __future__ import annotations

import builtins
import os
import sys
import warnings

from pushcart_extensions.check.probe.child.reading import class_name, defined_in, described, raised_at
from pushcart_extensions.contract.kinds import EXTENSION
from pushcart_extensions.errors import ExtensionWarning, PushcartError, WorkflowError
from pushcart_extensions.runtime.discovery import find_stage
from pushcart_extensions.runtime.planning import make_plan

__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from pushcart_extensions.check.probe.child.journal import Journal
    from pushcart_extensions.runtime.document import Document
    from pushcart_extensions.runtime.entries import Entry
    from pushcart_extensions.runtime.planning import Plan

_ENTRY_POINT = "entry-point"
_LIBRARY = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120 - as the frames have it


class _AnyEnvironment(dict[str, str]):
    """An environment that has every name: where a file is checked, its secrets are not."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


class WorkflowVisit:
    """One reading of one workflow file.

    Args:
        config: What the parent sent.
        journal: Where to report.
    """

    def __init__(self, config: Mapping[str, Any], journal: Journal) -> None:
        self._text: bytes = config["text"]
        self._name: str = config["name"]
        self._told: dict[tuple[str, str], str] = config["told"]
        self._yaml: str = config["yaml"]
        self._journal = journal
        self._checker: str = config["checker"] + os.sep
        sys.path.remove(config["checker"])
        if config["search_path"] is not None:
            sys.path[:] = config["search_path"]

    def run(self) -> None:
        """Read the file, load each stage and extension that it asks for, and find their order."""
        self._journal.write("start", group="workflow", name=self._name)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", ExtensionWarning)
            self._tell_plan()
        for warning in caught:
            if issubclass(warning.category, ExtensionWarning):
                self._journal.write("left_out", message=str(warning.message))

    def _tell_plan(self) -> None:
        try:
            plan = make_plan(self._document(), _AnyEnvironment(), self._watch)
        except WorkflowError as error:
            for one in error.problems:
                self._tell_problem(
                    f"{one.path}: {one.message}" if one.path else one.message, one.line, one.column
                )
        except PushcartError as error:
            self._tell_problem(str(error))
        except BaseException as error:  # noqa: BLE001 - a stage's module or class may raise anything
            file, line = raised_at(error, self._is_foreign)
            at = f", at {file}, line {line}" if file else ""
            self._journal.write("raised", words=f"{described(error)}{at}")
        else:
            self._tell_entries(plan)

    def _document(self) -> Document:
        # The Python that has the stages may lack PyYAML; the checker's own is as good.
        sys.path.append(self._yaml)
        try:
            from pushcart_extensions.runtime.workflow_file import parse
        finally:
            sys.path.remove(self._yaml)
        return parse(self._text, self._name)

    def _watch(self, kind: str, name: str) -> None:
        if (kind, name) in self._told:
            # An earlier child ended over it.
            raise PushcartError(self._told[kind, name])
        self._journal.write("start", group=kind, name=name)

    def _is_foreign(self, file: str) -> bool:
        library = file.startswith(_LIBRARY) and "site-packages" not in file
        return not library and not file.startswith((self._checker, "<frozen "))

    def _tell_problem(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self._journal.write("problem", message=message, line=line, column=column)

    def _tell_entries(self, plan: Plan) -> None:
        for entry in plan.entries:
            self._journal.write(
                "component",
                kind=entry.kind,
                key=entry.key,
                class_name=class_name(entry.cls),
                module=defined_in(entry.cls),
                found_by=_found_by(entry),
            )


def _found_by(entry: Entry) -> str:
    if entry.kind == EXTENSION.name:
        return _ENTRY_POINT
    return find_stage(entry.kind, entry.key).found_by
