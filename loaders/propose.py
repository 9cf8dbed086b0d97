"""Proposes a layout for a workbook that nobody has described yet: python -m loaders propose FILE --sender NAME.

What is "sure" or "likely" by `headings.py` is written as an active line, what is unsure as a comment that a person may
take up. Words of a status and the order of day and month are never decided here, but for an order that the dates
themselves prove. A draft does not load until a person has checked it and removed its first line.
"""

import argparse
import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from openpyxl.utils import get_column_letter as letter

from loaders.book import Cell, Grid, read_book
from loaders.dropdowns import DropDown, drop_downs
from loaders.evidence import LOOKED_AT, DateOrder, RowKind, date_order, fits, is_colour, rows_below
from loaders.headings import KNOWN, MOST_COLUMNS, Mapped, Parts, Surety, Table, assign, fold, listed_words, tables
from loaders.layouts import LAYOUTS
from loaders.refusal import shortened
from loaders.values import read_date
from tracker.received import NotReadable
from tracker.terms import COLUMNS, Kind

MOST_WORDS = 20  # of one scale that a draft lists
LONGEST_WORD = 40  # a longer text is no word of a scale; it may be about a person, and a draft is kept with the code
PREVIEWED = 3
ACCEPT = "#? "  # begins a suggestion: take these characters away to accept it
BARE_PART = re.compile(r"(?i)(?:[qh][1-4][ ,]*)?\d{4}(?:[ ,]*[qh][1-4])?")


@dataclass(frozen=True)
class Proposal:
    """What a workbook seems to hold, for `draft` and `preview`."""

    file: str
    sender: str
    table: Table
    mapped: dict[str, Mapped]
    rows: dict[int, RowKind]
    dates: DateOrder
    lists: tuple[DropDown, ...]
    other_tables: tuple[Table, ...]

    @property
    def grid(self) -> Grid:
        """The sheet that holds the table."""
        return self.table.grid

    @property
    def sheet(self) -> str:
        """The name of that sheet."""
        return self.grid.name

    @property
    def header_rows(self) -> tuple[int, ...]:
        """The rows of the headings, as the spreadsheet numbers them."""
        return self.table.header_rows

    @property
    def kind(self) -> Kind:
        """What one row of the table seems to be."""
        return self.table.kind

    @cached_property
    def data_rows(self) -> list[int]:
        """The rows that seem to hold a record each."""
        return [row for row, kind in self.rows.items() if kind == RowKind.DATA]

    @property
    def active(self) -> dict[str, Mapped]:
        """The columns that the draft fills in."""
        return {name: mapped for name, mapped in self.mapped.items() if mapped.surety != Surety.UNSURE}

    def heading(self, column: int) -> str:
        """The heading as a layout names it."""
        return heading_of(self.table.headings[column])

    def cells(self, column: int) -> list[tuple[int, Cell]]:
        """Row and cell of each filled record in a column."""
        found = [(row, self.grid.at(row, column)) for row in self.data_rows]
        return [(row, cell) for row, cell in found if cell.words]


def heading_of(parts: Parts) -> str:
    """The parts of a heading over several rows, joined as the reader joins them."""
    return " / ".join(fold(part) for part in parts)


def propose(path: Path, sender: str) -> Proposal:
    """What the workbook at `path` seems to hold. Raises NotReadable when it is no workbook or has no known headings."""
    grids = _grids(path)
    found = tables(grids)
    if not found:
        names = ", ".join(f"'{shortened(grid.name)}'" for grid in grids)
        raise NotReadable(f"No row of known headings in the first rows of any sheet. Sheets found: {names}.")
    table = found[0]
    rows = rows_below(table)
    records = [row for row, kind in rows.items() if kind == RowKind.DATA]
    mapped = assign(table, lambda name, column: fits(table, records, name, column))
    mapped = {name: mapped[name] for name in COLUMNS[table.kind] if name in mapped}
    dates = date_order(table, records, mapped)
    return Proposal(path.name, sender, table, mapped, rows, dates, drop_downs(path, grids), tuple(found[1:]))


