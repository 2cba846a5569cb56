import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa
from pushcart_extensions.testing import run_destination

from pushcart_sql_server.destinations.sql_server import SqlServerDestination

Row = dict[str, object]


def write(url: str, data: object, **options: object) -> None:
    run_destination(SqlServerDestination, data, {"url": url, "table": "orders", **options})


def stored(url: str) -> list[Row]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        table = sa.Table("orders", sa.MetaData(), autoload_with=connection)
        rows = [
            dict(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
        ]
    engine.dispose()
    return rows


def test_it_makes_the_table_after_the_first_rows(url: str) -> None:
    row = {
        "id": 1,
        "name": "one",
        "price": Decimal("1.5"),
        "sent": dt.datetime(2026, 1, 2, 3, 4, 5),
        "paid": True,
    }  # noqa: DTZ001

    write(url, [row])

    assert stored(url) == [row]


def test_a_row_with_a_known_key_is_changed_and_another_is_added(url: str) -> None:
    write(url, [{"id": 1, "name": "one"}, {"id": 2, "name": "two"}])

    write(url, [{"id": 2, "name": "deux"}, {"id": 3, "name": "trois"}])

    assert stored(url) == [{"id": 1, "name": "one"}, {"id": 2, "name": "deux"}, {"id": 3, "name": "trois"}]


def test_writing_the_same_twice_changes_nothing(url: str) -> None:
    rows = [{"id": 1, "name": "one"}, {"id": 2, "name": None}]

    write(url, rows)
    write(url, rows)

    assert stored(url) == rows


def test_the_later_of_two_rows_with_one_key_counts(url: str) -> None:
    write(url, [{"id": 1, "name": "one"}, {"id": 1, "name": "uno"}])

    assert stored(url) == [{"id": 1, "name": "uno"}]


def test_a_key_may_have_several_columns(url: str) -> None:
    rows: list[Row] = [{"shop": "a", "id": 1, "n": 1}, {"shop": "b", "id": 1, "n": 2}]
    write(url, rows, key=["shop", "id"])

    write(url, [{"shop": "b", "id": 1, "n": 3}], key=["shop", "id"])

    assert [row["n"] for row in stored(url)] == [1, 3]


def test_rows_that_are_nothing_but_key_stay_single(url: str) -> None:
    write(url, [{"id": 1}])
    write(url, [{"id": 1}, {"id": 2}])

    assert stored(url) == [{"id": 1}, {"id": 2}]


def test_no_rows_make_no_table(url: str) -> None:
    write(url, [])

    with pytest.raises(sa.exc.NoSuchTableError):
        stored(url)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"id": 2, "name": "two"}, {"name": "no key"}], "has no 'id', which is part of the key"),
        ([{"id": 2, "name": "two"}, {"id": 3, "nam": "three"}], "has no column 'nam'"),
    ],
)
def test_a_faulty_row_keeps_all_of_them_out(url: str, rows: list[Row], message: str) -> None:
    write(url, [{"id": 1, "name": "one"}])

    with pytest.raises(ValueError, match=message):
        write(url, rows)

    assert stored(url) == [{"id": 1, "name": "one"}]


class Frame:
    """What the destination asks of a Polars frame."""

    def to_dicts(self) -> list[Row]:
        return [{"id": 1, "name": "one"}]


def test_it_takes_a_frame(url: str) -> None:
    write(url, Frame())

    assert stored(url) == [{"id": 1, "name": "one"}]
