"""Shows how an unknown workbook would be read: our columns, their headings, the first records."""

import textwrap
from datetime import date
from enum import StrEnum

from loaders.mapping.dates import read_date
from loaders.propose.before_loading import before_loading
from loaders.propose.entries import Entry
from loaders.propose.known_meanings import meaning
from loaders.propose.points_to_check import heading_rows, one_line, points
from loaders.propose.proposal import Proposal, heading_of
from loaders.propose.skeleton import column_lines
from loaders.reader.grid import Cell
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS

PREVIEWED = 3  # rows


def preview(proposal: Proposal) -> str:
    """The first records as they would be read if the suggestions were accepted, for a terminal 120 characters wide."""
    count = len(proposal.data_rows)
    counted = f"{count} {'row' if count == 1 else 'rows'} of kind {' and '.join(e.kind for e in proposal.entries)}"
    title = f"Sheet '{one_line(proposal.sheet)}', headings in {heading_rows(proposal.table)}, {counted}"
    if proposal.parts:
        title += f", and more in {', '.join(one_line(part.grid.name) for part in proposal.parts)}"
    first = [f"! {part}" for sentence in before_loading(proposal) for part in textwrap.wrap(sentence, 116)]
    tables = [line for entry in proposal.entries for line in ["", *_table(proposal, entry)]]
    if not proposal.table.is_known:
        tables += ["", *[_shorten(line, 120) for line in column_lines(proposal, are_kept=False)]]
    lines_to_check = [f"- {_shorten(text, 116)}" for text in points(proposal)]
    return "\n".join([*first, _shorten(title, 120), *tables, *[""][: len(lines_to_check)], *lines_to_check])


def _table(proposal: Proposal, entry: Entry) -> list[str]:
    rows = proposal.data_rows[:PREVIEWED]
    lines = [("our column", "how sure", "their heading", *[f"row {row}" for row in rows])]
    for name, guess in entry.columns.items():
        heading = f"{letter(guess.column)} {one_line(heading_of(proposal.table.headings[guess.column]))}"
        holds = COLUMNS[entry.kind][name].holds
        read = [_as_read(proposal, name, holds, proposal.grid.at(row, guess.column)) for row in rows]
        lines.append((name, str(guess.confidence), heading, *read))
    return _aligned(lines)


def _as_read(proposal: Proposal, name: str, holds: type, cell: Cell) -> str:
    words = one_line(cell.words)
    if holds is date:
        read = read_date(cell.value, cell.number_format, proposal.dates.order, "financial")
        return read.on.isoformat() if read.on else f"{read.precision}{words and f' ({words})'}"
    if issubclass(holds, StrEnum) and words:
        return f"{words} = {meaning(name, words) or '?'}"
    return words


def _aligned(lines: list[tuple[str, ...]]) -> list[str]:
    """The lines in columns of equal width; a text too long for its place is cut."""
    most = (19, 8, 25, 19, 19, 19)
    cut = [tuple(_shorten(text, longest) for text, longest in zip(line, most, strict=False)) for line in lines]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return ["  ".join(f"{text:{width}}" for text, width in zip(line, widths, strict=True)).rstrip() for line in cut]


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
