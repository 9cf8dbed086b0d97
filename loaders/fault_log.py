"""Keeps the whole trace of an error that nobody foresaw in a file, since only the programmers can mend it."""

import traceback
from pathlib import Path

from tracker import store

NAME = "faults.log"  # beside the database


def advice(error: BaseException) -> str:
    """Keeps an error's trace and returns what to do; the trace may hold words of a plan, so it is never printed."""
    path = store.build_folder() / NAME
    try:
        _add(path, error)
    except OSError as refused:
        return f"Please report it. What went wrong could not be kept in {path} ({refused.strerror})."
    return f"Please report it, with what {path} says of it."


def _add(path: Path, error: BaseException) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines([*traceback.format_exception(error), "\n"])
