"""How the rows of an unknown plan can be recognised: by a column without a heading, or by their words."""

from loaders.mapping.known_words import small
from loaders.propose.column_shape import shape
from loaders.propose.entries import Entry
from loaders.propose.evidence import is_code
from loaders.propose.proposal import Proposal
from tracker.terms import Kind

IDENTIFYING_COLUMNS = ("theme", "action")


def identifying_columns(proposal: Proposal, entry: Entry) -> list[str]:
    """The columns whose words tell all rows of a plan without references apart; [] if they do not."""
    names = [name for name in IDENTIFYING_COLUMNS if name in entry.active]
    if not is_without_numbers(proposal, entry) or "action" not in names or with_codes(proposal, entry):
        return []
    cells = [proposal.grid.column(proposal.data_rows, entry.columns[name].column) for name in names]
    words = [tuple(small(cell.words) for cell in row) for row in zip(*cells, strict=True)]
    is_each_its_own = len(words) == len(set(words)) and all(row[-1] for row in words)
    return names if words and is_each_its_own else []


def with_codes(proposal: Proposal, entry: Entry, are_own: bool = False) -> int:
    """A column with codes such as W-1 that the draft does not fill in and that may be the references; 0 if none.

    `are_own` asks for one with a different code in each row: hardly anything but the references.
    """
    read = {guess.column for guess in entry.active.values()}
    for column in (column for column in proposal.table.headings if column not in read):
        found = shape(proposal.grid.column(proposal.data_rows, column), proposal.key)
        if found.compound * 2 > found.filled and (found.is_each_its_own or not are_own):
            return column
    return 0


def is_without_numbers(proposal: Proposal, entry: Entry) -> bool:
    """Whether no column of an action, headed or not, may be its reference."""
    return entry.kind == Kind.ACTION and "action_ref" not in entry.columns and not numbering(proposal)


def numbering(proposal: Proposal) -> int:
    """A column of the table without a heading that has a different short value in every record; 0 if none."""
    for column in (column for column in proposal.table.run if column not in proposal.table.headings):
        words = [cell.words for _, cell in proposal.cells(column)]
        if words and len(words) == len(proposal.data_rows) == len(set(words)) and max(map(len, words)) <= 12:
            return column
    return 0


def are_plain_numbers(proposal: Proposal) -> bool:
    """Whether a column without a heading is before all others and has a number or code in each record."""
    column = numbering(proposal)
    return 0 < column < min(proposal.table.headings) and all(is_code(cell.words) for _, cell in proposal.cells(column))
