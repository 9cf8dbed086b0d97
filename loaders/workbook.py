"""A workbook and its layout become sheets of our own columns, every row kept with its number and its words."""

import re
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter as letter

from loaders import findings
from loaders.book import Book, Cell, Grid, read_book
from loaders.layouts import Layout, SheetLayout
from loaders.values import ReadDate, read_date
from tracker.received import NotReadable, Sheet
from tracker.terms import COLUMNS, Kind, ReportedStatus, Response, Verification

CSV = "CSV"  # what the reader calls the one table of a text file
BLANK_WORD = {
    Response: Response.NO_RESPONSE,
    ReportedStatus: ReportedStatus.NOT_REPORTED,
    Verification: Verification.NOT_CHECKED,
}


def read_workbook(path: Path, layout: Layout) -> tuple[Sheet, ...]:
    """Every sheet the layout names. Raises NotReadable with file, sheet, what was found and what to do."""
    book = read_book(path)
    sheets = []
    for sheet_layout in layout.sheets:
        for name in sheet_layout.sheet:
            try:
                sheets.append(read_sheet(grid_of(book, name), sheet_layout))
            except NotReadable as error:
                what_to_do = f"Correct {layout.path.name}, or write a dated layout if the workbook has changed."
                raise NotReadable(f"sheet '{name}': {error} {what_to_do}") from error
    if not any(len(sheet.rows) for sheet in sheets):
        nothing = "no rows below the headings, and every action would look dropped."
        raise NotReadable(f"{nothing} Ask the sender for it again.")
    told = [replace(sheet, problems=(*sheet.problems, *findings.differing(book, sheet.name))) for sheet in sheets]
    told[0] = replace(told[0], problems=(*told[0].problems, *findings.facts(book)))
    return _number_repeats(told, layout.renumbered)


def grid_of(book: Book, name: str) -> Grid:
    """One sheet by its exact name, or by the name without blanks around it; a CSV has one without a name."""
    grids = {grid.name: grid for grid in book.grids}
    if list(grids) == [CSV]:
        return grids[CSV]
    found = grids.get(name) or next((grid for grid in book.grids if grid.name.strip() == name.strip()), None)
    if found is None:
        raise NotReadable(f"no sheet '{name}'. Sheets found: {', '.join(repr(sheet) for sheet in grids)}.")
    return found


def read_sheet(grid: Grid, layout: SheetLayout) -> Sheet:
    """One sheet read by its layout. Raises NotReadable when a heading is not there."""
    headings = _headings(grid, layout.header_row)
    places = _places(headings, layout)
    rows = _rows_with_content(grid, layout, places)
    cells = {name: _cells(grid, rows, column, name in layout.fill_down) for name, column in places.items()}
    words = pd.DataFrame(
        {name: [cell.words for cell in column] for name, column in cells.items()}, index=rows, dtype=str
    )
    return Sheet(
        name=grid.name,
        kind=layout.fills,
        rows=_values(cells, words, layout),
        words=words,
        headings={name: headings[column] for name, column in places.items()},
        letters={name: letter(column) for name, column in places.items()},
        problems=(
            *findings.columns(grid, headings, places, rows, max(layout.header_row)),
            *findings.not_known(grid, cells, rows, places),
        ),
    )


def _headings(grid: Grid, header_rows: tuple[int, ...]) -> dict[int, str]:
    """Column number to heading; the parts of a heading over several rows are joined: "Target date / Revised"."""
    headings = {}
    for column in range(1, grid.last_column + 1):
        parts = [_fold(grid.at(row, column).words) for row in header_rows]
        own = list(dict.fromkeys(part for part in parts if part))
        if own:
            headings[column] = " / ".join(own)
    return headings


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _places(headings: dict[int, str], layout: SheetLayout) -> dict[str, int]:
    """Our column to the column it stands in, by the heading that the layout gives."""
    if not headings:
        raise NotReadable(f"row {_rows_in_words(layout)}: no headings there.")
    found = {}
    for column, heading in headings.items():
        found.setdefault(heading.casefold(), column)
    for column, heading in headings.items():
        found.setdefault(_fold(heading.split("(")[0]).casefold(), column)
    places = {}
    for name, heading in layout.columns.items():
        if (column := found.get(_fold(heading).casefold())) is None:
            _no_heading(heading, headings, layout)
        places[name] = column
    return places


def _no_heading(heading: str, headings: dict[int, str], layout: SheetLayout) -> None:
    near = get_close_matches(heading, headings.values(), 1)
    hint = f" The nearest is '{near[0]}'." if near else ""
    raise NotReadable(
        f"row {_rows_in_words(layout)}: no heading '{heading}'. Headings found: {', '.join(headings.values())}.{hint}"
    )


def _rows_in_words(layout: SheetLayout) -> str:
    return " and ".join(str(row) for row in layout.header_row)


def _rows_with_content(grid: Grid, layout: SheetLayout, places: dict[str, int]) -> list[int]:
    """Rows below the headings with content of their own; what a merged cell lends is not a row by itself."""
    rows = []
    for row in (row for row in grid.rows if row > max(layout.header_row)):
        if layout.stops_at and _first_words(grid, row).casefold() == layout.stops_at.casefold():
            break
        own = [cell for cell in (grid.at(row, column) for column in places.values()) if not cell.is_merged_into]
        if any(cell.words for cell in own) and not _repeats_headings(grid, row, places, layout):
            rows.append(row)
    return rows


