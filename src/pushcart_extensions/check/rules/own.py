"""Rules about the check itself: how the package steers it, and whether it worked."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.instructions import TABLE
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.findings import Fault


def crashed(_evidence: object) -> Iterator[Fault]:  # pragma: no cover - the engine itself yields these
    """A rule of the checker itself failed, so its verdict is missing.

    This is a defect of the checker, not of the package: please report it with the message. No other
    finding is lost, and ``--ignore`` with the code of the rule that failed goes on without it.
    """
    yield from ()


def wrong_settings(package: Package) -> Iterator[Fault]:
    """The table ``[tool.pushcart-check]`` has a key or a value that means nothing.

    Its keys are the command's options: ``select``, ``ignore``, ``static``, ``strict``, ``python``,
    ``timeout``, ``wheel``, ``no-isolation`` and ``build-timeout``. What is wrong there has no effect,
    which nobody would notice, and neither has a table whose name is misspelt, as ``pushcart_check``.
    Correct it; a code or a key that is near is suggested.
    """
    instructions = package.tree.project.instructions
    for table in instructions.misspelt:
        yield Fault(
            f"[tool.{table}] has no effect: the checker reads [tool.{TABLE}].",
            instructions.place_of_table(table),
            f"Write [tool.{TABLE}]." if instructions.table is None else f"Move its keys to [tool.{TABLE}].",
        )
    if instructions.table is None:
        return
    from pushcart_extensions.check.settings import mistakes

    for key, reason, hint in mistakes(instructions):
        name = f"{key} in [tool.pushcart-check]" if key else "tool.pushcart-check"
        yield Fault(f"{name} {reason}.", instructions.place(key), hint)


def unused_suppression(_evidence: object) -> Iterator[Fault]:  # pragma: no cover - as above
    """A ``# noqa`` comment names a code for which there is nothing to suppress.

    It would hide the next fault of that kind on its line. ``# noqa: PCE203`` suppresses that one code,
    on the line where the finding stands, in Python files and in pyproject.toml; on the first line it
    also suppresses a finding about the file as a whole. A bare ``# noqa`` is not for this checker, and a
    code in small letters suppresses nothing, as with ruff. Remove the code, or write it in capitals.
    """
    yield from ()
