"""Finds rows that are certainly not records, so that a draft may say so: titles, examples, notes below."""

import re
from dataclasses import replace
from datetime import date
from itertools import takewhile
from statistics import median

from loaders.mapping.known_words import EXAMPLE, other_words, small
from loaders.mapping.row_kinds import LONGEST_REFERENCE
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.entries import Entry
from loaders.propose.evidence import RowKind, heads_other_table, is_no_time, own_words
from loaders.propose.sheets_alike import PlanSheet
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

MAIN = {Kind.ACTION: "action", Kind.RECOMMENDATION: "recommendation"}
WIDE = 3  # columns, at least, that a title covers
OF_WORK = ("due_on", "original_due_on", "completed_on", "reported_status")
LEAST_FILLED = 4  # cells of most records, beside which a row with two is a title


def with_numbered_titles(part: PlanSheet, entry: Entry) -> PlanSheet:
    """The part with its numbered titles marked: no date, no status, and words merged across the columns of both.

    If the words are not merged, the numbers below a title, up to the next one, must begin with its number.
    """
    number, main = (_place(part, entry, name) for name in ("action_ref", "action"))
    own = {row: own_words(part.table, row) for row in part.data_rows}
    if not number or not main:
        return part
    of_work = {_place(part, entry, name) for name in OF_WORK} - {0}
    titles = [row for row, cells in own.items() if {number, main} <= cells.keys() and not of_work & cells.keys()]
    records = [cells for row, cells in own.items() if row not in titles]
    if not of_work or not records or median(map(len, records)) < LEAST_FILLED:
        return part
    if not all(of_work & cells.keys() for cells in records):
        return part
    if titles and all(_covers(part, row, main, of_work) for row in titles):
        return part._replace(rows=part.rows | dict.fromkeys(titles, RowKind.NUMBERED_TITLE))
    for title in titles:
        within = _within(own[title][number])
        below = takewhile(lambda row: row not in titles, (row for row in own if row > title))
        numbers = [own[row].get(number, "") for row in below]
        if not numbers or not all(map(within.fullmatch, numbers)):
            return part
    return part._replace(rows=part.rows | dict.fromkeys(titles, RowKind.NUMBERED_TITLE))


def _covers(part: PlanSheet, row: int, main: int, of_work: set[int]) -> bool:
    """Whether the words of a title are merged over the columns that would say when and how far."""
    merged = part.grid.merged_across.get(row, [])
    return any(left <= main <= right and all(left <= column <= right for column in of_work) for left, right in merged)


def without_title_column(part: PlanSheet, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries without a column that has only the titles of parts, and nothing in any record."""
    titles = [row for row, kind in part.rows.items() if kind == RowKind.TITLE]
    titled, in_records = ({c for row in rows for c in own_words(part.table, row)} for rows in (titles, part.data_rows))
    return tuple(replace(entry, columns=_but(entry, titled - in_records)) for entry in entries)


def _but(entry: Entry, columns: set[int]) -> dict[str, ColumnProposal]:
    return {name: guess for name, guess in entry.columns.items() if guess.column not in columns}


def _place(part: PlanSheet, entry: Entry, name: str) -> int:
    """The place of one of our columns on this part's sheet, 0 if there is none."""
    guess = entry.columns.get(name)
    if not guess:
        return 0
    return part.columns.get(guess.column, 0) if part.columns else guess.column


def _within(number: str) -> re.Pattern[str]:
    """Matches a number below another one: 1.2, EF1.2, 1a or 1/2 below 1 or 1.0, and A2 below A."""
    number = re.sub(r"\.0?$", "", number)
    return re.compile(rf"(?:[A-Za-z]+\W*)?{re.escape(number)}(?:[.\-/ ]\s*\w|[a-z]\b|(?<=[A-Za-z])\d).*")


def are_certain(part: PlanSheet, entry: Entry, kind: RowKind) -> bool:
    """Whether every row of this kind is certainly not a record; False if there are no such rows."""
    rows = [row for row, row_kind in part.rows.items() if row_kind == kind]
    if kind == RowKind.BELOW and any(heads_other_table(part.table, own_words(part.table, row)) for row in rows):
        return True
    judges = {RowKind.GUIDANCE: _is_guidance, RowKind.TITLE: _is_title, RowKind.BELOW: _is_note}
    return bool(rows) and all(kind not in judges or judges[kind](part, entry, row) for row in rows)


def _is_guidance(part: PlanSheet, entry: Entry, row: int) -> bool:
    """Whether a row calls itself an example, or has words where a date should be."""
    own = own_words(part.table, row)
    if EXAMPLE.fullmatch(next(iter(own.values()), "")):
        return True
    dates = [_place(part, entry, name) for name in entry.active if COLUMNS[entry.kind][name].holds is date]
    return any(is_no_time(part.grid.at(row, column)) for column in dates)


def _is_title(part: PlanSheet, entry: Entry, row: int) -> bool:
    """Whether a row is merged across, is above repeated headings, or has no words where a record has its text."""
    following = next((other for other in part.rows if other > row), 0)
    return part.rows.get(following) == RowKind.REPEAT or _holds_no_record(part, entry, row)


def _is_note(part: PlanSheet, entry: Entry, row: int) -> bool:
    """Whether a row lacks a record's text, or is below a word such as "Notes" and is short or has no status."""
    first = next(other for other, kind in part.rows.items() if kind == RowKind.BELOW)
    begins = small(next(iter(own_words(part.table, first).values()), "")).rstrip(":") in other_words("ends")
    usual = median([len(own_words(part.table, other)) for other in part.data_rows] or [0])
    is_short = len(own_words(part.table, row)) * 2 < usual
    return (begins and (is_short or _lacks_status(part, entry))) or _holds_no_record(part, entry, row)


def _lacks_status(part: PlanSheet, entry: Entry) -> bool:
    """Whether every record has a status and no row below them does."""
    status = _place(part, entry, "reported_status")
    below = [row for row, kind in part.rows.items() if kind == RowKind.BELOW]
    return status > 0 and all(
        (status in own_words(part.table, row)) == is_record
        for rows, is_record in ((part.data_rows, True), (below, False))
        for row in rows
    )


def _holds_no_record(part: PlanSheet, entry: Entry, row: int) -> bool:
    """Whether a row is a text across several columns, or has neither the text of a record nor a number of its own."""
    own, merged = own_words(part.table, row), part.grid.merged_across.get(row, [])
    if len(own) == 1 and any(left in own and right - left >= WIDE - 1 for left, right in merged):
        return True
    text = MAIN.get(entry.kind, "")
    main, number = (_place(part, entry, name) for name in (text, f"{text}_ref"))
    ref = own.get(number, "")
    return main > 0 and main not in own and (not ref or (len(ref) > LONGEST_REFERENCE and " " in ref))
