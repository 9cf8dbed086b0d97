"""Reads the dates in the columns of a sheet by its layout, which says whether the day or the month comes first."""

from collections.abc import Sequence
from datetime import date

from loaders.mapping.columns import Columns
from loaders.mapping.dates import ReadDate, day_of_serial, is_serial, needs_an_order, read_date
from loaders.mapping.layout import SheetLayout
from loaders.reader.column import ColumnCells
from loaders.reader.grid import GENERAL
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.findings import NotAsLaidOut
from tracker.terms import Precision


def refuse_unordered_dates(
    cells: dict[str, ColumnCells], records: list[int], columns: Columns, layout: SheetLayout
) -> None:
    """Raises NotAsLaidOut for a date in numbers, since day and month are never guessed."""
    for name in (name for name in cells if COLUMNS[layout.fills][name].holds is date):
        for row, value, words in zip(records, cells[name].values, cells[name].words, strict=True):
            if needs_an_order(value):
                place = f"{letter(columns.places[name])}{row}"
                found = f"{place} holds the date {words}, and nothing says whether the day or the month comes first."
                say = 'Write dates = "day first", or "month first" or "year first", into the layout.'
                raise NotAsLaidOut(f"{found} {say}", found)


def dates_of(name: str, column: ColumnCells | None, texts: Sequence[str], layout: SheetLayout) -> list[ReadDate]:
    """The dates of a column, or without a column those that the layout or the section titles give."""
    are_serial = name in layout.serial_dates
    if column is None:
        return [_date(text, GENERAL, layout, are_serial) for text in texts]
    of_cells = zip(column.values, column.words, texts, column.formats, strict=True)
    return [
        _date(value if words else text, number_format, layout, are_serial)
        for value, words, text, number_format in of_cells
    ]


def _date(value: object, number_format: str, layout: SheetLayout, is_serial_column: bool) -> ReadDate:
    if is_serial_column and is_serial(value):
        return ReadDate(day_of_serial(value), Precision.DAY)
    return read_date(value, number_format, layout.dates, layout.years)
