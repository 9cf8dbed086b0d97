"""Turns the stored text of a cell into the second reader's value: number, text, truth value, day or error."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from math import isfinite

from loaders.reader.number_format import DisplayKind, display_kind

ReadsText = Callable[[str], object]

# Written out in ASCII because float() also accepts 1_000, digits of other scripts, blanks around a number, and nan.
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
WHOLE_DAY = re.compile(r"[1-9][0-9]{2,4}")  # from April 1900 to 2173
WHOLE = re.compile(r"[+-]?[0-9]+")
LONGEST_NUMBER = 400  # characters; the largest float has 309 digits
DIGITS_OF_FLOAT = 15  # any float holds this many digits as written
ESCAPED = re.compile("_x(?!D[89A-F]|FFF[EF])([0-9A-F]{4})_", re.IGNORECASE)  # neither half characters nor FFFE, FFFF
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?Z?)?", re.ASCII)
TIME = re.compile(r"T?(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)Z?", re.ASCII)
TRUTH = {"1": True, "0": False, "true": True, "false": False}
FROM_1900, FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
NOT_A_DAY = 60  # 29 February 1900, which spreadsheets count by mistake: each day before it has a number one lower
MOST_CACHED = 10_000  # numbers and days that are cached: plans repeat them


@dataclass(frozen=True)
class Unreadable:
    """A stored text that its cell cannot hold; it equals nothing that the first reader makes of the cell."""

    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.text} ({self.why})"


def readers_by_style(formats: Sequence[str], is_1904: bool) -> dict[str | None, ReadsText]:
    """Maps each style number to the reader of its cells' numbers, and None (no style named) to the first style's."""
    epoch = FROM_1904 if is_1904 else FROM_1900
    shown: dict[DisplayKind, ReadsText] = {
        DisplayKind.NUMBER: number,
        DisplayKind.DAY: partial(day, epoch),
        DisplayKind.DURATION: duration,
    }
    readers = {kind: lru_cache(MOST_CACHED)(read) for kind, read in shown.items()}
    by_style: dict[str | None, ReadsText] = {str(n): readers[display_kind(one)] for n, one in enumerate(formats)}
    return by_style | {None: by_style["0"]}


def number(text: str) -> object:
    """Returns a float, or an int for a whole number that a float may not hold; "" for "", Unreadable for the rest."""
    if not NUMBER.fullmatch(text):
        return Unreadable(text, "not a number") if text else ""
    if len(text) > DIGITS_OF_FLOAT and WHOLE.fullmatch(text):
        return int(text) if len(text) < LONGEST_NUMBER else Unreadable(text, "not a number")
    value = float(text)
    return value if isfinite(value) else Unreadable(text, "not a number")


def day(epoch: datetime, text: str) -> object:
    """Returns the day, moment or time of day that a number stands for in the calendar of spreadsheets."""
    if WHOLE_DAY.fullmatch(text):  # nearly all are whole days
        return date.fromordinal(epoch.toordinal() + int(text))
    serial = number(text)
    if not isinstance(serial, float):
        return serial if serial == "" else Unreadable(text, "not a day")
    try:
        whole, part = divmod(serial, 1)
        of_day = timedelta(milliseconds=round(part * 86_400_000))
        if whole == 0 and of_day.days == 0:
            return (epoch + of_day).time()
        before_that_day = epoch == FROM_1900 and 0 < serial < NOT_A_DAY
        found = epoch + timedelta(days=whole + before_that_day) + of_day
    except OverflowError:
        return Unreadable(text, "not a day")
    return found.date() if found.time() == time() else found


def duration(text: str) -> object:
    """Returns the length of time that a number of days stands for."""
    days = number(text)
    if not isinstance(days, float):
        return days if days == "" else Unreadable(text, "not a length of time")
    try:
        return timedelta(milliseconds=round(days * 86_400_000))
    except OverflowError:
        return Unreadable(text, "not a length of time")


def truth(text: str) -> object:
    """Returns True or False for the text of a truth value, Unreadable for any other, "" for no text."""
    return TRUTH.get(text.strip(), Unreadable(text, "neither true nor false")) if text else ""


def moment(text: str) -> object:
    """Returns the day, moment or time of day that a text in ISO 8601 stands for."""
    try:
        if MOMENT.fullmatch(text):
            found = datetime.fromisoformat(text.removesuffix("Z"))
            return found.date() if "T" not in text else found
        if of_day := TIME.fullmatch(text):
            return time.fromisoformat(of_day[1])
    except ValueError:  # such as 30 February
        pass
    return Unreadable(text, "not a day") if text else ""


def trim(text: str) -> str:
    """A shared or inline text, decoded and stripped: blanks between its words belong to it, those around it do not."""
    return decode(text).strip()


def decode(text: str) -> str:
    """Returns the text with escapes such as _x000D_ replaced by the characters that they stand for."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def of_no_type(text: str) -> object:
    """Returns Unreadable for the text of a cell whose type the format does not know, "" for no text."""
    return Unreadable(text, "of no known type") if text else ""


# By the type that a cell names; shared texts (s) and numbers (n) are read elsewhere.
BY_TYPE: dict[str, ReadsText] = {"str": decode, "inlineStr": trim, "b": truth, "e": str, "d": moment}
