"""What each row of a sheet is by the choices, and how an officer labels it otherwise where a layout can say so."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

import msgspec

from loaders.mapping.columns import Columns
from loaders.mapping.known_words import small
from loaders.mapping.row_kinds import LEFT_OUT_BY, LONGEST_REFERENCE, is_left_out, is_number_of_row
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.choices import TableChoices
from loaders.propose.builder.study import SheetRead, Study
from loaders.propose.draft_rows import SECTIONS
from loaders.propose.evidence import RowKind
from loaders.reader.cell_text import as_written, is_blank
from loaders.reader.grid import Grid
from tracker.columns.entries import COLUMNS
from tracker.file_terms import Reason
from tracker.findings import NotReadable
from tracker.terms import Kind, Severity

LONGEST = 40  # characters of a text that names a row; a longer one is named by its beginning
HEADINGS, RECORD, REFUSED, EMPTY = "headings", "record", "refused", ""


class RowLabel(StrEnum):
    """What an officer can say about a row."""

    LEAVE_OUT = "leave it out: guidance or an example"
    TITLE = "leave it out: the title of a part"
    SUMMARY = "leave it out: a summary of the rows below it"
    NOT_FILLED_IN = "nobody has filled it in"
    END = "the table ends above it"
    READ = "read it after all"


LEFT_OUT_AS = {
    RowLabel.LEAVE_OUT: "leave_out",
    RowLabel.TITLE: "titles",
    RowLabel.SUMMARY: "summaries",
}


class RowView(msgspec.Struct, frozen=True):
    """What a row is, why (where there is more to say), and the labels that it could have instead."""

    kind: str
    why: str = ""
    instead: tuple[RowLabel, ...] = ()


def row_key(sheet: str, row: int) -> str:
    """What a table notes among its decisions when an officer says that a row is to be read after all."""
    return f"row {row} of {sheet}"


def row_labels(study: Study, number: int, sheet: str, rows: Iterable[int]) -> dict[int, RowView]:
    """What each of the rows of a sheet is by one table of a study."""
    read = study.reads.get((number, sheet))
    refused = _refused(study, sheet)
    header_rows = read.columns.header_rows if read and read.columns else study.proposals[number].header_rows
    of_proposal = study.proposals[number].rows if sheet == study.proposals[number].sheet else {}
    asked = {row: one.looks for one in study.questions if one.sheet == sheet for row in one.rows}
    found = {}
    for row in rows:
        if row in header_rows:
            found[row] = RowView(HEADINGS)
        elif read and read.columns:
            found[row] = _row(read, study.choices.tables[number], row, refused, asked.get(row) or of_proposal.get(row))
        else:
            kind = of_proposal.get(row)
            found[row] = RowView(str(kind) if kind and kind != RowKind.DATA else RECORD if kind else EMPTY)
    return found


def _refused(study: Study, sheet: str) -> dict[int, str]:
    """The rows of a sheet that the checks refuse, each with the reason."""
    problems = study.trial.problems if study.trial else ()
    return {
        one.row_number: one.sentence
        for one in reversed(problems)
        if one.sheet == sheet and one.severity == Severity.REFUSED and one.row_number
    }


def _row(read: SheetRead, table: TableChoices, row: int, refused: dict[int, str], seems: str | None) -> RowView:
    if row in read.rows.records:
        instead = (RowLabel.LEAVE_OUT, RowLabel.TITLE, RowLabel.SUMMARY, RowLabel.NOT_FILLED_IN, RowLabel.END)
        likely = f"it seems to be {seems}" if seems and seems != RowKind.DATA else ""
        return RowView(REFUSED, refused[row], instead) if row in refused else RowView(RECORD, likely, instead)
    reason = read.rows.left_out.get(row)
    if reason is None:
        return RowView(Reason.ABOVE if read.columns and row < read.columns.header_rows[0] else EMPTY)
    is_by_layout = (
        reason in LEFT_OUT_BY.values()
        or (reason == Reason.NOT_FILLED_IN and bool(table.fillers))
        or (reason == Reason.BELOW and row == min(one for one, why in read.rows.left_out.items() if why == reason))
    )
    return RowView(str(reason), "", (RowLabel.READ,) if is_by_layout else ())


class RecordTexts(NamedTuple):
    """What the records say: each row's texts with how many records say the same, each text with how many hold it."""

    rows: Counter[tuple[str, ...]]
    words: Counter[str]

    @classmethod
    def of(cls, texts: Iterable[list[str]]) -> "RecordTexts":
        """Counts from the filled cells of each row."""
        rows = Counter(tuple(map(small, row)) for row in texts if row)
        return cls(rows, _count_texts(rows))

    def say(self, line: str, texts: list[str]) -> bool:
        """Whether a line also names one of these records; a record that says exactly what `texts` say is ignored."""
        own, word = tuple(map(small, texts)), small(line)
        if word.endswith(("…", "...")) and any(
            row[0].startswith(word.rstrip(".… ")) for row in self.rows if row != own
        ):
            return True
        return self.words[word] > (self.rows[own] if word in own else 0)


