"""Lines of a draft about dates that a sheet gives in another way: over two columns, as numbers, as a status."""

from collections.abc import Iterator
from datetime import date

from loaders.mapping.dates import is_serial
from loaders.propose.column_shape import shape, supports
from loaders.propose.draft_lines import ACCEPT, line, text
from loaders.propose.entries import Entry
from loaders.propose.evidence import names_a_day
from loaders.propose.heading_meanings import Confidence
from loaders.propose.proposal import Proposal
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind


def dates_given_otherwise(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """Lines about dates given in another way: over two columns, as numbers of days, or as the word for complete."""
    for name, guess in entry.columns.items():
        if guess.year:
            accept = "" if name in entry.active else ACCEPT
            written = f"{accept}year_in = {{ {name} = {text(proposal.heading(guess.year))} }}"
            yield line(written, f"column {letter(guess.year)}: the year of the dates in column {letter(guess.column)}")
    of_days = [name for name in entry.active if _are_serial(proposal, entry, name)]
    if of_days:
        yield line(f"serial_dates = {text(of_days)}", "numbers of five digits: days as a spreadsheet keeps them")
    if "completed_on" in entry.active and "reported_status" not in entry.columns:
        yield _closed_by_date(proposal, entry)


def _closed_by_date(proposal: Proposal, entry: Entry) -> str:
    """The line closed_by_date: a closing day means complete if nothing else says how far an action has got."""
    guess, name = entry.columns["completed_on"], letter(entry.columns["completed_on"].column)
    cells = [cell for _, cell in proposal.cells(guess.column)]
    is_said = guess.confidence == Confidence.SURE and "rag" not in entry.columns and not _may_be_states(proposal)
    if is_said and 0 < len(cells) < len(proposal.data_rows) and all(map(names_a_day, cells)):
        return line("closed_by_date = true", f"column {name} has the day for some, and nothing else says how far it is")
    return line(f"{ACCEPT}closed_by_date = true", f"is an action complete where column {name} has a date?")


def _may_be_states(proposal: Proposal) -> bool:
    """Whether any column with a heading may say how far an action has got."""
    cells = (proposal.grid.column(proposal.data_rows, column) for column in proposal.table.headings)
    return any(supports(Kind.ACTION, "reported_status", shape(one, proposal.key)) for one in cells)


def _are_serial(proposal: Proposal, entry: Entry, name: str) -> bool:
    if COLUMNS[entry.kind][name].holds is not date:
        return False
    cells = proposal.cells(entry.columns[name].column)
    return bool(cells) and sum(is_serial(cell.value) for _, cell in cells) * 2 > len(cells)
