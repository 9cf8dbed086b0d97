"""Finds rows that are plainly records by a look at a few cells: nearly all are, and a longer look costs more."""

from loaders.mapping.columns import Columns
from loaders.mapping.headings import key_of
from loaders.mapping.known_words import small
from loaders.mapping.layout import SheetLayout
from loaders.mapping.row_kinds import LEFT_OUT_BY, MAIN, RowKinds
from loaders.mapping.totals import names_a_total
from loaders.reader.cell_text import is_blank
from loaders.reader.grid import Grid


class PlainRecords:
    """Tells which rows are records for sure: RowKinds, if asked why such a row is not one, gives no reason."""

    def __init__(self, grid: Grid, layout: SheetLayout, columns: Columns, kinds: RowKinds) -> None:
        self._grid, self._kinds = grid, kinds
        self._first, self._main = min(columns.table), columns.places.get(MAIN[layout.fills], 0)
        self._header_row, self._headings = grid.values(columns.header_rows[-1]), kinds.headings
        prefilled = {columns.places[name] for name in layout.prefilled if name in columns.places}
        answers = set(columns.places.values()) - prefilled  # two of our columns may read the same one
        has_answer = self._main in answers and not MAIN[layout.fills].endswith("_ref")
        # Titles, lines of guidance, the end of the table and pivot tables cannot be told by a few cells.
        has_more = bool(
            layout.section or layout.stops_at or grid.pivots or any(getattr(layout, key) for key in LEFT_OUT_BY)
        )
        self._are_any = has_answer and not has_more

    def has(self, row: int) -> bool:
        """Whether the main cell has words, and neither it nor the first filled one marks another kind of row."""
        values = self._grid.values(row)
        if not self._are_any or row in self._kinds.rows_as_sent or len(values) < max(self._first, self._main):
            return False
        main = values[self._main - 1]
        if main.__class__ is not str or main == "" or is_blank(main) or small(main) in self._kinds.unfilled:
            return False
        first = next(value for value in values[self._first - 1 : self._main] if value != "" and not is_blank(value))
        if first.__class__ is str and names_a_total(first):
            return False
        return not any(self._may_repeat(headings, values) for headings in self._headings)

    def _may_repeat(self, headings: dict[int, str], values: list[object]) -> bool:
        """Whether the first of these headings is in a row: in its own column, or moved into another."""
        column = next(iter(headings))
        there = values[column - 1] if column <= len(values) else ""
        moved = self._header_row[column - 1] if column <= len(self._header_row) else ""
        return moved in values or (isinstance(there, str) and key_of(there) == headings[column])
