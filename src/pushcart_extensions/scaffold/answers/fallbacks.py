"""What is taken where nobody has answered a question of the template."""

from __future__ import annotations

import datetime as dt

from pushcart_extensions.scaffold.answers import values
from pushcart_extensions.scaffold.answers.identity import git_identity
from pushcart_extensions.scaffold.template.package import Package, listed

PLACEHOLDER_EMAIL = "author@example.com"


def default_description(package: Package) -> str:
    """Return a description for a package that was given none."""
    return f"Extension package for Pushcart: {listed(package.components)}"


def default_url(package: Package, author: str, github: str | None = None) -> str:
    """Return a home on GitHub for a package that was given none.

    Args:
        package: The package.
        author: Its author, whose name stands for the user where git knows none.
        github: The user name that git knows; None asks git for it.
    """
    known = git_identity().github if github is None else github
    user = values.github_user(known) or values.github_user(author) or "example"
    return f"https://github.com/{user}/{package.distribution}"


def current_year() -> str:
    """Return this year, as the copyright's year of a new package."""
    return str(dt.datetime.now(tz=dt.UTC).year)


def placeholder_author(package: Package) -> str:
    """Return what stands for the author while nobody has said who that is."""
    return f"The {package.distribution} authors"
