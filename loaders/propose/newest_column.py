"""A column for each month, such as "RAG Jan 26" and "RAG Feb 26": the newest says how an action stands now."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from loaders.mapping.dates import read_date_text
from loaders.mapping.known_words import normalise, single_spaced
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.evidence import texts
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import Confidence
from loaders.propose.named_time import NAMED_TIME

SHORT_YEAR = re.compile(r"(?i)(?<=[a-z.])[\s,’'-]*(2\d)$")  # "Jan 26" is a year if the headings beside it continue so
Columns = dict[str, ColumnProposal]


def with_newest(table: FoundTable, rows: list[int], guesses: Columns) -> Columns:
    """The proposals; of columns whose headings differ only by their time, the newest if it is filled as well."""
    return {name: _newest(table, rows, guess) for name, guess in guesses.items()}


def _newest(table: FoundTable, rows: list[int], guess: ColumnProposal) -> ColumnProposal:
    columns = sorted((guess.column, *guess.also))
    headings = [single_spaced(" ".join(table.headings[column])) for column in columns]
    times = [on for heading in headings if (on := _time(heading))]
    others = {normalise(NAMED_TIME.sub("", heading)) for heading in headings}
    if len(columns) < 2 or len(times) < len(columns) or len(others) > 1:
        return guess
    if all(one > other for one, other in pairwise(times)):  # newest first
        columns.reverse()
    elif not all(one < other for one, other in pairwise(times)):
        return guess
    filled = {column: n for column in columns if (n := len(texts(table.grid, rows, column)))}
    if not filled or [*filled.values()][-1] < max([*filled.values()][-2:]):  # begun, and not every row has its word yet
        return guess
    why = f"the newest of {len(columns)} columns, each for another time"
    return replace(guess, column=[*filled][-1], also=(), confidence=Confidence.LIKELY, why=why)


def _time(heading: str) -> date | None:
    """The end of the time that a heading names; None if it names none or more than one."""
    found = NAMED_TIME.findall(heading)
    if len(found) != 1:
        return None
    words = SHORT_YEAR.sub(r" 20\1", found[0])
    return read_date_text(words, "day first", "financial").on
