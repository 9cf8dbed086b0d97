"""Files recorded late take their place from then on; no position already shown ever changes."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

import pytest
from drawing import Collection, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_position import History, position
from random_histories import COMPARED, HISTORIES, RETURNS, files_of, positions
from trials import trials

from checks.received_file import ReceivedFile
from loaders.load.build import build
from tracker import store
from tracker.questions import changes, freshness, returns

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
A1 = "A1 | 1 | Mend | {} | | In progress | |\n"
A2 = "A2 | 1 | Sweep | d:2026-05-31 | | In progress | |\n"


def stands(db, as_of: str, ref: str = "A1") -> list[tuple]:
    sql = """
        SELECT state, due_on::TEXT, first_due_on::TEXT, times_moved, missing_since::TEXT
        FROM position_on($as_of) WHERE action_ref = $ref
    """
    return rows(db, sql, as_of=date.fromisoformat(as_of), ref=ref)


def test_a_return_recorded_late_takes_its_place_and_rewrites_nothing(collection: Collection):
    """February's return comes in June, after April's return and the board's log of May."""
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-03-31"))
    collection.plan("2026-04-30", HEADINGS + A1.format("d:2026-09-30"))
    collection.log("2026-05-20", "Agency | Ref | Found | Checker | On | Seen | Why\n")
    collection.register("2026-05-20", "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport | ")
    db = collection.load()
    days = ["2026-02-15", "2026-03-31", "2026-05-19"]
    before = {day: everything(db, day) for day in days}
    assert stands(db, "2026-05-19") == [("Open", "2026-09-30", "2026-03-31", 1, None)]

    collection.plan("2026-02-28", HEADINGS + A1.format("d:2026-06-30") + A2)
    db = collection.load()
    late = "SELECT received_on::TEXT, known_on::TEXT FROM file_received WHERE path = 'transport/2026-02-28.xlsx'"
    assert rows(db, late) == [("2026-02-28", "2026-05-20")]
    assert {day: everything(db, day) for day in days} == before
    # From the day it counts it lies between the two: April's dates stay, and the history has one more step.
    assert stands(db, "2026-05-20") == [("Open", "2026-09-30", "2026-03-31", 2, None)]
    assert stands(db, "2026-05-20", "A2") == [("Open", "2026-05-31", "2026-05-31", 0, "2026-04-30")]
    seen = "SELECT due_on::TEXT FROM deadline_on(DATE '2026-06-30') JOIN action USING (action_id) {} ORDER BY step"
    assert rows(db, seen.format("WHERE action_ref = 'A1'")) == [("2026-03-31",), ("2026-06-30",), ("2026-09-30",)]


def everything(db, day: str) -> list:
    """All that a page can show of a day."""
    as_of = date.fromisoformat(day)
    since = as_of - timedelta(days=60)
    known, ends = "known_from <= $as_of AND $as_of < known_to", "known_to, known_to_file"
    return [
        rows(db, "FROM position_on($as_of) ORDER BY ALL", as_of=as_of),
        rows(db, "FROM recommendation_on($as_of) ORDER BY ALL", as_of=as_of),
        rows(db, f"SELECT * EXCLUDE ({ends}) FROM action_change WHERE {known} ORDER BY ALL", as_of=as_of),
        rows(db, f"SELECT * EXCLUDE ({ends}) FROM deadline WHERE {known} ORDER BY ALL", as_of=as_of),
        [*changes.rows(db, since, as_of)],
    ]


def test_what_a_late_return_adds_is_all_that_changed_when_it_came(collection):
    """The sender's history is computed again, but what was known before is not a change."""
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-03-31"))
    collection.plan("2026-04-30", HEADINGS + A1.format("d:2026-09-30"))
    collection.register("2026-05-20", "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport | ")
    collection.load()
    collection.plan("2026-02-28", HEADINGS + A1.format("d:2026-06-30"))
    found = changes.rows(collection.load(), date(2026, 5, 19), date(2026, 5, 20))
    assert [(row.change, row.was, row.became) for row in found] == [  # it was late by its first date before
        ("date moved later", "2026-06-30", "2026-09-30"),
        ("date moved later", "2026-03-31", "2026-06-30"),
    ]


def test_a_file_late_only_beside_another_senders_counts_from_that_ones_day(collection):
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-03-31"))
    collection.register("2026-03-10", "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport | ")
    before = stands(collection.load(), "2026-03-09")
    collection.plan("2026-02-28", HEADINGS + A1.format("d:2026-06-30"))
    db = collection.load()
    assert stands(db, "2026-03-09") == before == [("Open", "2026-03-31", "2026-03-31", 0, None)]
    assert stands(db, "2026-03-10") == [("Open", "2026-06-30", "2026-03-31", 1, None)]


def test_a_register_recorded_late_changes_no_answer_that_was_shown(collection):
    head = "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport | "
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-03-31"))
    collection.register("2026-01-31", head + "Accepted")
    collection.register("2026-04-30", head + "Accepted")
    before = everything(collection.load(), "2026-04-29")
    collection.register("2026-02-28", head + "Not accepted")
    db = collection.load()
    assert everything(db, "2026-04-29") == before
    seen = "SELECT received_on::TEXT, was, became FROM recommendation_change_on(DATE '2026-04-30') ORDER BY ALL"
    assert rows(db, seen) == [("2026-02-28", "accepted", "not accepted"), ("2026-04-30", "not accepted", "accepted")]


