"""Columns that say in another way what ours say: a date over two columns, and progress in percent."""

import re
from dataclasses import replace

from loaders.mapping.dates import MONTHS, ReadDate
from loaders.mapping.known_words import normalise, small
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.evidence import date_reads, texts
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import Confidence, known_columns
from loaders.propose.known_meanings import meaning
from loaders.propose.revised_dates import with_revised_date
from loaders.reader.grid import Cell
from tracker.terms import Kind, Precision

PART_OF_YEAR = re.compile(rf"(?i)q[1-4]|h[12]|{'|'.join(MONTHS)}")
YEAR = re.compile(r"20\d\d(?:[/-](?:\d\d|20\d\d))?|2\d[/-]2\d")
PERCENT = {"%", "percent", "percentage", "pct"}
PROGRESS = {"complete", "completed", "completion", "progress", "done", "delivered", "achieved", "implemented"}
SHARE = re.compile(r"(?:100|\d?\d)(?:\.\d+)? ?%?")
TICKS = {"x", "✓", "✔", "✗", "✘", "×", "●", "•", "y", "yes", "1", "√", "ü", "p"}  # the last two are ticks in Wingdings
OF_STATES = {"status", "brag", "ragb", "bragg", "ragg", "progress", "delivery"}
BEYOND_RAG = {"blue", "b", "black", "grey", "gray", "white", "w", "purple"}
Columns = dict[str, ColumnProposal]


def with_odd_columns(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """The proposals, with a due date over two columns, and a percentage as the status if nothing else is one."""
    if table.kind != Kind.ACTION:
        return guesses
    guesses = with_revised_date(table, rows, _tell_completion(table, rows, _with_year(table, rows, guesses)))
    return _with_rating(table, rows, _with_percent(table, rows, _without_marked_states(table, rows, guesses)))


def columns_of_ticks(table: FoundTable, rows: list[int]) -> list[int]:
    """The columns headed by states of an action in which a mark, such as a tick or a cross, says which it is."""
    headed = [column for column, parts in table.headings.items() if meaning("reported_status", parts[-1])]
    marked = [column for column in headed if {*map(small, texts(table.grid, rows, column))} <= TICKS]
    return marked if len(marked) > 1 else []


def _without_marked_states(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """The proposals without columns of marks: none of them alone is the status, and several cannot be read."""
    marked = columns_of_ticks(table, rows)
    return {name: guess for name, guess in guesses.items() if guess.column not in marked}


def _with_rating(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """Takes a rating as the status if nothing else says how far actions have got and it can say that one is complete.

    A rating in only red, amber and green may mean risk as well. What each word means is for a person to say.
    """
    rating, status = guesses.get("rag"), guesses.get("reported_status")
    if not rating or rating.confidence == Confidence.UNSURE or (status and not _is_note(table, rows, status)):
        return guesses
    words = texts(table.grid, rows, rating.column)
    is_of_states = not OF_STATES.isdisjoint(normalise(" ".join(table.headings[rating.column])).split())
    if not words or not (is_of_states or any(small(word) in BEYOND_RAG for word in words)):
        return guesses
    why = "no other column says how far an action has got; a colour means what the plan's own key says"
    others = {name: guess for name, guess in guesses.items() if name not in ("rag", "reported_status")}
    if status:  # progress in sentences is a note beside a rating for each action
        others.setdefault("progress_note", replace(status, confidence=Confidence.LIKELY, or_names=()))
    return others | {"reported_status": replace(rating, confidence=Confidence.LIKELY, why=why)}


def _is_note(table: FoundTable, rows: list[int], status: ColumnProposal) -> bool:
    """Whether a column that was taken for the status by its heading alone has a different text in each row."""
    words = texts(table.grid, rows, status.column)
    is_alone = status.confidence == Confidence.UNSURE and not status.also
    return is_alone and len(words) > 1 and len({*words}) == len(words) and not any(map(_is_state, words))


def _is_state(word: str) -> bool:
    return bool(meaning("reported_status", word))


def _tell_completion(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """Takes a completion date as planned if unfinished actions have it, or if all rows have it and most give no day."""
    due, status = guesses.get("due_on"), guesses.get("reported_status")
    if not due or due.or_names != ("completed_on",) or due.also:
        return guesses
    reads = {row: dated for row in rows if (dated := _reads(table.grid.at(row, due.column)))}
    goes_on = [row for row in rows if status and _meaning(table, row, status.column) in ("not started", "in progress")]
    vague = [row for row, dated in reads.items() if Precision.DAY not in {read.precision for read in dated}]
    why = ""
    if len(reads.keys() & {*goes_on}) * 2 > len(goes_on):
        why = f"{len(reads.keys() & {*goes_on})} of {len(goes_on)} actions not started or in progress have one"
    elif not status and len(reads) == len(rows) and len(vague) >= 0.7 * len(rows):
        why = "every row names one, and most a month or quarter, not a day"
    return guesses | {"due_on": replace(due, confidence=Confidence.LIKELY, or_names=(), why=why)} if why else guesses


def _reads(cell: Cell) -> list[ReadDate]:
    return [read for read in date_reads(cell) if read.on]


def _meaning(table: FoundTable, row: int, column: int) -> str:
    return meaning("reported_status", table.grid.at(row, column).words)


def _with_year(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """Takes a column of quarters or months beside one of years as the due date, if no column has it whole."""
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


def _with_percent(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """Takes progress in percent as the status; likely if the heading says of what and most cells are such a share."""
    words = {column: {*normalise(" ".join(parts)).split()} for column, parts in table.headings.items()}
    columns = [column for column in words if not PERCENT.isdisjoint(words[column])]
    status = guesses.get("reported_status")
    if len(columns) != 1 or (status and status.confidence != Confidence.UNSURE):
        return guesses
    (column,) = columns
    is_progress = not PROGRESS.isdisjoint(words[column]) and _are_most(SHARE, texts(table.grid, rows, column))
    confidence = Confidence.LIKELY if is_progress else Confidence.UNSURE
    others = {name: guess for name, guess in guesses.items() if guess.column != column}
    return others | {"reported_status": ColumnProposal(column, confidence, why="progress in percent")}
