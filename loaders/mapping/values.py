"""Turns the cells of a sheet's records into values of our columns, each read by its type; the words stay as written."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from checks.received_file import Sheet
from loaders.mapping.columns import Columns
from loaders.mapping.dates import ReadDate, day_of_serial, is_serial, needs_an_order, read_date
from loaders.mapping.earlier_dates import let_earlier_dates_stand
from loaders.mapping.known_words import letters, names_nothing, small
from loaders.mapping.layout import COLOURED, SheetLayout
from loaders.mapping.records import Rows
from loaders.mapping.row_kinds import NO_TITLE
from loaders.reader.grid import Cell, Grid
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.findings import HiddenCell, NotReadable
from tracker.terms import (
    LEAD_NOT_STATED,
    NO_REFERENCE,
    Kind,
    Precision,
    ReportedStatus,
    Resolution,
    Response,
    Verification,
)

NAME_BODIES = ("agency", "supporting_agencies", "checker")  # [agencies] explains their words
BLANK_WORD = {
    Response: Response.NO_RESPONSE,
    ReportedStatus: ReportedStatus.NOT_REPORTED,
    Verification: Verification.NOT_CHECKED,
    Resolution: Resolution.NOT_SAID,
}


@dataclass(frozen=True)
class MappedTable:
    """What one entry of a layout reads from a sheet; `cells` holds one cell a record for each of our columns.

    `read_beside` are the columns that other entries read from the same rows.
    """

    grid: Grid
    layout: SheetLayout
    columns: Columns
    rows: Rows
    cells: dict[str, list[Cell]]
    sheet: Sheet
    read_beside: frozenset[int] = frozenset()

    def value(self, row: int, column: int) -> object:
        """What a cell holds, "" where it is empty."""
        values = self.grid.values(row)
        return values[column - 1] if column <= len(values) else ""


def map_table(grid: Grid, layout: SheetLayout, columns: Columns, rows: Rows) -> MappedTable:
    """Reads the records of a sheet: their cells, their values by type and their words as written."""
    places = columns.places
    cells = {name: _cells(grid, rows.records, place, name in layout.fill_down) for name, place in places.items()}
    for name, place in columns.years.items():
        cells[name] = list(map(_with_year, cells[name], grid.column(rows.records, place)))
    if not layout.dates:
        _refuse_unordered_dates(cells, rows.records, columns, layout)
    texts = {name: _texts(name, column, layout) for name, column in cells.items()}
    words = {name: _as_written(name, texts[name], column) for name, column in cells.items()}
    if layout.section:
        titles = [rows.sections.get(row, NO_TITLE).words for row in rows.records]
        texts[layout.section] = words[layout.section] = titles
    frame = pd.DataFrame(words, index=rows.records, dtype=str)
    sheet = Sheet(
        name=grid.name,
        kind=layout.fills,
        rows=_values(cells, texts, layout, frame),
        words=frame,
        headings={name: str(columns.headings.get(place, "")) for name, place in places.items()},
        letters={name: letter(place) for name, place in places.items()},
        confirmed=confirmed(layout),
        agencies=layout.agencies,
        log=layout.log,
        hidden_cells=tuple(_hidden_cells(cells, rows, layout)),
        numbered_by=layout.numbered_by,
    )
    return MappedTable(grid, layout, columns, rows, cells, sheet)


def _refuse_unordered_dates(
    cells: dict[str, list[Cell]], records: list[int], columns: Columns, layout: SheetLayout
) -> None:
    """Raises NotReadable at a date in numbers, since day and month are never guessed."""
    for name in (name for name in cells if COLUMNS[layout.fills][name].holds is date):
        for row, cell in zip(records, cells[name], strict=True):
            if needs_an_order(cell.value):
                place = f"{letter(columns.places[name])}{row}"
                raise NotReadable(
                    f"{place} holds the date {cell.words}, and nothing says whether the day or the month comes first. "
                    'Write dates = "day first", or "month first" or "year first", into the layout.'
                )


def _cells(grid: Grid, rows: list[int], column: int, fills_down: bool) -> list[Cell]:
    cells = grid.column(rows, column)
    if fills_down:
        for n in range(1, len(cells)):
            if not cells[n].words:
                cells[n] = cells[n - 1]._replace(is_merged_into=True)
    return cells


def _with_year(cell: Cell, year: Cell) -> Cell:
    """A quarter or a month, and the year that stands in another column, as one text."""
    if not year.words:
        return cell
    hidden = tuple(dict.fromkeys((*cell.hidden, *year.hidden)))
    return cell._replace(value=f"{cell.words} {year.words}".strip(), hidden=hidden)


def _hidden_cells(cells: dict[str, list[Cell]], rows: Rows, layout: SheetLayout) -> Iterator[HiddenCell]:
    for name, column in cells.items():
        for row, cell in zip(rows.records, column, strict=True):
            if cell.hidden and cell.words:
                yield from (HiddenCell(row, name, why) for why in cell.hidden)
    for row, title in rows.sections.items():
        yield from (HiddenCell(row, layout.section, why) for why in title.hidden)


def _texts(name: str, cells: list[Cell], layout: SheetLayout) -> list[str]:
    """The words of each cell; where only a colour says something, the word that the plan's own key gives for it."""
    if name in COLOURED and layout.colours:
        return [cell.words or layout.colours.get(cell.fill, "") for cell in cells]
    return [cell.words for cell in cells]