def _grids(path: Path) -> tuple[Grid, ...]:
    """The one place where a workbook is opened."""
    return read_book(path).grids


# The draft


def draft(proposal: Proposal) -> str:
    """The layout as text: active lines for what is sure or likely, comments for everything else."""
    parts = (_top(proposal), [""], _columns(proposal), _scales(proposal), [""], _to_look_at(proposal))
    return "\n".join(line for part in parts for line in part) + "\n"


def _top(proposal: Proposal) -> Iterator[str]:
    rows = list(proposal.header_rows)
    yield f"# A draft for the sender '{_said(proposal.sender)}', made from {_said(proposal.file)}. Check every line."
    yield f'# Lines that begin with "{ACCEPT.strip()}" are suggestions: take these two characters away to accept one.'
    yield _line("draft = true", "nothing loads by it until a person has checked it and removed this line")
    yield ""
    yield _line(f"{ACCEPT}agency = {_text(proposal.sender)}", "the agency's name, as everybody is to read it")
    yield "# review = ...  the name of the review, unless a column says it"
    yield _line(f"{_unless_sure(proposal)}fills = {_text(proposal.kind)}", _kinds(proposal))
    yield _line(f"sheet = {_text(proposal.sheet)}", "hidden in the workbook" if proposal.grid.is_hidden else "")
    yield from _same_shape(proposal)
    yield f"header_row = {rows[0] if len(rows) == 1 else rows}"
    if any(COLUMNS[proposal.kind][name] is date for name in proposal.mapped):
        dates = proposal.dates
        proposed = f"{'' if dates.is_proved else ACCEPT}dates = {_text(dates.order or 'day first')}"
        yield _line(proposed, f"{dates.order}: {dates.evidence}" if dates.is_proved else dates.evidence)
    if part := _bare_part(proposal):
        yield _line(f'{ACCEPT}years = "financial"', f'or "calendar": what {part} means')
    if ending := _ending(proposal):
        row, words = ending
        yield _line(f"{ACCEPT}stops_at = {_text(words)}", f"row {row}: what stands there is not part of the table")


def _unless_sure(proposal: Proposal) -> str:
    """The kind is left to a person when another kind explains the headings nearly as well."""
    scores = sorted(proposal.table.others.values(), reverse=True)
    return "" if scores[0] - scores[1] >= 2 else ACCEPT


def _kinds(proposal: Proposal) -> str:
    others = sorted(proposal.table.others.items(), key=lambda one: -one[1])
    return "points by headings: " + ", ".join(f"{kind} {score:.0f}" for kind, score in others)


def _same_shape(proposal: Proposal) -> Iterator[str]:
    """Other sheets: parts of one plan, or an older copy of it? A person knows."""
    for other in proposal.other_tables:
        same = other.header_rows == proposal.header_rows and other.headings == proposal.table.headings
        elsewhere = f"known headings in {_headed(other)}"
        what = "the same headings in the same rows" if same else elsewhere
        hidden = ", hidden" if other.grid.is_hidden else ""
        yield f"# Another sheet, '{_said(other.grid.name)}'{hidden}, has {what}."


def _bare_part(proposal: Proposal) -> str:
    for name, mapped in proposal.mapped.items():
        if COLUMNS[proposal.kind][name] is date:
            for row, cell in proposal.cells(mapped.column):
                if isinstance(cell.value, str) and BARE_PART.fullmatch(cell.words):
                    return f"{_said(cell.words)} in {letter(mapped.column)}{row}"
    return ""


