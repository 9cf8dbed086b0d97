"""Workbooks that were made on screen, kept for a while so that a person can download them and send them."""

from datetime import date, datetime
from pathlib import Path

from loaders.received.request_log import Form
from loaders.request.request import file_name
from tracker.london import LONDON

DAYS = 31  # for which a workbook is kept: it holds words of the plan, which are to lie in few places


def folder_beside(received: Path) -> Path:
    """Where they lie for a folder of files received: beside it, since every file within is taken for a return."""
    return received.parent / "to-send"


def workbook(received: Path, form: Form) -> Path | None:
    """The workbook of a form, None where it is not here any more."""
    path = folder_beside(received) / file_name(form)
    return path if path.is_file() else None


def drop_old(received: Path, today: date) -> None:
    """Removes what was made more than DAYS ago."""
    for path in folder_beside(received).glob("*.xlsx"):
        made_on = datetime.fromtimestamp(path.stat().st_mtime, LONDON).date()
        if (today - made_on).days > DAYS:
            path.unlink(missing_ok=True)


def drop_all(received: Path) -> None:
    """Removes every workbook: words are erased that may stand in them."""
    for path in folder_beside(received).glob("*.xlsx"):
        path.unlink(missing_ok=True)
