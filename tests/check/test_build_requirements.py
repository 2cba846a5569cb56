"""A wheel that can't be built since pip can't install what the build requires: nothing is known of it."""

from __future__ import annotations

import os
from typing import Any

import pytest

from pushcart_extensions.check import PackageReport, Report, check
from pushcart_extensions.check.reports.text import plain_text

PYPROJECT = "pyproject.toml"
REQUIRES = 'requires = ["hatchling"]'


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pip find nothing, wherever the tests run."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


def built(package: Any) -> PackageReport:
    (report,) = check(package.write(), wheel=True).packages
    return report


def test_what_could_not_be_installed_is_named_and_no_fault_of_the_package(good: Any) -> None:
    report = built(good.replace(PYPROJECT, REQUIRES, 'requires = ["hatchling", "no-such-thing>=2"]'))
    (finding,) = report.findings
    assert (finding.code, finding.severity) == ("PCE715", "warning")
    assert finding.message.startswith(
        "The build requirements hatchling, no-such-thing>=2 could not be installed, "
        "so the wheel could not be verified:\nERROR: "
    )
    assert "/" not in finding.message  # no file of ours
    assert "--no-isolation" in (finding.hint or "")
    assert finding.place
    assert finding.place.line == 2
    assert {stage.found_by for stage in report.stages} == {"entry-point"}
    assert (report.failed(), report.failed(strict=True)) == (False, True)
    assert plain_text(Report((report,)), None).endswith("no fault found, but not all could be verified")


BACKEND = 'requires = []\nbuild-backend = "packing"\nbackend-path = ["."]'


def test_what_the_backend_itself_asks_for_is_named_too(good: Any) -> None:
    good.replace(PYPROJECT, f'{REQUIRES}\nbuild-backend = "hatchling.build"', BACKEND)
    good.add("packing.py", "def get_requires_for_build_wheel(_=None): return ['no-such-thing']\n")
    (finding,) = built(good).findings
    assert finding.code == "PCE715"
    assert "The build requirements no-such-thing could" in finding.message


def test_a_requirement_that_is_none_is_the_package_s_own_fault(good: Any) -> None:
    (finding,) = built(good.replace(PYPROJECT, REQUIRES, 'requires = ["hatchling>="]')).findings
    assert (finding.code, finding.severity) == ("PCE701", "error")


def test_a_backend_that_fails_when_it_is_asked_for_requirements_is_at_fault(good: Any) -> None:
    good.replace(PYPROJECT, f'{REQUIRES}\nbuild-backend = "hatchling.build"', BACKEND)
    good.add("packing.py", "def get_requires_for_build_wheel(_=None): raise RuntimeError('no licence')\n")
    (finding,) = built(good).findings
    assert finding.code == "PCE701"
    assert "no licence" in finding.message
