"""Proposes a heading for each of our columns, the most certain first; what is not clear is left to a person."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from loaders.mapping.known_words import normalise
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import Confidence, known_columns, similar_columns
from tracker.columns.entries import COLUMNS

REVISED = {"revised", "new", "extended", "updated", "amended", "extension", "revision", "rescheduled"}
Fits = Callable[[str, int], bool | None]


@dataclass(frozen=True)
class ColumnProposal:
    """The column proposed for one of our columns, and how sure that is.

    `also` are other columns that would do as well, and `or_names` others of our columns that this one could fill. `why`
    is the evidence if the heading alone is none; `year` is the column with the year of a date, 0 if the date is whole.
    """

    column: int
    confidence: Confidence
    also: tuple[int, ...] = ()
    or_names: tuple[str, ...] = ()
    why: str = ""
    year: int = 0


def assign(table: FoundTable, fits: Fits) -> dict[str, ColumnProposal]:
    """Maps our columns to theirs, the most certain first. Two that are equally good are unsure.

    `fits(name, column)` says whether the cells look like those of our column, None if there are none to judge by.
    """
    meanings = {
        column: known_columns(parts, table.kind) or similar_columns(parts, table.kind)
        for column, parts in table.headings.items()
    }
    wanted = {
        (name, column): confidence
        for column, names in meanings.items()
        for name, confidence in _judged(names, column, table, fits).items()
    }
    _tell_revised_dates(table, wanted)
    proposals: dict[str, ColumnProposal] = {}
    for confidence in Confidence:
        used = {column for guess in proposals.values() for column in (guess.column, *guess.also)}
        free = [place for place, how in wanted.items() if how == confidence and place[0] not in proposals]
        _assign_all([place for place in free if place[1] not in used], confidence, proposals)
    return proposals


def _tell_revised_dates(table: FoundTable, wanted: dict[tuple[str, int], Confidence]) -> None:
    """Makes the other date the original if one is headed as revised; of several revised dates none is taken."""
    due = {column for name, column in wanted if name == "due_on"}
    revised = {column for column in due if not REVISED.isdisjoint(normalise(" ".join(table.headings[column])).split())}
    others = due - revised
    if not revised or len(others) != 1 or any(name == "original_due_on" for name, _ in wanted):
        return
    (original,) = others
    del wanted["due_on", original]
    wanted["original_due_on", original] = Confidence.LIKELY if len(revised) == 1 else Confidence.UNSURE


def _assign_all(places: list[tuple[str, int]], confidence: Confidence, proposals: dict[str, ColumnProposal]) -> None:
    used: set[int] = set()
    for name in dict.fromkeys(name for name, _ in places):
        columns = [column for other, column in places if other == name and column not in used]
        if not columns:
            continue
        or_names = tuple(other for other, column in places if column == columns[0] and other != name)
        is_alone = len(columns) == 1 and not or_names
        how_sure = confidence if is_alone else Confidence.UNSURE
        proposals[name] = ColumnProposal(columns[0], how_sure, tuple(columns[1:]), or_names)
        used.update(columns)


def _judged(names: dict[str, Confidence], column: int, table: FoundTable, fits: Fits) -> dict[str, Confidence]:
    """Corrects guesses by the cells: a scale that fits rules out free text, and what does not fit is unsure or out."""
    verdicts = {name: fits(name, column) for name in names}
    scales = [name for name in names if verdicts[name] and issubclass(COLUMNS[table.kind][name].holds, StrEnum)]
    if scales:
        return {name: names[name] for name in scales}
    possible = {name: confidence for name, confidence in names.items() if verdicts[name] is not False}
    return possible or {name: Confidence.UNSURE for name, confidence in names.items() if confidence == Confidence.SURE}
