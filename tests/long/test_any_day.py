"""The position of any day, read from spans, is the one that the plain macros work out for that day alone."""

import inspect
import tempfile
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import duckdb
import pytest
from hypothesis import given, settings
from random_histories import HISTORIES, files_of
from random_roll_up import STORY, built
from recorded import WITHDRAWALS, recorded, records_of
from test_late_files import SEEDS
from test_withdrawn_at_random import in_some_order
from trials import trials

import tracker.questions
from loaders.load.build import build
from tracker import any_day, day_tables, query, store
from tracker.questions import changes

FILTERS = ["db", "as_of", "review", "agency"]
EXAMPLES = ("merrowshire", "public_record")
# Every day on which something may become known or stop counting.
DAYS = """
    SELECT DISTINCT unnest([known_on, known_to]) FROM file_received
    UNION SELECT known_from FROM correction
    UNION SELECT unnest([known_from, known_to]) FROM succession
    UNION SELECT unnest([known_from, known_to]) FROM action_known
    UNION SELECT unnest([known_from, known_to]) FROM check_known
    UNION SELECT unnest([known_from, known_to]) FROM acceptance
    UNION SELECT unnest([known_from, known_to]) FROM action_change
"""
# Values that the random histories lack. Any row will do, since both ways of asking read the same tables.
STRANGE = """
    UPDATE tracker.file_received SET
        is_compiled = hash(sender, {seed}) % 3 = 0, holds = if(hash(file_id, {seed}) % 4 = 0, 'part', '');
    UPDATE tracker.action SET action_ref = '2025-01-06/' || action_id WHERE hash(action_id, {seed}) % 2 = 0;
    UPDATE tracker.action_known
    SET successor_id = if(hash(action_id, known_from, {seed}) % 3 = 0, 1 + (action_id + {seed}) % 7, NULL);
    UPDATE tracker.action_version SET
        last_source_on = due_on + (hash(version_id, {seed}) % 90)::INTEGER - 30,
        last_source_on_precision = if(hash(version_id, {seed}) % 2 = 0, 'day', 'month'),
        supporting_agencies = if(version_id % 2 = 0, ['Harbour Board', 'Transport', 'Ferries'], ['Coastguard']);
    DELETE FROM tracker.succession;
    INSERT INTO tracker.succession
    SELECT
        agency, if(n % 4 = 0, '2025-01-06/1', ''), if(n % 3 = 0, 'Quays', 'Piers'),
        day, if(n % 3 = 0, day + 40, DATE '9999-12-31'), n % 3 = 0 OR n % 4 = 0, ''
    FROM (
        SELECT
            agency, hash(agency, {seed}) % 12 AS n, DATE '2025-02-01' + (hash(agency, {seed}) % 120)::INTEGER AS day
        FROM (SELECT DISTINCT agency FROM tracker.action_version)
    );
"""


def days_of(db):
    known = {day for (day,) in db.execute(DAYS).fetchall()}
    return sorted(known | {day - timedelta(days=1) for day in known})


def position(db, as_of, path):
    """The rows of a day, in an order that both ways of asking share."""
    cursor = db.cursor()
    cursor.execute(f"SET search_path = '{path}'")
    return cursor.execute("FROM position_on($as_of) ORDER BY ALL", {"as_of": as_of}).fetchall()


def assert_equal_on_every_day(db):
    any_day.prepare(db)
    assert any_day.path(db) != any_day.PLAIN
    for day in days_of(db):
        assert position(db, day, any_day.path(db)) == position(db, day, any_day.PLAIN), day


@pytest.fixture(params=EXAMPLES)
def example(request):
    """An example with two connections of its own: one with the table, and a plain one."""
    found = request.getfixturevalue(request.param)
    kept, plain = store.open_file(store.current(found.built)), store.open_file(store.current(found.built))
    any_day.prepare(kept)
    yield found.as_of, kept, plain
    kept.close()
    plain.close()


def test_every_day_of_an_example_is_as_the_plain_macros_say(example):
    _, kept, _ = example
    assert len(days_of(kept)) > 15
    assert_equal_on_every_day(kept)


