"""Files that leave the site: safe to open, saying what they are, and every column explained."""

import csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import exports
from tracker.exports import BOM, csv_text
from tracker.questions import action, actions, downloads, recommendations, returns
from tracker.questions.dictionary import explained


def test_the_bytes_of_a_file():
    rows = pd.DataFrame(
        {
            "ref": ["A1", "=1+1"],
            "due_on": pd.to_datetime(["2026-03-31", None]),
            "days": [-3, 0],
            "is_open": [True, False],
            "refs": [["1", "6.10"], []],
        }
    )
    assert csv_text(rows, "What it is.") == BOM + "\r\n".join(
        [
            '"What it is."',
            '"ref","due_on","days","is_open","refs"',
            '"A1","2026-03-31","-3","yes","1; 6.10"',
            '"\'=1+1","","0","no",""',
            "",
        ]
    )


def test_without_a_note_the_headings_come_first():
    assert csv_text(pd.DataFrame({"a": ["b"]}), "") == BOM + '"a"\r\n"b"\r\n'


def only_cell(text: str) -> str:
    """What a spreadsheet program reads back of one text."""
    made = csv_text(pd.DataFrame({"a": [text]}), "")
    (_, (cell,)) = csv.reader(io.StringIO(made.removeprefix(BOM), newline=""))
    return cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n=", "  +"])
def test_text_that_would_be_a_formula_gets_an_apostrophe(start):
    assert only_cell(f"{start}cmd") == f"'{start}cmd"


@given(st.text())
def test_any_text_comes_back_whole(text):
    assert only_cell(text) in (text, f"'{text}")


def test_illustrative_data_says_so_in_its_first_line_and_its_name():
    day = date(2026, 10, 31)
    assert exports.first_line("Actions", day, True, "ab12").startswith("Illustrative data: ")
    assert exports.first_line("Actions", day, False, "ab12") == (
        "Actions. Position as at 31 October 2026, from the files received by then. Ledger head ab12."
    )
    assert exports.file_name("actions", day, True) == "illustrative-actions-2026-10-31.csv"
    assert exports.file_name("actions", day, False) == "actions-2026-10-31.csv"


@pytest.mark.parametrize("name", downloads.TABLES)
def test_every_column_is_explained(merrowshire, name):
    rows = downloads.rows(merrowshire.db, name, merrowshire.as_of)
    assert len(rows)
    said = explained(merrowshire.db, name)
    assert [column for column, _ in said] == list(rows)
    assert [column for column, means in said if not means] == []


def test_the_downloads_hold_what_the_pages_show(merrowshire):
    db, as_of = merrowshire.db, merrowshire.as_of
    every = actions.rows(db, as_of)
    held = downloads.rows(db, "actions", as_of)
    assert sorted(held.action_ref) == sorted(every.action_ref)
    assert held.is_overdue.sum() == (every.state == "Overdue").sum()
    listed = recommendations.rows(db, as_of)
    for name in ("recommendations", "responses"):
        assert set(downloads.rows(db, name, as_of).recommendation_ref) == {row.recommendation_ref for row in listed}
    moved = downloads.rows(db, "deadlines", as_of)
    assert (moved.days_moved > 0).sum() == every.times_moved.sum()
    changed = downloads.rows(db, "changes", as_of)
    one = every[every.action_ref == "S03"].iloc[0]
    assert (changed.action_ref == "S03").sum() == len(action.changes(db, as_of, int(one.action_id)))
    assert len(downloads.rows(db, "files", as_of)) == len(returns.received(db, as_of))
    checked = downloads.rows(db, "verifications", as_of)
    checks = [len(action.checks(db, as_of, int(action_id))) for action_id in every.action_id]
    assert len(checked) == sum(checks) > 0


@pytest.mark.parametrize("name", downloads.TABLES)
def test_a_download_keeps_to_the_filters_and_the_date(merrowshire, name):
    police = "Merrowshire Police"
    rows = downloads.rows(merrowshire.db, name, merrowshire.as_of, agency=police)
    if name == "recommendations":
        assert all(police in agencies for agencies in rows.agencies)
    else:
        assert set(rows.agency) == {police} or name == "recommendation_changes"
    early = downloads.rows(merrowshire.db, name, date(2025, 12, 31))
    assert len(early) <= len(downloads.rows(merrowshire.db, name, merrowshire.as_of))
    if "received_on" in early:
        assert early.received_on.max().date() <= date(2025, 12, 31)


def test_rows_read_are_rows_shown_and_refused(merrowshire):
    count = returns.totals(merrowshire.db, merrowshire.as_of)
    files = returns.received(merrowshire.db, merrowshire.as_of)
    assert (count.files, count.rows_read) == (len(files), sum(file.rows_read for file in files))
    assert count.rows_read == count.rows_shown + count.rows_refused
