"""Asks whether other sheets are read too that have the same headings as a table that is read."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import msgspec

from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.choices import TableChoices as Chosen
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.study import Study
from loaders.propose.builder.tables import MOST_TABLES
from loaders.propose.find_table import FoundTable, best_table, table_at
from loaders.propose.points_to_check import one_line
from loaders.propose.sheets_alike import LEAST_ALIKE, columns_alike
from loaders.reader.grid import Grid
from tracker.column_letters import column_number, letter
from tracker.findings import NotReadable
from tracker.words import and_list, first_few

MOST_SHEETS = 6  # sheets in a sentence
Place = tuple[str, tuple[int, ...], str]  # sheet, rows of headings, column


class SimilarSheet(NamedTuple):
    """A sheet with the headings of a table that is read, and the letter there of each of the table's columns."""

    table: FoundTable
    places: dict[str, str]

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.table.grid.name


def sheet_questions(study: Study) -> Iterator[LayoutQuestion]:
    """A question for each table whose headings also stand in sheets that no table reads."""
    read = [*_read(study)]
    asked: set[Place] = set()
    for number, table in enumerate(study.choices.tables):
        place = _place(table)
        others = [grid for grid in study.workbook.grids if all(grid is not one for one in read)]
        alike = [one for grid in others if (one := _alike(study, number, grid))] if place not in asked else []
        key = f"sheets: {', '.join(one.sheet for one in alike)}"
        if alike and key not in table.decided:
            asked.add(place)
            yield _question(study, key, place, alike)


def _place(table: Chosen) -> Place:
    return table.sheets[0], table.header_rows, table.beside


def _read(study: Study) -> Iterator[Grid]:
    """The sheets that some table names, as the reader finds them."""
    for _, name in study.reads:
        with suppress(NotReadable):
            yield sheet_named(study.workbook, name)


def _alike(study: Study, number: int, grid: Grid) -> SimilarSheet | None:
    """The table of a sheet with most of the headings that are read, in the same rows or elsewhere; None for none."""
    letters = study.choices.tables[number].columns
    columns = {column_number(place) for place in letters}
    first = study.proposals[number].table
    for other in (table_at(grid, first.header_rows), best_table(grid)):
        found = columns_alike(first, other, set()) if other and columns else {}
        if other and len(columns & found.keys()) >= max(2, LEAST_ALIKE * len(columns)):
            return SimilarSheet(
                other, {place: letter(found[n]) for place in letters if (n := column_number(place)) in found}
            )
    return None


def _question(study: Study, key: str, place: Place, alike: list[SimilarSheet]) -> LayoutQuestion:
    tables = [n for n, one in enumerate(study.choices.tables) if _place(one) == place]
    named = [f"“{one_line(one.sheet)}”{' (hidden)' if one.table.grid.is_hidden else ''}" for one in alike]
    is_one = len(alike) == 1
    sheets = f"Sheet{'' if is_one else 's'} {and_list(first_few(named, MOST_SHEETS))}"
    is_same = all(len(one.places) == len(study.choices.tables[tables[0]].columns) for one in alike)
    same = "the same headings" if is_same else "most of the same headings"
    them = "it" if is_one else "them"
    choices = study.choices
    for number in tables:
        choices = _with(choices, number, alike)
    read = [Answer(f"Read {them} too", choices)] if len(choices.tables) <= MOST_TABLES else []
    leave = Answer(f"Do not read {them}", study.choices.with_decided(tables, key))
    asks = (
        f"{sheets} {'has' if is_one else 'have'} {same} as “{one_line(place[0])}”. {'Is it' if is_one else 'Are they'}"
    )
    return LayoutQuestion(key, tuple(tables), f"{asks} part of this plan?", (*read, leave))


def _with(choices: Choices, number: int, alike: list[SimilarSheet]) -> Choices:
    """The choices with more sheets for a table, and a table of its own for each sheet that lacks some headings."""
    table = choices.tables[number]
    whole = [one for one in alike if len(one.places) == len(table.columns)]
    is_elsewhere = any(one.table.header_rows != table.header_rows for one in whole)
    others = tuple(_own_table(table, one) for one in alike if one not in whole)
    choices = choices.with_table(
        number,
        sheets=(*table.sheets, *(one.sheet for one in whole)),
        are_headings_found=table.are_headings_found or is_elsewhere,
    )
    return msgspec.structs.replace(choices, tables=(*choices.tables, *others))


def _own_table(table: Chosen, one: SimilarSheet) -> Chosen:
    """A copy of the table for a sheet that has only some of its columns."""
    columns = {one.places[place]: names for place, names in table.columns.items() if place in one.places}
    manners = {one.places[place]: manner for place, manner in table.manners.items() if place in one.places}
    named = {name for names in columns.values() for name in names}
    return msgspec.structs.replace(
        table, sheets=(one.sheet,), header_rows=one.table.header_rows, columns=columns, manners=manners, decided=(),
        words={scale: words for scale, words in table.words.items() if scale in {*named, *table.always}},
    )  # fmt: skip
