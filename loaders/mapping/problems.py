"""A problem of one cell of a table, as found by reading itself."""

from loaders.mapping.values import MappedTable
from tracker.column_letters import letter
from tracker.findings import Problem
from tracker.terms import Severity, WhoActs


def problem(
    table: MappedTable,
    place: tuple[int, int],
    found: str,
    sentence: str,
    to_do: str,
    rule: str,
    severity: Severity = Severity.NOTICE,
    who_acts: WhoActs = WhoActs.DATA_OFFICER,
) -> Problem:
    """A problem of the cell at `place`, which is its row and column."""
    row, column = place
    cell = f"{letter(column)}{row}"
    return Problem(found, sentence, to_do, severity, who_acts, rule, sheet=table.grid.name, row_number=row, cell=cell)