def _repeats_headings(grid: Grid, row: int, places: dict[str, int], layout: SheetLayout) -> bool:
    """Whether the headings stand there once more, as above each part of a plan that is laid out in parts."""
    return all(_fold(grid.at(row, column).words) == _fold(layout.columns[name]) for name, column in places.items())


def _first_words(grid: Grid, row: int) -> str:
    return next((words for column in range(1, grid.last_column + 1) if (words := grid.at(row, column).words)), "")


def _cells(grid: Grid, rows: list[int], column: int, fills_down: bool) -> list[Cell]:
    cells = [grid.at(row, column) for row in rows]
    if fills_down:
        for n in range(1, len(cells)):
            cells[n] = cells[n] if cells[n].words else cells[n - 1]
    return cells


def _values(cells: dict[str, list[Cell]], words: pd.DataFrame, layout: SheetLayout) -> pd.DataFrame:
    """Every column of this kind of sheet, read by its type; a column the layout does not map is blank."""
    values: dict[str, object] = {}
    for name, holds in COLUMNS[layout.fills].items():
        texts = _texts(name, words, layout)
        if name in cells and not issubclass(holds, StrEnum | date):
            texts = ["" if cell.is_unknown else text for cell, text in zip(cells[name], texts, strict=True)]
        if holds is date:
            values |= _date_columns(name, _dates(cells.get(name), texts, layout))
        elif holds is list:
            values[name] = [_split(text, layout.split.get(name), layout.agencies) for text in texts]
        elif issubclass(holds, StrEnum):
            values[name] = [_word(text, getattr(layout, name), holds) for text in texts]
        else:
            values[name] = [layout.agencies.get(text, text) if name == "agency" else text for text in texts]
    frame = pd.DataFrame(values, index=words.index)
    if layout.fills == Kind.ACTION:
        _let_original_dates_stand(frame, words)
    return frame


def _texts(name: str, words: pd.DataFrame, layout: SheetLayout) -> list[str]:
    otherwise = layout.always.get(name, "")
    written = words[name] if name in words else [""] * len(words)
    return [text or otherwise for text in written]


def _dates(cells: list[Cell] | None, texts: list[str], layout: SheetLayout) -> list[ReadDate]:
    cells = cells or [Cell(None)] * len(texts)
    return [
        read_date(cell.value if cell.words else text, cell.number_format, layout.dates, layout.years)
        for cell, text in zip(cells, texts, strict=True)
    ]


def _date_columns(name: str, dates: list[ReadDate]) -> dict[str, object]:
    return {
        name: pd.Series([read.on for read in dates], dtype="datetime64[us]").to_numpy(),
        f"{name}_precision": [str(read.precision) for read in dates],
    }


def _split(text: str, separator: str | None, agencies: dict[str, str]) -> list[str]:
    parts = text.split(separator) if separator else [text]
    return [agencies.get(part.strip(), part.strip()) for part in parts if part.strip()]


def _word(text: str, known: dict[str, str], scale: type[StrEnum]) -> str:
    """Our word for theirs. A word the layout does not list is never guessed."""
    if not text:
        return str(BLANK_WORD[scale])
    ours = {_fold(word).casefold(): meaning for word, meaning in known.items()}
    return str(ours.get(_fold(text).casefold(), scale.UNREADABLE))


def _let_original_dates_stand(frame: pd.DataFrame, words: pd.DataFrame) -> None:
    """A plan with an original date leaves the revised one blank until the date moves, or has no column for it."""
    if "original_due_on" not in words:
        return
    blank = words["due_on"] == "" if "due_on" in words else pd.Series(True, index=words.index)
    for part in ("", "_precision"):
        frame.loc[blank, f"due_on{part}"] = frame.loc[blank, f"original_due_on{part}"]


def _number_repeats(sheets: list[Sheet], renumbered: dict[str, str]) -> tuple[Sheet, ...]:
    """A reference used again in the same file keeps its row under "REF (2)": neither row is merged or lost.

    One that the layout says was renumbered goes on under the reference it had first.
    """
    used: set[str] = set()
    for sheet in sheets:
        if sheet.kind != Kind.ACTION:
            continue
        refs = [_first_known_as(ref, renumbered) for ref in sheet.rows["action_ref"]]
        times = [_time_used(ref, used) for ref in refs]
        sheet.rows["times_used"] = pd.Series(times, index=sheet.rows.index, dtype=int)
        sheet.rows["action_ref"] = [_numbered(ref, n) for ref, n in zip(refs, times, strict=True)]
    return tuple(sheets)


def _first_known_as(ref: str, renumbered: dict[str, str]) -> str:
    while ref in renumbered:
        ref = renumbered[ref]
    return ref


def _time_used(ref: str, used: set[str]) -> int:
    """1 for a reference not used before, else the first number that makes it one of its own."""
    n = 1
    while ref and _numbered(ref, n) in used:
        n += 1
    used.add(_numbered(ref, n))
    return n


def _numbered(ref: str, n: int) -> str:
    return ref if n == 1 else f"{ref} ({n})"