def test_a_log_recorded_late_shows_from_then_on_that_a_check_of_a_vague_date_was_made_earlier(collection):
    """May's log decides about the check of April; the log of 20 April, which comes in June, already had it."""
    log = "Agency | Ref | Found | Checker | On | Seen | Why\nDepartment of Transport | A1 | No | Board | {} | | Loose"
    done_again = A1.format("d:2026-03-31").replace("| | In progress", "| d:2026-04-25 | Complete")
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-03-31"))
    collection.plan("2026-05-10", HEADINGS + done_again)
    collection.log("2026-05-20", log.format("April 2026"))
    db = collection.load()
    before = everything(db, "2026-05-31")
    assert stands(db, "2026-05-31")[0][0] == "Overdue"
    collection.plan("2026-06-10", HEADINGS + done_again)
    collection.load()
    collection.log("2026-04-20", log.format("April 2026"))
    db = collection.load()
    assert everything(db, "2026-05-31") == before
    assert stands(db, "2026-06-10")[0][0] == "Reported complete, not verified"
    seen = "SELECT verification, checked_on::TEXT, ended_as FROM check_on(DATE '2026-06-10')"
    assert rows(db, seen) == [("insufficient", "2026-04-20", "")]


def recorded_in(order: list[int], files: list[ReceivedFile]) -> list[ReceivedFile]:
    """The files with the numbers that the ledger gives them in this order."""
    shuffled = [files[n] for n in order]
    known = accumulate((file.received_on for file in shuffled), max)
    return [replace(file, file_id=n, known_on=on) for n, (file, on) in enumerate(zip(shuffled, known, strict=True), 1)]


# A number for each order, since `st.randoms` would draw as many as there are files while the test runs.
SEEDS = st.integers(0, 9_999)


@settings(max_examples=trials(4))
@given(histories=HISTORIES, seed=SEEDS, as_of=st.dates(RETURNS[0], date(2025, 10, 31)))
def test_in_whatever_order_files_are_recorded_the_plain_version_agrees(histories, seed, as_of):
    files = files_of(histories)
    order = list(range(len(files)))
    Random(seed).shuffle(order)
    recorded = recorded_in(order, files)
    expected = {}
    for i, history in enumerate(histories):
        if where := position(as_recorded(history, recorded), as_of):
            expected[f"A{i}"] = where
    with tempfile.TemporaryDirectory() as folder:
        db = store.connect(build(Path(folder), recorded))
        assert positions(db, as_of) == expected


def as_recorded(history: History, recorded: list[ReceivedFile]) -> History:
    """The history, with each part known from the day on which its file counts."""
    kinds = {"plan": ["transport"], "log": ["board", "auditor"], "register": ["committee", "harbour"]}
    what = {sender: kind for kind, senders in kinds.items() for sender in senders}
    known_on = {(what[file.sender], file.received_on): file.known_on for file in recorded}
    return replace(history, known_on=known_on, whole=history.whole and as_recorded(history.whole, recorded))


@settings(max_examples=trials(2))
@given(histories=HISTORIES, seed=SEEDS, n=st.integers(1, 12))
def test_the_same_date_gives_the_same_answer_before_and_after_later_loads(histories, seed, n):
    files = files_of(histories)
    order = list(range(len(files)))
    Random(seed).shuffle(order)
    recorded = recorded_in(order, files)
    earlier = recorded[: max(1, min(n, len(recorded) - 1))]
    last_day = recorded[len(earlier)].known_on - timedelta(days=1) if len(recorded) > len(earlier) else RETURNS[-1]
    days = [day for day in (last_day, last_day - timedelta(days=20)) if day >= RETURNS[0]]
    with tempfile.TemporaryDirectory() as folder:
        before = store.connect(build(Path(folder) / "before", earlier))
        after = store.connect(build(Path(folder) / "after", recorded))
        for day in days:
            assert shown(before, day) == shown(after, day)


@settings(max_examples=trials(2))
@given(histories=HISTORIES, seed=SEEDS, n=st.integers(1, 12), as_of=st.dates(RETURNS[0], date(2025, 10, 31)))
def test_the_position_as_of_a_file_equals_a_database_built_from_the_files_up_to_it(histories, seed, n, as_of):
    """This is true of every day, also of days that later files affect; citations rely on it."""
    files = files_of(histories)
    order = list(range(len(files)))
    Random(seed).shuffle(order)
    recorded = recorded_in(order, files)
    earlier = recorded[: min(n, len(recorded))]
    with tempfile.TemporaryDirectory() as folder:
        before = store.connect(build(Path(folder) / "before", earlier))
        path = build(Path(folder) / "after", recorded)
        cited = store.connect(path, earlier[-1].file_id)
        assert shown(cited, as_of) == shown(before, as_of)
        assert told(cited, as_of) == told(before, as_of)


def told(db, as_of: date) -> list:
    """Changes and checks of the sixty days before, the recommendations, and the number of refused rows."""
    return [
        [*changes.rows(db, as_of - timedelta(days=60), as_of)],
        rows(db, "FROM recommendation_on($as_of) ORDER BY ALL", as_of=as_of),
        [tuple(file) for file in returns.files(db, as_of)],
        freshness.rows(db, as_of),
    ]


def shown(db, as_of: date) -> list[tuple]:
    """The position by references, since row numbers mean something in one database only."""
    columns = "action_ref, due_on, " + ", ".join(COMPARED)
    return rows(db, f"SELECT {columns} FROM position_on($as_of) ORDER BY action_ref", as_of=as_of)


@pytest.mark.parametrize("name", ["2026-03-31.2", "2026-03-31"])
def test_a_second_file_of_the_same_day_comes_after_the_first(collection, name):
    collection.plan("2026-03-31", HEADINGS + A1.format("d:2026-03-31"))
    collection.plan("2026-03-31.2", HEADINGS + A1.format("d:2026-06-30"))
    assert stands(collection.load(), "2026-03-31") == [("Open", "2026-06-30", "2026-03-31", 1, None)]
