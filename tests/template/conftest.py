"""The packages that the template is tried with: all kinds at once and each alone, per backend and flavour."""

from __future__ import annotations

import pytest
from samples import Sample, all_samples, make_package

from pushcart_extensions.scaffold import NewPackage


@pytest.fixture(scope="session")
def made() -> dict[Sample, NewPackage]:
    """Packages that were made already."""
    return {}


@pytest.fixture(params=all_samples(), ids=str)
def package(
    request: pytest.FixtureRequest,
    made: dict[Sample, NewPackage],
    tmp_path_factory: pytest.TempPathFactory,
) -> NewPackage:
    """A package on disk, made once for all tests that only look at it."""
    sample: Sample = request.param
    if sample not in made:
        made[sample] = make_package(sample, tmp_path_factory.mktemp("package"))
    return made[sample]
