"""The condition of a measure may name any column of the state on a day, and is asked where that column is known."""

import re

import duckdb
import pytest

from tracker import compiled_words, measure_sql, store
from tracker.compiled_words import word
from tracker.measure import Measure
from tracker.measure_sql import OF_THE_DAY, depends_on_the_day
from tracker.terms import State, Timeliness

# What no page may say of a body that promised us nothing and does not report to us.
NOT_OF_COMPILED = re.compile(r"\b(overdue|promised|open|deadline|return|returns|reported)\b")


# Words that state and timeliness get only after the measures are counted, and the column that a condition asks instead.
LATER_WORDS = {State.OVERDUE: "is_overdue", Timeliness.OVERDUE: "is_overdue", Timeliness.DUE_SOON: "is_due_soon"}


def empty() -> duckdb.DuckDBPyConnection:
    """A database without rows, with all tables and macros."""
    db = duckdb.connect()
    db.execute(store.schema() + store.position())
    return db


def columns(db: duckdb.DuckDBPyConnection, macro: str) -> list[str]:
    return [one[0] for one in db.execute(f"FROM {macro}(DATE '2026-01-01') LIMIT 0").description]


def test_the_columns_of_the_day_are_those_that_no_span_of_days_has():
    db = empty()
    assert {*OF_THE_DAY} == {*columns(db, "state_on")} - {*columns(db, "standing_on")}


@pytest.mark.parametrize("column", OF_THE_DAY)
def test_a_condition_may_use_each_column_of_the_day(monkeypatch, column):
    """A condition over days_overdue once failed in every load, in words that named neither the measure nor its file."""
    monkeypatch.setattr(Measure.VERIFIED, "condition", f"{column} IS NOT NULL")
    assert columns(empty(), "state_on")
    assert depends_on_the_day(Measure.VERIFIED)


def test_a_longer_name_of_a_column_does_not_depend_on_the_day():
    """Words were once looked for anywhere in a condition, so that “was_is_overdue_before” would have counted as one."""
    assert not measure_sql.names_one_of("was_judged_on_paper", OF_THE_DAY)
    assert measure_sql.names_one_of("is_open AND judged_on IS NULL", OF_THE_DAY)


def silent_faults(condition: str) -> list[str]:
    """A sentence for each word in a condition that no row has when the measures are counted, so that it finds none."""
    return [
        f"'{word}' is not known yet when measures are counted: ask for {column}."
        for word, column in LATER_WORDS.items()
        if f"'{word}'" in condition
    ]


@pytest.mark.parametrize("measure", Measure)
def test_no_condition_asks_for_a_word_that_is_not_there_yet(measure):
    assert silent_faults(measure.condition) == []


@pytest.mark.parametrize(
    ("condition", "instead"),
    [
        ("timeliness = 'overdue'", "is_overdue"),
        ("timeliness IN ('done late', 'due soon')", "is_due_soon"),
        ("is_open AND state = 'Overdue'", "is_overdue"),
    ],
)
def test_a_condition_that_would_count_nothing_is_found(condition, instead):
    """State and timeliness say that an action is overdue only after the measures were counted."""
    (fault,) = silent_faults(condition)
    assert instead in fault


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_has_words_for_records_that_somebody_else_compiled(measure):
    with compiled_words.words_for(True):
        assert not NOT_OF_COMPILED.search(word(measure)), "put its words into tracker/compiled_labels.py"
