"""The filled columns of a table that the layout does not name, and what each of them may be."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from loaders.mapping.headings import NO_HEADING, Heading
from loaders.mapping.known_words import normalise
from loaders.mapping.values import MappedTable
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind
from tracker.words import readable_name

LEAST_LIKE = 0.6  # likeness of two headings, from 0 to 1


class UnnamedColumn(NamedTuple):
    """A column that the layout does not read; `filled` maps the row of each record that fills it to its value."""

    column: int
    heading: Heading
    filled: dict[int, object]

    def __str__(self) -> str:
        return f"“{self.heading}” (column {letter(self.column)})" if self.heading else f"column {letter(self.column)}"


def unread_columns(table: MappedTable) -> Iterator[UnnamedColumn]:
    """Yields every column of the table that the layout does not read, in the order of the sheet, filled or not."""
    for column in sorted(table.columns.table - table.columns.read - table.read_beside):
        lines = ((row, table.grid.values(row)) for row in table.rows.records)
        filled = {row: line[column - 1] for row, line in lines if len(line) >= column and line[column - 1] != ""}
        yield UnnamedColumn(column, table.columns.headings.get(column, NO_HEADING), filled)


def unnamed_columns(table: MappedTable) -> list[UnnamedColumn]:
    """The filled columns that the layout neither reads nor lists in not_read."""
    return [one for one in unread_columns(table) if one.filled and not one.heading.is_named_in(table.layout.not_read)]


def nearest(table: MappedTable, columns: list[UnnamedColumn]) -> dict[str, str]:
    """For each of our columns without a heading, the one of `columns` whose heading is most like what it may be."""
    kind = table.layout.fills
    missing = [name for name in COLUMNS[kind] if name not in table.columns.places]
    found = {name: max(columns, key=lambda one: _likeness(kind, name, one.heading)) for name in missing if columns}
    return {name: str(one) for name, one in found.items() if _likeness(kind, name, one.heading) >= LEAST_LIKE}


@lru_cache(maxsize=20_000)  # the same headings recur in every return
def _likeness(kind: Kind, name: str, heading: str) -> float:
    """How like a heading is to the nearest known heading of any of our columns; not exact below LEAST_LIKE."""
    described, best = COLUMNS[kind][name], 0.0
    compared = SequenceMatcher(b=normalise(heading))
    for known in (readable_name(name), *described.sure, *described.likely):
        compared.set_seq1(normalise(known))
        if min(compared.real_quick_ratio(), compared.quick_ratio()) > max(best, LEAST_LIKE - 0.01):
            best = max(best, compared.ratio())
    return best
