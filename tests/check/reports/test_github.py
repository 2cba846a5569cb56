"""The report as annotations of a GitHub workflow."""

# ruff: noqa: E501 - an annotation is a line

from __future__ import annotations

from pushcart_extensions.check.findings import Report
from pushcart_extensions.check.reports.github import github_text


def test_each_finding_is_one_line_with_everything_escaped_that_would_end_it(awkward: Report) -> None:
    assert github_text(awkward).splitlines() == [
        r"::error title=PCE101 unreadable-metadata,file=packages/my::100 %25, 'a: b', one%0Atwo%0D\x1b[2J\udc80",
        "::warning title=PCE401 module-without-stage,file=packages/my/a b%3Aü%2C%25/x.py::No.%0ADo.",
        "::error title=PCE203 class-name,file=packages/my/src/x.py,line=2,col=7,endColumn=11::No.%0ADo.",
        "::notice title=PCE616 slow-import,file=packages/my/src/x.py,line=3::Slow.",
    ]


def test_nothing_to_say_is_nothing_printed() -> None:
    assert github_text(Report(())) == ""