def _ending(proposal: Proposal) -> tuple[int, str] | None:
    """The first row below the table and the words that begin it, when no record begins so."""
    row = next((row for row, kind in proposal.rows.items() if kind == RowKind.BELOW), None)
    words = _first_words(proposal.grid, row) if row else ""
    earlier = {_first_words(proposal.grid, other).casefold() for other in proposal.data_rows}
    return (row, words) if row and words and len(words) <= 60 and words.casefold() not in earlier else None


def _first_words(grid: Grid, row: int) -> str:
    return next((words for column in range(1, grid.last_column + 1) if (words := grid.at(row, column).words)), "")


def _columns(proposal: Proposal) -> Iterator[str]:
    yield "[columns]  # our name = their heading"
    for name, mapped in proposal.mapped.items():
        also = "".join(f", or {_said(proposal.heading(column))}?" for column in mapped.also)
        also += "".join(f", or is it {other}?" for other in mapped.or_names)
        prefix = ACCEPT if mapped.surety == Surety.UNSURE else ""
        comment = f"{mapped.surety}, column {letter(mapped.column)}{also}"
        yield _line(f"{prefix}{name} = {_text(proposal.heading(mapped.column))}", comment)
    missing = [name for name in COLUMNS[proposal.kind] if name not in proposal.mapped]
    yield from textwrap.wrap(f"# Ours without a heading here: {', '.join(missing)}.", 110, subsequent_indent="# ")
    if "rag" in proposal.active and "reported_status" not in proposal.mapped:
        yield "# No heading of a status: if the plan's own key says what its colours mean, map them to reported_status."
    taken = {mapped.column for mapped in proposal.mapped.values()}
    for column in proposal.table.headings:
        if column not in taken:
            yield f"# Not read: column {letter(column)}, {_said(proposal.heading(column))}"


def _scales(proposal: Proposal) -> Iterator[str]:
    scales = {name: holds for name, holds in COLUMNS[proposal.kind].items() if issubclass(holds, StrEnum)}
    for name in [name for name in proposal.mapped if name in scales]:
        yield ""
        yield f"[{name}]  # their word = ours; check each, then accept it"
        yield from _words(proposal, name, scales[name])


def _words(proposal: Proposal, name: str, scale: type[StrEnum]) -> Iterator[str]:
    column = proposal.mapped[name].column
    counts = _counted(proposal, column)
    for word, count in list(counts.items())[:MOST_WORDS]:
        found = f"found in {count} {'row' if count == 1 else 'rows'}" if count else "in the drop-down list only"
        ours = meaning(name, word)
        if ours:
            yield _line(f"{ACCEPT}{_text(word)} = {_text(ours)}", found)
        elif is_colour(word):
            yield f"# {_text(word)}: {found}. A colour or number means only what the plan's own key says"
        else:
            yield f"# {_text(word)}: {found}. No suggestion"
    if len(counts) > MOST_WORDS:
        yield f"# {len(counts) - MOST_WORDS} more words are not listed here."
    longer = sum(len(fold(cell.words)) > LONGEST_WORD for _, cell in proposal.cells(column))
    if longer:
        yield f"# Texts of over {LONGEST_WORD} characters, not listed here: {longer}."
    yield f"# Ours: {', '.join(word for word in scale if 'unreadable' not in word)}."


def _counted(proposal: Proposal, column: int) -> dict[str, int]:
    """Each word of a column and of its drop-down list with the number of rows it stands in, the most common first."""
    counts = Counter(words for _, cell in proposal.cells(column) if len(words := fold(cell.words)) <= LONGEST_WORD)
    spelt: dict[str, str] = {}
    for word in (*[word for word, _ in counts.most_common()], *_choices(proposal, column)):
        spelt.setdefault(word.casefold(), word)
    fillers = listed_words("fillers")
    wanted = {small: word for small, word in spelt.items() if small not in fillers}
    return {word: sum(n for other, n in counts.items() if other.casefold() == small) for small, word in wanted.items()}


