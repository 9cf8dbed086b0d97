"""Lines of a draft about rows that seem not to be records, and about columns that nothing is mapped to."""

from collections.abc import Iterable, Iterator

from loaders.mapping.known_words import other_words, single_spaced, small
from loaders.mapping.row_kinds import is_left_out
from loaders.propose.certain_rows import are_certain
from loaders.propose.draft_dates import dates_given_otherwise
from loaders.propose.draft_lines import ACCEPT, line, suggestion, text
from loaders.propose.entries import Entry
from loaders.propose.evidence import RowKind, own_words
from loaders.propose.numbering import (
    IDENTIFYING_COLUMNS,
    are_plain_numbers,
    identifying_columns,
    is_without_numbers,
    numbering,
    with_codes,
)
from loaders.propose.proposal import Proposal, heading_of
from loaders.propose.sheets_alike import PlanSheet
from loaders.reader.grid import Grid
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.words import runs

MOST_WORDS = 20  # of one list that a draft gives
LONGEST_NAME = 60  # of a body
LONGEST_WORDS = 40  # of a row that a draft names; a longer one is named by its beginning
LEFT_OUT = {
    RowKind.GUIDANCE: "guidance or an example",
    RowKind.NUMBERED_TITLE: "a title with a number",
    RowKind.BELOW: "below the table",
}
FILLED_DOWN = ("recommendation_ref", "recommendation")  # where one recommendation has several actions
SECTIONS = ("theme", "recommendation_ref", "priority", "review")  # of ours: what a section's title can be


def suggested_rows(proposal: Proposal) -> Iterator[str]:
    """Lines that leave out what is not a record: filled in if that is certain, else suggested, since a person knows."""
    yield from _leave_out(proposal)
    if words := _unusual_fillers(proposal):
        yield suggestion("fillers", words, f"nobody has filled in {_where(proposal, RowKind.FILLER)}")
    if ending := _ending(proposal):
        row, sign = ending
        accept = "" if are_certain(proposal.sheets[0], proposal.main, RowKind.BELOW) else ACCEPT
        yield line(f"{accept}stops_at = {text(sign)}", f"row {row}: what stands there is not part of the table")


def _leave_out(proposal: Proposal) -> Iterator[str]:
    """Guidance, examples, numbered titles, and notes below that are too long to end the table with."""
    certain, whys = [], []
    for part in proposal.sheets:
        for kind, why in LEFT_OUT.items():
            rows = [row for row, row_kind in part.rows.items() if row_kind == kind]
            is_ended = kind == RowKind.BELOW and _is_ended(proposal, part, rows)
            if rows and not is_ended and are_certain(part, proposal.main, kind):
                certain += [_row_name(part, row) for row in rows]
                whys.append(f"{why}: {_rows_of(rows)}")
    if certain and all(_is_only_there(proposal, words) for words in certain):
        yield line(f"leave_out = {text(list(dict.fromkeys(certain)))}", "; ".join(dict.fromkeys(whys)))
    elif words := _beginnings(proposal, RowKind.GUIDANCE):
        yield suggestion("leave_out", words, f"guidance or an example: {_where(proposal, RowKind.GUIDANCE)}")


def _is_ended(proposal: Proposal, part: PlanSheet, below: list[int]) -> bool:
    """Whether the words that end the table begin the first row below it on this sheet too."""
    ending = _ending(proposal)
    return bool(below) and ending is not None and small(ending[1]) == small(_first_words(part.grid, below[0]))


def _row_name(part: PlanSheet, row: int) -> str:
    """What names a row in leave_out: its first words, or for a numbered title the title."""
    if part.rows[row] == RowKind.NUMBERED_TITLE:
        return [*own_words(part.table, row).values()][1]
    return _shortened(_first_words(part.grid, row))


def _is_only_there(proposal: Proposal, words: str) -> bool:
    """Whether no record would be left out by these words."""
    return not any(
        is_left_out([small(cell) for cell in own_words(part.table, row).values()], [words])
        for part in proposal.sheets
        for row in part.data_rows
    )


