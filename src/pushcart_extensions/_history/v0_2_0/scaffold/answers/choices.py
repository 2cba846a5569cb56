"""What a new package can be made with: one table of build backends, one of questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pushcart_extensions._history.v0_2_0.contract.kinds import KINDS
from pushcart_extensions._history.v0_2_0.scaffold.template.flavours import FLAVOURS
from pushcart_extensions._history.v0_2_0.scaffold.template.licenses import LICENSES

PROJECT_URL = "https://github.com/pushcart-extensions/pushcart-extensions"
"""Where this distribution can be installed from until it is on an index; also the template's source."""


class Backend(NamedTuple):
    """A build backend.

    Attributes:
        api: What a build frontend imports and calls.
        requires: The requirement, from the oldest release that knows licence expressions (PEP 639).
        cuts_authors: Whether it cuts an author's name at angle brackets, or won't build.
    """

    api: str
    requires: str
    cuts_authors: bool = False


BACKENDS = {
    "hatchling": Backend("hatchling.build", "hatchling>=1.27"),
    "setuptools": Backend("setuptools.build_meta", "setuptools>=77"),
    "poetry": Backend("poetry.core.masonry.api", "poetry-core>=2.2,<3", cuts_authors=True),
    "uv": Backend("uv_build", "uv_build>=0.8,<1"),
}
"""Build backends by the name a user gives; the default stands first.

All of them read the same ``[project]`` table. Poetry does so since poetry-core 2, so its own
``[tool.poetry.plugins]`` is not needed: one way to write entry points is one thing to check.
"""

COMPONENT_QUESTIONS = {kind.folder: kind for kind in KINDS}
"""The questions that hold lists of keys, by the folder of their kind."""

TEXT_QUESTIONS = ("dataframe", "backend", "license", "author", "email", "description", "url", "year")
"""The questions that hold one line of text."""

QUESTIONS = ("name", *COMPONENT_QUESTIONS, *TEXT_QUESTIONS)
"""Every question of ``copier.yml``, in its order."""

CHOICES: dict[str, tuple[str, ...]] = {
    "dataframe": tuple(FLAVOURS),
    "backend": tuple(BACKENDS),
    "license": LICENSES,
}
"""The questions that have a few answers only, each with these; the default stands first."""


def chosen(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice that ``text`` means, in whatever case it is written; None where it is none."""
    return next((choice for choice in choices if choice.lower() == text.strip().lower()), None)
