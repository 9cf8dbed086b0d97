"""Decides which rows of a sheet are records, and why every other row is not one."""

from dataclasses import dataclass, field

from loaders.mapping.columns import Columns
from loaders.mapping.layout import SheetLayout
from loaders.mapping.plain_records import PlainRecords
from loaders.mapping.row_kinds import NO_TITLE, Own, RowKinds, Title
from loaders.reader.grid import Grid
from tracker.file_terms import Reason


@dataclass
class Rows:
    """The rows that are records, the section title of each, and the reason why every other row is not a record."""

    records: list[int] = field(default_factory=list)
    sections: dict[int, Title] = field(default_factory=dict)
    left_out: dict[int, Reason] = field(default_factory=dict)


def find_records(grid: Grid, layout: SheetLayout, columns: Columns, rows_as_sent: frozenset[int] = frozenset()) -> Rows:
    """Takes every row below the headings as a record, unless it surely is not one or the layout says so.

    `rows_as_sent` are the numbers of a form's rows that nobody has filled in.

    Raises NotReadable for the sums of a plan, and if the headings recur in other columns.
    """
    kinds = RowKinds(grid, layout, columns, rows_as_sent)
    kinds.refuse_sums()
    rows = Rows()
    _sort(grid, kinds, PlainRecords(grid, layout, columns, kinds), rows, columns.header_rows)
    _drop_formulas_at_the_end(kinds, rows)
    return rows


def _sort(grid: Grid, kinds: RowKinds, plain: PlainRecords, rows: Rows, header_rows: tuple[int, ...]) -> None:
    above = header_rows[0] - 1  # not further up, where the title of the whole workbook is
    title = _title_above(above, kinds.own(above), kinds, rows)
    below = [row for row in grid.rows if row > header_rows[-1]]
    for n, row in enumerate(below):
        if kinds.ends_table(row):
            rows.left_out.update(dict.fromkeys(below[n:], Reason.BELOW))
            return
        if plain.has(row):
            rows.records.append(row)
            above = row
            continue
        own = kinds.own(row)
        reason = kinds.why_no_record(row, own)
        if reason == Reason.HEADINGS_AGAIN and rows.left_out.get(above) != reason:
            nearer = _title_above(above, kinds.own(above), kinds, rows)
            title = nearer if nearer.words else title
        elif reason == Reason.SECTION_TITLE:
            title = kinds.title(row, own)
        _note(row, reason, title, rows)
        above = row if own else above


def _title_above(row: int, own: Own, kinds: RowKinds, rows: Rows) -> Title:
    """Takes the row directly above a section's headings as its title, if the layout has titles and it can be one."""
    if not kinds.can_be_title(own):
        return NO_TITLE
    if rows.records[-1:] == [row]:
        rows.records.pop()
    rows.left_out[row] = Reason.SECTION_TITLE
    return kinds.title(row, own)


def _note(row: int, reason: Reason | None, title: Title, rows: Rows) -> None:
    if reason:
        rows.left_out[row] = reason
        return
    rows.records.append(row)
    if title.words:
        rows.sections[row] = title


def _drop_formulas_at_the_end(kinds: RowKinds, rows: Rows) -> None:
    """Leaves out rows of formulas after the last record, as forms often have; between records they may be records."""
    while rows.records and kinds.is_formulas_only(rows.records[-1]):
        rows.left_out[rows.records.pop()] = Reason.FORMULAS_ONLY
