"""What the page Your return knows of one sender: its files, receipts and requests, and nothing of anybody else."""

from dataclasses import replace
from typing import NamedTuple

from loaders.received import ledger, ledger_records, submissions
from loaders.received.ledger_records import FileReceived
from loaders.received.waiting_files import WaitingFile
from pages.parts.here import Here
from pages.staff.jobs import Job
from pages.staff.load import work as load_work
from pages.staff.load.work import FileLook
from pages.staff.returns import request_work
from pages.staff.returns.request_work import OneRequest


class Receipt(NamedTuple):
    """A sender's file on record, and whether it was withdrawn or its words were erased since."""

    record: FileReceived
    is_withdrawn: bool
    is_erased: bool


def find(sender: str, sha256: str) -> WaitingFile | None:
    """The file with a fingerprint that a sender tried or submitted; None if there is none."""
    return next((one for one in of_sender(sender) if one.sha256 == sha256), None)


def of_sender(sender: str) -> list[WaitingFile]:
    """The waiting files that a sender tried or submitted."""
    return submissions.of_sender(load_work.waiting_folder(), sender)


def look_at(file: WaitingFile) -> Job[FileLook]:
    """The look at a file as if from its sender on the day it began to wait. Raises NotReadable."""
    return load_work.look_at(file, file.sender, file.since, load_work.LOOKS_OF_SENDERS)


def receipts(sender: str) -> list[Receipt]:
    """The files of a sender on record, the last one first. Raises NotReadable."""
    records = ledger.read(load_work.received())
    withdrawn, erased = ledger_records.withdrawals(records), ledger_records.erasures(records)
    own = [one for one in ledger_records.received(records) if one.sender == sender]
    return [Receipt(one, one.number in withdrawn, one.number in erased) for one in reversed(own)]


def requests(at: Here, sender: str) -> list[OneRequest]:
    """The requests that are out to a sender. Raises NotReadable."""
    of_all = request_work.all_requests(replace(at, agency=None))
    return [one for one in of_all if one.is_out and one.form.sender == sender]
