"""Finds agreed extensions beside the dates first promised, by a word of the column's heading and by its dates."""

from dataclasses import replace
from datetime import date

from loaders.mapping.earlier_dates import NOT_MOVED
from loaders.mapping.known_words import KNOWN, normalise, small
from loaders.propose.assign_columns import REVISED, ColumnProposal
from loaders.propose.evidence import date_reads
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import Confidence, is_other
from loaders.reader.grid import Cell
from tracker.words import plural

Columns = dict[str, ColumnProposal]


def with_revised_date(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """The proposals, with the one column of extensions as the due date and the date before it as the original."""
    due, original = guesses.get("due_on"), guesses.get("original_due_on")
    headed = [column for column in _headed_as_revised(table) if _are_dates(table, rows, column)]
    if not due or due.or_names or due.year or len(headed) != 1:
        return guesses
    (column,) = headed
    before = [original.column] if original else [one for one in (due.column, *due.also) if one != column]
    if len(before) != 1 or (original and due.column != column) or not _moves(table, rows, before[0], column):
        return guesses
    moved = sum(bool(_days(table.grid.at(row, column))) for row in rows)
    why = f"{plural(moved, 'date')}, each after the one first promised"
    first = replace(original or due, column=before[0], also=(), confidence=Confidence.LIKELY)
    others = {name: guess for name, guess in guesses.items() if guess.column != column}
    return others | {"original_due_on": first, "due_on": ColumnProposal(column, Confidence.LIKELY, why=why)}


def _headed_as_revised(table: FoundTable) -> list[int]:
    others = {*map(normalise, KNOWN["hints"]["other_dates"])} - {"agreed", "set"}  # "Extension agreed to"
    words = {column: {*normalise(" ".join(parts)).split()} for column, parts in table.headings.items()}
    known = {column for column, parts in table.headings.items() if is_other(parts)}
    return [n for n, heading in words.items() if n not in known and heading & REVISED and not heading & others]


def _are_dates(table: FoundTable, rows: list[int], column: int) -> bool:
    """Whether a column has nothing but dates, and words that nothing has moved; perhaps no date yet."""
    cells = [cell for cell in table.grid.column(rows, column) if small(cell.words) not in NOT_MOVED]
    return all(map(_days, cells))


def _moves(table: FoundTable, rows: list[int], first: int, revised: int) -> bool:
    """Whether there are revised dates, and each is later than the first one."""
    cells = [(table.grid.at(row, first), table.grid.at(row, revised)) for row in rows]
    moved = [(_days(before), _days(after)) for before, after in cells if small(after.words) not in NOT_MOVED]
    return bool(moved) and all(before and after and max(after) > min(before) for before, after in moved)


def _days(cell: Cell) -> list[date]:
    return [read.on for read in date_reads(cell) if read.on]
