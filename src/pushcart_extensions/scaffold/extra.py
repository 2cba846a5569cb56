"""An extension package as an extra of its host: ``pip install host[rest_api]``."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from pushcart_extensions.edits.plan import Plan
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.extras.request import ExtraRequest, request_extra

_LOCKS = {"poetry.lock": "poetry lock", "uv.lock": "uv lock", "pdm.lock": "pdm lock"}
"""Files that hold what a pyproject.toml resolves to, each with the command that writes it anew."""


@dataclass(frozen=True)
class HostExtra:
    """What became of an extra of a host, or would.

    Attributes:
        request: What was asked for.
        key: The extra's name, as it stands in the file.
        items: What the extra asks for of the extension; nothing where it is not registered.
        plan: The change of the file; empty where there is nothing to do.
        notices: What the user should know.
        written: Whether the file was changed; False after a dry run.
    """

    request: ExtraRequest
    key: str
    items: tuple[str, ...]
    plan: Plan
    notices: tuple[str, ...] = ()
    written: bool = False


def extra(  # noqa: PLR0913 - the options of the command
    host: str | os.PathLike[str],
    name: str,
    *,
    version: str | None = None,
    to_all: bool = False,
    remove: bool = False,
    dry_run: bool = False,
) -> HostExtra:
    """Register an extension package as an extra of its host.

    That is a requirement in ``[project.optional-dependencies]``, or in ``[tool.poetry.extras]`` with the
    optional dependency that Poetry wants: whichever the host uses. The rest of the file stays as it is,
    byte for byte. What is so already stays too.

    Args:
        host: The host's pyproject.toml, or its folder.
        name: The extension's name, with or without ``pushcart-``.
        version: The versions that the host is to take, ``>=1,<2``; ``*`` for any. None leaves those that
            are registered.
        to_all: Whether the extra ``all`` is to hold it, and the host's other extensions.
        remove: Whether to take it out, of ``all`` too.
        dry_run: Whether to find out what would change, and write nothing.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
        EditError: The host states its extras where, or in a way in which, they can't be edited.
        CannotWriteError: The system refuses to write.
    """
    planned = plan_extra(request_extra(os.fspath(host), name, version=version, to_all=to_all, remove=remove))
    return planned if dry_run else write_extra(planned)


def plan_extra(request: ExtraRequest) -> HostExtra:
    """Return what a request comes to, and write nothing.

    Raises:
        EditError: The host states its extras where, or in a way in which, they can't be edited.
    """
    from pushcart_extensions.edits.extras import DynamicExtrasError, add_extra, registered, remove_extra
    from pushcart_extensions.edits.plan import Draft

    file, extension = request.file, request.extension
    draft = Draft(file.parent)

    def change(text: str) -> str:
        try:
            if request.remove:
                return remove_extra(text, extension)
            return add_extra(text, extension, to_all=request.to_all)
        except DynamicExtrasError as error:
            entry = f"{extension.key} = {extension.distribution}{extension.version or ''}"
            by_hand = f"take {extension.key} out there" if request.remove else f"write {entry} there"
            raise EditError(f"{error.reason}; {by_hand}") from error

    try:
        draft.edit(file.name, change)
        key, items = registered(draft.text(file.name), extension)
    except EditError as error:
        raise EditError(error.reason, str(file)) from error
    return HostExtra(request, key, items, draft.plan())


def write_extra(planned: HostExtra) -> HostExtra:
    """Make the change; a process that is killed leaves the file as it was or as it is to be.

    Raises:
        EditError: The file has changed since it was read, is a link, or is read-only.
        CannotWriteError: The system refuses to write.
    """
    from pushcart_extensions.edits.abandoned import remove_abandoned
    from pushcart_extensions.edits.apply import apply_plan

    file = planned.request.file
    remove_abandoned(file.parent)
    try:
        apply_plan(planned.plan, file.parent)
    except EditError as error:
        raise EditError(error.reason, str(file)) from error
    notices = _notices(file.parent) if planned.plan else ()
    return replace(planned, notices=notices, written=bool(planned.plan))


def _notices(folder: Path) -> tuple[str, ...]:
    locks = {name: command for name, command in _LOCKS.items() if (folder / name).is_file()}
    return tuple(f"{name} is behind now: {command}" for name, command in locks.items())
