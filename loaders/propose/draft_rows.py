"""The lines of a draft about rows that seem to be no records, and about columns that nothing is mapped to."""

import json
from collections.abc import Iterable, Iterator

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.known_words import other_words, small
from loaders.propose.evidence import RowKind
from loaders.propose.proposal import Proposal
from loaders.reader.grid import Grid
from tracker.columns.entries import COLUMNS
from tracker.words import runs

ACCEPT = "#? "  # begins a suggestion: take these characters away to accept it
LONGEST_WORDS = 40  # of a row that a draft names; what is longer is named by its beginning
SECTIONS = ("recommendation_ref", "priority", "review")  # of ours: what the title of a section can be


def suggested_rows(proposal: Proposal) -> Iterator[str]:
    """How to leave out what is no record: each a suggestion, since a person knows better."""
    if words := _beginnings(proposal, RowKind.GUIDANCE):
        yield suggestion("leave_out", words, f"guidance or an example: {_where(proposal, RowKind.GUIDANCE)}")
    if words := _unusual_fillers(proposal):
        yield suggestion("fillers", words, f"nobody has filled in {_where(proposal, RowKind.FILLER)}")
    if _rows(proposal, RowKind.NUMBERED):
        names = [name for name in proposal.columns if name.endswith("_ref")]
        yield suggestion("prefilled", names, f"only numbered: {_where(proposal, RowKind.NUMBERED)}")
    is_in_parts = _rows(proposal, RowKind.TITLE) or _rows(proposal, RowKind.REPEAT)
    if is_in_parts and (free := [name for name in SECTIONS if name not in proposal.columns]):
        titles = _where(proposal, RowKind.TITLE) or "those above the headings"
        yield suggestion("section", free[0], f"the titles of parts, {titles}, say what of the rows below them?")
    if ending := _ending(proposal):
        row, sign = ending
        yield suggestion("stops_at", sign, f"row {row}: what stands there is not part of the table")


def suggested_not_read(proposal: Proposal) -> Iterator[str]:
    """The columns that nothing is mapped to, so that a new one is noticed."""
    used = {guess.column for guess in proposal.columns.values()}
    others = {column: proposal.heading(column) for column in proposal.table.headings if column not in used}
    if others:
        where = f"column{'s' if len(others) > 1 else ''} {', '.join(letter(column) for column in others)}"
        yield suggestion("not_read", list(others.values()), f"{where}: a column that is not named is a warning")


def suggested_numbers(proposal: Proposal) -> Iterator[str]:
    """A column without a heading that seems to number the rows."""
    if "action_ref" in COLUMNS[proposal.kind].keys() - proposal.columns.keys() and (column := _numbering(proposal)):
        yield suggestion("action_ref", f"column {letter(column)}", "unsure: no heading, but seems to number the rows")


def suggestion(key: str, value: object, comment: str) -> str:
    """A line that a person may accept."""
    return line(f"{ACCEPT}{key} = {text(value)}", comment)


def line(words: str, comment: str = "") -> str:
    """A line and what to know of it."""
    return f"{words:<44}  # {comment}" if comment else words


def text(value: object) -> str:
    """A text in quotes, or a list of texts, as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _rows(proposal: Proposal, kind: RowKind) -> list[int]:
    return [row for row, row_kind in proposal.rows.items() if row_kind == kind]


def _where(proposal: Proposal, kind: RowKind) -> str:
    rows = _rows(proposal, kind)
    return f"row{'' if len(rows) == 1 else 's'} {runs(rows)}" if rows else ""


def _beginnings(proposal: Proposal, kind: RowKind) -> list[str]:
    """The first words of each of these rows."""
    return list(dict.fromkeys(_shortened(_first_words(proposal.grid, row)) for row in _rows(proposal, kind)))


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS and "\n" not in words else words.split("\n")[0][:LONGEST_WORDS] + "…"


def _unusual_fillers(proposal: Proposal) -> list[str]:
    """Words that fill rows nobody has filled in, and that a record could say too."""
    cells = _texts(proposal, _rows(proposal, RowKind.FILLER))
    return [word for word in dict.fromkeys(cells) if small(word) in other_words("fillers")]


def _texts(proposal: Proposal, rows: Iterable[int]) -> Iterator[str]:
    for row in rows:
        yield from (cell.words for column in proposal.table.headings if (cell := proposal.grid.at(row, column)).words)


def _ending(proposal: Proposal) -> tuple[int, str] | None:
    """The first row below the table and the words that begin it, when no record begins so."""
    row = next(iter(_rows(proposal, RowKind.BELOW)), None)
    words = _first_words(proposal.grid, row) if row else ""
    earlier = {_first_words(proposal.grid, other).casefold() for other in proposal.data_rows}
    return (row, words) if row and words and len(words) <= 60 and words.casefold() not in earlier else None


def _first_words(grid: Grid, row: int) -> str:
    return next(iter(grid.words(row).values()), "")


def _numbering(proposal: Proposal) -> int:
    """A column of the table without a heading that has something short and of its own in every record; 0 if none."""
    for column in (column for column in proposal.table.run if column not in proposal.table.headings):
        words = [cell.words for _, cell in proposal.cells(column)]
        if words and len(words) == len(proposal.data_rows) == len(set(words)) and max(map(len, words)) <= 12:
            return column
    return 0
