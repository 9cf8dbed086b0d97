"""Compares rows that are coloured as a whole with each other, since within such a row nothing differs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.mapping.problems import problem
from loaders.mapping.values import MappedTable
from tracker.colour_names import named_colour
from tracker.findings import Problem
from tracker.words import plural, runs

LONGEST_PERIOD = 50  # rows after which bands of colours repeat; each length is tried on all rows


def of_table(table: MappedTable) -> Iterator[Problem]:
    """Yields a notice if row colours say something that neither bands nor words explain. A colour is never a status."""
    colours = table.grid.row_colours(table.rows.records, table.columns.table)
    if len({*colours.values()}) < 2 or _are_bands([*colours.values()]) or _is_said_by_words(table, colours):
        return
    of_colour: dict[str, list[int]] = {}
    for row, colour in colours.items():
        of_colour.setdefault(colour, []).append(row)
    found = [
        f"{named_colour(colour)} in {plural(len(rows), 'row')} ({runs(rows)})"
        for colour, rows in of_colour.items()
        if colour
    ]
    sentence = "The colour of whole rows means something. It is kept, but is never a status."
    to_do = "Ask the agency what the colours mean, and have it written in words."
    first = next(row for row, colour in colours.items() if colour)
    place = (first, min(table.columns.read))
    yield problem(table, place, ", ".join(found), sentence, to_do, "colour_carries_meaning")


def _are_bands(colours: Sequence[str]) -> bool:
    """Whether the colours repeat in the same order; a colour of only one row is not a band."""
    if 1 in Counter(filter(None, colours)).values():
        return False
    return any(
        all(one == other for one, other in zip(colours, colours[period:], strict=False))
        for period in range(2, min(LONGEST_PERIOD, (len(colours) + 1) // 2) + 1)
    )


def _is_said_by_words(table: MappedTable, colours: dict[int, str]) -> bool:
    """Whether the words of a column, or the section titles, go with one colour each and occur in several rows."""
    columns = [column.words for column in table.cells.values()]
    titles = [[table.rows.sections[row].words if row in table.rows.sections else "" for row in colours]]
    return any(_goes_with(words, [*colours.values()]) for words in (*columns, *titles))


def _goes_with(words: Sequence[str], colours: Sequence[str]) -> bool:
    colour_of: dict[str, str] = {}
    is_one_each = all(colour_of.setdefault(word, colour) == colour for word, colour in zip(words, colours, strict=True))
    return is_one_each and len(colour_of) * 2 <= len(words)