def _count_texts(rows: Counter[tuple[str, ...]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row, count in rows.items():
        found.update(dict.fromkeys(row, count))
    return found


def relabel(study: Study, number: int, sheet: str, labels: dict[int, RowLabel]) -> TableChoices:
    """The table with some of its rows labelled otherwise. Raises NotReadable where no words name one row alone."""
    grid = sheet_named(study.workbook, sheet)
    read = study.reads.get((number, sheet))
    if not read or not read.columns:
        raise NotReadable("The rows cannot be told yet. Say first where the headings stand and what the columns are.")
    table, columns = study.choices.tables[number], read.columns
    others = RecordTexts.of(_texts(grid, columns, row) for row in read.rows.records if row not in labels)
    for row, label in labels.items():
        table = _relabel(table, grid, columns, row, label, others)
    return table


def _relabel(
    table: TableChoices, grid: Grid, columns: Columns, row: int, label: RowLabel, others: RecordTexts
) -> TableChoices:
    texts = _texts(grid, columns, row)
    change = msgspec.structs.replace
    if not texts:
        raise NotReadable(f"Row {row} is empty in the columns of the table, so no words can name it.")
    if label == RowLabel.TITLE and _can_be_title(texts) and (section := table.section or _free_for_titles(table)):
        return change(table, section=section)
    if key := LEFT_OUT_AS.get(label):
        lines = (*getattr(table, key), _line_for(row, texts, others))
        return change(table, **{key: tuple(dict.fromkeys(lines))})
    if label == RowLabel.NOT_FILLED_IN:
        return change(table, fillers=tuple(dict.fromkeys((*table.fillers, *_own_words(grid, columns, row)))))
    if label == RowLabel.END:
        return change(table, stops_at=ending(grid, columns, row))
    is_end = small(_first_words(grid, row)) == small(table.stops_at)
    return change(
        table,
        stops_at="" if is_end else table.stops_at,
        **{key: _without(getattr(table, key), texts) for key in LEFT_OUT_BY},
        fillers=tuple(word for word in table.fillers if small(word) not in map(small, texts)),
    )


def _without(lines: Iterable[str], texts: list[str]) -> tuple[str, ...]:
    """The lines that do not name the row with these texts."""
    return tuple(line for line in lines if not is_left_out(list(map(small, texts)), [line]))


def _texts(grid: Grid, columns: Columns, row: int) -> list[str]:
    """The filled cells of a row in the columns of the table, as text that a layout can name."""
    values = grid.values(row)
    own = [values[column - 1] for column in sorted(columns.table) if column <= len(values)]
    return [as_written(value) for value in own if value != "" and not is_blank(value)]


def _can_be_title(texts: list[str]) -> bool:
    """Whether the reader takes a row for a title, if its layout has titles: a single text that is no reference."""
    return len(texts) == 1 and (" " in texts[0] or len(texts[0]) > LONGEST_REFERENCE)


def _free_for_titles(table: TableChoices) -> str:
    """The column that titles can fill for the rows below: the first suitable one that no column holds, "" for none."""
    named = {name for names in table.columns.values() for name in names}
    known = COLUMNS[Kind(table.fills)]
    return next((name for name in SECTIONS if name in known and name not in named), "")


def _line_for(row: int, texts: list[str], others: RecordTexts) -> str:
    """The words that name a row and no other record: the beginning of its first cell, or a whole cell.

    They also name a row that says exactly the same, as above each of several tables on a sheet. Raises NotReadable.
    """
    first = texts[0].split("\n")[0][:LONGEST]
    beginnings = [f"{first}…"] if texts[0] != first else []
    words = [text for text in texts if not is_number_of_row(text)]
    for line in (*beginnings, *dict.fromkeys((*words, *texts))):  # a reference might name another row one day
        is_short = len(line) <= 2 * LONGEST and "\n" not in line
        if is_short and not others.say(line, texts):
            return line
    raise NotReadable(f"Row {row} cannot be left out by its words: other rows that are records say the same.")


def _own_words(grid: Grid, columns: Columns, row: int) -> list[str]:
    """The words in a row that its form may have printed: all read cells but references. Raises NotReadable for none."""
    references = {place for name, place in columns.places.items() if name.endswith("_ref")}
    values = grid.values(row)
    own = [values[place - 1] for place in sorted(columns.read - references) if place <= len(values)]
    words = [as_written(value) for value in own if isinstance(value, str) and value != "" and not is_blank(value)]
    if not words:
        raise NotReadable(f"Row {row} holds no words that a form may have printed.")
    return words


def ending(grid: Grid, columns: Columns, row: int) -> str:
    """The words that begin a row. Raises NotReadable where a row between it and the headings begins with the same."""
    words = _first_words(grid, row)
    above = [other for other in grid.rows if columns.header_rows[-1] < other < row]
    if any(small(_first_words(grid, other)) == small(words) for other in above):
        raise NotReadable(f"The table cannot end at row {row}: a row above it begins with the same words.")
    return words


def _first_words(grid: Grid, row: int) -> str:
    return next((words for value in grid.values(row) if (words := as_written(value))), "")