def strange(db, seed):
    """A connection to a copy of the tables, altered at random."""
    found = duckdb.connect(":memory:", config=store.NO_EXTENSIONS)
    found.execute("ATTACH ':memory:' AS tracker")
    (path,) = db.execute("SELECT path FROM duckdb_databases() WHERE database_name = 'tracker'").fetchone()
    found.execute(f"ATTACH '{path}' AS built (READ_ONLY)")
    for (table,) in found.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'built'").fetchall():
        found.execute(f"CREATE TABLE tracker.{table} AS FROM built.{table}")
    found.execute(STRANGE.format(seed=seed))
    store.define(found)
    return found


@settings(max_examples=trials(2))
@given(histories=HISTORIES, seed=SEEDS, mistakes=WITHDRAWALS)
def test_every_day_of_random_histories_is_as_the_plain_macros_say(histories, seed, mistakes):
    files = in_some_order(files_of(histories), seed)
    all_files = recorded(files, records_of(files, mistakes))
    with tempfile.TemporaryDirectory() as folder:
        db = store.connect(build(Path(folder), all_files))
        assert_equal_on_every_day(db)
        with strange(db, seed) as other:
            assert_equal_on_every_day(other)


@settings(max_examples=trials(2))
@given(story=STORY, seed=SEEDS)
def test_every_day_of_random_registers_is_as_the_plain_macros_say(story, seed):
    with tempfile.TemporaryDirectory() as folder:
        db = built(story, Path(folder))
        assert_equal_on_every_day(db)
        with strange(db, seed) as other:
            assert_equal_on_every_day(other)


def filtered_questions():
    for module in iter_modules(tracker.questions.__path__):
        rows = getattr(import_module(f"tracker.questions.{module.name}"), "rows", None)
        if rows and list(inspect.signature(rows).parameters)[:4] == FILTERS:
            yield pytest.param(rows, id=module.name)


@pytest.mark.parametrize("rows", [*filtered_questions()])
def test_every_question_about_a_chosen_day_has_the_same_answer_with_the_table(example, rows):
    as_of, kept, plain = example
    (agency,) = plain.execute("SELECT max(agency) FROM action_version").fetchone()
    for day in (as_of - timedelta(days=100), as_of + timedelta(days=50)):
        for filters in ((), (None, agency)):
            assert rows(kept, day, *filters) == rows(plain, day, *filters), (day, filters)


def test_changes_are_the_same_with_the_table(example):
    as_of, kept, plain = example
    days = days_of(plain)[1:-3:7]
    for since, until in zip(days, [*days[3:], *([as_of] * min(3, len(days)))], strict=True):
        assert changes.rows(kept, since, until) == changes.rows(plain, since, until), (since, until)


def test_each_day_is_computed_where_memory_has_no_room(merrowshire):
    db = store.open_file(store.current(merrowshire.built), None)
    full = duckdb.connect(":memory:", config=store.NO_EXTENSIONS)
    full.execute(f"ATTACH '{store.current(merrowshire.built)}' AS tracker (READ_ONLY)")
    store.define(full)
    full.execute("SET memory_limit = '700KB'")
    any_day.prepare(full)
    full.execute("SET memory_limit = '1GB'")
    any_day.prepare(full)  # nobody waits for it again
    assert any_day.path(full) == any_day.PLAIN
    sql = "FROM position_on($as_of) ORDER BY ALL"
    asked = {"as_of": date(2026, 3, 31)}
    assert query.uncached_result(full, sql, **asked) == query.uncached_result(db, sql, **asked)
    full.close()
    db.close()


def test_the_tables_of_the_latest_day_are_made_from_it(merrowshire):
    db = store.open_file(store.current(merrowshire.built))
    any_day.prepare(db)
    day_tables.prepare(db, merrowshire.as_of)
    sql = "FROM position_on($as_of) ORDER BY ALL"
    rows = query.uncached_result(db, sql, as_of=merrowshire.as_of).rows
    assert list(rows) == position(db, merrowshire.as_of, any_day.PLAIN)
    db.close()
