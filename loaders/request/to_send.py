"""Keeps workbooks that were made on screen for a while, so that a person can download and send them."""

from datetime import date, datetime
from pathlib import Path

from loaders.received.request_log import Form
from loaders.request.request import file_name
from tracker.london import LONDON

DAYS = 31  # for which a workbook is kept: it holds words of the plan, which should be in few places


def folder_beside(received: Path) -> Path:
    """The folder for workbooks to send, beside the folder of files received: a file in that would count as a return."""
    return received.parent / "to-send"


def workbook(received: Path, form: Form) -> Path | None:
    """The path of a form's workbook, None if it is not kept any more."""
    path = folder_beside(received) / file_name(form)
    return path if path.is_file() else None


def drop_old(received: Path, today: date) -> None:
    """Removes the workbooks that were made more than DAYS ago."""
    for path in folder_beside(received).glob("*.xlsx"):
        made_on = datetime.fromtimestamp(path.stat().st_mtime, LONDON).date()
        if (today - made_on).days > DAYS:
            path.unlink(missing_ok=True)


def drop_all(received: Path) -> None:
    """Removes every workbook, since it may hold words that are to be erased."""
    for path in folder_beside(received).glob("*.xlsx"):
        path.unlink(missing_ok=True)
