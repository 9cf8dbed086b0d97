"""What would stop every row of a draft from loading, in one plain sentence each, to be said first."""

from collections.abc import Iterator

from loaders.propose.entries import Entry
from loaders.propose.numbering import are_plain_numbers, identifying_columns, numbering, with_codes
from loaders.propose.points_to_check import one_line
from loaders.propose.proposal import Proposal
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

NEEDED = {  # the columns without which every row is refused
    Kind.ACTION: ("action_ref",),
    Kind.RECOMMENDATION: ("recommendation_ref",),
    Kind.VERIFICATION: ("action_ref", "checker", "checked_on"),
    Kind.RESOLUTION: ("meeting_on", "minute"),
}
RECORDS = {Kind.ACTION: "action", Kind.RECOMMENDATION: "recommendation", Kind.VERIFICATION: "check"}


def before_loading(proposal: Proposal) -> Iterator[str]:
    """Yields a sentence for each thing without which nothing loads, then one for the name that every row needs."""
    if not proposal.table.is_known:
        yield "Too few headings are known to tell what this is: every column below is a guess by its values."
    if not proposal.data_rows:
        yield "Nothing will load: no row below the headings seems to be a record."
    if proposal.is_sheet_open:
        yield "Nothing will load without `sheet`: several sheets hold the same records. Which is the newest?"
    if len(proposal.entries) == 1 and not proposal.is_clear:
        yield "Nothing will load without `fills`: say what one row is."
    for entry in proposal.entries:
        yield from _columns_needed(proposal, entry)
    if proposal.has_dates and proposal.dates.is_needed and not proposal.dates.is_proved:
        yield f"Nothing will load without `dates`, the order of day and month: {proposal.dates.evidence}."
    if proposal.kind == Kind.RESOLUTION:
        yield "Nothing will load without `agency`: whose resolutions are they?"
    elif not any("agency" in entry.active for entry in proposal.entries):
        yield "Without `agency` every row counts under no agency, since no column is known to name one."


def _columns_needed(proposal: Proposal, entry: Entry) -> Iterator[str]:
    record = RECORDS.get(entry.kind, "resolution")
    is_action = entry.kind == Kind.ACTION
    is_numbered = is_action and (bool(identifying_columns(proposal, entry)) or are_plain_numbers(proposal))
    for name in (name for name in NEEDED[entry.kind] if name not in entry.active and not is_numbered):
        yield f"No {record} will load without `{name}`: {_what_may_be(proposal, entry, name)}."


def _what_may_be(proposal: Proposal, entry: Entry, name: str) -> str:
    if guess := entry.columns.get(name):
        return f"column {letter(guess.column)}, {one_line(proposal.heading(guess.column))}, may be it"
    if name == "action_ref" and entry.kind == Kind.ACTION and (column := numbering(proposal)):
        return f"column {letter(column)}, which has no heading, may be it"
    if name == "action_ref" and entry.kind == Kind.ACTION and (column := with_codes(proposal, entry, True)):
        return f"column {letter(column)}, {one_line(proposal.heading(column))}, has codes, and may be it"
    if name == "action_ref" and entry.kind == Kind.ACTION:
        return "no column seems to hold a reference; if the plan gives none, accept `numbered_by`"
    means = COLUMNS[entry.kind][name].means.rstrip(".")
    return f"no column seems to hold it ({means[:1].lower()}{means[1:]})"
