"""Asks whether the lists in cells of actions are one action each, since a row counts as one and nothing is split."""

from collections.abc import Iterator

from loaders.mapping.lists_in_cells import rows_with_lists
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.doubtful_rows import doubtful_rows
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.study import Study
from loaders.propose.points_to_check import one_line
from tracker.column_letters import letter
from tracker.file_terms import Lists
from tracker.terms import Kind
from tracker.words import and_list, first_few, plural

MOST_CELLS = 3  # in a question


def list_questions(study: Study) -> Iterator[LayoutQuestion]:
    """A question for each table of actions with lists in their cells, unless the layout says what they are."""
    for number, table in enumerate(study.choices.tables):
        cells = [*_cells(study, number)] if table.fills == Kind.ACTION and not table.lists else []
        if cells:
            yield _question(study, number, cells)


def _cells(study: Study, number: int) -> Iterator[str]:
    """The words of each cell that lists several points, and its place; none of a row that may be no record."""
    sheets = study.choices.tables[number].sheets
    for (of_table, sheet), read in study.reads.items():
        column = read.columns.places.get("action") if read.columns else None
        if of_table == number and column:
            grid = sheet_named(study.workbook, sheet)
            where = f" of “{one_line(sheet)}”" if len(sheets) > 1 else ""
            lists = [*rows_with_lists(grid, read.rows.records, column)]
            doubtful = _doubtful(study, number, sheet) if lists else set()
            for row in (row for row in lists if row not in doubtful):
                yield f"“{one_line(grid.at(row, column).words)}” ({letter(column)}{row}{where})"


def _doubtful(study: Study, number: int, sheet: str) -> set[int]:
    """The rows of a sheet that somebody is still asked about: whether they are records comes first."""
    asked = (one for one in doubtful_rows(study) if one.sheet == sheet and number in one.tables)
    return {row for one in asked for row in one.rows}


def _question(study: Study, number: int, cells: list[str]) -> LayoutQuestion:
    n = len(cells)
    is_one = n == 1
    lists = f"{plural(n, 'action')} list{'s' if is_one else ''} several points"
    asks = (
        f"{lists} in one cell: {and_list(first_few(cells, MOST_CELLS))}. A row counts as one action, and nothing is "
        f"split here. Is {'it' if is_one else 'each of them'} one action, or several?"
    )
    it = "It" if is_one else "Each"
    answers = (
        Answer(f"{it} is one action, as its row says", study.choices.with_table(number, lists=str(Lists.ONE))),
        Answer(
            f"{it} is several actions: ask the sender to give each a row of its own",
            study.choices.with_table(number, lists=str(Lists.SEVERAL)),
        ),
    )
    headline = f"{lists}, so {'it' if is_one else 'each'} may be more than one"
    return LayoutQuestion("lists", (number,), asks, answers, in_headline=headline)
