"""Shows how an unknown workbook would be read: our columns, their headings, the first records."""

from datetime import date
from enum import StrEnum

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.dates import read_date
from loaders.propose.draft import meaning
from loaders.propose.points_to_check import heading_rows, points, short
from loaders.propose.proposal import Proposal
from loaders.reader.grid import Cell
from tracker.columns.entries import COLUMNS

PREVIEWED = 3  # rows


def preview(proposal: Proposal) -> str:
    """The first records as they would be read if the suggestions were accepted, for a terminal 120 characters wide."""
    rows = proposal.data_rows[:PREVIEWED]
    lines = [("our column", "how sure", "their heading", *[f"row {row}" for row in rows])]
    for name, guess in proposal.columns.items():
        heading = f"{letter(guess.column)} {short(proposal.heading(guess.column))}"
        read = [_as_read(proposal, name, proposal.grid.at(row, guess.column)) for row in rows]
        lines.append((name, str(guess.confidence), heading, *read))
    counted = f"{len(proposal.data_rows)} {'row' if len(proposal.data_rows) == 1 else 'rows'}"
    place = f"Sheet '{short(proposal.sheet)}', headings in {heading_rows(proposal.table)}"
    title = f"{place}, {counted} of kind {proposal.kind}"
    lines_to_check = [f"- {_cut(text, 116)}" for text in points(proposal)]
    return "\n".join([title, "", *_aligned(lines), *[""][: len(lines_to_check)], *lines_to_check])


def _as_read(proposal: Proposal, name: str, cell: Cell) -> str:
    holds, words = COLUMNS[proposal.kind][name].holds, short(cell.words)
    if holds is date:
        read = read_date(cell.value, cell.number_format, proposal.dates.order, "financial")
        return read.on.isoformat() if read.on else f"{read.precision}{words and f' ({words})'}"
    if issubclass(holds, StrEnum) and words:
        return f"{words} = {meaning(name, words) or '?'}"
    return words


def _aligned(lines: list[tuple[str, ...]]) -> list[str]:
    """Columns of equal width; what is too long for its place is cut."""
    most = (19, 8, 25, 19, 19, 19)
    cut = [tuple(_cut(text, longest) for text, longest in zip(line, most, strict=False)) for line in lines]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return ["  ".join(f"{text:{width}}" for text, width in zip(line, widths, strict=True)).rstrip() for line in cut]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
