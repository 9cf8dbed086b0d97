"""The stored tables of the latest day answer every question as the plain macros do, and only for that day."""

import inspect
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules

import duckdb
import pytest

import tracker.questions
from pages.parts.position import NAMES, offer_on, position
from tracker import day_tables, query, store

FILTERS = ["db", "as_of", "review", "agency"]
EXAMPLES = ("merrowshire", "public_record")


def filtered_questions():
    for module in iter_modules(tracker.questions.__path__):
        rows = getattr(import_module(f"tracker.questions.{module.name}"), "rows", None)
        if rows and list(inspect.signature(rows).parameters)[:4] == FILTERS:
            yield pytest.param(rows, id=module.name)


@pytest.fixture(params=EXAMPLES)
def example(request):
    """An example with two connections of its own: one that stores the day's tables, and a plain one."""
    found = request.getfixturevalue(request.param)
    kept, plain = store.open_file(store.current(found.built)), store.open_file(store.current(found.built))
    day_tables.prepare(kept, found.as_of)
    yield found.as_of, kept, plain
    kept.close()
    plain.close()


def is_table(db, as_of):
    sql = "SELECT $as_of, current_setting('search_path')"
    ((_, path),) = query.uncached_result(db, sql, as_of=as_of).rows
    return f"on_{as_of:%Y_%m_%d}" in path


@pytest.mark.parametrize("rows", [*filtered_questions()])
def test_every_question_is_answered_as_before(example, rows):
    as_of, kept, plain = example
    agencies = [name for (name,) in plain.execute("SELECT DISTINCT agency FROM action_version ORDER BY ALL").fetchall()]
    (review,) = plain.execute("SELECT min(review) FROM action_version").fetchone()
    assert is_table(kept, as_of)
    assert not is_table(plain, as_of)
    for filters in ((), (review,), (None, agencies[0]), (review, agencies[-1])):
        assert rows(kept, as_of, *filters) == rows(plain, as_of, *filters), filters


def test_each_stored_table_is_what_its_macro_gives(example):
    as_of, kept, plain = example
    for macro in day_tables.MACROS:
        sql = f"FROM {macro}($as_of) ORDER BY ALL"
        assert query.uncached_result(kept, sql, as_of=as_of) == query.uncached_result(plain, sql, as_of=as_of)


def test_a_question_that_includes_other_days_is_computed(example):
    as_of, kept, plain = example
    sql = "SELECT count(*) FROM position_on($as_of) JOIN position_on($since) s USING (action_id)"
    days = {"as_of": as_of, "since": as_of - timedelta(days=60)}
    assert query.uncached_result(kept, sql, **days) == query.uncached_result(plain, sql, **days)
    assert not is_table(kept, as_of - timedelta(days=1))


def test_a_question_that_computes_another_day_fails_rather_than_answer_for_the_stored_one(example):
    as_of, kept, _ = example
    with pytest.raises(duckdb.InvalidInputException, match=f"what stands on {as_of} alone"):
        query.uncached_result(kept, "SELECT count(*) FROM position_on($as_of - 1)", as_of=as_of)


def test_two_days_are_stored_at_once_and_each_is_made_once(merrowshire):
    db = store.open_file(store.current(merrowshire.built))
    days = [merrowshire.as_of + timedelta(days=n) for n in (0, 0, 1, 2)]
    for day in days:
        day_tables.prepare(db, day)
    assert [is_table(db, day) for day in days] == [False, False, True, True]
    schemas = db.execute("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'on%' ORDER BY 1").fetchall()
    assert schemas == [("on_2026_11_01",), ("on_2026_11_02",)]
    db.close()


def test_the_day_is_computed_where_memory_has_no_room(merrowshire):
    db = duckdb.connect(":memory:", config=store.NO_EXTENSIONS)
    db.execute(f"ATTACH '{store.current(merrowshire.built)}' AS tracker (READ_ONLY)")
    store.define(db)
    db.execute("SET memory_limit = '700KB'")
    day_tables.prepare(db, merrowshire.as_of)
    db.execute("SET memory_limit = '1GB'")
    assert not is_table(db, merrowshire.as_of)
    day_tables.prepare(db, merrowshire.as_of)
    assert is_table(db, merrowshire.as_of)
    db.close()


def asked(**words):
    return dict.fromkeys(NAMES, "") | words


def test_only_the_latest_day_is_stored_for_a_page(merrowshire):
    db, today = store.open_file(store.current(merrowshire.built)), date(2026, 10, 31)
    offer = offer_on(db, today)
    position(db, offer, frozenset(), asked(as_of="2026-09-30"))
    assert not is_table(db, date(2026, 9, 30))
    assert not is_table(db, today)
    position(db, offer, frozenset(), asked(as_of="2026-10-31"))
    assert is_table(db, today)
    assert not is_table(db, date(2026, 9, 30))
    db.close()
