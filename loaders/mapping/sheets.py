"""Reads the sheets of a workbook into our columns by its layout, and accounts for every cell."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from checks.received_file import Sheet
from loaders.mapping import lists_in_cells, sheet_problems, suspect_cells, unmatched_lines, words_not_offered
from loaders.mapping.columns import Columns, find_columns
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.reconcile import accounts
from loaders.mapping.records import Rows, find_records
from loaders.mapping.unnamed_columns import nearest, unnamed_columns, unread_columns
from loaders.mapping.values import MappedTable, map_table
from loaders.reader.grid import Grid
from loaders.reader.package import FROM_1904
from loaders.reader.read_file import Workbook, read_workbook
from loaders.reader.refusal import some
from tracker.file_terms import Reason
from tracker.findings import NotAsLaidOut, NotReadable, Problem
from tracker.terms import Kind

LOOKS_DROPPED = {
    Kind.ACTION: "action would look dropped",
    Kind.RECOMMENDATION: "recommendation would look dropped",
    Kind.VERIFICATION: "check would look withdrawn",
    Kind.COMMENT: "comment would look withdrawn",
    Kind.RESOLUTION: "resolution would look withdrawn",
}
NO_ROWS, BUT_THOSE, DROPPED = "no rows below the headings", " but those left out ({})", ", and every "
READ_TWICE = "row {} is read twice as {}, so it would count twice."
NO_RECORDS = "This workbook holds no records yet"
ONLY_TABLE = (["CSV"], ["table 1"])  # what the reader calls the only table of a text, a document or a page
WHAT_TO_DO = "Correct the layout, or make one for its new form on the page Load."


class NoSheet(NotAsLaidOut):
    """A workbook lacks a sheet that its layout names."""


def read_sheets(path: Path, layout: Layout) -> tuple[Sheet, ...]:
    """Every sheet of a file that the layout names. Raises NotReadable with the sheet, what was found and what to do."""
    return sheets_of(read_workbook(path), layout)


def sheets_of(workbook: Workbook, layout: Layout) -> tuple[Sheet, ...]:
    """The sheets of a workbook that the layout names. Raises NotReadable with sheet, what was found and what to do."""
    return sheets_from(workbook, tables_of(workbook, layout), layout)


def sheets_from(workbook: Workbook, tables: Sequence[MappedTable], layout: Layout) -> tuple[Sheet, ...]:
    """The sheets of the tables that a layout reads from a workbook, with the problems and an account of every cell.

    Raises NotReadable if a cell would be lost.
    """
    first = {table.sheet.name: table for table in reversed(tables)}
    sheets = [_with_problems(workbook, table, table is first[table.sheet.name]) for table in tables]
    sheets[0] = replace(
        sheets[0],
        problems=(*sheets[0].problems, *sheet_problems.facts(workbook), *unmatched_lines.of_file(tables)),
        accounts=tuple(accounts(workbook, tables)),
    )
    sheets = [join_references(sheet, layout) for sheet in sheets]
    return tuple(replace(sheet, renumbered=layout.renumbered) if sheet.numbered_by else sheet for sheet in sheets)


def _with_problems(workbook: Workbook, table: MappedTable, is_first: bool) -> Sheet:
    unnamed = unnamed_columns(table)
    return replace(
        table.sheet,
        problems=tuple(_problems(workbook, table, is_first)),
        without_marks=workbook.without_marks,
        not_named=tuple(map(str, unnamed)),
        nearest=nearest(table, [one for one in unread_columns(table) if one.heading]),
    )


def tables_of(workbook: Workbook, layout: Layout, rows_as_sent: frozenset[int] = frozenset()) -> list[MappedTable]:
    """Every table that the layout reads from a workbook, with its place in it. Raises NotReadable like `sheets_of`.

    `rows_as_sent` are the numbers of a form's rows that nobody has filled in.
    """
    tables = [
        _map_table(workbook, name, entry, rows_as_sent)
        for entry in layout.sheets
        for name in entry.sheet
        if _is_expected(workbook, name, entry, layout)
    ]
    _refuse_no_records([table for table in tables if table.sheet.kind != Kind.COMMENT] or tables)
    _refuse_read_twice(tables, layout)
    return [replace(table, read_beside=_read_beside(table, tables)) for table in tables]


def _read_beside(table: MappedTable, tables: Sequence[MappedTable]) -> frozenset[int]:
    """The columns that other entries read from the same rows: a recommendation and its action may share a row."""
    rows = {*table.rows.records}
    same = [other for other in tables if other.grid is table.grid and not rows.isdisjoint(other.rows.records)]
    return frozenset[int]().union(*(other.columns.read for other in same)) - table.columns.read


def _is_expected(workbook: Workbook, name: str, entry: SheetLayout, layout: Layout) -> bool:
    """Whether a sheet has to be there. A plan may come without a comment; one whose sheet is left out is withdrawn."""
    is_alone = all(other.fills == Kind.COMMENT for other in layout.sheets)
    names = {_as_seen(grid.name) for grid in workbook.grids}
    return entry.fills != Kind.COMMENT or is_alone or _as_seen(name) in names


def _map_table(workbook: Workbook, name: str, sheet_layout: SheetLayout, rows_as_sent: frozenset[int]) -> MappedTable:
    try:
        if sheet_layout.serial_dates and FROM_1904 in workbook.facts:
            raise NotReadable("this workbook counts its days from 1904, and serial_dates counts them from 1900.")
        grid = sheet_named(workbook, name)
        columns = find_columns(grid, sheet_layout)
        return map_table(grid, sheet_layout, columns, find_records(grid, sheet_layout, columns, rows_as_sent))
    except NotReadable as error:
        found = error.found if isinstance(error, NotAsLaidOut) else str(error)
        where = "" if isinstance(error, NoSheet) else f"in the sheet “{name}”, "
        raise NotAsLaidOut(f"sheet '{name}': {error} {WHAT_TO_DO}", f"{where}{found}") from error


def sheet_named(workbook: Workbook, name: str) -> Grid:
    """The sheet of that name, or of one that looks the same; the only one of a text or document. Raises NoSheet."""
    grids = {grid.name: grid for grid in workbook.grids}
    if list(grids) in ONLY_TABLE:
        return workbook.grids[0]
    alike = [grid for grid in workbook.grids if _as_seen(grid.name) == _as_seen(name)]
    if name not in grids and len(alike) != 1:
        there = f"Sheets found: {some([*grids])}."
        raise NoSheet(f"no sheet '{name}'. {there}", f"the sheet “{name}” is missing. {there}")
    return grids.get(name) or alike[0]


def _as_seen(name: str) -> str:
    """A name as people see it: blanks around it, or an accent stored apart from its letter, make no difference."""
    return unicodedata.normalize("NFC", name.replace("\u00a0", " ")).strip()


def _refuse_read_twice(tables: Sequence[MappedTable], layout: Layout) -> None:
    """Raises NotAsLaidOut if two entries of a layout read a row as the same thing: it would count twice.

    Tables side by side share their rows, but each has columns of its own for what both contain.
    """
    for one, other in combinations(tables, 2):
        same = (one.sheet.name, one.sheet.kind) == (other.sheet.name, other.sheet.kind)
        row = row_read_twice((one.columns, one.rows), (other.columns, other.rows)) if same else 0
        if row:
            twice = READ_TWICE.format(row, one.sheet.kind)
            raise NotAsLaidOut(
                f"sheet '{one.sheet.name}': {twice} Keep one [[sheets]] for it in {layout.path.name}.",
                f"in the sheet “{one.sheet.name}”, {twice}",
            )


def row_read_twice(one: tuple[Columns, Rows], other: tuple[Columns, Rows]) -> int:
    """The first row that two tables of one sheet read by the same columns, 0 if there is none."""
    (columns, rows), (other_columns, other_rows) = one, other
    places, others = columns.places, other_columns.places
    are_same_columns = all(places[name] == others[name] for name in places.keys() & others.keys())
    return min({*rows.records}.intersection(other_rows.records), default=0) if are_same_columns else 0


def _refuse_no_records(tables: Sequence[MappedTable]) -> None:
    if any(table.rows.records for table in tables):
        return
    reasons = {reason for table in tables for reason in table.rows.left_out.values()}
    if reasons == {Reason.NOT_FILLED_IN} and all(table.layout.log == "list" for table in tables):
        return  # a log of new entries that has none takes nothing back
    if reasons and reasons <= {Reason.FORMULAS_ONLY}:
        raise NotReadable(
            "the rows below the headings hold formulas without a result and nothing else. "
            "Open it in the spreadsheet program, save it there and load it again."
        )
    but = BUT_THOSE.format(", ".join(sorted(reasons))) if reasons else ""
    nothing = f"{NO_ROWS}{but}{DROPPED}{LOOKS_DROPPED[tables[0].sheet.kind]}."
    raise NotReadable(f"{nothing} Ask the sender for it again.")


def why_empty(why_not: str) -> str:
    """The sentence for a file without records whose sender has sent none before, so that nothing looks dropped.

    It is "" if the file cannot be read for another reason.
    """
    nothing, dropped, _ = why_not.partition(DROPPED)
    if not dropped or NO_ROWS not in nothing:
        return ""
    left_out = nothing.partition(NO_ROWS)[2].removeprefix(BUT_THOSE.partition("{}")[0]).removesuffix(")")
    rows = f"every row is left out ({left_out})" if left_out else "there is no row below the headings"
    rows = "every row is guidance" if left_out == Reason.GUIDANCE else rows
    return f"{NO_RECORDS}: {rows}. Nothing to load; drop it."


def _problems(workbook: Workbook, table: MappedTable, is_first: bool) -> Iterator[Problem]:
    """Yields the problems of a table; those of its sheet as a whole come with the first table read from it."""
    yield from sheet_problems.of_table(table)
    yield from words_not_offered.of_table(table, workbook.grids)
    yield from suspect_cells.of_table(table)
    yield from lists_in_cells.of_table(table)
    if is_first:
        yield from sheet_problems.of_sheet(workbook, table)


def join_references(sheet: Sheet, layout: Layout) -> Sheet:
    """The sheet with renumbered actions under their first references; a layout's other references override cells."""
    if sheet.kind != Kind.ACTION:
        return sheet
    refs = [first_known_as(ref, layout.renumbered) for ref in sheet.values["action_ref"]]
    joined = {"action_ref": refs}
    for name, by_layout in (("split_from", layout.split_from), ("superseded_by", layout.superseded_by)):
        others = {first_known_as(ref, layout.renumbered): other for ref, other in by_layout.items()}
        named = [others.get(ref, cell) for ref, cell in zip(refs, sheet.values[name], strict=True)]
        joined[name] = [first_known_as(other, layout.renumbered) for other in named]
    return replace(sheet, values=sheet.values | joined)


def first_known_as(ref: str, renumbered: dict[str, str]) -> str:
    """The reference that an action had first, by the layout's list of renumbered ones."""
    while ref in renumbered:
        ref = renumbered[ref]
    return ref
