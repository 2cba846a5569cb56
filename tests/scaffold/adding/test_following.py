"""A folder that its user made before its first stage came: its ``__init__.py`` exports that stage too."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.engine import check_files
from pushcart_extensions.errors import UnfitPackageError
from pushcart_extensions.scaffold import add, new

INIT = "src/pushcart_shop/transformations/__init__.py"
IMPORT = "from pushcart_shop.transformations.clean import CleanTransformation\n"
ALL = '__all__ = ["CleanTransformation"]\n'
THERE = {
    "a docstring": '"""Doc."""\n',
    "nothing": "",
    "blank lines": "\n\n",
    "a comment": "# (c) us\n",
    "a name of its own": "x = 1\n",
    "line endings of Windows": '"""Doc."""\r\n',
}


def package_with(folder: Path, init: bytes) -> Path:
    package = new("shop", sources=["orders"], author="Ada", email="ada@example.com", output=folder).path
    (package / INIT).parent.mkdir()
    (package / INIT).write_bytes(init)
    return package


@pytest.mark.parametrize("init", THERE.values(), ids=THERE)
def test_an_init_that_was_there_before_the_stage_exports_it(tmp_path: Path, init: str) -> None:
    package = package_with(tmp_path, init.encode())
    added = add(package, transformations=["clean"])
    text = (package / INIT).read_text(encoding="utf-8")
    assert (IMPORT in text, ALL in text, INIT in added.changed) == (True, True, True)
    assert init.strip() in text
    assert [finding.code for finding in check_files(str(package)).findings] == []
    repeated = add(package, transformations=["clean"])
    assert ([one.key for one in repeated.present], repeated.added, repeated.plan) == (["clean"], (), ())


def test_an_init_that_an_earlier_run_left_without_the_stage_is_mended_by_the_next(tmp_path: Path) -> None:
    package = package_with(tmp_path, b"")
    add(package, transformations=["clean"])
    (package / INIT).write_text('"""Doc."""\n')
    assert add(package, transformations=["clean"]).changed == (INIT,)
    assert IMPORT in (package / INIT).read_text()


@pytest.mark.parametrize(
    ("init", "said"),
    [
        (b"x=(\n", "it is not valid Python"),
        (b"\xff", "can't be read as utf-8"),
        (b"__all__ = dir()\n", "is computed"),
    ],
)
def test_an_init_that_can_t_export_a_stage_stops_all(tmp_path: Path, init: bytes, said: str) -> None:
    package = package_with(tmp_path, init)
    before = {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}
    with pytest.raises(UnfitPackageError) as caught:
        add(package, transformations=["clean"])
    assert [problem.place for problem in caught.value.problems] == [INIT]
    assert said in str(caught.value)
    assert {path: path.read_bytes() for path in package.rglob("*") if path.is_file()} == before
