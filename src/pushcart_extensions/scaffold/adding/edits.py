"""The edits that add components to files which do not follow the template, each in its own structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.adding.attempts import Attempts, raise_unreadable
from pushcart_extensions.scaffold.adding.component_files import Placed
from pushcart_extensions.scaffold.adding.existing import ExistingPackage
from pushcart_extensions.scaffold.adding.layout_notices import layout_notices
from pushcart_extensions.scaffold.adding.mentions import mention
from pushcart_extensions.scaffold.adding.registration import (
    export,
    list_subpackage,
    register,
    require_runtime,
)


def add_by_edits(
    draft: Draft,
    existing: ExistingPackage,
    new: Iterable[Placed],
    done: frozenset[str],
    attempts: Attempts,
) -> Iterator[str]:
    """Add components to a draft wherever their package tells of them or makes them known.

    Args:
        draft: The package's files as they are to be.
        existing: The package.
        new: The components.
        done: The files, by path in a generated package, that have them already.
        attempts: Takes what is refused.

    Yields:
        What the user should know.
    """
    is_registered = existing.metadata in done
    for place in new:
        for inside in place.exporters:
            if f"src/{existing.module}{inside}/__init__.py" not in done:
                attempts.result(partial(export, draft, existing, place, inside))
        if not is_registered:
            attempts.result(partial(register, draft, existing, place))
            attempts.result(partial(list_subpackage, draft, existing, place.component))
        yield from mention(draft, place, done)
    if not is_registered:
        try:
            require_runtime(draft, existing)
        except EditError as error:
            raise_unreadable(error)
            yield f"see that pushcart-extensions is a dependency: {error}"
        yield from layout_notices(existing)


def is_present(draft: Draft, existing: ExistingPackage, place: Placed) -> bool:
    """Tell whether a package has a component as a whole: adding it would change nothing that it needs."""
    scratch = draft.copy()
    try:
        for inside in place.exporters:
            export(scratch, existing, place, inside)
        register(scratch, existing, place)
    except EditError as error:
        raise_unreadable(error)
        return False
    return scratch.plan() == draft.plan()
