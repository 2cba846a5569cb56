"""An installation with everything that a catalog can show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from pushcart_extensions import clear_cache
from pushcart_extensions.catalog import Catalog, describe_installed

FILES = {
    "pushcart_shop/sources/orders.py": '''
        from __future__ import annotations
        from collections.abc import Sequence
        from typing import TYPE_CHECKING, Annotated, Literal, NewType, TypedDict
        from pathlib import Path
        from pushcart_extensions import SourceBase
        if TYPE_CHECKING:
            from nowhere import Unknown

        Region = NewType("Region", str)

        class Retry(TypedDict, total=False):
            times: int

        class OrdersSource(SourceBase[list[dict[str, object]]]):
            """Reads orders
            of a shop.

            A page at a time.

            Args:
                url: Where the shop
                    answers.
                columns (list of text): Which | to read.
            """

            provides = {"orders_source"}
            uses = {"clock", "nobody"}

            def __init__(self, url: str, *, pages: int = 10, columns: Sequence[str] | None = None,
                         mode: Literal["full", "new"] = "new", ratio: float = 0.5, flag: bool = False,
                         region: Region = Region("eu"), where: Path | None = None, any=None,
                         retry: Retry | None = None, mapping: dict[str, int] | None = None,
                         unknown: Unknown | None = None, pair: tuple[int, str] = (1, "a"),
                         noted: Annotated[int, "note"] = 1) -> None:
                print("a stage talks")

            def get_increment(self):
                return []
    ''',
    "pushcart_shop/sources/plain.py": """
        from pushcart_extensions import SourceBase

        print("a module talks")

        class PlainSource(SourceBase):
            def __init__(self, **options):
                self.options = options

            def get_increment(self):
                return []
    """,
    "pushcart_shop/extensions/clock.py": '''
        class ClockExtension:
            """Tells the time."""

            provides = {"clock", "watch"}
            extensions = {"clock.engine"}
            needs = {"power"}
            first = True

            def __init__(self, *_choices: str, default: str | None = None, choices: list[str] | None = None):
                self.choices = _choices
    ''',
    "pushcart_shop/extensions/old.py": """
        class OldExtension:
            provides = {"old"}
            never = True
    """,
    "pushcart_shop/extensions/power.py": '''
        class PowerExtension:
            """Gives power."""
            provides = {"power"}
            first = True
            always = True

            def __init__(self, volts: int):
                pass
    ''',
    "pushcart_bad/sources/broken.py": "raise RuntimeError('no luck')",
    "pushcart_bad/sources/wrong.py": """
        from pushcart_extensions import SourceBase

        class WrongSource(SourceBase):
            provides = "text"
            def get_increment(self):
                return []
    """,
    "pushcart_bad/sources/half.py": """
        from pushcart_extensions import SourceBase

        class HalfSource(SourceBase):
            pass
    """,
    "pushcart_bad/sources/odd.py": """
        from pushcart_extensions import SourceBase

        class Odd(type):
            @property
            def __signature__(cls):
                raise RuntimeError("none of your business")

        class OddSource(SourceBase, metaclass=Odd):
            def get_increment(self):
                return []
    """,
    "pushcart_rival/sources/orders.py": """
        from pushcart_extensions import SourceBase

        class OrdersSource(SourceBase):
            def get_increment(self):
                return []
    """,
    "pushcart_one/sources/twice.py": """
        from pushcart_extensions import SourceBase

        class TwiceSource(SourceBase):
            def get_increment(self):
                return []
    """,
    "pushcart_shop-1.2.dist-info/entry_points.txt": """
        [pushcart.sources]
        orders = pushcart_shop.sources.orders:OrdersSource
        [web.extension]
        orders_source = pushcart_shop.sources.orders:OrdersSource
        clock = pushcart_shop.extensions.clock:ClockExtension
        watch = pushcart_shop.extensions.clock:ClockExtension
        old = pushcart_shop.extensions.old:OldExtension
        power = pushcart_shop.extensions.power:PowerExtension
    """,
    "pushcart_bad-1.0.dist-info/entry_points.txt": """
        [pushcart.sources]
        broken = pushcart_bad.sources.broken:BrokenSource
        wrong = pushcart_bad.sources.wrong:WrongSource
        [web.extension]
        gone = pushcart_bad.extensions.gone:GoneExtension
    """,
    "pushcart_rival-1.0.dist-info/entry_points.txt": "",
    "pushcart_one-1.0.dist-info/entry_points.txt": """
        [pushcart.sources]
        twice = pushcart_one.sources.twice:TwiceSource
    """,
    "pushcart_two-1.0.dist-info/entry_points.txt": """
        [pushcart.sources]
        twice = pushcart_one.sources.twice:TwiceSource
    """,
    "pushcart_s3-1.0.dist-info/entry_points.txt": "",
    "engines-1.0.dist-info/entry_points.txt": """
        [clock.engine]
        quartz = engines:Quartz
    """,
    "engines-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: engines\nVersion: 1.0\n",
}


def write(folder: Path) -> Path:
    """Write the installation into a folder and return it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).strip() + "\n", encoding="utf-8")
        if path.suffix == ".py":
            for package in (path.parent, path.parent.parent):
                (package / "__init__.py").touch()
    return folder


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """The folder, not on any path."""
    return write(tmp_path / "site")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """What is said of it; the installation stays on this process's path for the module's tests."""
    folder = write(tmp_path_factory.mktemp("catalog") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path, str(folder)])
        patch.setattr(sys, "dont_write_bytecode", True)
        clear_cache()
        yield describe_installed()
    for name in list(sys.modules):
        if name.startswith("pushcart_") and not name.startswith("pushcart_extensions"):
            del sys.modules[name]
    clear_cache()
