"""The other sheets of an unknown workbook that belong to the same plan: the same headings, other records."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from loaders.mapping.headings import Heading, key_of
from loaders.mapping.known_words import FIRST_ROWS
from loaders.propose.entries import Entry
from loaders.propose.evidence import RowKind, rows_below, texts
from loaders.propose.find_table import FoundTable
from loaders.propose.known_meanings import of_sheet
from loaders.reader.grid import Grid

LEAST_ALIKE = 0.7  # of the columns read
OF_SOME_SHEETS = {
    "completed_on", "progress_note", "evidence", "reason", "superseded_by", "rag", "priority", "theme", "owner",
    "success_measure", "supporting_agencies", "original_due_on", "source", "source_on", "split_from",
}  # fmt: skip


class PlanSheet(NamedTuple):
    """A sheet of the plan, what its rows are, and the first sheet's columns mapped to those here by their headings."""

    table: FoundTable
    rows: dict[int, RowKind]
    columns: dict[int, int]

    @property
    def grid(self) -> Grid:
        """The sheet of this part."""
        return self.table.grid

    @property
    def data_rows(self) -> list[int]:
        """The rows that seem to be records."""
        return [row for row, kind in self.rows.items() if kind == RowKind.DATA]


def sheets_alike(first: PlanSheet, entries: tuple[Entry, ...], others: Iterable[FoundTable]) -> tuple[PlanSheet, ...]:
    """The sheets with the headings that the draft reads, and with references of their own: a copy repeats them.

    A sheet may lack a few columns that say neither what is to be done nor when nor how far it is, such as "Closed on".

    Sheets named by a status give it to their rows if no column does: then all are named so, or none.
    """
    number = entries[-1].active.get("action_ref") or entries[-1].active.get("action")
    if not number:
        return ()
    read = {column for entry in entries for guess in entry.active.values() for column in (guess.column, guess.year)}
    needed = read - {0} - _may_lack(entries)
    seen = {*texts(first.grid, first.data_rows, number.column)}
    parts: list[PlanSheet] = []
    for other in others:
        columns = columns_alike(first.table, other, needed)
        if len(columns.keys() & read) < LEAST_ALIKE * len(read - {0}):
            continue
        part = PlanSheet(other, rows_below(other), columns)
        own = {*texts(other.grid, part.data_rows, columns[number.column])} if columns else set()
        if own and seen.isdisjoint(own) and _belongs(first, part, entries[-1]):
            parts.append(part)
            seen |= own
    return tuple(parts)


def _may_lack(entries: tuple[Entry, ...]) -> set[int]:
    """The columns that a sheet of the same plan may lack, if a row has only one kind of record."""
    guesses = entries[-1].active.items() if len(entries) == 1 else ()
    return {guess.column for name, guess in guesses if name in OF_SOME_SHEETS}


def _belongs(first: PlanSheet, other: PlanSheet, entry: Entry) -> bool:
    is_named = [bool(of_sheet(part.grid.name)) for part in (first, other)]
    is_said_by_name = any(is_named) and "reported_status" not in entry.columns
    return not other.grid.is_hidden and _is_found(first, other) and (all(is_named) or not is_said_by_name)


def _is_found(first: PlanSheet, other: PlanSheet) -> bool:
    """Whether the headings are in the same rows, or in only one place of each sheet, where the reader finds them."""
    if first.table.header_rows == other.table.header_rows:
        return True
    near = [kind for part in (first, other) for row, kind in part.rows.items() if row <= FIRST_ROWS]
    return RowKind.REPEAT not in near


def columns_alike(first: FoundTable, other: FoundTable, read: set[int]) -> dict[int, int]:
    """Maps the first sheet's columns to those with the same heading in another; {} if that lacks one of `read`."""
    keys = {column: key_of(Heading(parts)) for column, parts in other.headings.items()}
    count = Counter(keys.values())
    places = {key: column for column, key in keys.items() if count[key] == 1}
    if len(first.header_rows) != len(other.header_rows):
        return {}
    wanted = {column: key_of(Heading(parts)) for column, parts in first.headings.items()}
    found = {column: places[key] for column, key in wanted.items() if key in places}
    return found if read <= found.keys() else {}
