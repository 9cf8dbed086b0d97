"""Sheets with the same records, as when a plan is copied each month: which of them is the newest."""

import re
from collections.abc import Iterable
from datetime import date

from loaders.mapping.dates import read_date_text
from loaders.mapping.known_words import normalise, single_spaced
from loaders.propose.entries import Entry
from loaders.propose.evidence import rows_below
from loaders.propose.find_table import FoundTable
from loaders.propose.named_time import NAMED_TIME
from loaders.propose.sheets_alike import PlanSheet, columns_alike

OLD = {"old", "older", "previous", "prior", "archive", "archived", "superseded", "last", "copy", "original", "backup"}
VERSION = re.compile(r"(?i)\b(?:v|version|draft|issue|return)\s*(\d+(?:\.\d+)?)\b")


def copies(first: PlanSheet, entries: tuple[Entry, ...], others: Iterable[FoundTable]) -> list[FoundTable]:
    """The visible sheets that share at least half of their records, by number and words, with the first sheet."""
    number, main = (entries[-1].active.get(name) for name in ("action_ref", "action"))
    if not number or not main:
        return []
    seen, found = _records(first, number.column, main.column), []
    for other in others:
        columns = columns_alike(first.table, other, {number.column, main.column})
        if not columns or other.grid.is_hidden:
            continue
        own = _records(PlanSheet(other, rows_below(other), {}), columns[number.column], columns[main.column])
        if len(seen & own) * 2 >= min(len(seen), len(own)) > 0:
            found.append(other)
    return found


def newest(tables: list[FoundTable]) -> FoundTable | None:
    """The newest of several copies by the names of their sheets; None if the names do not tell."""
    names = [table.grid.name for table in tables]
    for order in (_date, _version):
        keys = [order(name) for name in names]
        known = [key for key in keys if key]
        if len(set(known)) == len(tables):
            return tables[max(range(len(tables)), key=lambda n: keys[n] or 0)]
    current = [table for table in tables if OLD.isdisjoint(normalise(table.grid.name).split())]
    return current[0] if len(current) == 1 else None


def _records(part: PlanSheet, number: int, main: int) -> set[tuple[str, str]]:
    return {
        (words, normalise(part.grid.at(row, main).words))
        for row in part.data_rows
        if (words := part.grid.at(row, number).words)
    }


def _date(name: str) -> int:
    match = NAMED_TIME.search(single_spaced(name))
    on: date | None = read_date_text(match[0], "", "financial").on if match else None
    return on.toordinal() if on else 0


def _version(name: str) -> float:
    match = VERSION.search(name)
    return float(match[1]) if match else 0
