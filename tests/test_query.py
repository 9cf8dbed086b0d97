"""Rows from the database have the types they claim and cannot be changed; a wrong statement gives no rows at all."""

from datetime import date
from typing import NamedTuple

import duckdb
import msgspec
import pytest

from tracker import query
from tracker.measure import Measure
from tracker.terms import State

AS_OF = date(2026, 10, 31)


class Standing(NamedTuple):
    state: State
    due_on: date | None
    measures: tuple[Measure, ...]
    words: dict[str, str]
    count: int


@pytest.fixture(scope="module")
def db():
    return duckdb.connect(":memory:")


SQL = """
    SELECT 'Overdue' AS state, DATE '2026-03-31' AS due_on, ['open', 'overdue'] AS measures, MAP {'a': 'b'} AS words,
        sum(1) AS count
    UNION ALL SELECT 'Open', NULL, [], MAP {}, 2
    ORDER BY count
"""


def test_every_value_is_of_its_type(db):
    assert query.rows(db, SQL, Standing) == (
        (State.OVERDUE, date(2026, 3, 31), (Measure.OPEN, Measure.OVERDUE), {"a": "b"}, 1),
        (State.OPEN, None, (), {}, 2),
    )
    first, _ = query.rows(db, SQL, Standing)
    assert (type(first), type(first.state), type(first.measures), type(first.count)) == (Standing, State, tuple, int)


class Pair(NamedTuple):
    overdue: int
    verified: int


def test_columns_in_another_order_or_of_another_name_are_not_rows(db):
    assert query.rows(db, "SELECT 1 AS overdue, 2 AS verified", Pair) == (Pair(1, 2),)
    for sql in ("SELECT 2 AS verified, 1 AS overdue", "SELECT 1 AS overdue", "SELECT 1 AS late, 2 AS verified"):
        with pytest.raises(
            TypeError, match=r"test_query\.Pair has the fields \('overdue', 'verified'\), its SQL gives"
        ):
            query.rows(db, sql, Pair)


@pytest.mark.parametrize("value", ["NULL", "'1'", "1.5", "true", "DATE '2026-01-01'"])
def test_a_value_of_another_type_is_not_a_row(db, value):
    with pytest.raises(msgspec.ValidationError, match=r"\$\[0\]\[1\]") as raised:
        query.rows(db, f"SELECT 1 AS overdue, {value} AS verified", Pair)
    assert "Pair" in raised.value.__notes__[0]


def test_a_word_of_no_scale_is_not_a_state(db):
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value 'Late'"):
        query.column(db, "SELECT 'Late'", State)


def test_a_column_alone(db):
    assert query.column(db, "SELECT unnest([3, 1])", int) == (3, 1)
    assert query.column(db, "SELECT 1 WHERE FALSE", int) == ()
    with pytest.raises(ValueError):
        query.column(db, "SELECT 1, 2", int)


def test_values_are_bound_and_never_become_part_of_the_statement(db):
    hostile = "'; DROP TABLE action; --"
    assert query.column(db, "SELECT $ref", str, ref=hostile) == (hostile,)


def test_a_result_has_its_columns_also_without_a_row(db):
    assert query.result(db, "SELECT 1 AS a, 'x' AS b WHERE FALSE") == (("a", "b"), ())
