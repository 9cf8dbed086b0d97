"""A chart as marks placed in pixels, so that no label covers another; Altair makes the Vega-Lite specification."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from textwrap import wrap
from typing import Any

import altair as alt

from tracker.compiled_words import word
from tracker.theme import INK, MUTED, PALE, chart_config

WIDE, MIDDLE, NARROW = 760, 500, 270  # pixels: for a page or slide, a small tablet, and a phone
SOLID = "1,0"  # lengths drawn and skipped
CHARACTER = 0.49  # width of a character in font sizes: a little more than our font has
AUTOSIZE = "pad"  # otherwise Streamlit squeezes the drawing into the height
# In drawing order; grounds and signs are boxes and points without a name, for sighted readers alone.
MARKS = ("grid", "grounds", "boxes", "lines", "rules", "signs", "points", "glyphs", "texts")


@dataclass
class Canvas:
    """One chart: rows for the marks of each kind, placed in pixels from the top left.

    `height` is the lower end of everything added so far.
    """

    width: int = WIDE
    height: float = 0
    strips: list[tuple[float, float]] = field(
        default_factory=list
    )  # top and bottom of each lane's marks on a narrow chart
    marks: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in MARKS})

    def text(self, x: float, y: float, text: str, size: float = 13, weight: int = 400, **look: Any) -> None:
        """Adds one line of text centred vertically on y; `look` may set its `fill` and `align`."""
        row = {"x": x, "y": y, "text": word(text), "size": size, "weight": weight, "fill": INK, "align": "left"}
        self.marks["texts"].append({**row, **look})

    def box(self, x: float, y: float, x2: float, y2: float, name: str = "", **look: Any) -> None:
        """Adds a rectangle; `look` sets its `fill` and `line`, and may set `dash`, `thick` and `url`."""
        place = {"x": x, "y": y, "x2": x2, "y2": y2, "name": name}
        rows = self.marks["boxes" if name else "grounds"]
        rows.append({**place, "line": "transparent", "dash": SOLID, "thick": 1.8, **look})

    def grid(self, x: float, y: float, x2: float, y2: float, line: str = PALE) -> None:
        """Adds a straight line below everything else."""
        row = {"x": x, "y": y, "x2": x2, "y2": y2, "line": line, "thick": 1, "dash": SOLID}
        self.marks["grid"].append(row)

    def rule(self, x: float, y: float, x2: float, y2: float, line: str, thick: float = 1, dash: str = SOLID) -> None:
        """Adds a straight line from one place to another."""
        row = {"x": x, "y": y, "x2": x2, "y2": y2, "line": line, "thick": thick, "dash": dash}
        self.marks["rules"].append(row)

    def point(self, x: float, y: float, shape: str, area: float, name: str = "", **look: Any) -> None:
        """Adds a mark of a shape; `look` sets its `fill` and `line`, and may set `dash`, `thick` and `url`."""
        row = {"x": x, "y": y, "shape": shape, "area": area, "name": name, "dash": SOLID, "thick": 2.2}
        self.marks["points" if name else "signs"].append({**row, **look})

    def line(self, series: str, places: Iterable[tuple[float, float]], line: str, **look: Any) -> None:
        """Adds a stepped line through all places; `look` sets `dash` and `thick`."""
        self.marks["lines"] += [{"series": series, "x": x, "y": y, "line": line, **look} for x, y in places]

    def paragraph(self, x: float, y: float, text: str, width: float, size: float = 13, **look: Any) -> float:
        """Adds text in as many lines as it needs; returns the y below them."""
        wrapped = lines(text, size, width)
        for n, line in enumerate(wrapped):
            self.text(x, y + n * size * 1.3, line, size, **look)
        return y + len(wrapped) * size * 1.3

    def specification(self) -> dict[str, Any]:
        """The finished Vega-Lite specification with its data inside, made in half a millisecond."""
        # Altair would check each row against its schema, half a millisecond a row. Each layer holds its own rows:
        # Streamlit would send a list of data sets as tables of columns, which costs ten times the drawing.
        layers = [
            {**layer, "data": {"values": [_short(row) for row in self.marks[layer["data"]["name"]]]}}
            for layer in _template()["layer"]
            if self.marks[layer["data"]["name"]]  # an empty layer would have no name for a screen reader
        ]
        return {**_template(), "layer": layers, "width": self.width, "height": self.height}


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its numbers rounded to a tenth of a pixel: exact enough, and half as much to send."""
    return {name: round(value, 1) if isinstance(value, float) else value for name, value in row.items()}