def suggested_of_entry(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """Lines about one kind of record only: titles of parts, blanks, several names."""
    if entry is proposal.main:
        yield from _section(proposal, entry)
    if names := [name for name in FILLED_DOWN if name in entry.active and _has_blanks(proposal, entry, name)]:
        yield suggestion("fill_down", names, "many cells are blank: do they mean the same as the cell above?")
    yield from _numbered_by(proposal, entry)
    yield from dates_given_otherwise(proposal, entry)
    yield from _split(proposal, entry)


def _section(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """The line about titles of parts: if they are certainly not records, they are the theme of the rows below them."""
    free = [name for name in SECTIONS if name in COLUMNS[entry.kind] and name not in entry.columns]
    titled = [part for part in proposal.sheets if RowKind.TITLE in part.rows.values()]
    if not free or not (titled or _rows(proposal, RowKind.REPEAT)):
        return
    titles = _where(proposal, RowKind.TITLE) or "those above the headings"
    why = f"the titles of parts, {titles}, say what of the rows below them?"
    if free[0] == "theme" and titled and all(are_certain(part, entry, RowKind.TITLE) for part in titled):
        others = f" Or {', '.join(free[1:])}?" if free[1:] else ""
        yield line(f"section = {text(free[0])}", f"the titles of parts, {titles}, are certainly no records.{others}")
    else:
        yield suggestion("section", free[0], why)


def _numbered_by(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """The line for a plan without references: the words of a row are all that it can be recognised by."""
    if not proposal.is_clear and len(proposal.entries) == 1:  # nobody knows yet whether a row is an action
        return
    if names := identifying_columns(proposal, entry):
        yield line(f"numbered_by = {text(names)}", "no column holds a reference: a row is known again by its words")
    elif is_without_numbers(proposal, entry) and "action" in entry.columns and not with_codes(proposal, entry, True):
        names = [name for name in IDENTIFYING_COLUMNS if name in entry.columns]
        yield suggestion("numbered_by", names, "no column holds a reference: is a row known again by its words?")


def _has_blanks(proposal: Proposal, entry: Entry, name: str) -> bool:
    """Whether many rows leave a cell blank that the first row fills, as if one stood for several rows."""
    column = entry.columns[name].column
    filled = [row for row, _ in proposal.cells(column)]
    blank = len(proposal.data_rows) - len(filled)
    return blank * 4 >= len(proposal.data_rows) and filled[:1] == proposal.data_rows[:1]


def _split(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """Lines about several names in a cell: only a list that a person has confirmed takes them apart."""
    guess = entry.columns.get("supporting_agencies")
    names = [cell.words for _, cell in proposal.cells(guess.column)] if guess else []
    sign = next((sign for sign in (";", ",", "/") if any(sign in cell for cell in names)), "")
    if sign:
        every = dict.fromkeys(single_spaced(part) for cell in names for part in cell.split(sign))
        parts = [part for part in every if 0 < len(part) <= LONGEST_NAME]
        yield line(f"{ACCEPT}split = {{ supporting_agencies = {text(sign)} }}", "only where every name is confirmed")
        yield suggestion("confirmed", parts[:MOST_WORDS], "check each: is it one body, and spelt right?")


def suggested_not_read(proposal: Proposal) -> Iterator[str]:
    """The line with the columns that nothing is mapped to, so that a new one is noticed."""
    headings = proposal.table.headings.items()
    others = {column: heading_of(parts) for column, parts in headings if column not in proposal.used_columns}
    if others and proposal.table.is_known:  # else a person has to say first what each of them is
        where = f"column{'s' if len(others) > 1 else ''} {', '.join(letter(column) for column in others)}"
        yield suggestion("not_read", list(others.values()), f"{where}: a column that is not named is a warning")


def suggested_numbers(proposal: Proposal, entry: Entry) -> Iterator[str]:
    """The line for a column without a heading that seems to number the rows."""
    if "action_ref" in COLUMNS[entry.kind].keys() - entry.columns.keys() and (column := numbering(proposal)):
        sure = are_plain_numbers(proposal)
        accept, how = ("", "likely") if sure else (ACCEPT, "unsure")
        why = f"{how}: no heading, but seems to number the rows"
        yield line(f"{accept}action_ref = {text(f'column {letter(column)}')}", why)


def _rows(proposal: Proposal, kind: RowKind) -> list[int]:
    return [row for row, row_kind in proposal.rows.items() if row_kind == kind]


def _where(proposal: Proposal, kind: RowKind) -> str:
    rows = _rows(proposal, kind)
    return _rows_of(rows) if rows else ""


def _rows_of(rows: list[int]) -> str:
    return f"row{'' if len(rows) == 1 else 's'} {runs(rows)}"


def _beginnings(proposal: Proposal, kind: RowKind) -> list[str]:
    """The first words of each row of this kind, each once."""
    return list(dict.fromkeys(_shortened(_first_words(proposal.grid, row)) for row in _rows(proposal, kind)))


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS and "\n" not in words else words.split("\n")[0][:LONGEST_WORDS] + "…"


def _unusual_fillers(proposal: Proposal) -> list[str]:
    """Words in rows that nobody has filled in, if a record could say them too."""
    cells = _texts(proposal, _rows(proposal, RowKind.FILLER))
    return [word for word in dict.fromkeys(cells) if small(word) in other_words("fillers")]


def _texts(proposal: Proposal, rows: Iterable[int]) -> Iterator[str]:
    for row in rows:
        yield from (cell.words for column in proposal.table.headings if (cell := proposal.grid.at(row, column)).words)


def _ending(proposal: Proposal) -> tuple[int, str] | None:
    """The first row below the table and the words that begin it, if no record begins like it; None otherwise."""
    row = next(iter(_rows(proposal, RowKind.BELOW)), None)
    words = _first_words(proposal.grid, row) if row else ""
    earlier = {_first_words(proposal.grid, other).casefold() for other in proposal.data_rows}
    return (row, words) if row and words and len(words) <= 60 and words.casefold() not in earlier else None


def _first_words(grid: Grid, row: int) -> str:
    return next(iter(grid.words(row).values()), "")
