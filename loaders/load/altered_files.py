"""Handles files on record that are missing or altered: their sender waits, its last good rows stay, others load."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pandas as pd

from checks.problems_of_rules import PROBLEM_COLUMNS
from loaders.load.carry_over import EarlierBuild
from loaders.received import ledger_records
from loaders.received.file_faults import faults_by_number
from loaders.received.folder import FolderContents
from tracker.findings import AS_RECEIVED
from tracker.terms import Severity, WhoActs

WAITS = "another file of {sender} is not as it was received. Put that right first, then load again."
TO_DO = (
    "Put the file back from a copy, replace it, or withdraw it (the page Withdraw, or python -m loaders withdraw "
    "{file} --because damaged)."
)
STAYS = "What was read of it before still counts, and no new file of {sender} is taken until this is put right."


def with_faults(contents: FolderContents, before: EarlierBuild) -> FolderContents:
    """The contents with what is wrong with files on record, by number.

    Files of the earlier build are checked only if they were written to since, or were faulty or unread in that build.
    """
    in_ledger = ledger_records.expected_files(contents.records[: contents.ledger_length])
    verified_ns = before.path.stat().st_mtime_ns if before.path else 0
    doubtful = before.faulty | before.unread
    faults = faults_by_number(contents.folder, [one for one in in_ledger if one.number in doubtful])
    others = [one for one in in_ledger if one.number not in doubtful]
    faults |= faults_by_number(contents.folder, others, verified_ns)
    return replace(contents, faults=dict(sorted(faults.items())))


def to_wait(contents: FolderContents) -> dict[Path, str]:
    """The new files of senders with a file on record that is not as received, each with the reason why it waits."""
    senders = {record.sender for record in contents.received if record.number in contents.faults}
    new = ledger_records.received(contents.records[contents.ledger_length :])
    return {contents.folder / one.file: WAITS.format(sender=one.sender) for one in new if one.sender in senders}


def way_back(contents: FolderContents) -> tuple[str, ...]:
    """Sentences on what is wrong with each file that is not as received, and what to do about it."""
    files = {record.number: record for record in contents.received}
    return tuple(
        f"{fault} {STAYS.format(sender=files[number].sender)} {TO_DO.format(file=files[number].file)}"
        for number, fault in contents.faults.items()
    )


def problems_of_faults(contents: FolderContents, carried_over: Collection[int]) -> pd.DataFrame:
    """A table with a problem for each file that is not as received and whose rows come from an earlier build."""
    files = {record.number: record for record in contents.received}
    rows = [
        {
            "file_id": number,
            "sheet": "",
            "row_number": None,
            "cell": "",
            "found": files[number].file,
            "sentence": f"A file received stays as it was. {fault} {STAYS.format(sender=files[number].sender)}",
            "to_do": TO_DO.format(file=files[number].file),
            "severity": str(Severity.WARNING),
            "who_acts": str(WhoActs.DATA_OFFICER),
            "rule": AS_RECEIVED,
        }
        for number, fault in contents.faults.items()
        if number in carried_over
    ]
    return pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS), dtype=object)
