"""Turns the cells of a sheet's records into values of our columns, each read by its type; the words stay as written."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from checks.received_file import Sheet
from loaders.mapping.cells import read_cells
from loaders.mapping.columns import Columns
from loaders.mapping.date_columns import dates_of, refuse_unordered_dates
from loaders.mapping.earlier_dates import let_earlier_dates_stand
from loaders.mapping.known_words import letters, names_nothing, single_spaced, small
from loaders.mapping.layout import COLOURED, SheetLayout
from loaders.mapping.records import Rows
from loaders.mapping.row_kinds import NO_TITLE
from loaders.reader.column import ColumnCells
from loaders.reader.grid import Grid
from tracker.colour_names import with_colour
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS, Column
from tracker.findings import HiddenCell
from tracker.terms import (
    LEAD_NOT_STATED,
    NO_REFERENCE,
    REVIEW_NOT_STATED,
    Kind,
    ReportedStatus,
    Resolution,
    Response,
    Verification,
)

Read = TypeVar("Read")
NAME_BODIES = ("agency", "supporting_agencies", "checker")  # [agencies] explains their words
BLANK_WORD = {
    Response: Response.NO_RESPONSE,
    ReportedStatus: ReportedStatus.NOT_REPORTED,
    Verification: Verification.NOT_CHECKED,
    Resolution: Resolution.NOT_STATED,
}


@dataclass(frozen=True)
class MappedTable:
    """What one entry of a layout reads from a sheet; `cells` has each of our columns, with one cell for each record.

    `read_beside` are the columns that other entries read from the same rows.
    """

    grid: Grid
    layout: SheetLayout
    columns: Columns
    rows: Rows
    cells: dict[str, ColumnCells]
    sheet: Sheet
    read_beside: frozenset[int] = frozenset()

    def value(self, row: int, column: int) -> object:
        """The value of a cell, "" if it is empty."""
        values = self.grid.values(row)
        return values[column - 1] if column <= len(values) else ""


def map_table(grid: Grid, layout: SheetLayout, columns: Columns, rows: Rows) -> MappedTable:
    """Reads the records of a sheet: their cells, their values by type and their words as written."""
    places = columns.places
    cells = read_cells(grid, rows.records, columns, layout)
    if not layout.dates:
        refuse_unordered_dates(cells, rows.records, columns, layout)
    texts = {name: _texts(name, column, layout) for name, column in cells.items()}
    written = {name: _as_written(name, texts[name], column, layout) for name, column in cells.items()}
    if layout.section:
        titles = [rows.sections.get(row, NO_TITLE).words for row in rows.records]
        texts[layout.section] = written[layout.section] = titles
    if layout.sheet_names:
        texts[layout.sheet_names] = written[layout.sheet_names] = [single_spaced(grid.name)] * len(rows.records)
    sheet = Sheet(
        name=grid.name,
        kind=layout.fills,
        numbers=rows.records,
        values=_values(cells, texts, layout, len(rows.records), written),
        written=written,
        headings={name: str(columns.headings.get(place, "")) for name, place in places.items()},
        letters={name: letter(place) for name, place in places.items()},
        confirmed=confirmed_names(layout),
        agencies=layout.agencies,
        log=layout.log,
        hidden_cells=tuple(_hidden_cells(cells, rows, layout)),
        numbered_by=layout.numbered_by,
    )
    return MappedTable(grid, layout, columns, rows, cells, sheet)


def _hidden_cells(cells: dict[str, ColumnCells], rows: Rows, layout: SheetLayout) -> Iterator[HiddenCell]:
    for name, column in cells.items():
        for n, cell in column.odd.items():
            if cell.hidden and column.words[n]:
                yield from (HiddenCell(rows.records[n], name, why) for why in cell.hidden)
    for row, title in rows.sections.items():
        yield from (HiddenCell(row, layout.section, why) for why in title.hidden)


def _texts(name: str, column: ColumnCells, layout: SheetLayout) -> Sequence[str]:
    """The words of each cell; if only a colour says something, the word that the plan's own key gives for it."""
    if name in COLOURED and layout.colours:
        return [words or layout.colours.get(fill, "") for words, fill in zip(column.words, column.fills, strict=True)]
    return column.words


def _as_written(name: str, texts: Sequence[str], column: ColumnCells, layout: SheetLayout) -> Sequence[str]:
    """The words as they are stored; a word taken from a colour has that colour beside it."""
    if name not in COLOURED or not layout.colours:
        return texts
    return [
        with_colour(text, fill) if text and value == "" else text
        for text, value, fill in zip(texts, column.values, column.fills, strict=True)
    ]


