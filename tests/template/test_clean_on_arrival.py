"""A new package passes its own tests and every tool that a careful author would run, whatever it is made of.

Each kind with each build backend and each flavour of data, as far as pairs of them go; what a package is held
to, and all combinations in one table, are `benchmarks/arrival.py` and `benchmarks/matrix.py`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from arrival import Arrival, faults, missing_tools, run
from samples import NAMES, Sample, make_package, paired_samples

from pushcart_extensions.scaffold.answers.choices import BACKENDS
from pushcart_extensions.scaffold.template.flavours import FLAVOURS

MISSING = missing_tools()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"pip install --group matrix (missing: {', '.join(MISSING)})"),
]


def test_each_kind_backend_and_flavour_meets_each_other_once() -> None:
    pairs = paired_samples()
    assert len(pairs) == len(NAMES) * len(BACKENDS)
    assert {(sample.name, sample.backend) for sample in pairs} == {(n, b) for n in NAMES for b in BACKENDS}
    assert {(sample.name, sample.dataframe) for sample in pairs} == {(n, f) for n in NAMES for f in FLAVOURS}
    assert {(sample.backend, sample.dataframe) for sample in pairs} == {
        (backend, flavour) for backend in BACKENDS for flavour in FLAVOURS
    }


@pytest.mark.parametrize("sample", paired_samples(), ids=str)
def test_a_new_package_is_clean_on_arrival(
    sample: Sample, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if FLAVOURS[sample.dataframe].needs_java and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    caches = tmp_path_factory.getbasetemp() / "mypy"
    assert not faults(Arrival(make_package(sample, tmp_path), tmp_path, caches))


def test_without_java_the_tests_that_need_it_are_skipped_with_the_reason(tmp_path: Path) -> None:
    package = make_package(Sample("everything", "hatchling", "pyspark", "MIT"), tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "git").symlink_to(str(shutil.which("git")))  # a plugin of pytest needs it
    pytest_options = ("-q", "-rs", "-p", "no:cacheprovider")
    printed = run(package.path, "pytest", *pytest_options, PATH=str(programs), JAVA_HOME="")
    assert "Spark needs Java" in printed
    assert "6 passed, 14 skipped" in printed
