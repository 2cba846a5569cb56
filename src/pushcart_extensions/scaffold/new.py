"""A new extension package, from a request to a folder on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pushcart_extensions.errors import CannotWriteError, InputProblem
from pushcart_extensions.scaffold.answers.given import Answers, answers_from_options, merge_answers
from pushcart_extensions.scaffold.answers.request import NewRequest, make_request


@dataclass(frozen=True)
class NewPackage:
    """A package that was written, or would be.

    Attributes:
        request: What was asked for.
        path: The package's folder.
        files: Its files, relative to the folder, sorted.
        written: False after a dry run.
    """

    request: NewRequest
    path: Path
    files: tuple[Path, ...]
    written: bool


def new(  # noqa: PLR0913 - one parameter per question that has a type of its own
    name: str,
    *,
    sources: Iterable[str] = (),
    transformations: Iterable[str] = (),
    destinations: Iterable[str] = (),
    extensions: Iterable[str] = (),
    output: Path | str = ".",
    dataframe: str | None = None,
    backend: str | None = None,
    license: str | None = None,  # noqa: A002 - the word that users and pyproject.toml have for it
    author: str | None = None,
    email: str | None = None,
    description: str | None = None,
    url: str | None = None,
    year: str | None = None,
    git: bool = False,
) -> NewPackage:
    """Write a new extension package.

    What is not given is taken from the user's defaults (``scaffold.defaults``), then from git.

    Args:
        name: Its name, with or without ``pushcart-``. Without any key it also gives the one
            component: ``my-source`` is a source with the key ``my``.
        sources: Keys of its sources.
        transformations: Keys of its transformations.
        destinations: Keys of its destinations.
        extensions: Keys of its extensions.
        output: The folder that is to hold the package's folder.
        dataframe: What its stages pass on, as ``--dataframe`` takes it; ``rows`` by default.
        backend: Build backend, as ``--backend`` takes it; ``hatchling`` by default.
        license: Licence, as an SPDX expression; the default is MIT.
        author: The author's name; the default is git's ``user.name``.
        email: Their address; the default is git's ``user.email``.
        description: What the package is, in one line.
        url: Its home on the web.
        year: Year of the copyright.
        git: Whether to make a git repository with one commit.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
        TargetExistsError: The package's folder holds something.
        CannotWriteError: The system refuses to write there.
        GitError: Git would not make the repository.
    """
    given = answers_from_options(
        {
            "name": name,
            "sources": sources,
            "transformations": transformations,
            "destinations": destinations,
            "extensions": extensions,
            "dataframe": dataframe,
            "backend": backend,
            "license": license,
            "author": author,
            "email": email,
            "description": description,
            "url": url,
            "year": year,
        }
    )
    return write_package(request_package(given, Path(output)), git=git)


def request_package(answers: Answers, output: Path, problems: Iterable[InputProblem] = ()) -> NewRequest:
    """Return the package that the answers ask for, after its target is known to be free.

    Args:
        answers: The answers given; the user's defaults stand behind them.
        output: The folder that is to hold the package's folder.
        problems: Problems known already, reported with those found here.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
        TargetExistsError: The package's folder holds something.
    """
    from pushcart_extensions.scaffold.answers.defaults import user_defaults
    from pushcart_extensions.scaffold.creating.staging import refuse_existing

    name = answers["name"].text if "name" in answers else ""
    defaults, more = user_defaults(name)
    request = make_request(merge_answers(answers, defaults), output, [*problems, *more])
    refuse_existing(request.target)
    return request


def write_package(request: NewRequest, *, git: bool = False) -> NewPackage:
    """Write the package that was asked for; after any interruption it is there as a whole or not at all.

    Args:
        request: What to write.
        git: Whether to make a git repository with one commit.

    Raises:
        TargetExistsError: The package's folder holds something.
        CannotWriteError: The system refuses to write there.
        GitError: Git would not make the repository.
    """
    from pushcart_extensions.scaffold.creating.staging import staged
    from pushcart_extensions.scaffold.template.by_copier import render

    with staged(request.target) as folder:
        files = render(request.answers, folder)
        if git:
            _make_repository(request, folder)
    return NewPackage(request, request.target, files, written=True)


def preview_package(request: NewRequest) -> NewPackage:
    """Return the package that was asked for without leaving anything on disk."""
    from pushcart_extensions.scaffold.creating.staging import refuse_unwritable
    from pushcart_extensions.scaffold.template.by_copier import render

    refuse_unwritable(request.target.parent)
    try:
        with tempfile.TemporaryDirectory(prefix="pushcart-new-") as folder:
            files = render(request.answers, Path(folder) / "package")
    except OSError as error:
        raise CannotWriteError("the preview", str(error)) from error
    return NewPackage(request, request.target, files, written=False)


def _make_repository(request: NewRequest, folder: Path) -> None:
    from pushcart_extensions.scaffold.creating.repository import make_repository

    message = f"Start {request.package.distribution} with pushcart-new"
    make_repository(folder, message, request.author, request.email)
