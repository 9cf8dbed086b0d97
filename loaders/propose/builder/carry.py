"""Carries answers over to a table with other headings, for columns with the same heading words."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from loaders.mapping.headings import headings_in
from loaders.mapping.known_words import small
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.choices import TableChoices
from loaders.reader.read_file import Workbook
from tracker.column_letters import letter

OF_ITS_COLUMNS = (
    "dates", "years", "log", "lists", "section", "sheet_names", "numbered_by", "closed_by_date", "confirmed",
    "agencies", "always", "colours", "words",
)  # fmt: skip
OF_ITS_ROWS = ("stops_at", "leave_out", "titles", "summaries", "fillers")


def carry_answers(workbook: Workbook, olds: Sequence[TableChoices], new: TableChoices) -> TableChoices:
    """The new table with the answers for columns of the same heading words in an old table of the same kind."""
    for old in (old for old in olds if old.fills == new.fills):
        if same := _same_columns(workbook, old, new):
            return _with_answers(old, new, same)
    return new


def _same_columns(workbook: Workbook, old: TableChoices, new: TableChoices) -> dict[str, str]:
    """The letters of the new table's columns, each with the letter of the old column under the same heading words."""
    before = {words: place for place, words in _headings(workbook, old).items()}
    return {place: before[words] for place, words in _headings(workbook, new).items() if words in before}


def _headings(workbook: Workbook, table: TableChoices) -> dict[str, str]:
    """The heading words of each column, by its letter; words above two columns name neither and are left out."""
    found = headings_in(sheet_named(workbook, table.sheets[0]), table.header_rows)
    words = {letter(column): small(heading) for column, heading in found.items()}
    counts = Counter(words.values())
    return {place: word for place, word in words.items() if counts[word] == 1}


def _with_answers(old: TableChoices, new: TableChoices, same: dict[str, str]) -> TableChoices:
    columns = {place: names for place, before in same.items() if (names := old.columns.get(before, ()))}
    in_use = {name for names in columns.values() for name in names}
    for place, names in new.columns.items():
        if place not in same and (left := tuple(name for name in names if name not in in_use)):
            columns[place] = left
    manners = {place: manner for place, manner in new.manners.items() if place not in same}
    manners |= {place: manner for place, before in same.items() if (manner := old.manners.get(before, ""))}
    keys = OF_ITS_COLUMNS + (OF_ITS_ROWS if old.sheets[:1] == new.sheets[:1] else ())
    answers = {key: value for key in keys if (value := getattr(old, key))}
    return msgspec.structs.replace(new, columns=columns, manners=manners, **answers)
