"""The changes that add components to a package, computed as a whole; nothing is written here.

A file that is as the template made it becomes what the template makes with the new components too, so a
package that grew is the package that ``pushcart-new`` would have made at once. Whatever the user touched,
and every file of a package that was not generated, is edited in its structure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions.edits.plan import Draft, FileEdit, Plan
from pushcart_extensions.errors import UnfitPackageError
from pushcart_extensions.scaffold.adding.attempts import Attempts
from pushcart_extensions.scaffold.adding.component_files import Placed, add_files, placed
from pushcart_extensions.scaffold.adding.existing import ExistingPackage
from pushcart_extensions.scaffold.adding.following import Followed, follow_template
from pushcart_extensions.scaffold.adding.request import AddRequest
from pushcart_extensions.scaffold.record.answers import Recorded, answers_for, recorded_answers
from pushcart_extensions.scaffold.template.in_memory import render_files, template_environment
from pushcart_extensions.scaffold.template.package import Component, Package

if TYPE_CHECKING:
    from jinja2 import Environment


class PlannedAddition(NamedTuple):
    """What adding comes to.

    Attributes:
        plan: The changes, in the order in which to make them.
        added: The components that the package does not have as a whole yet.
        present: Those that it has.
        notices: What the user should know.
    """

    plan: Plan
    added: tuple[Component, ...]
    present: tuple[Component, ...]
    notices: tuple[str, ...]


def plan_addition(request: AddRequest) -> PlannedAddition:
    """Return the changes that add components to a package.

    Args:
        request: The package and the components.

    Raises:
        UnfitPackageError: Something can't be edited safely; the error has every such place.
        EditError: A file can't be read.
        TemplateError: The template can't be rendered.
    """
    existing, package = request.existing, request.package
    draft, attempts = Draft(existing.root), Attempts()
    recorded = recorded_answers(existing.root, existing.distribution)
    environment = template_environment()
    stubs = _stubs(package, recorded, environment)
    places = [
        place
        for one in package.components
        if (place := attempts.result(partial(placed, draft, existing, one, stubs)))
    ]
    new = [place for place in places if not _is_present(draft, existing, place)]
    followed = follow_template(draft, existing, recorded, new, environment)
    files = {**stubs, **followed.files}
    notices = list(_added(draft, existing, new, followed._replace(files=files), attempts))
    if attempts.problems:
        raise UnfitPackageError(tuple(attempts.problems))
    present = tuple(place.component for place in places if place not in new)
    added = tuple(place.component for place in new)
    return PlannedAddition(_ordered(draft.plan(), existing), added, present, tuple(dict.fromkeys(notices)))


def _added(
    draft: Draft, existing: ExistingPackage, new: Sequence[Placed], followed: Followed, attempts: Attempts
) -> Iterator[str]:
    """Add components to a draft, and yield what the user should know."""
    for place in new:
        yield from attempts.result(partial(add_files, draft, existing, place, followed.files)) or ()
    if new and not followed.is_complete:
        from pushcart_extensions.scaffold.adding.edits import add_by_edits

        yield from add_by_edits(draft, existing, new, followed.done, attempts)


def _stubs(package: Package, recorded: Recorded | None, environment: Environment) -> dict[str, str]:
    """Return what the template makes of the components alone, by path in a generated package."""
    answers = answers_for(package, recorded)
    return render_files(answers, partial(_is_of_components, package), environment=environment)


def _is_of_components(package: Package, path: str) -> bool:
    tests = {f"tests/{component.test_file}" for component in package.components}
    return path in tests or (path.startswith(f"src/{package.module}/") and path.endswith(".py"))


def _is_present(draft: Draft, existing: ExistingPackage, place: Placed) -> bool:
    if draft.read(place.module) is None:
        return False
    from pushcart_extensions.scaffold.adding.edits import is_present

    return is_present(draft, existing, place)


def _ordered(plan: Plan, existing: ExistingPackage) -> Plan:
    """Return a plan in the order in which a run may be killed at any point and repeated.

    What registers a component comes last: a component that is there as a whole has everything else.
    """
    stages = ("tests/", f"{existing.folder}/", existing.metadata)

    def rank(edit: FileEdit) -> tuple[int, int, bool, str]:
        stage = next((number for number, start in enumerate(stages, 1) if edit.path.startswith(start)), 0)
        # A module stands before the folder that imports it, and that before the package.
        return stage, -edit.path.count("/"), edit.path.endswith("__init__.py"), edit.path

    return tuple(sorted(plan, key=rank))
