"""What two versions of the template make of a package: the one that it has, and the present one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.scaffold.record.origin import Origin
from pushcart_extensions.scaffold.template.history import Template, present_template
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.template.questionnaire import rendered
from pushcart_extensions.scaffold.updating.removed import without_removed


class Renderings(NamedTuple):
    """What two versions of the template make of the answers of a package.

    Attributes:
        old: The files of the version that the package has.
        new: Those of the present version.
        version: The present version.
    """

    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    version: str

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of either version, sorted."""
        return tuple(sorted(self.old.keys() | self.new.keys()))

    def differ(self, path: str) -> bool:
        """Tell whether the two versions make different things of a file."""
        return self.old.get(path) != self.new.get(path)


def renderings_of(root: Path, origin: Origin) -> Renderings:
    """Return what the package's version of the template and the present one make of its answers.

    Args:
        root: The package's folder; what its user has removed is in neither rendering.
        origin: What the package records. A file that has been brought to another version already is that
            version's in the old rendering.

    Raises:
        TemplateError: A version of the template can't be rendered.
    """
    present = present_template()
    made = _files(origin.template, origin.answers)
    answers = without_removed(root, origin.answers, made)

    @cache
    def files(template: Template) -> Mapping[str, bytes]:
        return made if (template, answers) == origin[:2] else _files(template, answers)

    merged = {path: files(template).get(path) for path, template in origin.merged.items()}
    old = {path: data for path, data in {**files(origin.template), **merged}.items() if data is not None}
    return Renderings(old, files(present), present.version)


def _files(template: Template, answers: Mapping[str, object]) -> Mapping[str, bytes]:
    """Return a rendering without the record, which is no text to be merged."""
    return {path: data for path, data in rendered(template.root, answers).items() if path != ANSWERS_FILE}
