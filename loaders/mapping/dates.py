"""Dates as people type them: read exactly, or reported as unreadable, never guessed."""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from loaders.reader.cell_text import EARLIEST_YEAR, shown_precision
from tracker.terms import Precision

NO_DATE_WORDS = frozenset({
    "", "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "not set", "no date", "none", "none stated",
    "none seen", "not seen", "not found", "not stated", "n/a", "na", "not applicable", "-", "--", "–", "—",
    "ongoing", "on-going", "on going", "continuous", "continuing",
    "daily", "weekly", "fortnightly", "monthly", "quarterly", "annual", "annually",
    "short", "medium", "long", "short term", "medium term", "long term",
})  # fmt: skip
NEVER = frozenset(date(year, 12, 31) for year in (2099, 2999, 9999))  # typed where a form demands a date
MONTHS = {name: n for n in range(1, 13) for name in (calendar.month_name[n].lower(), calendar.month_abbr[n].lower())}
MONTHS["sept"] = 9
SEASONS = {"spring": 5, "summer": 8, "autumn": 11}  # the last month of each; winter spans two years

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# A day and a month in numbers, in either order, before a year; only numbers above 12 tell which is which.
DAY_AND_MONTH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{4}|\d{2})")
_LEADS = re.compile(r"^(?:by )?(?:the )?(?:end of |end )?(?:the )?")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ")
_TIME = r"(?:[ t](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[ap]m)?z?)?"  # of day, which an export adds
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ /-]?({_MONTH})\.?,?[ /-](\d{{4}}|\d{{2}}),?{_TIME}")
_MONTH_DAY = re.compile(rf"({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}),?{_TIME}")
# "Dec-22" is a year; "Dec 22" could as well be a day, so it is not read.
_MONTH_YEAR = re.compile(rf"({_MONTH})\.?,?(?:[ '’/-]*(\d{{4}})| ?['’/-] ?(\d{{2}}))")
_PART = re.compile(
    r"(?:(q[1-4]|h[12])[ ,]*(?:fy ?)?(\d{4})(?:[/-](\d{2}|\d{4}))?)|(?:(\d{4})(?:[/-](\d{2}))?[ ,]*(q[1-4]|h[12]))"
)
_SHORT_YEARS = re.compile(r"(?<=\D)(\d\d)[/-](\d\d)\b|^(\d\d)[/-](\d\d)(?=[ ,]*[qh])")  # Q4 25/26, never 11/12 alone
_SEASON = re.compile(r"(spring|summer|autumn) (\d{4})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_YEAR = re.compile(r"(?:financial year |fy ?)?(\d{4})[/-](\d{2}|\d{4})")


class ReadDate(NamedTuple):
    """A date as counted (None if there is none) and how exactly it was given."""

    on: date | None
    precision: Precision


SERIAL_FROM = date(1899, 12, 30)  # the day that a spreadsheet counts as 0, right from March 1900 on
SERIALS = range(30_000, 60_001)  # from 1982 to 2064
YEARS = range(1900, 2101)  # that a number alone may mean, if the layout says that its years are calendar years
NO_DATE = ReadDate(None, Precision.NO_DATE)
UNREADABLE = ReadDate(None, Precision.UNREADABLE)


def read_date(value: object, number_format: str = "", order: str = "", years: str = "") -> ReadDate:
    """The date in one cell; a vague date is the last day of its period.

    `order` is the layout's "day first", "month first" or "year first"; `years` its "financial" or "calendar", without
    which a bare "Q4 2025" is unreadable. A financial year begins in April, so Q1 is April to June.
    """
    if isinstance(value, datetime):
        return _from_cell(value.date(), number_format)
    if isinstance(value, date):
        return _from_cell(value, number_format)
    if value is None:
        return NO_DATE
    if isinstance(value, int | float) and not isinstance(value, bool) and value in YEARS:
        return read_date_text(str(int(value)), order, years)
    return read_date_text(value, order, years) if isinstance(value, str) else UNREADABLE


def is_serial(value: object) -> bool:
    """Whether a number, or a text of five digits, may be how a spreadsheet stores a day."""
    if isinstance(value, str):
        return _SERIAL.fullmatch(value.strip()) is not None and int(float(value)) in SERIALS
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and int(value) in SERIALS


def day_of_serial(value: object) -> date:
    """The day that a spreadsheet stores as this number: 45291 is 31 December 2023. See `is_serial`."""
    return SERIAL_FROM + timedelta(days=int(float(str(value))))


def needs_an_order(value: object) -> bool:
    """Whether a text is a date in numbers, such as 3/4/2026, that needs the layout's order of day and month."""
    return isinstance(value, str) and _NUMBERS.fullmatch(_bare(value)) is not None


@lru_cache(maxsize=10_000)
def _from_cell(on: date, number_format: str) -> ReadDate:
    if on.year < EARLIEST_YEAR or on in NEVER:
        return UNREADABLE
    shown = shown_precision(number_format)
    if shown == Precision.DAY:
        return ReadDate(on, shown)
    return _month_end(on.year, on.month) if shown == Precision.MONTH else ReadDate(date(on.year, 12, 31), shown)


@lru_cache(maxsize=10_000)
def read_date_text(text: str, order: str, years: str) -> ReadDate:
    """The date in a text such as "31st March 2026", "20/2/2025", "Sept 2022" or "Q4 2025/26"."""
    if _small(text) in NO_DATE_WORDS:
        return NO_DATE
    words = _bare(text)
    try:
        return _plausible(_exact(words, order) or _vague(words, years) or UNREADABLE)
    except ValueError:  # the 31st of June, month 13
        return UNREADABLE


def _small(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().lower()).rstrip(".")


def _bare(text: str) -> str:
    """The words of a date without words that may precede them: "by the end of", "Monday"."""
    return _WEEKDAY.sub("", _LEADS.sub("", _small(text)))


def _exact(words: str, order: str) -> ReadDate | None:
    if match := _YEAR_FIRST.fullmatch(words):
        year, month, day = (int(part) for part in match.groups())
    elif (match := _NUMBERS.fullmatch(words)) and order in ("day first", "month first"):
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if order == "day first" else (second, first)
    elif match := _DAY_MONTH.fullmatch(words):
        day, month, year = int(match[1]), MONTHS[match[2]], int(match[3])
    elif match := _MONTH_DAY.fullmatch(words):
        day, month, year = int(match[2]), MONTHS[match[1]], int(match[3])
    else:
        return None
    return ReadDate(date(_century(year), month, day), Precision.DAY)


def _vague(words: str, years: str) -> ReadDate | None:
    words = _SHORT_YEARS.sub(lambda match: f"20{match[1] or match[3]}/{match[2] or match[4]}", words)
    if match := _MONTH_YEAR.fullmatch(words):
        return _month_end(_century(int(match[2] or match[3])), MONTHS[match[1]])
    if match := _PART.fullmatch(words):
        part = match[1] or match[6]
        return _part_of_year(part, int(match[2] or match[4]), match[3] or match[5], years)
    if match := _SEASON.fullmatch(words):
        return _month_end(int(match[2]), SEASONS[match[1]], Precision.SEASON)
    if (match := _YEAR.fullmatch(words)) and _follows(int(match[1]), match[2]):
        return _month_end(int(match[1]) + 1, 3, Precision.YEAR)
    if re.fullmatch(r"\d{4}", words) and years == "calendar":
        return _month_end(int(words), 12, Precision.YEAR)
    return None


def _part_of_year(part: str, year: int, second_year: str | None, years: str) -> ReadDate | None:
    if second_year and not _follows(year, second_year):
        return None
    is_financial = bool(second_year) or years == "financial"
    if not is_financial and years != "calendar":
        return None
    months = int(part[1]) * (3 if part[0] == "q" else 6) + (3 if is_financial else 0)
    precision = Precision.QUARTER if part[0] == "q" else Precision.HALF_YEAR
    return _month_end(year + (months > 12), (months - 1) % 12 + 1, precision)


def _follows(year: int, second_year: str) -> bool:
    return int(second_year) % 100 == (year + 1) % 100


def _month_end(year: int, month: int, precision: Precision = Precision.MONTH) -> ReadDate:
    return ReadDate(date(year, month, calendar.monthrange(year, month)[1]), precision)


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def _plausible(read: ReadDate) -> ReadDate:
    return read if read.on and read.on.year >= EARLIEST_YEAR and read.on not in NEVER else UNREADABLE
