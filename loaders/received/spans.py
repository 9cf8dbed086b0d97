"""From which day to which each file received counts: never before an earlier record, and until it is withdrawn."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from loaders.received.ledger_records import (
    FileReceived,
    FileWithdrawn,
    Record,
    WordsErased,
    withdrawals,
)
from tracker.spans import NO_DAY, NO_RECORD


class Span(NamedTuple):
    """The first day on which a file counts, the day after the last one, and the number of the record that ends it.

    For a file that was never withdrawn, `known_to` and `known_to_file` are far ahead.
    """

    known_on: date
    known_to: date = NO_DAY
    known_to_file: int = NO_RECORD


def spans(records: Sequence[Record]) -> dict[int, Span]:
    """The span of each file, by the number of its record; a withdrawal counts from its own record on.

    So a position that was shown stays as it was, whatever is recorded later. The exception is a file whose day was
    still in the future when it was withdrawn: that day is impossible, so it never counted and holds no later file back.
    """
    ended, days = withdrawals(records), known_on(records)
    found = {}
    for record in records:
        if isinstance(record, FileReceived):
            end = ended.get(record.number)
            on = days[record.number]
            if end and _cannot_be(record, end):
                on = days[end.number]
                found[record.number] = Span(on, on, record.number)
            else:
                found[record.number] = Span(on, days[end.number], end.number) if end else Span(on)
    return found


def known_on(records: Sequence[Record]) -> dict[int, date]:
    """The day from which each file and each correction counts, by the number of its record.

    That is its own day, or an earlier record's if that is later.
    """
    ended, last, days = withdrawals(records), date.min, {}
    for record in records:
        if not isinstance(record, FileReceived | FileWithdrawn | WordsErased):
            continue
        end = ended.get(record.number)
        if not (isinstance(record, FileReceived) and end and _cannot_be(record, end)):
            day = record.received_on if isinstance(record, FileReceived) else record.on
            last = max(last, date.fromisoformat(day))
        days[record.number] = last
    return days


def _cannot_be(record: FileReceived, end: FileWithdrawn) -> bool:
    """Whether a file's day was still in the future when it was withdrawn; both are ISO dates, so the texts compare."""
    return record.received_on > end.on
