"""Gives each of our columns the heading that means it most surely, and leaves to a person what is not clear."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from loaders.propose.find_table import Table
from loaders.propose.heading_meanings import Surety, alike, listed
from tracker.terms import COLUMNS

Fits = Callable[[str, int], bool | None]


@dataclass(frozen=True)
class Mapped:
    """The column proposed for one of ours, how sure it is, and what is as good: other columns, others of ours."""

    column: int
    surety: Surety
    also: tuple[int, ...] = ()
    or_names: tuple[str, ...] = ()


def assign(table: Table, fits: Fits) -> dict[str, Mapped]:
    """Our column to theirs, the surest first. Two that are as good as each other are unsure.

    `fits(name, column)` says whether the cells look like what our column holds, None when there are none to judge by.
    """
    wanted = {
        (name, column): surety
        for column, parts in table.headings.items()
        for name, surety in _judged(listed(parts, table.kind) or alike(parts, table.kind), column, table, fits).items()
    }
    found: dict[str, Mapped] = {}
    for surety in Surety:
        used = {column for mapped in found.values() for column in (mapped.column, *mapped.also)}
        free = [place for place, how in wanted.items() if how == surety and place[0] not in found]
        _assign_all([place for place in free if place[1] not in used], surety, found)
    return found


def _assign_all(places: list[tuple[str, int]], surety: Surety, found: dict[str, Mapped]) -> None:
    used: set[int] = set()
    for name in dict.fromkeys(name for name, _ in places):
        columns = [column for other, column in places if other == name and column not in used]
        if not columns:
            continue
        or_names = tuple(other for other, column in places if column == columns[0] and other != name)
        is_alone = len(columns) == 1 and not or_names
        found[name] = Mapped(columns[0], surety if is_alone else Surety.UNSURE, tuple(columns[1:]), or_names)
        used.update(columns)


def _judged(names: dict[str, Surety], column: int, table: Table, fits: Fits) -> dict[str, Surety]:
    """What the cells say of a guess: a scale that fits rules out free text, and what does not fit is unsure or out."""
    verdicts = {name: fits(name, column) for name in names}
    scales = [name for name in names if verdicts[name] and issubclass(COLUMNS[table.kind][name], StrEnum)]
    if scales:
        return {name: names[name] for name in scales}
    kept = {name: surety for name, surety in names.items() if verdicts[name] is not False}
    return kept or {name: Surety.UNSURE for name, surety in names.items() if surety == Surety.SURE}
