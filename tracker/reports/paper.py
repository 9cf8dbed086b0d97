"""A paper without its looks, as its writers take it: headings, paragraphs, lists, tables and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.questions.lateness import NOT_COMPUTED
from tracker.terms import Precision


@dataclass(frozen=True)
class Run:
    """Some words of a line, as plain text: no writer interprets anything in them as markup.

    `value` is the number or day that the words say, so that a spreadsheet can calculate with it.
    """

    text: str
    is_bold: bool = False
    href: str = ""
    value: int | date | None = None


Line = Sequence[Run]


class ParagraphKind(StrEnum):
    """The kind of a paragraph, which decides its style."""

    LEAD = "lead"
    TEXT = "text"
    NOTE = "note"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; the title of the paper is not one."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    line: Line
    role: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True)
class Items:
    """A list, numbered or not; an item is one paragraph or several."""

    items: Sequence[Sequence[Line]]
    is_numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares of the page width, one for each heading."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Line]]
    widths: Sequence[int]


@dataclass(frozen=True)
class Picture:
    """A drawing as a Vega-Lite specification, and a description in words."""

    specification: dict[str, Any]
    words: str


@dataclass(frozen=True)
class NewPage:
    """A page break: what follows begins on a new page."""


Block = Heading | Paragraph | Items | Table | Picture | NewPage


@dataclass(frozen=True)
class Paper:
    """A whole paper; `foot` is printed at the foot of every page, beside the page number."""

    title: str
    subtitle: str
    as_of: date
    author: str
    foot: str
    blocks: Sequence[Block]
    appendix: Sequence[Block]

    @property
    def all_blocks(self) -> Sequence[Block]:
        """The blocks of the two pages and of the appendix."""
        return [*self.blocks, *self.appendix]


def text(words: str, href: str = "") -> Line:
    """A line of one run of words."""
    return (Run(words, href=href),)


def number(n: int) -> Line:
    """A line of one number."""
    return (Run(f"{n:,}", value=n),)


def late_number(n: int, is_computed: bool) -> Line:
    """A line with the number of late actions; instead of 0, “Not computed” if too few have a date."""
    return number(n) if n or is_computed else text(NOT_COMPUTED)


def dated_line(words: str, on: date | None, precision: Precision = Precision.DAY) -> Line:
    """A line with a day in words, and as a value if it was given to the day."""
    return (Run(words, value=on if precision == Precision.DAY else None),)


def bold(words: str) -> Run:
    """A run of words in bold."""
    return Run(words, is_bold=True)
