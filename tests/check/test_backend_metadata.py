"""What a package's files leave to its build backend, which is asked."""

from __future__ import annotations

from typing import Any

import pytest

from pushcart_extensions.check import check

PYPROJECT = "pyproject.toml"
SETUP_PY = """\
from setuptools import find_packages, setup

setup(
    name="pushcart-" + "shop",
    version="1.0",
    package_dir={"": "src"},
    packages=find_packages("src"),
    install_requires=["pushcart-extensions"],
    python_requires=">=3.11",
    entry_points={
        "pushcart.sources": ["orders = pushcart_shop.sources.orders:OrdersSource"],
        "pushcart.transformations": ["clean = pushcart_shop.transformations.clean:CleanTransformation"],
        "pushcart.destinations": ["s3 = pushcart_shop.destinations.s3:S3Destination"],
        "web.extension": [
            "orders_source = pushcart_shop.sources.orders:OrdersSource",
            "audit_extension = pushcart_shop.extensions.audit:AuditExtension",
        ],
    },
)
"""


@pytest.mark.parametrize("wheel", [False, True])
def test_what_only_the_backend_knows_is_asked_of_it(shop: Any, wheel: bool) -> None:
    shop.remove(PYPROJECT).add("setup.py", SETUP_PY)
    shop.write()
    before = shop.contents()
    (report,) = check(shop.folder, wheel=wheel, isolated=False).packages
    assert report.findings == ()
    assert report.name == "pushcart-shop"
    assert {stage.found_by for stage in report.stages} == {"entry-point"}
    assert shop.contents() == before


def test_a_fault_that_only_the_backend_shows_is_blamed_on_setup_py(shop: Any) -> None:
    shop.remove(PYPROJECT).add("setup.py", SETUP_PY.replace("s3:S3Destination", "s4:S3Destination"))
    (report,) = check(shop.write(), isolated=False).packages
    assert ("PCE113", "setup.py") in [(f.code, f.place and f.place.path) for f in report.findings]


@pytest.mark.parametrize("wheel", [False, True])
def test_a_backend_that_fails_leaves_it_unverified_with_the_reason(shop: Any, wheel: bool) -> None:
    shop.remove(PYPROJECT).add("setup.py", "raise SystemExit('no compiler')\n")
    (report,) = check(shop.write(), wheel=wheel, isolated=False).packages
    (finding,) = [finding for finding in report.findings if finding.code == "PCE106"]
    assert "no compiler" in finding.message
    assert ("PCE701" in {finding.code for finding in report.findings}) is wheel


def test_metadata_of_a_backend_that_are_no_text_leave_it_unverified(shop: Any) -> None:
    text = """\
[build-system]
requires = []
build-backend = "packing"
backend-path = ["."]

[project]
name = "pushcart-shop"
dynamic = ["dependencies"]
"""
    backend = """\
import pathlib
def prepare_metadata_for_build_wheel(folder, *_):
    info = pathlib.Path(folder, 'shop-1.dist-info')
    info.mkdir()
    (info / 'METADATA').write_bytes(b'Name: \\xff')
    return info.name
"""
    folder = shop.add(PYPROJECT, text).add("packing.py", backend).write()
    (report,) = check(folder, isolated=False, select=["PCE106"]).packages
    (finding,) = [finding for finding in report.findings if finding.code == "PCE106"]
    assert "can't decode byte 0xff" in finding.message
