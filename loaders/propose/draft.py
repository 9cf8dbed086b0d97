"""Writes a proposal as a layout: lines for what is sure or likely, comments for everything a person must decide."""

import re
import textwrap
from collections.abc import Callable, Iterator

from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.before_loading import before_loading
from loaders.propose.draft_lines import ACCEPT, line, text
from loaders.propose.draft_rows import (
    suggested_not_read,
    suggested_numbers,
    suggested_of_entry,
    suggested_rows,
)
from loaders.propose.draft_scales import scales, sheets_by_status
from loaders.propose.entries import Entry
from loaders.propose.heading_meanings import Confidence
from loaders.propose.points_to_check import heading_rows, one_line, points
from loaders.propose.proposal import Proposal
from loaders.propose.skeleton import column_lines
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

BARE_PART = re.compile(r"(?i)(?:[qh][1-4][ ,]*)?\d{4}(?:[ ,]*[qh][1-4])?")


def draft(proposal: Proposal) -> str:
    """The layout as text: active lines for what is sure or likely, comments for everything else."""
    sections = (_first, _top, _entries, _skeleton, _points_to_check)
    return "\n".join(line for section in sections for line in section(proposal)) + "\n"


def _first(proposal: Proposal) -> Iterator[str]:
    """The lines with what a person has to know first."""
    sender, file = one_line(proposal.sender), one_line(proposal.file)
    yield f"# A draft for the sender '{sender}', made from {file}. Check every line."
    for sentence in before_loading(proposal):
        yield from textwrap.wrap(f"# {sentence}", 118, subsequent_indent="#   ")
    yield f'# Lines that begin with "{ACCEPT.strip()}" are suggestions: take these two characters away to accept one.'


def _top(proposal: Proposal) -> Iterator[str]:
    rows = list(proposal.header_rows)
    yield line("draft = true", "nothing loads by it until a person has checked it and removed this line")
    yield ""
    yield line(f"{ACCEPT}agency = {text(proposal.sender)}", "the agency's name, as everybody is to read it")
    yield "# review = ...  the name of the review, unless a column says it"
    if len(proposal.entries) == 1:
        yield _fills(proposal)
    yield _sheets(proposal)
    yield from _same_shape(proposal)
    if all(part.table.header_rows == proposal.header_rows for part in proposal.parts):
        yield f"header_row = {rows[0] if len(rows) == 1 else rows}"
    else:
        yield "# No header_row: the headings stand in other rows of each sheet, and are found there."
    yield from _dates(proposal)
    if proposal.kind in (Kind.VERIFICATION, Kind.RESOLUTION):
        what = "check" if proposal.kind == Kind.VERIFICATION else "resolution"
        yield f'# log = ...  "whole" if each log lists every {what} that stands, "list" if it holds new ones alone'
    yield from suggested_rows(proposal)
    yield from suggested_not_read(proposal)


def _sheets(proposal: Proposal) -> str:
    if proposal.is_by_status:
        return "# Each sheet has an entry of its own at the end, since its name says how far its actions have got."
    if proposal.of_some_sheets:
        return "# Each sheet has an entry of its own at the end, since they do not have the same columns."
    if proposal.parts:
        names = [part.grid.name for part in proposal.sheets]
        why = "likely one plan: the same headings, and no reference stands in two. Does a name say whose its rows are?"
        return line(f"sheet = {text(names)}", why)
    if proposal.is_sheet_open:
        return line(f"{ACCEPT}sheet = {text(proposal.sheet)}", "or another one that holds the same records?")
    return line(f"sheet = {text(proposal.sheet)}", "hidden in the workbook" if proposal.grid.is_hidden else "")


def _dates(proposal: Proposal) -> Iterator[str]:
    dates = proposal.dates
    if proposal.date_columns:
        proposed = f"{'' if dates.is_proved else ACCEPT}dates = {text(dates.order or 'day first')}"
        yield line(proposed, f"{dates.order}: {dates.evidence}" if dates.is_proved else dates.evidence)
    if part := _bare_part(proposal):
        yield line(f'{ACCEPT}years = "financial"', f'or "calendar": what {part} means')


def _fills(proposal: Proposal) -> str:
    """The line that says what a row is. While that is open it suggests nothing: a wrong kind miscounts every row."""
    others = sorted(proposal.table.others.items(), key=lambda other: -other[1])
    points = "points: " + ", ".join(f"{kind} {score:.0f}" for kind, score in others)
    if proposal.is_clear:
        return line(f"fills = {text(proposal.kind)}", points)
    return f"# fills = ...  what is a row: {' or '.join(text(kind) for kind, _ in others)}? By their headings, {points}"