def _choices(proposal: Proposal, column: int) -> list[str]:
    below = proposal.header_rows[-1]
    lists = [one for one in proposal.lists if one.holds_for(proposal.sheet, column, below)]
    return [word for one in lists for choice in one.choices if 0 < len(word := fold(choice)) <= LONGEST_WORD]


def meaning(name: str, word: str) -> str:
    """Our word for one of theirs as other agencies use it, "" when it is not known. A suggestion, never a decision."""
    bare = re.sub(r"^\d+[.)]?\s+", "", fold(word).casefold()).rstrip(".")
    return next((ours for ours, words in KNOWN["words"].get(name, {}).items() if bare in words), "")


def _to_look_at(proposal: Proposal) -> Iterator[str]:
    """What the reader passes over or would take for a record; row numbers only, since a title may name a person."""
    yield "# To look at in the workbook:"
    yield from (f"# - {sentence}" for sentence in list(remarks(proposal)) or ["nothing but the table was found"])


def remarks(proposal: Proposal) -> Iterator[str]:
    """What stands around the table, and what in it is not plain data."""
    first = proposal.header_rows[0]
    if above := [row for row in proposal.grid.rows if row < first]:
        yield f"rows above the headings are not read: {_in_short(above)}"
    for kind in (RowKind.GUIDANCE, RowKind.FILLER, RowKind.TITLE):
        if rows := [row for row, found in proposal.rows.items() if found == kind]:
            yield f"rows that seem to be {kind}, though they may be read as records: {_in_short(rows)}"
    if rows := [row for row, found in proposal.rows.items() if found == RowKind.REPEAT]:
        yield f"the headings stand once more and are passed over: {_in_short(rows)}"
    if rows := [row for row, found in proposal.rows.items() if found == RowKind.BELOW]:
        yield f"rows below the table: {_in_short(rows)}"
    yield from _beside(proposal)
    yield from _hidden(proposal)
    yield from _drop_downs(proposal)
    yield from _colours(proposal)
    if len(proposal.rows) == LOOKED_AT:
        yield f"only the first {LOOKED_AT} rows were looked at"
    if not proposal.data_rows:
        yield "no row below the headings seems to be a record"


def _beside(proposal: Proposal) -> Iterator[str]:
    grid, table = proposal.grid, proposal.table
    filled = [
        column
        for column in range(1, min(grid.last_column, MOST_COLUMNS) + 1)
        if column not in table.headings and any(grid.at(row, column).words for row in proposal.data_rows)
    ]
    if unnamed := [letter(column) for column in filled if column in table.run]:
        yield f"columns without a heading are not read: {', '.join(unnamed)}"
    if beside := [letter(column) for column in filled if column not in table.run]:
        yield f"columns that stand beside the table are not read: {', '.join(beside)}"


def _hidden(proposal: Proposal) -> Iterator[str]:
    for column in sorted(proposal.grid.hidden_columns & proposal.table.headings.keys()):
        is_read = column in {mapped.column for mapped in proposal.active.values()}
        read = "It is read" if is_read else "It is not read"
        yield f"column {letter(column)}, {_said(proposal.heading(column))}, is hidden in the workbook. {read}"
    if rows := sorted(proposal.grid.hidden_rows & proposal.rows.keys()):
        yield f"rows hidden in the workbook: {_in_short(rows)}"


def _drop_downs(proposal: Proposal) -> Iterator[str]:
    below = proposal.header_rows[-1]
    for column in proposal.table.headings:
        lists = [one for one in proposal.lists if one.holds_for(proposal.sheet, column, below)]
        if lists:
            words = ", ".join(_said(word) for word in lists[0].choices[:MOST_WORDS]) or "its words cannot be told"
            yield f"column {letter(column)}, {_said(proposal.heading(column))}, has a drop-down list: {words}"


