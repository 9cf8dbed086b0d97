"""Lists every column of a table whose headings are not known: what is in it, its first values, what it could be."""

from collections.abc import Iterator

from loaders.propose.column_shape import describe, shape, sort, supports
from loaders.propose.points_to_check import one_line
from loaders.propose.proposal import Proposal, heading_of
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS

MOST_VALUES = 5  # values of each column


def column_lines(proposal: Proposal, are_kept: bool) -> Iterator[str]:
    """Yields lines about each column. In a file that is kept, free text is left out, since it may name a person."""
    for column, parts in proposal.table.headings.items():
        found = shape(proposal.grid.column(proposal.data_rows, column), proposal.key)
        names = [name for name in COLUMNS[proposal.kind] if supports(proposal.kind, name, found)]
        could_be = f"; could be {' or '.join(names)}" if names else ""
        yield f"column {letter(column)}, {one_line(heading_of(parts))}: {describe(found)}{could_be}"
        if sort(found) or (not are_kept and found.filled):
            yield f"    {_first_values(proposal, column)}"
        elif found.filled:
            yield "    values that may name a person are not kept here; the command has shown them"


def _first_values(proposal: Proposal, column: int) -> str:
    words = dict.fromkeys(one_line(cell.words) for _, cell in proposal.cells(column))
    return " | ".join([*words][:MOST_VALUES])