def lines(text: str, size: float, width: float) -> list[str]:
    """Text cut into lines that fit, since charts do not wrap."""
    joined = text.replace(" …", "\u00a0…")  # … never begins a line
    return wrap(joined, max(8, int(width / (size * CHARACTER)))) or [""]


def picture(chart: Canvas, title: str, subtitle: str, source: str) -> dict[str, Any]:
    """The specification of a chart as a stand-alone picture: title above, source below, no links."""
    page = Canvas(chart.width)
    below = page.paragraph(0, 12, title, page.width, 19, weight=700)
    below = page.paragraph(0, below + 4, subtitle, page.width, 14, fill=MUTED) + 16
    for name, rows in chart.marks.items():
        page.marks[name] += [_lowered(row, below) for row in rows]
    page.height = page.paragraph(0, below + chart.height + 18, source, page.width, 12, fill=MUTED)
    return page.specification()


def _lowered(row: dict[str, Any], by: float) -> dict[str, Any]:
    without_link = {name: value for name, value in row.items() if name != "url"}
    return without_link | {name: row[name] + by for name in ("y", "y2") if name in row}


def make_ready() -> None:
    """Makes what all charts share, which would cost the first chart of a process a quarter of a second."""
    _template()


@lru_cache(maxsize=1)
def _template() -> dict[str, Any]:
    """The specification without rows, made and checked by Altair once: objects cost a hundred times what rows cost."""
    chart = alt.layer(*(LAYERS[name](_layer(name)) for name in MARKS))
    return chart.properties(autosize=AUTOSIZE, config=chart_config()).to_dict()


def _layer(name: str) -> alt.Chart:
    place: dict[str, Any] = {"x": alt.X("x:Q", scale=None, axis=None), "y": alt.Y("y:Q", scale=None, axis=None)}
    spans = {"x2": "x2:Q", "y2": "y2:Q"} if name in ("grid", "grounds", "boxes", "rules") else {}
    return alt.Chart(alt.NamedData(name)).encode(**place, **spans)


def _as_is(**channels: str) -> dict[str, Any]:
    """Channels that take each look straight from the row: Vega-Lite's scales would replace it with their own."""
    return {
        name: getattr(alt, name[0].upper() + name[1:])(column, scale=None, legend=None)
        for name, column in channels.items()
    }


STROKE = _as_is(stroke="line:N", strokeWidth="thick:Q")
DASH = alt.ExprRef("split(datum.dash, ',')")
SHAPE = _as_is(shape="shape:N", size="area:Q")
FILL = _as_is(fill="fill:N")
NAMED = {"description": "name:N", "href": "url:N", "tooltip": "name:N"}
ALIGN: dict[str, Any] = {"align": alt.ExprRef("datum.align"), "fontWeight": alt.ExprRef("datum.weight")}
LAYERS: dict[str, Callable[[alt.Chart], alt.Chart]] = {
    "grid": lambda marks: marks.mark_rule(aria=False, strokeDash=DASH).encode(**STROKE),
    "grounds": lambda marks: marks.mark_bar(aria=False, strokeDash=DASH).encode(**FILL, **STROKE),
    "boxes": lambda marks: marks.mark_bar(cornerRadius=2, strokeDash=DASH).encode(**FILL, **STROKE, **NAMED),
    "lines": lambda marks: marks.mark_line(interpolate="step-after", aria=False, strokeDash=DASH).encode(
        detail="series:N", order="x:Q", **STROKE
    ),
    "rules": lambda marks: marks.mark_rule(aria=False, strokeDash=DASH).encode(**STROKE),
    "signs": lambda marks: marks.mark_point(opacity=1, aria=False, strokeDash=DASH).encode(**SHAPE, **FILL, **STROKE),
    "points": lambda marks: marks.mark_point(opacity=1, strokeDash=DASH).encode(**SHAPE, **FILL, **STROKE, **NAMED),
    "glyphs": lambda marks: marks.mark_point(filled=False, strokeWidth=2.3, opacity=1, aria=False).encode(
        **SHAPE, **_as_is(stroke="line:N")
    ),
    "texts": lambda marks: marks.mark_text(baseline="middle", **ALIGN).encode(
        text="text:N", **_as_is(size="size:Q"), **FILL
    ),
}