def _colours(proposal: Proposal) -> Iterator[str]:
    """Colours that stand out in their row and differ down the column; bands and columns of one colour say nothing."""
    found: dict[int, Counter[str]] = {column: Counter() for column in proposal.table.headings}
    for row in proposal.data_rows:
        fills = {column: proposal.grid.at(row, column).fill for column in proposal.table.headings}
        usual = Counter(fills.values()).most_common(1)[0][0]
        for column, fill in fills.items():
            found[column][fill if fill != usual else ""] += 1
    for column, fills in sorted(found.items()):
        if len(fills) < 2:
            continue
        said = ", ".join(f"{fill} in {count}" for fill, count in fills.most_common(6) if fill)
        yield f"colours in column {letter(column)}, {_said(proposal.heading(column))}: {said}. They are never read"


def _in_short(rows: list[int]) -> str:
    """Runs of rows: 1 to 3, 7."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [str(first) if first == last else f"{first} to {last}" for first, last in runs]
    return ", ".join(said[:8]) + (f" and {len(said) - 8} more places" if len(said) > 8 else "")


def _headed(table: Table) -> str:
    return f"{'row' if len(table.header_rows) == 1 else 'rows'} {_in_short(list(table.header_rows))}"


def _line(text: str, comment: str = "") -> str:
    return f"{text:<44}  # {comment}" if comment else text


def _text(words: str) -> str:
    """A text in quotes as TOML writes it."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _said(words: str) -> str:
    """Words from the file on one line: in a comment or a terminal nothing else may come of them."""
    return shortened(words, 60)


# The preview and the command


def preview(proposal: Proposal) -> str:
    """The first records as they would be read if the suggestions were accepted, for a terminal of 120 places."""
    rows = proposal.data_rows[:PREVIEWED]
    lines = [("our column", "how sure", "their heading", *[f"row {row}" for row in rows])]
    for name, mapped in proposal.mapped.items():
        heading = f"{letter(mapped.column)} {_said(proposal.heading(mapped.column))}"
        read = [_as_read(proposal, name, proposal.grid.at(row, mapped.column)) for row in rows]
        lines.append((name, str(mapped.surety), heading, *read))
    counted = f"{len(proposal.data_rows)} {'row' if len(proposal.data_rows) == 1 else 'rows'}"
    place = f"Sheet '{_said(proposal.sheet)}', headings in {_headed(proposal.table)}"
    title = f"{place}, {counted} of kind {proposal.kind}"
    told = [f"- {_cut(text, 116)}" for text in remarks(proposal)]
    return "\n".join([title, "", *_aligned(lines), *[""][: len(told)], *told])


def _as_read(proposal: Proposal, name: str, cell: Cell) -> str:
    holds, words = COLUMNS[proposal.kind][name], _said(cell.words)
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


def main(arguments: list[str] | None = None) -> int:
    """Writes a draft and prints a preview. Exit status 0; 1 when a layout is there already; 2 without a proposal."""
    parser = argparse.ArgumentParser(prog="python -m loaders propose", description="Proposes a layout for a workbook.")
    parser.add_argument("file", type=Path, help="the workbook as it was received")
    parser.add_argument("--sender", required=True, help="the layout is named <sender>.toml")
    parser.add_argument("--out", type=Path, default=LAYOUTS, help="the folder for the draft; default: loaders/layouts")
    chosen = parser.parse_args(arguments)
    target = chosen.out / f"{chosen.sender}.toml"
    if not re.fullmatch(r"[\w-][\w. -]*", chosen.sender) or not chosen.out.is_dir():
        return _stop(f"{target} cannot be written. Give a plain name and a folder that is there.", 1)
    if target.exists():
        return _stop(f"{target} is there already and was left as it is. Nothing was written.", 1)
    try:
        proposal = propose(chosen.file, chosen.sender)
    except NotReadable as error:
        return _stop(f"Nothing was proposed. {error}", 2)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(draft(proposal))
    print(preview(proposal))
    print(f"\nWrote {target}. Check it against the workbook, then remove its line 'draft = true'.")
    return 0


def _stop(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status
