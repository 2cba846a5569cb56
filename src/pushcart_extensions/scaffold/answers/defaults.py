"""A user's own defaults: a TOML file in the platform's folder for configuration.

TOML, since people write this file by hand: a word without quotes is an error there, where YAML would
take ``no`` for false and ``3.10`` for a number; and the standard library reads it.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from pushcart_extensions.contract.names import distribution_name, name_problem
from pushcart_extensions.errors import InputProblem, InvalidInputError
from pushcart_extensions.scaffold.answers.choices import TEXT_QUESTIONS
from pushcart_extensions.scaffold.answers.files import Entry, judged, read_text
from pushcart_extensions.scaffold.answers.given import Answer, Answers

VARIABLE = "PUSHCART_NEW_DEFAULTS"
"""The environment variable that names another file."""

DEFAULT_QUESTIONS = tuple(question for question in TEXT_QUESTIONS if question not in {"description", "year"})
"""The questions that can be answered once for all packages."""

_PLACE = "the file of your defaults"
_NAME = "{name}"


def defaults_file() -> Path:
    """Return where a user's defaults are, whether or not there are any."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_config_dir("pushcart-extensions", appauthor=False), "defaults.toml")


def user_defaults(name: str) -> tuple[Answers, list[InputProblem]]:
    """Return the answers that a user gives to all packages, and what is wrong with them.

    Args:
        name: The name of the package at hand; ``{name}`` in an address stands for it.
    """
    file = defaults_file()
    if not os.path.lexists(file) and not os.environ.get(VARIABLE):
        return {}, []
    try:
        entries = _toml_entries(file)
    except InvalidInputError as error:
        return {}, list(error.problems)
    answers, problems = judged(entries, DEFAULT_QUESTIONS)
    if "url" in answers:
        answers["url"] = _of_package(answers["url"], name)
    return answers, problems


def _of_package(url: Answer, name: str) -> Answer:
    # A name that is none has its own message.
    known = "name" if name_problem(name) else distribution_name(name)
    return Answer(url.place, url.text.replace(_NAME, known))


def _toml_entries(file: Path) -> list[Entry]:
    """Return the entries of a TOML file.

    Raises:
        InvalidInputError: It can't be read, or is no TOML.
    """
    text = read_text(file, _PLACE)
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = InputProblem(
            _PLACE, str(file), f"is not valid TOML: {error}", 'lines such as author = "Ada"'
        )
        raise InvalidInputError((problem,)) from error
    lines = text.splitlines()
    return [Entry(key, value, _place(file, lines, key)) for key, value in content.items()]


def _place(file: Path, lines: list[str], key: str) -> str:
    """Return the file and the line in which a key stands."""
    own = re.compile(rf"""\s*\[*\s*(["']?){re.escape(key)}\1\s*[=.\]]""")
    line = next((number for number, text in enumerate(lines, start=1) if own.match(text)), None)
    return f"{file}:{line}" if line else str(file)
