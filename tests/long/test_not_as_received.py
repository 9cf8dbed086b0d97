"""A missing or altered file on record stops only its own sender, whose last good rows stay until it is put right."""

from __future__ import annotations  # see conftest.py for the reason

import os
from datetime import date

import pytest
from drawing import LAYOUT, rows
from step_by_step import from_nothing, load_all, tables

from loaders.__main__ import main
from loaders.received import ledger
from tracker import store
from tracker.questions import problems

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | {} | | In progress | |\n"
FILE = "transport/2026-01-31.xlsx"
DUE = "SELECT sender, due_on::TEXT FROM position_on(DATE '2026-03-31') ORDER BY sender"


@pytest.fixture
def two(collection):
    """Two senders with a file each, loaded."""
    collection.layout("harbour", LAYOUT.replace("Department of Transport", "Harbour Board"))
    collection.plan("2026-01-31", PLAN.format("d:2026-06-30"))
    collection.plan("2026-02-10", PLAN.format("d:2026-07-31"), sender="harbour")
    collection.load()
    return collection


def load(collection) -> int:
    return main(
        ["load", str(collection.received), "--built", str(collection.built), "--layouts", str(collection.layouts)]
    )


def altered(collection) -> bytes:
    """Alters the file without changing its size or time; returns the original bytes."""
    path = collection.received / FILE
    content, times = path.read_bytes(), path.stat()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    return content if times else b""


def test_other_senders_load_and_the_last_good_rows_stay_until_the_file_is_put_back(two, capsys, on_page):
    before = altered(two)
    two.plan("2026-03-20", PLAN.format("d:2026-08-31"), sender="harbour")
    assert load(two) == 1
    out = capsys.readouterr().out
    assert f"{FILE} (record 1) was altered after it was received." in out
    assert f"withdraw it (the page Withdraw, or python -m loaders withdraw {FILE} --because damaged)." in out
    db = store.connect(store.current(two.built))
    assert rows(db, DUE) == [("harbour", "2026-08-31"), ("transport", "2026-06-30")]
    said = [row for row in problems.rows(db, date(2026, 3, 31)) if row.rule == "file_is_as_received"]
    assert [row.path for row in said] == [FILE]
    banner = "A file of Department of Transport is no longer as it was received."
    assert banner in on_page("2026-03-31", "40_agencies", agency="Department of Transport")
    assert (
        main(["publish", str(two.received), "--built", str(two.built), "--out", str(two.received.parent / "out")]) == 1
    )
    assert f"Nothing was published. {FILE} (record 1) was altered" in capsys.readouterr().err

    old = store.current(two.built).stat().st_mtime_ns - 10**9  # as if it had been altered before the last load
    os.utime(two.received / FILE, ns=(old, old))
    assert load(two) == 1
    assert "Nothing new in" in capsys.readouterr().out
    (two.received / FILE).write_bytes(before)
    os.utime(two.received / FILE, ns=(old, old))
    assert load(two) == 0
    assert tables(store.current(two.built)) == from_nothing(two)


@pytest.mark.parametrize("way", ["put back", "withdraw"])
def test_new_files_of_that_sender_wait_until_it_is_put_right(two, way):
    path = two.received / FILE
    before = path.read_bytes()
    path.unlink()
    two.plan("2026-03-10", PLAN.format("d:2026-09-30"))
    result = load_all(two)
    assert [(file.path, file.why_not_read.partition(".")[0]) for file in result.files] == [
        ("transport/2026-03-10.xlsx", "another file of transport is not as it was received")
    ]
    assert result.not_as_received[0].startswith(f"{FILE} (record 1) is missing.")
    assert rows(store.connect(result.path), DUE) == [("harbour", "2026-07-31"), ("transport", "2026-06-30")]
    assert [one.file for one in ledger.read(two.received) if one.kind == "received"] == [
        FILE,
        "harbour/2026-02-10.xlsx",
    ]
    if way == "put back":
        path.write_bytes(before)
    else:
        said = ("--by", "Data officer", "--on", "2026-03-11", "--why", "It was lost", "--because", "damaged")
        folders = ("--received", str(two.received), "--out", str(two.received.parent / "out"))
        assert main(["withdraw", FILE, *said, *folders]) == 0
    assert load(two) == 0
    db = store.connect(store.current(two.built))
    assert rows(db, DUE) == [("harbour", "2026-07-31"), ("transport", "2026-09-30")]
    assert tables(store.current(two.built)) == from_nothing(two)


def test_a_first_load_reads_the_other_senders_and_the_file_once_it_is_back(two, tmp_path):
    before = altered(two)
    two.built = tmp_path / "elsewhere"
    assert load(two) == 1
    assert rows(store.connect(store.current(two.built)), DUE) == [("harbour", "2026-07-31")]
    (two.received / FILE).write_bytes(before)
    assert load(two) == 0
    db = store.connect(store.current(two.built))
    assert rows(db, DUE) == [("harbour", "2026-07-31"), ("transport", "2026-06-30")]
    assert tables(store.current(two.built)) == from_nothing(two)
