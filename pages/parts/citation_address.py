"""What a citation adds to the date in an address: the last record of the ledger when it was made, and the method."""

from collections.abc import Mapping
from datetime import date

import duckdb

from pages.parts.here import Here
from pages.parts.numbers import whole_number
from tracker.questions import choices, recounts
from tracker.words import plural

RECORD, METHOD = "record", "method"
LONGEST = 1_000  # characters of a wrong record number that are shown
NOT_KNOWN = (
    "This link was made when files were read or counted in another way. What it showed then is not on record here, so "
    "the figures may differ."
)


def cited_record(db: duckdb.DuckDBPyConnection, as_of: date, word: str) -> int | None:
    """The record number in an address, or None if no later record affects the day, so that nothing is different."""
    if not word or wrong_record(db, word):
        return None
    return int(word) if choices.later_records(db, int(word), as_of) else None


def wrong_record(db: duckdb.DuckDBPyConnection, word: str) -> str:
    """What is wrong with the record number in an address, "" if nothing is."""
    last = choices.last_record(db)
    if not word or 1 <= whole_number(word) <= last:
        return ""
    if not whole_number(word):
        quoted = word if len(word) <= LONGEST else f"{word[:LONGEST]}…"
        return f"“{quoted}” is not the number of a record such as {last}. Showing what all records say."
    return (
        f"This link was made when the ledger had {plural(int(word), 'record')}. Here it has {last}, so the figures "
        "may differ."
    )


def recount_sentences(at: Here, params: Mapping[str, str]) -> list[str]:
    """Sentences about what was counted in another way since the link was made; none if nothing was."""
    record, method = params.get(RECORD, ""), params.get(METHOD, "")
    if not record or not method or wrong_record(at.db, record):
        return []
    numbers = recounts.since(at.db, int(record), method)
    if numbers is None:
        return [NOT_KNOWN]
    return recounts.sentences(recounts.rows(at.db, numbers, **at.filters))