def _as_written(name: str, texts: list[str], cells: list[Cell]) -> list[str]:
    """The words as they are stored; a word that stands only for a colour has that colour beside it."""
    if name not in COLOURED:
        return texts
    return [
        f"{text} (colour {cell.fill})" if text and cell.value is None else text
        for text, cell in zip(texts, cells, strict=True)
    ]


def _values(
    cells: dict[str, list[Cell]], texts: dict[str, list[str]], layout: SheetLayout, words: pd.DataFrame
) -> pd.DataFrame:
    """Every column of this kind of sheet; one that the layout does not map is blank."""
    values: dict[str, object] = {}
    for name, described in COLUMNS[layout.fills].items():
        holds, column = described.holds, _or_always(name, texts, layout, len(words))
        if name in cells and not issubclass(holds, StrEnum | date):
            column = ["" if cell.is_unknown else text for cell, text in zip(cells[name], column, strict=True)]
        if described.fillers_are_blank:
            explained = layout.agencies if name in NAME_BODIES else ()
            column = _without_fillers(column, layout, [*described.no_fillers, *explained])
        if holds is date:
            values |= _date_columns(name, _dates(name, cells.get(name), column, layout))
        elif holds is list:
            values[name] = [split(name, text, layout) for text in column]
        elif issubclass(holds, StrEnum):
            values[name] = _on_scale(column, getattr(layout, name), holds)
        else:
            values[name] = (
                [layout.agencies.get(text, text) for text in column] if name in ("agency", "checker") else column
            )
    frame = pd.DataFrame(values, index=words.index)
    if layout.numbered_by:
        is_filled = words[[*layout.numbered_by]].ne("").any(axis=1)
        frame["action_ref"] = is_filled.map({True: NO_REFERENCE, False: ""})
    if layout.fills == Kind.ACTION:
        frame["agency"] = frame["agency"].replace("", LEAD_NOT_STATED)
        let_earlier_dates_stand(frame, words)
        if layout.closed_by_date:
            is_blank = frame["reported_status"] == str(ReportedStatus.NOT_REPORTED)
            frame.loc[is_blank & frame["completed_on"].notna(), "reported_status"] = str(
                ReportedStatus.REPORTED_COMPLETE
            )
    return frame


def _without_fillers(texts: list[str], layout: SheetLayout, no_fillers: Collection[str]) -> list[str]:
    """A filler names nothing, so it is as good as blank; the words of the row keep it as written."""
    fillers = frozenset(small(word) for word in layout.fillers)
    answers = frozenset(map(letters, no_fillers))
    return ["" if names_nothing(text, fillers) and letters(text) not in answers else text for text in texts]


def _or_always(name: str, texts: dict[str, list[str]], layout: SheetLayout, length: int) -> list[str]:
    otherwise = layout.always.get(name, "")
    return [text or otherwise for text in texts[name]] if name in texts else [otherwise] * length


def _dates(name: str, cells: list[Cell] | None, texts: list[str], layout: SheetLayout) -> list[ReadDate]:
    cells = cells or [Cell(None)] * len(texts)
    are_serial = name in layout.serial_dates
    return [_date(cell, text, layout, are_serial) for cell, text in zip(cells, texts, strict=True)]


def _date(cell: Cell, text: str, layout: SheetLayout, is_serial_column: bool) -> ReadDate:
    value = cell.value if cell.words else text
    if is_serial_column and is_serial(value):
        return ReadDate(day_of_serial(value), Precision.DAY)
    return read_date(value, cell.number_format, layout.dates, layout.years)


def _date_columns(name: str, dates: list[ReadDate]) -> dict[str, object]:
    return {
        name: pd.Series([read.on for read in dates], dtype="datetime64[us]").to_numpy(),
        f"{name}_precision": [str(read.precision) for read in dates],
    }


def split(name: str, text: str, layout: SheetLayout) -> list[str]:
    """The values in one cell. Names are taken apart only where the layout confirms every one of them."""
    separator = layout.split.get(name)
    parts = [part.strip() for part in text.split(separator)] if separator else [text]
    parts = [part for part in parts if part]
    if name.endswith("_ref"):
        return parts
    if len(parts) > 1 and not confirmed(layout).issuperset(parts):
        return [text]
    return [layout.agencies.get(part, part) for part in parts]


def confirmed(layout: SheetLayout) -> frozenset[str]:
    """The names of bodies that the layout confirms: as they stand, or by the name it gives for them."""
    return frozenset({*layout.confirmed, *layout.agencies, *layout.agencies.values()})


def _on_scale(texts: list[str], known: dict[str, str], scale: type[StrEnum]) -> list[str]:
    """Our word for each of theirs. A word the layout does not list is never guessed."""
    ours = {small(word): str(meaning) for word, meaning in known.items()}
    ours[""] = str(BLANK_WORD[scale])
    unreadable = str(scale["UNREADABLE"])
    return [ours.get(small(text), unreadable) for text in texts]
