"""More components for an extension package that is there, whoever made it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pushcart_extensions.edits.plan import Plan
from pushcart_extensions.scaffold.adding.reading import refusals_as_problems
from pushcart_extensions.scaffold.adding.request import AddRequest, request_addition
from pushcart_extensions.scaffold.answers.given import answers_from_options
from pushcart_extensions.scaffold.template.package import Component


@dataclass(frozen=True)
class Addition:
    """Components that were added to a package, or would be.

    Attributes:
        path: The package's folder, as it was given.
        distribution: The package's name.
        added: The components that the package did not have as a whole.
        present: Those that were asked for and that it had.
        plan: The changes of its files, in the order in which they are made.
        notices: What the user should know.
        written: Whether files were made or changed; False after a dry run.
    """

    path: Path
    distribution: str
    added: tuple[Component, ...]
    present: tuple[Component, ...]
    plan: Plan
    notices: tuple[str, ...]
    written: bool

    @property
    def created(self) -> tuple[str, ...]:
        """The files that are new, relative to the folder, sorted."""
        return tuple(sorted(edit.path for edit in self.plan if edit.before is None))

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that were there, relative to the folder, sorted."""
        return tuple(sorted(edit.path for edit in self.plan if edit.before is not None))


def add(  # noqa: PLR0913 - one parameter for each kind
    path: str | os.PathLike[str] = ".",
    *,
    sources: Iterable[str] = (),
    transformations: Iterable[str] = (),
    destinations: Iterable[str] = (),
    extensions: Iterable[str] = (),
    dry_run: bool = False,
) -> Addition:
    """Add components to an extension package.

    Each gets a module and a test, is exported and registered, and is told of where the package tells of
    others. What is there stays as it is, byte for byte; a component that is there is not added again.
    All changes are made or none.

    Args:
        path: The package's folder. It need not have been made by ``new``.
        sources: Keys of its new sources.
        transformations: Keys of its new transformations.
        destinations: Keys of its new destinations.
        extensions: Keys of its new extensions.
        dry_run: Whether to find out what would change, and write nothing.

    Returns:
        What was added.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
        UnfitPackageError: The package can't take it; the error has everything that stands in the way.
        EditError: A file has changed since it was read, is a link, or is read-only.
        CannotWriteError: The system refuses to write.
    """
    keys = {
        "sources": sources,
        "transformations": transformations,
        "destinations": destinations,
        "extensions": extensions,
    }
    request = request_addition(os.fspath(path), answers_from_options(keys))
    planned = preview_addition(request)
    return planned if dry_run else write_addition(planned)


def preview_addition(request: AddRequest) -> Addition:
    """Return what adding comes to, and write nothing.

    Raises:
        UnfitPackageError: The package can't take it; the error has everything that stands in the way.
    """
    from pushcart_extensions.scaffold.adding.plan import plan_addition

    existing = request.existing
    with refusals_as_problems(existing.root):
        found = plan_addition(request)
    return Addition(
        path=existing.root,
        distribution=existing.distribution,
        added=found.added,
        present=found.present,
        plan=found.plan,
        notices=found.notices,
        written=False,
    )


def write_addition(addition: Addition) -> Addition:
    """Make the changes of an addition, all or none.

    After a ``kill -9`` each file is as it was or as it is to be; the same addition then does the rest.

    Raises:
        EditError: A file has changed since it was read, is a link, or is read-only.
        CannotWriteError: The system refuses to write.
    """
    from pushcart_extensions.edits.abandoned import remove_all_abandoned
    from pushcart_extensions.edits.apply import apply_plan

    remove_all_abandoned(addition.path)
    apply_plan(addition.plan, addition.path)
    return replace(addition, written=bool(addition.plan))
