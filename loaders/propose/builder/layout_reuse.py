"""Fits a sender's layout to a form that has changed a little: another sheet, other columns."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from loaders.mapping.columns import BY_LETTER, MOST_ROWS
from loaders.mapping.headings import Heading, headings_in, key_of
from loaders.mapping.known_words import FIRST_ROWS
from loaders.mapping.layout import SheetLayout
from loaders.mapping.sheets import sheet_named
from loaders.propose.points_to_check import one_line
from loaders.reader.grid import Grid
from loaders.reader.read_file import Workbook
from tracker.column_letters import letter
from tracker.findings import NotReadable
from tracker.words import and_list, plural

LEAST = 0.5  # share of a layout's headings that must be found


def fit_to_workbook(workbook: Workbook, entry: SheetLayout) -> SheetLayout:
    """The entry, reduced to the headings found anywhere in a workbook. Raises NotReadable where too few are."""
    named = [*_sheets_named(workbook, entry)]
    grids = named or [grid for grid in workbook.grids if not grid.is_hidden]
    found = [_best(grid, entry) for grid in grids]
    n = max(range(len(found)), key=lambda one: (found[one][0], -len(found[one][1]), -one), default=0)
    if not found or found[n][0] < max(2, LEAST * len(entry.columns)):
        raise NotReadable("Too few headings of the layout stand in this workbook.")
    grid, rows = grids[n], found[n][1]
    others = [grids[m].name for m, (count, at) in enumerate(found) if named and (count, at) == found[n]]
    sheet = (grid.name, *(name for name in others if name != grid.name))
    return replace(_reduced(entry, headings_in(grid, rows)), sheet=sheet, header_row=rows)


def _reduced(entry: SheetLayout, headings: Mapping[int, Heading]) -> SheetLayout:
    """The entry with only those of its columns whose headings are there, and what it says of them."""
    columns = _there(entry.columns, headings)
    section = "" if entry.section in columns else entry.section
    known = {*columns, *filter(None, [section])}
    fill_down, prefilled, serial_dates, numbered_by = (
        tuple(name for name in names if name in known)
        for names in (entry.fill_down, entry.prefilled, entry.serial_dates, entry.numbered_by)
    )
    return replace(
        entry,
        columns=columns,
        year_in={name: heading for name, heading in _there(entry.year_in, headings).items() if name in columns},
        split={name: sign for name, sign in entry.split.items() if name in columns},
        section=section,
        sheet_names="" if entry.sheet_names in columns else entry.sheet_names,
        fill_down=fill_down,
        prefilled=prefilled,
        serial_dates=serial_dates,
        numbered_by=numbered_by,
    )


def differences(workbook: Workbook, entry: SheetLayout, now: SheetLayout) -> Iterator[str]:
    """Sentences on what differs from the layout: the sheet, and headings that are gone or new."""
    if now.sheet[0] not in entry.sheet:
        yield f"Sheet “{one_line(now.sheet[0])}” is read in the place of “{one_line(entry.sheet[0])}”."
    if gone := [f"“{one_line(heading)}”" for name, heading in entry.columns.items() if name not in now.columns]:
        yield f"{plural(len(gone), 'heading is', 'headings are')} gone: {and_list(gone)}."
    headings = headings_in(sheet_named(workbook, now.sheet[0]), now.header_row)
    known = [*now.columns.values(), *now.year_in.values(), *entry.not_read]
    words = [key_of(match[2] or "" if (match := BY_LETTER.fullmatch(one)) else one) for one in known]
    if new := [f"“{one_line(heading)}”" for heading in headings.values() if heading.forms.isdisjoint(words)]:
        yield f"{plural(len(new), 'heading is', 'headings are')} new: {and_list(new)}."


def _sheets_named(workbook: Workbook, entry: SheetLayout) -> Iterator[Grid]:
    for name in entry.sheet:
        try:
            yield sheet_named(workbook, name)
        except NotReadable:
            continue


def _best(grid: Grid, entry: SheetLayout) -> tuple[int, tuple[int, ...]]:
    """The rows that hold the most headings of an entry, as few as possible: how many headings, and the row numbers."""
    best: tuple[int, tuple[int, ...]] = (0, ())
    for length in range(1, MOST_ROWS + 1):
        for row in (row for row in grid.rows if row <= FIRST_ROWS):
            rows = tuple(range(row, row + length))
            count = len(_there(entry.columns, headings_in(grid, rows)))
            best = (count, rows) if count > best[0] else best
    return best


def _there(named: Mapping[str, str], headings: Mapping[int, Heading]) -> dict[str, str]:
    """Our names with the headings that occur exactly once; a column named by letter too gets its present letter."""
    found = {}
    for name, heading in named.items():
        match = BY_LETTER.fullmatch(heading)
        words = key_of(match[2] or "" if match else heading)
        columns = [n for n, other in headings.items() if key_of(other) == words] if words else []
        columns = columns or ([n for n, other in headings.items() if words in other.forms] if words else [])
        if len(columns) == 1:
            found[name] = f"column {letter(columns[0])}: {match[2]}" if match else heading
        elif match and match[1] in map(letter, columns if words else {*range(1, 1_000)} - headings.keys()):
            found[name] = heading
    return found
