"""Copies of a file received that the program itself made or keeps; they go when its words are erased."""

from pathlib import Path

from loaders.annotate.annotate import remove_marked
from loaders.received import ledger, ledger_records
from loaders.received.ledger_records import Erased
from loaders.request import to_send
from loaders.waiting import files


def remove_copies(erased: Erased, received: Path) -> None:
    """Removes marked copies of a file, workbooks made for its sender, and the same file where it waits once more."""
    of_file = next(one for one in ledger_records.received(ledger.read(received)) if one.number == erased.erases)
    remove_marked(of_file.file)
    to_send.drop_of(received, of_file.sender)
    waiting = files.folder_beside(received)
    for one in files.waiting(waiting):
        if one.sha256 == of_file.sha256:  # sent by an officer, or by a sender for itself
            files.drop(waiting, one.mark)
