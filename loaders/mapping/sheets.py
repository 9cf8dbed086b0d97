"""Reads the sheets of a workbook into our own columns by its layout, and accounts for every cell."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from checks.received_file import Sheet
from loaders.mapping import sheet_problems, suspect_cells
from loaders.mapping.columns import find_columns
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.reconcile import accounts
from loaders.mapping.records import find_records
from loaders.mapping.values import MappedTable, map_table
from loaders.reader.grid import Grid
from loaders.reader.read_file import Workbook, read_workbook
from tracker.findings import NotReadable, Problem
from tracker.terms import Kind, Reason

CSV = "CSV"  # what the reader calls the one table of a text file


def read_sheets(path: Path, layout: Layout) -> tuple[Sheet, ...]:
    """Every sheet of a file that the layout names. Raises NotReadable with sheet, what was found and what to do."""
    return sheets_of(read_workbook(path), layout)


def sheets_of(workbook: Workbook, layout: Layout) -> tuple[Sheet, ...]:
    """Every sheet of a workbook that the layout names. Raises NotReadable with sheet, what was found and what to do."""
    tables = [_map_table(workbook, name, entry, layout) for entry in layout.sheets for name in entry.sheet]
    _refuse_no_records(tables)
    first = {table.sheet.name: table for table in reversed(tables)}
    sheets = [
        replace(table.sheet, problems=tuple(_problems(workbook, table, table is first[table.sheet.name])))
        for table in tables
    ]
    sheets[0] = replace(
        sheets[0],
        problems=(*sheets[0].problems, *sheet_problems.facts(workbook)),
        accounts=tuple(accounts(workbook, tables)),
    )
    return _number_repeats(sheets, layout.renumbered)


def _map_table(workbook: Workbook, name: str, sheet_layout: SheetLayout, layout: Layout) -> MappedTable:
    try:
        grid = sheet_named(workbook, name)
        columns = find_columns(grid, sheet_layout)
        return map_table(grid, sheet_layout, columns, find_records(grid, sheet_layout, columns))
    except NotReadable as error:
        what_to_do = f"Correct {layout.path.name}, or write a dated layout if the workbook has changed."
        raise NotReadable(f"sheet '{name}': {error} {what_to_do}") from error


def sheet_named(workbook: Workbook, name: str) -> Grid:
    """The sheet of that name, or of one that looks the same; the only table of a CSV. Raises NotReadable."""
    grids = {grid.name: grid for grid in workbook.grids}
    if list(grids) == [CSV]:
        return grids[CSV]
    alike = [grid for grid in workbook.grids if _as_seen(grid.name) == _as_seen(name)]
    if name not in grids and len(alike) != 1:
        raise NotReadable(f"no sheet '{name}'. Sheets found: {', '.join(repr(sheet) for sheet in grids)}.")
    return grids.get(name) or alike[0]


def _as_seen(name: str) -> str:
    """A name as people see it, who cannot tell blanks around it, or a letter and its accent from one character."""
    return unicodedata.normalize("NFC", name.replace("\u00a0", " ")).strip()


def _refuse_no_records(tables: Sequence[MappedTable]) -> None:
    if any(table.rows.records for table in tables):
        return
    reasons = {reason for table in tables for reason in table.rows.left_out.values()}
    if reasons and reasons <= {Reason.FORMULAS_ONLY}:
        raise NotReadable(
            "the rows below the headings hold formulas without a result and nothing else. "
            "Open it in the spreadsheet program, save it there and load it again."
        )
    but = f" but those left out ({', '.join(sorted(reasons))})" if reasons else ""
    nothing = f"no rows below the headings{but}, and every action would look dropped."
    raise NotReadable(f"{nothing} Ask the sender for it again.")


def _problems(workbook: Workbook, table: MappedTable, is_first: bool) -> Iterator[Problem]:
    """Problems of a sheet as a whole come with the first table that is read from it."""
    yield from sheet_problems.of_table(table)
    yield from suspect_cells.of_table(table)
    if is_first:
        yield from sheet_problems.of_sheet(workbook, table)


def _number_repeats(sheets: list[Sheet], renumbered: dict[str, str]) -> tuple[Sheet, ...]:
    """A reference used again in the same file keeps its row under "REF (2)": neither row is merged or lost.

    One that the layout says was renumbered goes on under the reference it had first.
    """
    used: dict[str, int] = {}
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


def _time_used(ref: str, used: dict[str, int]) -> int:
    """1 for a reference not used before, else the first number that makes it one of its own."""
    if not ref:
        return 1
    n = used.get(ref, 0) + 1
    while n > 1 and _numbered(ref, n) in used:
        n += 1
    used[ref] = n
    used.setdefault(_numbered(ref, n), 1)
    return n


def _numbered(ref: str, n: int) -> str:
    return ref if n == 1 else f"{ref} ({n})"
