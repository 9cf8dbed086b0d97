"""What the server prepares by itself: once for each database, and the same as if computed for a visitor."""

import gc
import sys
from datetime import timedelta
from threading import enumerate as threads

import pytest

from pages.parts.today import london_day
from pages.server import readiness
from tracker import any_day, query, store
from tracker.charts import canvas


@pytest.fixture
def begun(monkeypatch):
    """Returns a function that makes the database ready, waits for the end, and says how often that was done so far."""
    monkeypatch.setattr(readiness, "_ready", [])
    times = []
    make = readiness._make_ready
    monkeypatch.setattr(readiness, "_make_ready", lambda path: (make(path), times.append(1)))

    def make_ready():
        readiness.make_ready()
        for thread in threads():
            if thread.name == "readiness":
                thread.join(60)
        return len(times)

    yield make_ready
    gc.unfreeze()


def test_the_first_visitor_does_not_wait_for_shared_preparation(begun, merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    canvas._template.cache_clear()
    gc.unfreeze()
    begun()
    assert canvas._template.cache_info().currsize == 1
    assert gc.get_freeze_count() > len(sys.modules)


def test_a_database_is_made_ready_once(begun, merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    assert [begun(), begun()] == [1, 1]
    db, plain = store.connect_current(), store.open_file(store.current())
    assert any_day.path(db) != any_day.PLAIN
    for day in (london_day(), merrowshire.as_of - timedelta(days=40)):
        sql = "FROM position_on($as_of) ORDER BY ALL"
        assert query.uncached_result(db, sql, as_of=day) == query.uncached_result(plain, sql, as_of=day)
    plain.close()


def test_a_database_that_could_not_be_made_ready_is_tried_again(begun, merrowshire, monkeypatch, caplog):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    with monkeypatch.context() as broken:
        broken.setattr(readiness, "first_sight", no_database)
        begun()
    assert "could not be made ready" in caplog.text and readiness._ready == []
    begun()
    assert readiness._ready == [store.current()]


def no_database(*asked):
    raise store.DatabaseError("It is being replaced.")


def test_without_a_database_nothing_begins_until_there_is_one(begun, merrowshire, monkeypatch, tmp_path):
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    assert begun() == 0
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    assert begun() == 1


def test_a_database_that_cannot_be_opened_is_left_to_the_visitor(begun, monkeypatch, tmp_path, caplog):
    (tmp_path / "tracker-0.duckdb").write_bytes(b"nothing")
    (tmp_path / "CURRENT").write_text("tracker-0.duckdb", encoding="utf-8")
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    assert begun() == 1
    assert "could not be made ready" in caplog.text
