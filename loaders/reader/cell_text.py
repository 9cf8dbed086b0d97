"""The words of one cell as a person sees them, from its value and its number format."""

import re
from datetime import datetime, time
from functools import lru_cache

from tracker.terms import Precision

# Spreadsheets show a zero as a day in January 1900 (or 1904); no plan for this work was due before this year.
EARLIEST_YEAR = 1990


@lru_cache
def shown_precision(number_format: str) -> Precision:
    """How much of a date a cell with this format shows: the day, the month or the year."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    if "y" not in shown or "d" in shown:
        return Precision.DAY
    return Precision.MONTH if "m" in shown else Precision.YEAR


def as_written(value: object, number_format: str = "General") -> str:
    """The words of one cell as a person sees them: ends stripped, inner line breaks kept."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\u00a0", " ").replace("\r\n", "\n").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _date_as_written(value, number_format)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, int | float):
        return _number_as_written(value, number_format)
    return str(value)


def is_blank(value: object) -> bool:
    """Whether a value is a text in which a person sees nothing: only spaces and line ends."""
    return value.__class__ is str and (value.isspace() or ("_x000D_" in value and not as_written(value)))


@lru_cache(10_000)  # the same days recur in every return
def _date_as_written(value: datetime, number_format: str) -> str:
    if value.year >= EARLIEST_YEAR and shown_precision(number_format) == Precision.MONTH:
        return f"{value:%b %Y}"
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")


def _number_as_written(value: float, number_format: str) -> str:
    """The number in words. 60.10 and 007 are stored as 60.1 and 7, and 50% as 0.5: only the number format tells."""
    if number_format != "General" and (shown := _by_format(value, number_format)):
        return shown
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)


def _by_format(value: float, number_format: str) -> str:
    if zeros := re.fullmatch(r"(0+)(?:\.(0+))?", number_format):
        decimals = len(zeros[2] or "")
        return f"{value:0{len(zeros[1]) + decimals + bool(decimals)}.{decimals}f}"
    share = re.fullmatch(r"0(?:\.(0+))?%", number_format)
    return f"{value:.{len(share[1] or '')}%}" if share else ""
