"""The changes that add components to a package, computed as a whole; nothing is written here.

A file that is as the template made it becomes what the template makes with the new components too, so a
package that grew is the package that ``pushcart-new`` would have made at once. Whatever the user touched,
and every file of a package that was not generated, is edited in its structure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pushcart_extensions.edits.plan import Draft, FileEdit, Plan
from pushcart_extensions.errors import EditError, InputProblem, UnfitPackageError
from pushcart_extensions.scaffold.add_request import AddRequest
from pushcart_extensions.scaffold.component_files import Placed, add_files, placed
from pushcart_extensions.scaffold.existing import ExistingPackage
from pushcart_extensions.scaffold.following import Followed, follow_template
from pushcart_extensions.scaffold.layout_notices import layout_notices
from pushcart_extensions.scaffold.mentions import mention
from pushcart_extensions.scaffold.package import Component, Package
from pushcart_extensions.scaffold.recorded import Recorded, minimal_answers, recorded_answers, with_choices
from pushcart_extensions.scaffold.registration import export, list_subpackage, register, require_runtime
from pushcart_extensions.scaffold.rendering import render_files, template_environment

if TYPE_CHECKING:
    from jinja2 import Environment

Result = TypeVar("Result")


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
        TemplateError: The template can't be rendered.
    """
    existing, package = request.existing, request.package
    draft, attempts = Draft(existing.root), _Attempts()
    recorded = recorded_answers(existing.root, existing.distribution)
    environment = template_environment()
    stubs = _stubs(package, recorded, environment)
    places = [
        place
        for one in package.components
        if (place := attempts.result(partial(placed, draft, existing, one, stubs)))
    ]
    new = [place for place in places if not _is_present(draft, existing, place, stubs)]
    followed = follow_template(draft, existing, recorded, new, environment)
    notices = _edit(draft, existing, new, Followed({**stubs, **followed.files}, followed.done), attempts)
    if attempts.problems:
        raise UnfitPackageError(tuple(attempts.problems))
    present = tuple(place.component for place in places if place not in new)
    added = tuple(place.component for place in new)
    return PlannedAddition(_ordered(draft.plan(), existing), added, present, tuple(dict.fromkeys(notices)))


def _edit(
    draft: Draft, existing: ExistingPackage, new: Iterable[Placed], followed: Followed, attempts: _Attempts
) -> list[str]:
    """Edit what did not follow the template, and return what the user should know."""
    notices: list[str] = []
    for place in new:
        files = partial(add_files, draft, existing, place, followed.files)
        notices += attempts.result(files) or ()
        attempts.result(partial(export, draft, existing, place, followed.files))
        attempts.result(partial(register, draft, existing, place))
        attempts.result(partial(list_subpackage, draft, existing, place.component))
        notices += mention(draft, place, followed.done)
    if new:
        try:
            require_runtime(draft, existing)
        except EditError as error:
            notices.append(f"see that pushcart-extensions is a dependency: {error}")
        notices += layout_notices(existing)
    return notices


class _Attempts:
    """Edits that are tried one by one, so that everything that stands in the way is told at once."""

    def __init__(self) -> None:
        self.problems: list[InputProblem] = []

    def result(self, attempt: Callable[[], Result]) -> Result | None:
        """Return what an attempt gives; None where it is refused."""
        try:
            return attempt()
        except EditError as error:
            hint = "writing it as a list of names" if "__all__" in error.reason else None
            problem = InputProblem(error.path or "the package", None, f"stays as it is: {error.reason}", hint)
            if str(problem) not in map(str, self.problems):
                self.problems.append(problem)
            return None


def _stubs(package: Package, recorded: Recorded | None, environment: Environment) -> dict[str, str]:
    """Return what the template makes of the components alone, by path in a generated package."""
    minimal = minimal_answers(package)
    answers = {**with_choices(recorded), **minimal} if recorded else minimal
    return render_files(answers, partial(_is_of_components, package), environment=environment)


def _is_of_components(package: Package, path: str) -> bool:
    tests = {f"tests/{component.test_file}" for component in package.components}
    return path in tests or (path.startswith(f"src/{package.module}/") and path.endswith(".py"))


def _is_present(draft: Draft, existing: ExistingPackage, place: Placed, stubs: dict[str, str]) -> bool:
    """Tell whether a package has a component as a whole: adding it would change nothing that it needs."""
    if draft.read(place.module) is None:
        return False
    scratch = draft.copy()
    try:
        export(scratch, existing, place, stubs)
        register(scratch, existing, place)
    except EditError:
        return False
    return scratch.plan() == draft.plan()


def _ordered(plan: Plan, existing: ExistingPackage) -> Plan:
    """Return a plan in the order in which a run may be killed at any point and repeated.

    What registers a component comes last: a component that is there as a whole has everything else.
    """

    def rank(edit: FileEdit) -> tuple[int, int, bool, str]:
        stage = (
            3
            if edit.path == existing.metadata
            else 2
            if edit.path.startswith(f"{existing.folder}/")
            else 1
            if edit.path.startswith("tests/")
            else 0
        )
        # A module stands before the folder that imports it, and that before the package.
        return stage, -edit.path.count("/"), edit.path.endswith("__init__.py"), edit.path

    return tuple(sorted(plan, key=rank))
