"""Asks what date cells mean that are not read now and would be by a setting."""

from collections.abc import Iterator
from datetime import date

from loaders.mapping.dates import is_serial, read_date
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.choices import YEAR_OF, Choices, TableChoices
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.study import Study
from loaders.propose.points_to_check import one_line
from loaders.reader.grid import Cell
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind
from tracker.words import and_list, first_few

MOST_TEXTS = 12  # texts in a sentence
ORDERS = {
    "day first": "Day first: 3/4/2026 is 3 April",
    "month first": "Month first: 3/4/2026 is 4 March",
    "year first": "Year first: 2026/4/3 is 3 April",
}
YEARS = {
    "financial": "Financial years from April: Q1 is April to June",
    "calendar": "Calendar years: Q1 is January to March",
}
SERIAL = "serial_dates"


def date_questions(study: Study) -> Iterator[LayoutQuestion]:
    """For each table, a question for each setting that would read at least one date cell that is unread now."""
    for number, table in enumerate(study.choices.tables):
        if table.fills in list(Kind):
            yield from _of_table(study, number, table)


def _of_table(study: Study, number: int, table: TableChoices) -> Iterator[LayoutQuestion]:
    unread = [*_unread(study, number, table)]
    if asked := [one for one in unread if not table.dates and any(_reads(one[1], order, "") for order in ORDERS)]:
        asks = f"{_texts_with_cells(asked)}: are these days written with the day or the month first?"
        orders = [order for order in ORDERS if any(_reads(cell, order, "") for _, cell in asked)]
        by_order = [Answer(ORDERS[one], study.choices.with_table(number, dates=one)) for one in orders]
        yield from _question(study, number, "dates", asks, by_order)
    if asked := [one for one in unread if not table.years and any(_reads(one[1], table.dates, year) for year in YEARS)]:
        asks = f"{_texts_with_cells(asked)}: which year do these mean?"
        by_year = [Answer(YEARS[one], study.choices.with_table(number, years=one)) for one in YEARS]
        yield from _question(study, number, "years", asks, by_year)
    places = {place[0] for place, cell in unread if is_serial(cell.value)}
    for place in sorted(places):
        asked = [one for one in unread if one[0][0] == place and is_serial(one[1].value)]
        asks = f"{_texts_with_cells(asked)}: are these days as a spreadsheet counts them?"
        as_days = [Answer("They are days", _with_manner(study.choices, number, place))]
        yield from _question(study, number, f"{SERIAL} {place}", asks, as_days)


def _question(study: Study, number: int, key: str, asks: str, answers: list[Answer]) -> Iterator[LayoutQuestion]:
    if key not in study.choices.tables[number].decided:
        none = Answer("Do not read them: they count as no date", study.choices.with_decided([number], key))
        yield LayoutQuestion(key, (number,), asks, (*answers, none))


def _with_manner(choices: Choices, number: int, place: str) -> Choices:
    return choices.with_table(number, manners={**choices.tables[number].manners, place: SERIAL})


def _unread(study: Study, number: int, table: TableChoices) -> Iterator[tuple[tuple[str, int, str], Cell]]:
    """Every filled date cell that is not read, each after its place: column letter, row and sheet."""
    columns = COLUMNS[Kind(table.fills)]
    years = {name.removeprefix(YEAR_OF) for names in table.columns.values() for name in names if name[:8] == YEAR_OF}
    for sheet in table.sheets:
        read = study.reads.get((number, sheet))
        if not read or not read.columns:
            continue
        grid = sheet_named(study.workbook, sheet)
        for place, names in table.columns.items():
            ours = next((name for name in names if name in columns and columns[name].holds is date), "")
            column = read.columns.places.get(ours)
            if not column or ours in years or table.manners.get(place) == SERIAL:
                continue
            for row in read.rows.records:
                cell = grid.at(row, column)
                if cell.words and not cell.is_merged_into and not _is_read(cell, table):
                    yield (letter(column), row, sheet), cell


def _is_read(cell: Cell, table: TableChoices) -> bool:
    return read_date(cell.value, cell.number_format, table.dates, table.years).precision != "unreadable"


def _reads(cell: Cell, order: str, years: str) -> bool:
    return read_date(cell.value, cell.number_format, order, years).on is not None


def _texts_with_cells(cells: list[tuple[tuple[str, int, str], Cell]]) -> str:
    """Each different text with its first cell and the number of other cells, in a list for a sentence."""
    places: dict[str, list[str]] = {}
    for (place, row, _), cell in cells:
        places.setdefault(one_line(cell.words), []).append(f"{place}{row}")
    sentences = [f"“{words}” ({_where(found)})" for words, found in places.items()]
    return and_list(first_few(sentences, MOST_TEXTS, "other text"))


def _where(cells: list[str]) -> str:
    return cells[0] if len(cells) == 1 else f"{cells[0]} and {len(cells) - 1:,} more"
