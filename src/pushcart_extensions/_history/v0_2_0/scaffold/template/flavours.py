"""The kinds of data that generated stages can pass on: a row of this table for each, and its samples.

The code that a flavour's stages start with, and their tests, stand in ``template/_flavours/``, a file each.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flavour:
    """What a package of one flavour is made with.

    Attributes:
        data: The type that its stages pass on, as annotations spell it.
        called: The same in words; empty for plain rows, which need none.
        requires: What its stages import, as requirements. Lower bounds are the oldest releases that
            work with every Python that a package names.
        types: What a type checker needs besides.
        fixtures: The files of its tests that hold what they share.
        leftovers: What its runs leave in the working folder, as patterns of git.
        needs_java: Whether its tests need Java.
    """

    data: str
    called: str = ""
    requires: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    fixtures: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    needs_java: bool = False


FLAVOURS = {
    "rows": Flavour("list[dict[str, object]]"),
    # The first releases with wheels for Python 3.13, and stubs for them.
    "pandas": Flavour("pd.DataFrame", "a pandas data frame", ("pandas>=2.2.3",), ("pandas-stubs>=2.2.3",)),
    "polars": Flavour("pl.DataFrame", "a Polars data frame", ("polars>=1.0",)),
    # What long-lived clusters still run; an index gives the newest.
    "pyspark": Flavour(
        "DataFrame",
        "a Spark data frame",
        ("pyspark>=3.5",),
        fixtures=("conftest.py",),
        leftovers=("/artifacts/", "/derby.log", "/metastore_db/", "/spark-warehouse/"),
        needs_java=True,
    ),
}
"""Flavours by the name that ``--dataframe`` takes; the default stands first."""
