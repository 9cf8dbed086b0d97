"""Finds the lines of a layout that match nothing in a file: a slip in it, or something that the sender took away."""

from collections.abc import Iterator, Sequence

from loaders.mapping.headings import NO_HEADING
from loaders.mapping.known_words import small
from loaders.mapping.layout import COLOURED, SheetLayout
from loaders.mapping.row_kinds import LEFT_OUT_BY, is_left_out
from loaders.mapping.values import MappedTable
from loaders.reader.cell_text import as_written, is_blank
from tracker.colour_names import named_colour
from tracker.columns.entries import COLUMNS
from tracker.file_terms import Reason
from tracker.findings import Problem
from tracker.terms import Severity, WhoActs

Line = tuple[str, str]  # a key of a layout and one of its values


def of_file(tables: Sequence[MappedTable]) -> Iterator[Problem]:
    """Yields one notice for all lines that match nothing in any sheet of a file."""
    if lines := unmatched(tables):
        yield Problem(
            found="; ".join(f"{key}: {value}" for key, value in lines),
            sentence="Each line of the layout matches something in the file. These do not.",
            to_do="Correct the lines in the layout, or leave them if other returns of this sender need them.",
            severity=Severity.NOTICE,
            who_acts=WhoActs.DATA_OFFICER,
            rule="layout_lines_match",
        )


def unmatched(tables: Sequence[MappedTable]) -> list[Line]:
    """Each line of the layout that matches nothing in any of the tables, in the order of the layout."""
    every = dict.fromkeys(line for table in tables for line in _lines(table.layout))
    matched = {line for table in tables for line in _matched(table)}
    return [line for line in every if line not in matched]


def _lines(layout: SheetLayout) -> Iterator[Line]:
    if layout.stops_at:
        yield "stops_at", layout.stops_at
    for key in ("not_read", *LEFT_OUT_BY, "fillers", "agencies"):
        yield from ((key, value) for value in getattr(layout, key))
    yield from (("colours", named_colour(colour)) for colour in layout.colours)


def _matched(table: MappedTable) -> Iterator[Line]:
    layout, left_out = table.layout, table.rows.left_out
    if Reason.BELOW in left_out.values():
        yield "stops_at", layout.stops_at
    headings = [table.columns.headings.get(column, NO_HEADING) for column in table.columns.table]
    yield from (("not_read", name) for name in layout.not_read if any(one.is_named_in([name]) for one in headings))
    for key, why in LEFT_OUT_BY.items():
        rows = [_texts(table, row) for row, reason in left_out.items() if reason == why]
        yield from ((key, words) for words in getattr(layout, key) if any(is_left_out(row, [words]) for row in rows))
    if layout.fillers:
        texts = {text for row in (*table.rows.records, *left_out) for text in _texts(table, row)}
        yield from (("fillers", words) for words in layout.fillers if small(words) in texts)
    names = set(_names(table)) if layout.agencies else set()
    yield from (("agencies", name) for name in layout.agencies if name in names)
    coloured = [table.cells[name] for name in COLOURED if name in table.cells] if layout.colours else []
    fills = {fill for column in coloured for fill in column.fills}
    yield from (("colours", named_colour(colour)) for colour in layout.colours if colour in fills)


def _texts(table: MappedTable, row: int) -> list[str]:
    """The filled cells of a row in the form in which texts are compared."""
    return [small(as_written(value)) for value in table.grid.values(row) if not is_blank(value)]


def _names(table: MappedTable) -> Iterator[str]:
    """Yields the names of bodies as written: each cell as a whole, and the parts of a list."""
    for name, described in COLUMNS[table.layout.fills].items():
        if name in ("agency", "checker") or (described.holds is list and not name.endswith("_ref")):
            separator = table.layout.split.get(name)
            for text in (*table.sheet.written.get(name, ()), table.layout.always.get(name, "")):
                yield text
                yield from map(str.strip, text.split(separator) if separator else ())
