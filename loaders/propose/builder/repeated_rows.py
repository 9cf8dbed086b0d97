"""Finds records that another table holds too, so that they would count twice."""

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
    known = {words for words in _main_words(study, before, names, main).values() if words}
    return [row for row, words in _main_words(study, read, names, main).items() if words in known]


def _main_words(study: Study, read: SheetRead, names: list[str], main: str) -> dict[int, tuple[str, ...]]:
    """What each record says in the columns `names`, () where that is too little to tell it from others."""
    grid, places = sheet_named(study.workbook, read.sheet), read.columns.places  # type: ignore[union-attr]
    found = {row: tuple(small(grid.at(row, places[name]).words) for name in names) for row in read.rows.records}
    at = names.index(main)
    return {row: words if words[at] and len({*words} - {""}) >= LEAST else () for row, words in found.items()}
