"""Asks about rows that would be read as records but look like something else, one question for each group."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from loaders.mapping.columns import Columns
from loaders.mapping.row_kinds import LONGEST_REFERENCE
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.example_rows import BY_CELL, BY_SHEET, BY_TITLE, example_rows
from loaders.propose.builder.key_rows import key_rows
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.repeated_rows import repeated_rows
from loaders.propose.builder.row_labels import RowLabel, relabel, row_key
from loaders.propose.builder.study import SheetRead, Study
from loaders.propose.builder.summary_rows import summary_rows
from loaders.propose.builder.tables import without_table
from loaders.propose.certain_rows import with_numbered_titles
from loaders.propose.evidence import RowKind, rows_below
from loaders.propose.find_table import table_at
from loaders.propose.other_headings import rows_under_other_headings
from loaders.propose.points_to_check import one_line
from loaders.propose.sheets_alike import PlanSheet
from loaders.reader.grid import Grid
from tracker.findings import NotReadable
from tracker.terms import Kind
from tracker.words import plural, runs

SUMMARY, REPEATED, KEY = "a summary of the rows below it", "a record of another table", "a line of a key"
OTHER_TABLE = "a table with other headings"
LOOKS = {  # what one row of a kind looks like, and what several do
    RowKind.GUIDANCE: ("guidance or an example", "guidance or examples"),
    RowKind.FILLER: ("a row that nobody has filled in", "rows that nobody has filled in"),
    RowKind.NUMBERED: ("a number without an action", "numbers without an action"),
    RowKind.TITLE: ("the title of a part", "titles of parts"),
    RowKind.NUMBERED_TITLE: ("the title of a part", "titles of parts"),
    RowKind.REPEAT: ("the headings again", "the headings again"),
    RowKind.BELOW: ("text below the table", "text below the table"),
    SUMMARY: (SUMMARY, "summaries of the rows below them"),
    KEY: ("a line of a key", "a key"),
    OTHER_TABLE: ("a row of another table", "another table, with headings of its own"),
    BY_CELL: ("an example", "examples"),
    BY_TITLE: ("an example, as the title above says", "examples, as the title above says"),
    BY_SHEET: ("an example, as the name of the sheet says", "examples, as the name of the sheet says"),
    REPEATED: ("a record that another table holds too", "records that another table holds too"),
}
ANSWERS = {
    RowKind.GUIDANCE: (RowLabel.LEAVE_OUT,),
    RowKind.FILLER: (RowLabel.NOT_FILLED_IN, RowLabel.LEAVE_OUT),
    RowKind.NUMBERED: (RowLabel.NOT_FILLED_IN, RowLabel.LEAVE_OUT),
    RowKind.TITLE: (RowLabel.TITLE, RowLabel.LEAVE_OUT),
    RowKind.NUMBERED_TITLE: (RowLabel.TITLE, RowLabel.LEAVE_OUT),
    RowKind.REPEAT: (RowLabel.LEAVE_OUT,),
    RowKind.BELOW: (RowLabel.LEAVE_OUT,),
    SUMMARY: (RowLabel.SUMMARY, RowLabel.TITLE),
    **dict.fromkeys((BY_CELL, BY_TITLE, BY_SHEET, REPEATED, KEY, OTHER_TABLE), (RowLabel.LEAVE_OUT,)),
}
AT_THE_END = (RowKind.BELOW, BY_TITLE, REPEATED, KEY, OTHER_TABLE)  # rows that may begin where a table ends
SAYS = {
    RowLabel.LEAVE_OUT: "Leave {them} out",
    RowLabel.NOT_FILLED_IN: "Leave {them} out: nobody has filled {them} in",
    RowLabel.TITLE: "Leave {them} out: {they} {are} the {title}",
    RowLabel.SUMMARY: "Leave {them} out: {they} only {sum} up other rows",
    RowLabel.END: "The table ends above row {row}",
}
ONE, SEVERAL = ("it", "it", "is", "sums", "title of a part"), ("them", "they", "are", "sum", "titles of parts")
MOST_TEXTS = 3  # texts of rows in a question


def doubtful_rows(study: Study) -> Iterator[LayoutQuestion]:
    """A question for each group of doubtful rows that look alike on one sheet, unless they were declared records."""
    asked: set[tuple[str, tuple[int, ...], int, str]] = set()
    for (number, sheet), read in study.reads.items():
        if not read.columns:
            continue
        for kind, rows in _doubtful(study, number, read).items():
            place = (sheet, read.columns.header_rows, min(read.columns.table), kind)
            key = f"rows: {kind} in {sheet}"
            if place not in asked and key not in study.choices.tables[number].decided:
                asked.add(place)
                yield _question(study, sheet, read.columns, key, kind, rows)


def _doubtful(study: Study, number: int, read: SheetRead) -> dict[str, list[int]]:
    """The rows that are read as records but look like something else, by what they look like."""
    found: dict[str, list[int]] = {}
    kinds, decided = row_kinds(study, number, read), study.choices.tables[number].decided
    for row in (row for row in read.rows.records if row_key(read.sheet, row) not in decided):
        if (kind := kinds.get(row, RowKind.DATA)) != RowKind.DATA:
            found.setdefault(kind, []).append(row)
    return found


def row_kinds(study: Study, number: int, read: SheetRead) -> dict[int, str]:
    """What each row below the headings of a sheet seems to be: data, or something else, such as a summary of others."""
    grid = sheet_named(study.workbook, read.sheet)
    table = table_at(grid, read.columns.header_rows, min(read.columns.read)) if read.columns else None
    if table is None:
        return {}
    part, proposal = PlanSheet(table, rows_below(table), {}), study.proposals[number]
    if grid is proposal.grid:
        part = with_numbered_titles(part, proposal.main)
    kinds: dict[int, str] = dict(part.rows)
    data = [row for row, kind in kinds.items() if kind == RowKind.DATA]  # including those that are left out by now
    if study.choices.tables[number].fills == Kind.ACTION and read.columns:
        kinds |= dict.fromkeys(summary_rows(grid, read.columns.places, data), SUMMARY)
    kinds |= dict.fromkeys(rows_under_other_headings(table, read.rows.records, kinds), OTHER_TABLE)
    kinds |= dict.fromkeys(key_rows(grid, read), KEY)
    return {**kinds, **dict.fromkeys(repeated_rows(study, number, read), REPEATED), **example_rows(table, data)}


def _question(study: Study, sheet: str, columns: Columns, key: str, kind: str, rows: list[int]) -> LayoutQuestion:
    tables = tuple(
        n
        for (n, name), read in study.reads.items()
        if name == sheet and read.columns and _are_same_rows(read.columns, columns)
    )
    one, several = LOOKS[kind]
    looks = f"look{'s' if len(rows) == 1 else ''} like {one if len(rows) == 1 else several}"
    others = len(study.workbook.grids) > 1
    where = f"Row{'' if len(rows) == 1 else 's'} {runs(rows)}{f' of {one_line(sheet)}' if others else ''}"
    words = _words(sheet_named(study.workbook, sheet), rows)
    asks = f"{where} {looks}: {words}. What {'is it' if len(rows) == 1 else 'are they'}?"
    return LayoutQuestion(
        key, tables, asks, tuple(_answers(study, tables, sheet, key, kind, rows)), tuple(rows),
        f"{plural(len(rows), 'more row')} {looks}", kind not in set(RowKind), sheet, one,
    )  # fmt: skip


def _are_same_rows(one: Columns, other: Columns) -> bool:
    """Whether two entries read the same rows of the same table, and not of tables side by side."""
    return one.header_rows == other.header_rows and min(one.table) == min(other.table)


def _words(grid: Grid, rows: list[int]) -> str:
    """The first different texts of the rows, and how many more there are."""
    texts = [*dict.fromkeys(f"“{one_line(' '.join(_first(grid, row).split()))}”" for row in rows)]
    more = [f"{len(texts) - MOST_TEXTS:,} more"] if len(texts) > MOST_TEXTS else []
    return " and ".join(filter(None, (", ".join(texts[:MOST_TEXTS]), *more)))


def _first(grid: Grid, row: int) -> str:
    """The first text of a row that is more than its number, or its first text at all."""
    texts = [*grid.words(row).values()]
    return next((text for text in texts if " " in text or len(text) > LONGEST_REFERENCE), texts[0] if texts else "")


def _answers(
    study: Study, tables: tuple[int, ...], sheet: str, key: str, kind: str, rows: list[int]
) -> Iterator[Answer]:
    """What an officer can answer about the rows; an answer that no words of a layout can express is not offered."""
    is_one, read = len(rows) == 1, study.reads[tables[0], sheet]
    words = dict(zip(("them", "they", "are", "sum", "title"), ONE if is_one else SEVERAL, strict=True))
    ends = kind in AT_THE_END and rows == read.rows.records[-len(rows) :] != read.rows.records
    seen: list[Choices] = []
    if rows == read.rows.records:
        yield from _not_reading(study.choices, tables, sheet)
    ways = [{rows[0]: RowLabel.END}] if ends else []
    for labels in (*ways, *(dict.fromkeys(rows, label) for label in ANSWERS[kind])):
        with suppress(NotReadable):
            choices = _with(study, tables, sheet, labels)
            if choices not in seen:
                seen.append(choices)
                yield Answer(SAYS[labels[rows[0]]].format(row=rows[0], **words), choices)
    record = "It is a record: count it" if is_one else "They are records: count them"
    yield Answer(record, study.choices.with_decided(tables, key))


def _not_reading(choices: Choices, tables: tuple[int, ...], sheet: str) -> Iterator[Answer]:
    """The answer that the tables do not read a sheet, unless no table would be left."""
    for number in reversed(tables):
        table = choices.tables[number]
        if table.sheets[0] != sheet:
            choices = choices.with_table(number, sheets=tuple(name for name in table.sheets if name != sheet))
        elif len(table.sheets) == 1 < len(choices.tables):
            choices = without_table(choices, number)
        else:
            return
    yield Answer("Do not read this table", choices)


def _with(study: Study, tables: tuple[int, ...], sheet: str, labels: dict[int, RowLabel]) -> Choices:
    """The choices with some rows labelled in each table that reads them. Raises NotReadable as `relabel` does."""
    choices = study.choices
    for number in tables:
        choices = choices.with_table(number, **msgspec.structs.asdict(relabel(study, number, sheet, labels)))
    return choices
