"""Files that leave the site are safe to open, say what they are, and explain every column."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from drawing import records
from hypothesis import given
from hypothesis import strategies as st

from tracker import downloads as folder
from tracker import exports
from tracker.exports import BOM, csv_text
from tracker.questions import action, actions, downloads, recommendations, returns
from tracker.questions.dictionary import column_meanings
from tracker.questions.returns import MadeFrom
from tracker.terms import State


def test_the_bytes_of_a_file():
    rows = [
        ("A1", date(2026, 3, 31), -3, 120.0, True, ("1", "6.10")),
        ("=1+1", None, 0, 120.5, False, []),
    ]
    assert csv_text(("ref", "due_on", "days", "median", "is_open", "refs"), rows, "What it is.") == BOM + "\r\n".join(
        [
            '"What it is."',
            '"ref","due_on","days","median","is_open","refs"',
            '"A1","2026-03-31","-3","120","yes","1; 6.10"',
            '"\'=1+1","","0","120.5","no",""',
            "",
        ]
    )


def test_without_a_note_the_headings_come_first():
    assert csv_text(["a"], [["b"]], "") == BOM + '"a"\r\n"b"\r\n'


def only_cell(text: str) -> str:
    """What a spreadsheet program reads back from one text."""
    made = csv_text(["a"], [[text]], "")
    (_, (cell,)) = csv.reader(io.StringIO(made.removeprefix(BOM), newline=""))
    return cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n=", "  +"])
def test_text_that_would_be_a_formula_gets_an_apostrophe(start):
    assert only_cell(f"{start}cmd") == f"'{start}cmd"


@given(st.text())
def test_any_text_comes_back_whole(text):
    assert only_cell(text) in (text, f"'{text}")


def test_illustrative_data_says_so_in_its_first_line_and_its_name():
    day, made_from = date(2026, 10, 31), MadeFrom(date(2026, 10, 30), "ab12")
    assert exports.first_line("Actions", day, True, made_from).startswith("Illustrative data: ")
    assert exports.first_line("Actions", day, False, made_from) == (
        "Actions. Position as at 31 October 2026, from the files received up to 30 October 2026. Ledger head ab12."
    )
    assert exports.file_name("actions", day, True) == "illustrative-actions-2026-10-31.csv"
    assert exports.file_name("actions", day, False) == "actions-2026-10-31.csv"


def test_each_table_has_a_file_a_place_and_words_of_its_own():
    files = {path.stem for path in Path(folder.__path__[0]).glob("*.py")} - {"__init__"}
    tables = downloads.TABLES
    assert {*tables} == files
    orders = [table.order for table in tables.values()]
    assert orders == sorted({*orders})
    assert all(table.says.endswith(".") for table in tables.values())
    assert len({table.says for table in tables.values()}) == len(tables)


@pytest.mark.parametrize("name", downloads.TABLES)
def test_every_column_is_explained(merrowshire, name):
    rows = downloads.rows(merrowshire.db, name, merrowshire.as_of)
    assert rows.rows
    said = column_meanings(merrowshire.db, name)
    assert [column for column, _ in said] == list(rows.columns)
    assert [column for column, means in said if not means] == []


def test_the_downloads_contain_what_the_pages_show(merrowshire):
    db, as_of = merrowshire.db, merrowshire.as_of
    every = actions.rows(db, as_of)
    held = records(downloads.rows(db, "actions", as_of))
    assert sorted(row["action_ref"] for row in held) == sorted(action.action_ref for action in every)
    assert sum(row["is_overdue"] for row in held) == sum(action.state == State.OVERDUE for action in every)
    listed = recommendations.rows(db, as_of)
    for name in ("recommendations", "responses"):
        refs = {row["recommendation_ref"] for row in records(downloads.rows(db, name, as_of))}
        assert refs == {row.recommendation_ref for row in listed}
    deadlines = records(downloads.rows(db, "deadlines", as_of))
    assert sum((row["days_moved"] or 0) > 0 for row in deadlines) == sum(action.times_moved for action in every)
    changes = records(downloads.rows(db, "changes", as_of))
    (one,) = action.rows(db, as_of, "S03")
    assert sum(row["action_ref"] == "S03" for row in changes) == len(action.changes(db, as_of, one.action_id))
    assert len(downloads.rows(db, "files", as_of).rows) == len(returns.files(db, as_of))
    checked = downloads.rows(db, "verifications", as_of).rows
    assert len(checked) == sum(len(action.checks(db, as_of, one.action_id)) for one in every) > 0


def merrowshire_actions_of(merrowshire, body: str) -> list[dict]:
    """The actions that a body leads or supports."""
    every = records(downloads.rows(merrowshire.db, "actions", merrowshire.as_of))
    return [row for row in every if body == row["agency"] or body in row["supporting_agencies"]]


@pytest.mark.parametrize("name", downloads.TABLES)
def test_a_download_keeps_to_the_filters_and_the_date(merrowshire, name):
    police = "Merrowshire Police"
    rows = records(downloads.rows(merrowshire.db, name, merrowshire.as_of, agency=police))
    if name == "recommendations":  # those addressed to it, and those with an action that it leads or supports
        refs = {ref for row in merrowshire_actions_of(merrowshire, police) for ref in row["recommendation_refs"]}
        assert all(police in row["agencies"] or row["recommendation_ref"] in refs for row in rows)
    elif name == "action_bodies":
        assert {row["body"] for row in rows} == {police} and {row["role"] for row in rows} == {"lead", "supporting"}
    elif name == "resolutions":  # those asked of it, and those about an action that it leads
        refs = {row["action_ref"] for row in merrowshire_actions_of(merrowshire, police) if row["agency"] == police}
        assert rows and all(police in row["asked_of"] or refs & {*row["action_refs"]} for row in rows)
    else:
        assert {row["agency"] for row in rows} == {police} or name == "recommendation_changes"
    early = records(downloads.rows(merrowshire.db, name, date(2025, 12, 31)))
    assert len(early) <= len(downloads.rows(merrowshire.db, name, merrowshire.as_of).rows)
    assert early or name in ("comments", "resolutions", "resolution_actions")  # the first ones came in 2026
    assert all(row["received_on"] <= date(2025, 12, 31) for row in early if "received_on" in row)


def test_rows_read_are_rows_shown_and_refused(merrowshire):
    count = returns.totals(merrowshire.db, merrowshire.as_of)
    files = returns.files(merrowshire.db, merrowshire.as_of)
    assert (count.files, count.rows_read) == (len(files), sum(file.rows_read for file in files))
    assert count.rows_read == count.rows_shown + count.rows_refused
