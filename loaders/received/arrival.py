"""What a file must be before it is recorded: of a kind that is read, not a link, and received on a possible day."""

import re
import stat
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

# What a sender may send; half a download or an editor's copy has another ending.
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".docx", ".html", ".htm")
EARLIEST = date(1990, 1, 1)
NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.[2-9])?")  # 2026-03-31, or 2026-03-31.2 for a second file of that day
SENDER = re.compile(r"[\w-][\w. -]*")  # a name that leads to no other folder than one below that of all senders
EAST = timezone(timedelta(hours=14))  # where each day begins first


def why_not_recorded(path: Path) -> str:
    """Why a file is not recorded as received, "" if it is."""
    if why_not := why_no_file(path):
        return why_not
    day = day_of(path)
    if day is None:
        return f"the name '{path.name}' is not a date. Name each file by the day it was received: 2026-03-31.xlsx."
    return why_no_day(day)


def why_no_file(path: Path) -> str:
    """Why what is at a path cannot be a return, "" if it can.

    A link may lead to any file on the computer, and a pipe would hold up every load, so neither is opened.
    """
    if path.is_symlink():
        return f"{path.name} is a link. Put the file itself there."
    if not stat.S_ISREG(path.stat().st_mode):
        return f"{path.name} is not a file. Put the file itself there."
    if path.suffix.lower() not in ENDINGS or "\n" in path.name:
        return f"'{path.name}' does not end in one of {', '.join(ENDINGS)}. Save the plan as one of these."
    return ""


def why_no_day(day: date) -> str:
    """Why nothing can have been received on a day, "" if something can.

    A file counts no earlier than the files before it, so one mistyped year would hold back every later return.
    """
    if day > _tomorrow():
        return f"{day} is in the future. Give the day on which the file was received."
    if day < EARLIEST:
        return f"{day} is before {EARLIEST}. Give the day on which the file was received."
    return ""


def day_of(path: Path) -> date | None:
    """The day in the name of a file, None if it has none."""
    match = NAME.fullmatch(path.stem)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _tomorrow() -> date:
    """The one place in loading that asks a clock, and only about files not yet on record, so that builds are equal."""
    return datetime.now(EAST).date() + timedelta(days=1)
