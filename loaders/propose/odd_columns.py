"""Columns that say what ours do in another way: a date over two columns, and progress in percent."""

import re
from dataclasses import replace

from loaders.mapping.dates import MONTHS
from loaders.mapping.known_words import plain
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.evidence import names_a_day, texts
from loaders.propose.find_table import Table
from loaders.propose.heading_meanings import Confidence, known_columns
from loaders.propose.known_meanings import meaning
from tracker.terms import Kind

PART_OF_YEAR = re.compile(rf"(?i)q[1-4]|h[12]|{'|'.join(MONTHS)}")
YEAR = re.compile(r"20\d\d(?:[/-](?:\d\d|20\d\d))?")
PERCENT = {"%", "percent", "percentage", "pct"}
Columns = dict[str, ColumnProposal]


def with_odd_columns(table: Table, rows: list[int], guesses: Columns) -> Columns:
    """The proposals, with a due date over two columns and a percentage as the status where nothing else is one."""
    if table.kind != Kind.ACTION:
        return guesses
    return _with_percent(table, _tell_completion(table, rows, _with_year(table, rows, guesses)))


def _tell_completion(table: Table, rows: list[int], guesses: Columns) -> Columns:
    """A date of completion is one that is planned where actions that go on have it, and none else does it say."""
    due, status = guesses.get("due_on"), guesses.get("reported_status")
    if not due or due.or_names != ("completed_on",) or due.also or not status:
        return guesses
    goes_on = [row for row in rows if _meaning(table, row, status.column) in ("not started", "in progress")]
    if not goes_on:
        return guesses
    dated = sum(names_a_day(table.grid.at(row, due.column)) for row in goes_on)
    if dated * 2 > len(goes_on):
        why = f"{dated} of {len(goes_on)} actions that are not complete have one"
        return guesses | {"due_on": replace(due, confidence=Confidence.LIKELY, or_names=(), why=why)}
    return guesses


def _meaning(table: Table, row: int, column: int) -> str:
    return meaning("reported_status", table.grid.at(row, column).words)


def _with_year(table: Table, rows: list[int], guesses: Columns) -> Columns:
    """A column of quarters or months beside one of years is the due date, where no column holds it whole."""
    parts = [column for column in table.headings if _are_most(PART_OF_YEAR, texts(table.grid, rows, column))]
    years = [column for column in table.headings if _are_most(YEAR, texts(table.grid, rows, column))]
    due = guesses.get("due_on")
    if len(parts) != 1 or len(years) != 1 or (due and due.column not in (*parts, *years)):
        return guesses
    why = "a part of the year, and the year in another column"
    is_known = any("due_on" in known_columns(table.headings[column], table.kind) for column in (*parts, *years))
    confidence = Confidence.LIKELY if is_known else Confidence.UNSURE
    others = {name: guess for name, guess in guesses.items() if guess.column not in (*parts, *years)}
    return others | {"due_on": ColumnProposal(parts[0], confidence, why=why, year=years[0])}


def _are_most(pattern: re.Pattern[str], words: list[str]) -> bool:
    return bool(words) and sum(pattern.fullmatch(word.strip()) is not None for word in words) >= 0.7 * len(words)


def _with_percent(table: Table, guesses: Columns) -> Columns:
    """How far an action has got in percent: never filled in, since the plan has no words for it."""
    columns = [c for c, parts in table.headings.items() if not PERCENT.isdisjoint(plain(" ".join(parts)).split())]
    if "reported_status" in guesses or len(columns) != 1:
        return guesses
    others = {name: guess for name, guess in guesses.items() if guess.column != columns[0]}
    return others | {"reported_status": ColumnProposal(columns[0], Confidence.UNSURE, why="progress in percent")}
