"""The lines of a draft about rows that seem to be no records, and about columns that nothing is mapped to."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.dates import is_serial
from loaders.mapping.known_words import fold, other_words, small
from loaders.propose.entries import Entry
from loaders.propose.evidence import RowKind
from loaders.propose.proposal import Proposal, heading_of
from loaders.reader.grid import Grid
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind
from tracker.words import runs

ACCEPT = "#? "  # begins a suggestion: take these characters away to accept it
MOST_WORDS = 20  # of one list that a draft gives
LONGEST_NAME = 60  # of a body
LONGEST_WORDS = 40  # of a row that a draft names; what is longer is named by its beginning
FILLED_DOWN = ("recommendation_ref", "recommendation")  # where one recommendation has several actions
SECTIONS = ("recommendation_ref", "priority", "review")  # of ours: what the title of a section can be


def suggested_rows(proposal: Proposal) -> Iterator[str]:
    """How to leave out what is no record: each a suggestion, since a person knows better."""
    if words := _beginnings(proposal, RowKind.GUIDANCE):
        yield suggestion("leave_out", words, f"guidance or an example: {_where(proposal, RowKind.GUIDANCE)}")
    if words := _unusual_fillers(proposal):
        yield suggestion("fillers", words, f"nobody has filled in {_where(proposal, RowKind.FILLER)}")
    if ending := _ending(proposal):
        row, sign = ending
        yield suggestion("stops_at", sign, f"row {row}: what stands there is not part of the table")


def suggested_of_entry(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """What holds for one kind of record alone: titles of parts, blanks, several names."""
    is_in_parts = _rows(proposal, RowKind.TITLE) or _rows(proposal, RowKind.REPEAT)
    free = [name for name in SECTIONS if name in COLUMNS[entry.kind] and name not in entry.columns]
    if is_in_parts and free and entry is proposal.main:
        titles = _where(proposal, RowKind.TITLE) or "those above the headings"
        yield suggestion("section", free[0], f"the titles of parts, {titles}, say what of the rows below them?")
    if names := [name for name in FILLED_DOWN if name in entry.active and _has_blanks(proposal, entry, name)]:
        yield suggestion("fill_down", names, "many cells are blank: do they mean the same as the cell above?")
    yield from _numbered_by(proposal, entry)
    yield from _dates(proposal, entry)
    yield from _split(proposal, entry)


def _numbered_by(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """A plan may give no references: then the words of a row are all that it can be known by again."""
    if entry.kind != Kind.ACTION or "action_ref" in entry.columns or numbering(proposal):
        return
    names = [name for name in ("theme", "recommendation", "action") if name in entry.columns]
    if "action" in names:
        yield suggestion("numbered_by", names, "no column holds a reference: is a row known again by its words?")


def _dates(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """Dates that a sheet gives in another way: over two columns, as numbers of days, or as the word for complete."""
    for name, guess in entry.columns.items():
        if guess.year:
            accept = "" if name in entry.active else ACCEPT
            written = f"{accept}year_in = {{ {name} = {text(proposal.heading(guess.year))} }}"
            yield line(written, f"column {letter(guess.year)}: the year of the dates in column {letter(guess.column)}")
    of_days = [name for name in entry.active if _are_serial(proposal, entry, name)]
    if of_days:
        yield line(f"serial_dates = {text(of_days)}", "numbers of five digits: days as a spreadsheet keeps them")
    if "completed_on" in entry.active and "reported_status" not in entry.columns:
        column = letter(entry.columns["completed_on"].column)
        yield line(f"{ACCEPT}closed_by_date = true", f"is an action complete where column {column} has a date?")


def _are_serial(proposal: Proposal, entry: Entry, name: str) -> bool:
    if COLUMNS[entry.kind][name].holds is not date:
        return False
    cells = proposal.cells(entry.columns[name].column)
    return bool(cells) and sum(is_serial(cell.value) for _, cell in cells) * 2 > len(cells)


def _has_blanks(proposal: Proposal, entry: Entry, name: str) -> bool:
    """Whether many rows leave a cell blank that the first row fills, as where one stands for several rows."""
    column = entry.columns[name].column
    filled = [row for row, _ in proposal.cells(column)]
    blank = len(proposal.data_rows) - len(filled)
    return blank * 4 >= len(proposal.data_rows) and filled[:1] == proposal.data_rows[:1]


def _split(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """Several names in a cell are taken apart only by a list that a person has confirmed."""
    guess = entry.columns.get("supporting_agencies")
    names = [cell.words for _, cell in proposal.cells(guess.column)] if guess else []
    sign = next((sign for sign in (";", ",", "/") if any(sign in cell for cell in names)), "")
    if sign:
        every = dict.fromkeys(fold(part) for cell in names for part in cell.split(sign))
        parts = [part for part in every if 0 < len(part) <= LONGEST_NAME]
        yield line(f"{ACCEPT}split = {{ supporting_agencies = {text(sign)} }}", "only where every name is confirmed")
        yield suggestion("confirmed", parts[:MOST_WORDS], "check each: is it one body, and spelt right?")


def suggested_not_read(proposal: Proposal) -> Iterator[str]:
    """The columns that nothing is mapped to, so that a new one is noticed."""
    headings = proposal.table.headings.items()
    others = {column: heading_of(parts) for column, parts in headings if column not in proposal.used}
    if others and proposal.table.is_known:  # else a person has to say first what each of them is
        where = f"column{'s' if len(others) > 1 else ''} {', '.join(letter(column) for column in others)}"
        yield suggestion("not_read", list(others.values()), f"{where}: a column that is not named is a warning")


def suggested_numbers(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """A column without a heading that seems to number the rows."""
    if "action_ref" in COLUMNS[entry.kind].keys() - entry.columns.keys() and (column := numbering(proposal)):
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


def numbering(proposal: Proposal) -> int:
    """A column of the table without a heading that has something short and of its own in every record; 0 if none."""
    for column in (column for column in proposal.table.run if column not in proposal.table.headings):
        words = [cell.words for _, cell in proposal.cells(column)]
        if words and len(words) == len(proposal.data_rows) == len(set(words)) and max(map(len, words)) <= 12:
            return column
    return 0
