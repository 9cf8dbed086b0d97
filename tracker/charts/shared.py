"""What the charts share: their sentence, the marks that always mean the same, and links to the rows counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.charts.canvas import SOLID, Canvas
from tracker.html import blocks
from tracker.terms import State
from tracker.theme import BURNT, LOOKS, NAVY, PLUM, WHITE
from tracker.words import day

SIDE = 19  # pixels: one square
FEW_WORDS = 12  # lines named in the words for those who do not see a chart; the table names them all


@dataclass(frozen=True)
class Sentence:
    """What a chart says: its title, how to read it, where it comes from, and all of it for those who do not see it."""

    title: str
    subtitle: str
    source: str
    alt: str


def said(title: str, subtitle: str, lines: list[str], as_of: date, is_illustrative: bool) -> Sentence:
    """All words of a chart from the same rows, so that they cannot disagree; `lines` say what its lines show."""
    source = source_line(as_of, is_illustrative)
    rest = f"And {len(lines) - FEW_WORDS} more, in the table." if lines[FEW_WORDS:] else ""
    alt = " ".join(filter(None, [f"{title}.", *lines[:FEW_WORDS], rest, source]))
    return Sentence(title, subtitle, source, alt)


def source_line(as_of: date, is_illustrative: bool) -> str:
    """The last line of every chart: where the figures come from and when they stood so."""
    source = f"Position as at {day(as_of)}, from the files received by then."
    return f"Illustrative data: places and bodies are invented. {source}" if is_illustrative else source


def counted_at(kept: Mapping[str, Any], **query: object) -> str:
    """The address of exactly the actions that a mark or a number counts."""
    return blocks.address("actions", **{**kept, **query})


def dot(canvas: Canvas, x: float, y: float, name: str = "", url: str = "") -> None:
    """Overdue by the current date: solid."""
    canvas.point(x, y, "circle", 130, fill=BURNT, line=WHITE, thick=1, name=name, url=url)


def diamond(canvas: Canvas, x: float, y: float, name: str = "", url: str = "", area: float = 190) -> None:
    """Late by the date first promised: hollow, since the current date hides it."""
    canvas.point(x, y, "diamond", area, fill=WHITE, line=PLUM, name=name, url=url)


def moved(canvas: Canvas, x: float, y: float, name: str = "", url: str = "") -> None:
    """A current date after a move."""
    canvas.point(x, y, "diamond", 150, fill=PLUM, line=PLUM, name=name, url=url)


def received(canvas: Canvas, x: float, y: float, name: str = "", url: str = "") -> None:
    """A file that came in."""
    canvas.point(x, y, "circle", 120, fill=NAVY, line=WHITE, thick=1, name=name, url=url)


def square(canvas: Canvas, x: float, y: float, state: State, name: str = "", url: str = "") -> None:
    """One action in the look of its state."""
    look = LOOKS[state]
    shown = {"fill": look.fill, "line": look.line, "dash": ",".join(map(str, look.dash)) or SOLID, "thick": 1.8}
    canvas.point(x, y, "square", SIDE**2, **shown, name=name, url=url)
    if look.glyph:
        area = (SIDE * 0.86) ** 2
        canvas.marks["glyphs"].append({"x": x, "y": y, "shape": look.glyph, "area": area, "line": look.ink})
