"""Whether a number format shows what is in a cell: `;;;` shows nothing, and `0;;` neither 0 nor negative numbers."""

import re
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)
SHOWS_VALUE = re.compile(r"[0#?@a-z]|\[[hms]+\]", re.IGNORECASE)
SHOWS_SOMETHING = re.compile(r'"\s*\S+.*"|\\\S|\*\S|\[\$[^-\]].*|[^\s"\\*_\[]', re.DOTALL)
INVISIBLE = re.compile(r"\[(white|color ?2)\]", re.IGNORECASE)  # the second colour of Excel's palette is white
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
USUAL = {1: [""], 2: [">=0", ""], 3: [">0", "<0", ""]}  # when each section applies, by the number of sections
TEXT = 3  # the section for texts
Section = tuple[str, ...]
OF_CALENDAR = frozenset("dmyhsDMYHS")
LENGTH_OF_TIME = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


class DisplayKind(Enum):
    """What kind of value a number format shows a number as."""

    NUMBER = 1
    DAY = 2
    DURATION = 3


def display_kind(number_format: str) -> DisplayKind:
    """What kind of value a number is shown as; only the first section decides, as in spreadsheet programs."""
    section = _sections(number_format)[0]
    if any(map(LENGTH_OF_TIME.fullmatch, section)):
        return DisplayKind.DURATION
    return DisplayKind.NUMBER if OF_CALENDAR.isdisjoint(section) else DisplayKind.DAY


def shows(number_format: str, value: object) -> bool:
    """Whether a person sees a cell's value in this format. A zero shown as a dash is seen: the dash says zero."""
    if not may_hide(number_format):
        return True
    sections = _sections(number_format)
    if isinstance(value, str | bool):  # an empty cell has nothing to see
        return value == "" or _shows(_of_text(sections), SHOWS_VALUE)
    number = _as_number(value)
    section = next(part for part, condition in _numeric(sections) if _holds(condition, number))
    return _shows(section, SHOWS_VALUE) or (number == 0 and _shows(section, SHOWS_SOMETHING))


@lru_cache
def may_hide(number_format: str) -> bool:
    """Whether there is any value that the format does not show."""
    return not all(_shows(section, SHOWS_VALUE) for section in _sections(number_format))


@lru_cache
def _sections(number_format: str) -> list[Section]:
    sections: list[list[str]] = [[]]
    for token in TOKEN.findall(number_format):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return [tuple(section) for section in sections]


def _of_text(sections: list[Section]) -> Section:
    """The section for texts; without one, texts are shown as they are."""
    last = sections[min(len(sections) - 1, TEXT)]
    return last if len(sections) > TEXT or "@" in last else ("@",)


def _shows(section: Section, what: re.Pattern[str]) -> bool:
    return any(map(what.fullmatch, section)) and not any(map(INVISIBLE.fullmatch, section))


def _numeric(sections: list[Section]) -> list[tuple[Section, str]]:
    """The sections for numbers, each with the condition under which it applies; the last applies to all the rest."""
    of_numbers = sections[:TEXT]
    found = [list(filter(None, map(CONDITION.fullmatch, section))) for section in of_numbers]
    own = [matches[0][1] + matches[0][2] if matches else "" for matches in found]
    conditions = [*own[:-1], ""] if any(own[:-1]) else USUAL[len(of_numbers)]
    return list(zip(of_numbers, conditions, strict=True))


def _holds(condition: str, number: float) -> bool:
    if not condition:
        return True
    sign = condition.rstrip("-.0123456789")
    limit = float(condition.removeprefix(sign))
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


def _as_number(value: object) -> float:
    """The value as a number: dates, times and spans count as days, and only whether they exceed 0 matters."""
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return float(value != time())
    return float(isinstance(value, date | datetime))