def _values(
    cells: dict[str, ColumnCells],
    texts: dict[str, Sequence[str]],
    layout: SheetLayout,
    length: int,
    written: Mapping[str, Sequence[str]],
) -> dict[str, Sequence[Any]]:
    """The values of every column of this kind of sheet; a column that the layout does not map is blank."""
    values: dict[str, Sequence[Any]] = {}
    for name, described in COLUMNS[layout.fills].items():
        column = _filled(name, described, _or_always(name, texts, layout, length), cells.get(name), layout)
        if described.holds is date:
            dates = dates_of(name, cells.get(name), column, layout)
            values[name] = [read.on for read in dates]
            values[f"{name}_precision"] = [str(read.precision) for read in dates]
        else:
            values[name] = _of_texts(name, described.holds, column, layout)
    if layout.numbered_by:
        named = zip(*(written[name] for name in layout.numbered_by), strict=True)
        values["action_ref"] = [NO_REFERENCE if any(words) else "" for words in named]
    if layout.fills in (Kind.ACTION, Kind.RECOMMENDATION):
        values["review"] = [name or REVIEW_NOT_STATED for name in values["review"]]
    if layout.fills == Kind.ACTION:
        values["agency"] = [name or LEAD_NOT_STATED for name in values["agency"]]
        let_earlier_dates_stand(values, written)
        if layout.closed_by_date:
            values["reported_status"] = list(map(_closed, values["reported_status"], values["completed_on"]))
    return values


def _filled(
    name: str, described: Column, texts: Sequence[str], cells: ColumnCells | None, layout: SheetLayout
) -> Sequence[str]:
    """The texts of a column, blank for a formula without a result and for a filler such as “TBC”."""
    if cells and not issubclass(described.holds, StrEnum | date):
        texts = _known(texts, cells)
    if not described.fillers_are_blank:
        return texts
    explained = layout.agencies if name in NAME_BODIES else ()
    return _without_fillers(texts, layout, [*described.no_fillers, *explained])


def _of_texts(name: str, holds: type, texts: Sequence[str], layout: SheetLayout) -> Sequence[Any]:
    """The values of a column without dates: several in a cell, words of a scale, or the texts themselves."""
    if holds is list:
        return _each(texts, partial(split, name, layout))
    if issubclass(holds, StrEnum):
        return _on_scale(texts, getattr(layout, name), holds)
    has_spellings = layout.agencies and name in ("agency", "checker")
    return [layout.agencies.get(text, text) for text in texts] if has_spellings else texts


def _each(texts: Sequence[str], read: Callable[[str], Read]) -> list[Read]:
    """What `read` makes of each text. A plan repeats its words, so each is read once."""
    known = {text: read(text) for text in {*texts}}
    return [known[text] for text in texts]


def _closed(status: str, completed_on: date | None) -> str:
    """The status, or complete for a blank one with a date, in a plan that says so only by its dates."""
    is_blank = status == ReportedStatus.NOT_REPORTED
    return str(ReportedStatus.REPORTED_COMPLETE) if is_blank and completed_on else status


def _known(texts: Sequence[str], column: ColumnCells) -> Sequence[str]:
    """The texts, blank for formulas that have no result."""
    return ["" if column.is_unknown(n) else text for n, text in enumerate(texts)] if column.odd else texts


def _without_fillers(texts: Sequence[str], layout: SheetLayout, no_fillers: Collection[str]) -> list[str]:
    """The texts with fillers made blank, since a filler names nothing; the words of the row keep it as written."""
    fillers = frozenset(small(word) for word in layout.fillers)
    answers = frozenset(map(letters, no_fillers))
    return _each(texts, lambda text: "" if names_nothing(text, fillers) and letters(text) not in answers else text)


def _or_always(name: str, texts: dict[str, Sequence[str]], layout: SheetLayout, length: int) -> Sequence[str]:
    otherwise = layout.always.get(name, "")
    if name not in texts:
        return [otherwise] * length
    return [text or otherwise for text in texts[name]] if otherwise else texts[name]


def split(name: str, layout: SheetLayout, text: str) -> list[str]:
    """The values in one cell. Names are taken apart only if the layout confirms every one of them."""
    separator = layout.split.get(name)
    parts = [part.strip() for part in text.split(separator)] if separator else [text]
    parts = [part for part in parts if part]
    if name.endswith("_ref"):
        return parts
    if len(parts) > 1 and not confirmed_names(layout).issuperset(parts):
        return [text]
    return [layout.agencies.get(part, part) for part in parts]


def confirmed_names(layout: SheetLayout) -> frozenset[str]:
    """The names of bodies that the layout confirms: as written, or by the name that it gives for them."""
    return frozenset({*layout.confirmed, *layout.agencies, *layout.agencies.values()})


def _on_scale(texts: Sequence[str], known: dict[str, str], scale: type[StrEnum]) -> list[str]:
    """Our word for each of theirs. A word that the layout does not list is never guessed: it is unreadable."""
    ours = {small(word): str(meaning) for word, meaning in known.items()}
    ours[""] = str(BLANK_WORD[scale])
    unreadable = str(scale["UNREADABLE"])
    return _each(texts, lambda text: ours.get(small(text), unreadable))
