"""Removes the copies of a received file that the program made or keeps, before the file's words are erased."""

from pathlib import Path

from loaders.load.annotate.annotate import remove_annotated
from loaders.received import waiting_files
from loaders.received.ledger_records import FileReceived
from loaders.request import to_send


def remove_copies(record: FileReceived, received: Path) -> None:
    """Removes a file's marked copies, all workbooks that ask for returns, and the same file if it also waits.

    A workbook that asks a checker or a committee may hold words of any plan, so all go; each can be made again.
    """
    remove_annotated(record.file)
    to_send.drop_all(received)
    waiting = waiting_files.folder_beside(received)
    for one in waiting_files.list_waiting(waiting):
        if one.sha256 == record.sha256:  # an officer sent it, or the sender did
            waiting_files.drop(waiting, one.id)
