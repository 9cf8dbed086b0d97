"""Finds records that another table holds too, so that they would count twice."""

from collections.abc import Mapping

from loaders.mapping.known_words import small
from loaders.mapping.row_kinds import MAIN
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.study import SheetRead, Study
from tracker.terms import Kind

LEAST = 2  # different words that two rows must share


def repeated_rows(study: Study, number: int, read: SheetRead) -> list[int]:
    """The records of a sheet that match a record of a table read before, in every column that both have."""
    found: set[int] = set()
    for (other, _), before in study.reads.items():
        if before is read:
            break
        is_same_place = before.sheet == read.sheet and before.columns == read.columns
        if study.choices.tables[other].fills == study.choices.tables[number].fills and not is_same_place:
            found.update(_in_both(study, number, read, before))
    return [row for row in read.rows.records if row in found]


def _in_both(study: Study, number: int, read: SheetRead, before: SheetRead) -> list[int]:
    main = MAIN[Kind(study.choices.tables[number].fills)]
    if not read.columns or not before.columns:
        return []
    names = sorted(read.columns.places.keys() & before.columns.places.keys())
    if main not in names:
        return []
    there, here = ({name: columns.places[name] for name in names} for columns in (before.columns, read.columns))
    known = {words for words in _words(study, before, there, main).values() if words}
    return [row for row, words in _words(study, read, here, main).items() if words in known]


def _words(study: Study, read: SheetRead, places: Mapping[str, int], main: str) -> dict[int, tuple[str, ...]]:
    """What each record says in the columns at `places`, () where that is too little to tell it from others."""
    grid = sheet_named(study.workbook, read.sheet)
    found = {
        row: {name: small(grid.at(row, column).words) for name, column in places.items()} for row in read.rows.records
    }
    return {
        row: tuple(words.values()) if words[main] and len({*words.values()} - {""}) >= LEAST else ()
        for row, words in found.items()
    }
