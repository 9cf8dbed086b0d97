"""What an officer sees of each column: its letter, heading and first values, and the evidence for what it is."""

from collections.abc import Iterator
from typing import NamedTuple

from loaders.mapping.headings import headings_in
from loaders.propose.builder.study import Study
from loaders.propose.column_shape import describe, shape, supports
from loaders.propose.draft import also_and_why
from loaders.propose.first_rows import MOST_COLUMNS
from loaders.propose.points_to_check import one_line
from loaders.propose.proposal import Proposal
from tracker.column_letters import column_number, letter
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind
from tracker.words import readable_name

MOST_VALUES = 5  # values of each column


class ColumnFacts(NamedTuple):
    """One column of a table with its first values and the evidence for what it is; `heading` is "" for none."""

    letter: str
    heading: str
    values: tuple[str, ...]
    evidence: str


def column_facts(study: Study, number: int) -> list[ColumnFacts]:
    """Every column of the first sheet of a table that has a heading or a value in a record, from left to right."""
    return [*_each(study, number)]


def _each(study: Study, number: int) -> Iterator[ColumnFacts]:
    table, proposal = study.choices.tables[number], study.proposals[number]
    read = study.reads.get((number, table.sheets[0]))
    rows = read.rows.records if read and read.rows.records else proposal.data_rows
    headings = headings_in(proposal.grid, proposal.header_rows)
    chosen = {column_number(place) for place in table.columns}
    for column in range(1, min(proposal.grid.last_column, MOST_COLUMNS) + 1):
        cells = proposal.grid.column(rows, column)
        values = dict.fromkeys(one_line(cell.words) for cell in cells if cell.words)
        if values or column in headings or column in chosen:
            evidence = _evidence(proposal, table.fills, column) or describe(shape(cells, proposal.key))
            yield ColumnFacts(letter(column), headings.get(column, ""), tuple(values)[:MOST_VALUES], evidence)


def _evidence(proposal: Proposal, fills: str, column: int) -> str:
    """What is proposed for a column and why; else what its values could be, "" if they suggest nothing."""
    phrases = []
    for entry in (entry for entry in proposal.entries if entry.kind == fills):
        for name, guess in entry.columns.items():
            if guess.column == column:
                phrases.append(f"{guess.confidence} “{readable_name(name)}”{also_and_why(proposal, guess, _quoted)}")
            elif column in guess.also:
                phrases.append(f"perhaps “{readable_name(name)}”")
            elif column == guess.year:
                phrases.append(f"the year of “{readable_name(name)}”")
    if phrases or fills not in list(Kind):
        return "; ".join(phrases)
    found = shape(proposal.grid.column(proposal.data_rows, column), proposal.key)
    names = [readable_name(name) for name in COLUMNS[Kind(fills)] if supports(Kind(fills), name, found)]
    return f"{describe(found)}; could be {' or '.join(names)}" if names else ""


def _quoted(name: str) -> str:
    return f"“{readable_name(name)}”"
