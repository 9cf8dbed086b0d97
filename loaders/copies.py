"""Copies of a file received that the program itself made or keeps; they go before its words are erased."""

from pathlib import Path

from loaders.annotate.annotate import remove_marked
from loaders.received.ledger_records import Received
from loaders.request import to_send
from loaders.waiting import files


def remove_copies(record: Received, received: Path) -> None:
    """Removes marked copies of a file, workbooks that ask for returns, and the same file where it waits once more.

    A workbook that asks a checker or a committee holds words of any plan, so all of them go; each can be made anew.
    """
    remove_marked(record.file)
    to_send.drop_all(received)
    waiting = files.folder_beside(received)
    for one in files.waiting(waiting):
        if one.sha256 == record.sha256:  # sent by an officer, or by a sender for itself
            files.drop(waiting, one.mark)
