"""Puts files on record in a given order and withdraws some of them again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from checks.received_file import FileCorrection, ReceivedFile
from loaders.received.ledger_records import FileReceived, FileWithdrawn, Record, withdrawals
from loaders.received.spans import known_on, spans

# Which of the files on record is withdrawn, after how many files, and how many days after the last of them.
WITHDRAWALS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 12)), max_size=3)


def records_of(files: Sequence[ReceivedFile], mistakes: Sequence[tuple[int, int, int]]) -> list[Record]:
    """The records of the files in their order, with a withdrawal for each of the `mistakes`."""
    records: list[Record] = []
    for n, file in enumerate(files):
        records.append(_received(len(records) + 1, file))
        for which, after, days in mistakes:
            there = [one for one in records if isinstance(one, FileReceived)]
            wrong = there[which % len(there)]
            if n == min(after, len(files) - 1) and wrong.number not in withdrawals(records):
                last = max(known_on(records).values())
                records.append(_withdrawn(len(records) + 1, wrong, last + timedelta(days=days)))
    return records


def recorded(files: Sequence[ReceivedFile], records: Sequence[Record]) -> list[ReceivedFile]:
    """The files in the order of their records, each with its number, the days it counts between and any withdrawal."""
    counts, ends, days = spans(records), withdrawals(records), known_on(records)
    numbers = [record.number for record in records if isinstance(record, FileReceived)]
    return [
        replace(
            file,
            file_id=number,
            **counts[number]._asdict(),
            corrections=(_correction(ends[number], days[ends[number].number]),) if number in ends else (),
        )
        for file, number in zip(files, numbers, strict=False)
    ]


def _correction(end: FileWithdrawn, counts_from: date) -> FileCorrection:
    made_on = date.fromisoformat(end.on)
    return FileCorrection(end.kind, counts_from, end.number, made_on, end.because, end.by, end.why, end.chain)


def _received(number: int, file: ReceivedFile) -> FileReceived:
    return FileReceived(
        version=3, kind="received", number=number, sender=file.sender, received_on=str(file.received_on), size_bytes=0,
        sha256="", file=file.path, sent_as=file.path, salt="", chain=str(number),
    )  # fmt: skip


def _withdrawn(number: int, wrong: FileReceived, on: date) -> FileWithdrawn:
    return FileWithdrawn(
        version=3, kind="withdrawn", number=number, withdraws=wrong.number, file=wrong.file, on=str(on),
        because="misfiled", bytes="kept", why="Another day", by="Data officer", account="", salt="", chain=str(number),
    )  # fmt: skip
