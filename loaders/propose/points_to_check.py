"""What a person should look at in an unknown workbook: around its table, and in it."""

from collections.abc import Iterator
from statistics import median

from loaders.propose.evidence import RowKind
from loaders.propose.find_table import FoundTable
from loaders.propose.first_rows import MOST_COLUMNS
from loaders.propose.odd_columns import columns_of_ticks
from loaders.propose.other_headings import rows_under_other_headings
from loaders.propose.proposal import Proposal
from loaders.reader.refusal import shortened
from tracker.colour_names import named_colour
from tracker.column_letters import letter
from tracker.words import runs

OF_ROWS = {
    RowKind.GUIDANCE: "rows that seem to be guidance or an example, and records unless leave_out names them",
    RowKind.FILLER: "rows that nobody seems to have filled in",
    RowKind.NUMBERED: "rows that are only numbered, and so no records",
    RowKind.TITLE: "rows that seem to be a title, and records unless section says what they are",
    RowKind.NUMBERED_TITLE: "rows with a number and a title above the rows that it is about",
    RowKind.REPEAT: "the headings stand once more and are passed over",
    RowKind.BELOW: "rows below the table",
}
MOST_CHOICES = 20  # of a drop-down list that are shown


def points(proposal: Proposal) -> Iterator[str]:
    """Yields a sentence for each thing that a person should look at: around the table, hidden, coloured, no record."""
    first = proposal.header_rows[0]
    if above := [row for row in proposal.grid.rows if row < first]:
        yield f"rows above the headings are not read: {runs(above)}"
    for kind, sentence in OF_ROWS.items():
        if rows := [row for row, row_kind in proposal.rows.items() if row_kind == kind]:
            yield f"{sentence}: {runs(rows)}"
    if rows := _only_titled(proposal):
        sentence = "rows with a number and one text alone, perhaps titles, and records unless leave_out names them"
        yield f"{sentence}: {runs(rows)}"
    if rows := rows_under_other_headings(proposal.table, proposal.data_rows, proposal.rows):
        sentence = "rows that seem to be another table, and records unless leave_out or stops_at names them"
        yield f"{sentence}: {runs(rows)}"
    if marked := columns_of_ticks(proposal.table, proposal.data_rows):
        where = ", ".join(letter(column) for column in marked)
        yield f"columns {where} say reported_status by a mark in one of them, which cannot be read: ask for one column"
    yield from _beside(proposal)
    yield from _hidden(proposal)
    yield from _drop_downs(proposal)
    yield from _colours(proposal)
    if not proposal.data_rows:
        yield "no row below the headings seems to be a record"


def _only_titled(proposal: Proposal) -> list[int]:
    """Rows that fill two cells though most others fill at least four."""
    filled = {row: len(proposal.grid.words(row)) for row in proposal.data_rows}
    is_wide = bool(filled) and median(filled.values()) >= 4
    return [row for row, count in filled.items() if is_wide and count == 2]


def _beside(proposal: Proposal) -> Iterator[str]:
    grid, table = proposal.grid, proposal.table
    filled = [
        column
        for column in range(1, min(grid.last_column, MOST_COLUMNS) + 1)
        if column not in table.headings and any(grid.at(row, column).words for row in proposal.data_rows)
    ]
    if unnamed := [letter(column) for column in filled if column in table.run]:
        yield f"columns without a heading are not read: {', '.join(unnamed)}"
    if beside := [letter(column) for column in filled if column not in table.run]:
        yield f"columns that stand beside the table are not read: {', '.join(beside)}"


def _hidden(proposal: Proposal) -> Iterator[str]:
    for column in sorted(proposal.grid.hidden_columns & proposal.table.headings.keys()):
        is_read = any(guess.column == column for entry in proposal.entries for guess in entry.active.values())
        read = "It is read" if is_read else "It is not read"
        yield f"column {letter(column)}, {one_line(proposal.heading(column))}, is hidden in the workbook. {read}"
    if rows := sorted(proposal.grid.hidden_rows & proposal.rows.keys()):
        yield f"rows hidden in the workbook: {runs(rows)}"


def _drop_downs(proposal: Proposal) -> Iterator[str]:
    below = proposal.header_rows[-1]
    for column in proposal.table.headings:
        lists = [each for each in proposal.lists if each.holds_below(below, column)]
        if lists:
            words = ", ".join(one_line(word) for word in lists[0].choices[:MOST_CHOICES]) or "its words cannot be told"
            yield f"column {letter(column)}, {one_line(proposal.heading(column))}, has a drop-down list: {words}"


def _colours(proposal: Proposal) -> Iterator[str]:
    """Yields colours that stand out in their row and differ down the column; bands and single colours say nothing."""
    for column, fills in proposal.grid.own_colours(proposal.data_rows, proposal.table.headings).items():
        if len(fills) < 2:
            continue
        found = ", ".join(f"{named_colour(fill)} in {count}" for fill, count in fills.most_common(6) if fill)
        yield f"colours in column {letter(column)}, {one_line(proposal.heading(column))}: {found}. They are no status"


def heading_rows(table: FoundTable) -> str:
    """The rows of the headings in words, such as "rows 3 and 4"."""
    return f"{'row' if len(table.header_rows) == 1 else 'rows'} {runs(list(table.header_rows))}"


def one_line(words: str) -> str:
    """Words from the file on one line, so that in a comment or a terminal they are nothing but words."""
    return shortened(words, 60)
