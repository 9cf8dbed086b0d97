"""A new record gives a file its right day, or replaces half a copy with the whole file."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import pytest
from drawing import rows, write_workbook
from step_by_step import from_nothing, load_all, tables
from test_not_as_received import load
from test_withdraw import A1, A2, HEADINGS, stands, told

from loaders.__main__ import main
from loaders.received import ledger
from tracker import store

FILE = "transport/2026-02-28.xlsx"
SAID = ("--by", "Data officer", "--on", "2026-03-20", "--why", "It came with the letter of another day")


@pytest.fixture
def filed(collection):
    """Two returns, loaded: the second was filed under the day of its letter."""
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-03-31"))
    collection.plan("2026-02-28", HEADINGS + A1.format("d:2026-06-30") + A2)
    collection.load()
    return collection


def correct(collection, *words: str) -> int:
    folders = ("--received", str(collection.received), "--out", str(collection.received.parent / "public"))
    return main([*words, *SAID, *folders])


def kinds(collection) -> list[tuple[str, str]]:
    return [(one.kind, one.file) for one in ledger.read(collection.received) if one.kind != "changed"]


def test_a_redated_file_takes_its_right_place_from_then_on(filed, capsys):
    content = (filed.received / FILE).read_bytes()
    before = {day: stands(filed.load(), day) for day in ("2026-01-31", "2026-02-28", "2026-03-19")}
    assert correct(filed, "redate", FILE, "--to", "2026-01-15") == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Dated anew: {FILE}, record 2 of the ledger, by Data officer (typed, not signed in).")
    assert "Recorded under its day as transport/2026-01-15.xlsx, record 7." in out
    assert kinds(filed)[2:] == [("dated anew", FILE), ("received", "transport/2026-01-15.xlsx")]
    assert (filed.received / "transport" / "2026-01-15.xlsx").read_bytes() == content
    assert load(filed) == 0
    db = store.connect(store.current(filed.built))
    assert {day: stands(db, day) for day in before} == before
    now = [("A1", "2026-06-30", "2026-03-31", 0, "Open"), ("A2", "2026-05-31", "2026-05-31", 0, "Open")]
    assert [row[:4] for row in stands(db, "2026-03-20")] == [row[:4] for row in now]
    missing = "SELECT action_ref, missing_since::TEXT FROM position_on(DATE '2026-03-20') ORDER BY action_ref"
    assert rows(db, missing) == [("A1", None), ("A2", "2026-01-31")]
    assert tables(store.current(filed.built)) == from_nothing(filed)


def test_another_file_replaces_one_that_was_half_a_copy(filed, tmp_path, on_page):
    whole = write_workbook(tmp_path / "whole.xlsx", {"Plan": HEADINGS + A1.format("d:2026-07-31") + A2})
    assert correct(filed, "replace", FILE, str(whole)) == 0
    assert kinds(filed)[2:] == [("replaced", FILE), ("received", "transport/2026-02-28.2.xlsx")]
    path = load_all(filed).path
    db = store.connect(path)
    assert [row[:3] for row in stands(db, "2026-03-19")] == [
        ("A1", "2026-03-31", "2026-06-30"), ("A2", "2026-05-31", "2026-05-31"),
    ]  # fmt: skip
    assert [row[:3] for row in stands(db, "2026-03-20")] == [
        ("A1", "2026-03-31", "2026-07-31"), ("A2", "2026-05-31", "2026-05-31"),
    ]  # fmt: skip
    assert {(row.action_ref, row.change) for row in told(db)} == {
        ("A1", "counts without a withdrawn file"),
        ("A2", "counts without a withdrawn file"),
    }
    assert "Replaced on 20 March 2026 by Data officer: damaged" in on_page("2026-03-20", "70_data")
    assert tables(path) == from_nothing(filed)


def test_a_lost_file_is_replaced_and_its_sender_loads_again(filed, tmp_path):
    (filed.received / FILE).unlink()
    filed.plan("2026-03-10", HEADINGS + A1.format("d:2026-08-31"))
    assert load(filed) == 1
    whole = write_workbook(tmp_path / "whole.xlsx", {"Plan": HEADINGS + A1.format("d:2026-07-31") + A2})
    assert correct(filed, "replace", FILE, str(whole)) == 0
    assert load(filed) == 0
    assert [row[2] for row in stands(filed.load(), "2026-03-20")] == ["2026-08-31", "2026-05-31"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("redate", FILE, "--to", "2026-02-28"), f"{FILE} has that day. Nothing more is needed."),
        (("redate", FILE, "--to", "2026-03-21"), "2026-03-21 is after 2026-03-20, when this was decided."),
        (("redate", FILE, "--to", "1026-03-01"), "1026-03-01 is before 1990-01-01."),
        (("redate", "transport/2026-02-27.xlsx", "--to", "2026-03-01"), f"Did you mean {FILE}?"),
        (("replace", FILE, FILE), "is the very file that was received."),
        (("replace", FILE, "ledger.jsonl"), "'ledger.jsonl' does not end in one of "),
    ],
)
def test_an_impossible_correction_is_refused_and_nothing_is_recorded(filed, capsys, words, error):
    before = ledger.read(filed.received)
    files = sorted(filed.received.rglob("*"))
    words = (*words[:2], str(filed.received / words[2])) if words[0] == "replace" else words
    assert correct(filed, *words) == 2
    assert error in capsys.readouterr().err
    assert (ledger.read(filed.received), sorted(filed.received.rglob("*"))) == (before, files)


def test_a_file_that_is_not_as_received_cannot_be_redated(filed, capsys):
    (filed.received / FILE).unlink()
    assert correct(filed, "redate", FILE, "--to", "2026-02-20") == 2
    assert "is missing. Put it back as it was received." in capsys.readouterr().err
    assert date(2026, 2, 20) not in {one.received_on for one in ledger.read(filed.received) if one.kind == "received"}