def _same_shape(proposal: Proposal) -> Iterator[str]:
    """Notes on other sheets: are they parts of one plan, or older copies of it? A person knows."""
    for other in proposal.other_tables:
        same = other.header_rows == proposal.header_rows and other.headings == proposal.table.headings
        elsewhere = f"known headings in {heading_rows(other)}"
        what = "the same headings in the same rows" if same else elsewhere
        hidden = ", hidden" if other.grid.is_hidden else ""
        yield f"# Another sheet, '{one_line(other.grid.name)}'{hidden}, has {what}."


def _bare_part(proposal: Proposal) -> str:
    years = {guess.column: guess.year for guess in proposal.columns.values() if guess.year}
    for column in proposal.date_columns:
        for row, cell in proposal.cells(column):
            year = proposal.grid.at(row, years[column]).words if column in years else ""
            words = f"{cell.words} {year}".strip()
            if isinstance(cell.value, str) and BARE_PART.fullmatch(words):
                return f"{one_line(words)} in {letter(column)}{row}"
    return ""


def _entries(proposal: Proposal) -> Iterator[str]:
    """The columns and words of a row; if it has a recommendation and an action, once for each."""
    if len(proposal.entries) == 1:
        yield from suggested_of_entry(proposal, proposal.main)
        yield ""
        yield from _columns(proposal, proposal.main, "")
        yield from scales(proposal, proposal.main, "")
        if proposal.is_by_status:
            yield from sheets_by_status(proposal)
        elif proposal.of_some_sheets:
            yield from _sheets_of_their_own(proposal)
        return
    for entry in proposal.entries:
        yield ""
        yield line("[[sheets]]", f"the {entry.kind} in each row")
        yield f"fills = {text(entry.kind)}"
        yield from suggested_of_entry(proposal, entry)
        yield from _columns(proposal, entry, "sheets.")
        yield from scales(proposal, entry, "sheets.")


def _sheets_of_their_own(proposal: Proposal) -> Iterator[str]:
    """An entry for each sheet, with the columns that not every sheet has."""
    for part in proposal.sheets:
        named = {name: guess.column for name, guess in proposal.columns.items() if name in proposal.of_some_sheets}
        own = {name: proposal.heading(column) for name, column in named.items() if column in part.columns}
        yield ""
        yield "[[sheets]]"
        yield line(f"sheet = {text(part.grid.name)}", "likely one plan: no reference stands in two sheets")
        if own:
            yield f"columns = {{ {', '.join(f'{name} = {text(heading)}' for name, heading in own.items())} }}"


def _columns(proposal: Proposal, entry: Entry, within: str) -> Iterator[str]:
    yield f"[{within}columns]  # our name = their heading"
    for name, guess in entry.columns.items():
        if name in proposal.of_some_sheets:
            continue
        prefix = ACCEPT if guess.confidence == Confidence.UNSURE else ""
        yield line(f"{prefix}{name} = {text(proposal.heading(guess.column))}", evidence_for(proposal, guess))
    yield from suggested_numbers(proposal, entry)
    missing = [name for name in COLUMNS[entry.kind] if name not in entry.columns]
    yield from textwrap.wrap(f"# Ours without a heading here: {', '.join(missing)}.", 110, subsequent_indent="# ")
    if "rag" in entry.active and "reported_status" not in entry.columns:
        yield "# No heading of a status: if the plan's own key says what its colours mean, map them to reported_status."


def evidence_for(proposal: Proposal, guess: ColumnProposal) -> str:
    """How sure a column is, what would do as well, and what its values say if the heading alone is no evidence."""
    return f"{guess.confidence}, column {letter(guess.column)}{also_and_why(proposal, guess)}"


def also_and_why(proposal: Proposal, guess: ColumnProposal, named: Callable[[str], str] = str) -> str:
    """What would do as well as a column, and what its values say; "" if there is only its heading.

    `named` turns the name of one of our columns into the words to show.
    """
    also = "".join(f", or {one_line(proposal.heading(column))}?" for column in guess.also)
    also += "".join(f", or is it {named(other)}?" for other in guess.or_names)
    why = f": {guess.why}" if guess.why else ""
    return f"{also}{why}"


def _skeleton(proposal: Proposal) -> Iterator[str]:
    if not proposal.table.is_known:
        yield ""
        yield "# Every column, what stands in it, and what it could be:"
        yield from (f"#   {line}" for line in column_lines(proposal, are_kept=True))


def _points_to_check(proposal: Proposal) -> Iterator[str]:
    """What the reader passes over or would take for a record; row numbers only, since a title may name a person."""
    yield ""
    yield "# To look at in the workbook:"
    yield from (f"# - {sentence}" for sentence in list(points(proposal)) or ["nothing but the table was found"])
