"""What the charts share: their sentence, squares, key, last line and finish.

A chart of squares is laid out here in pixels, so that no label can ever cover another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

import altair as alt

from tracker.terms import State
from tracker.theme import INK, LOOKS, MUTED, chart_config
from tracker.words import day

WIDTH = 720
CHARACTER = 0.49  # of the font size: a little wider than our own font
AS_LAID_OUT = "pad"  # Streamlit would otherwise squeeze the title and the last line into the height


@dataclass(frozen=True)
class Sentence:
    """What a chart says: its title, how to read it, and the same for those who do not see it."""

    title: str
    subtitle: str
    alt: str


def source_line(as_of: date, is_illustrative: bool) -> str:
    """The last line of every chart: where the figures come from and when they stood so."""
    source = f"Position as at {day(as_of)}, from the returns received by then."
    return f"Illustrative data: places and bodies are invented. {source}" if is_illustrative else source


def lines(text: str, size: float, width: float = WIDTH) -> list[str]:
    """Text cut into lines that fit, since charts do not wrap."""
    return wrap(text, max(8, int(width / (size * CHARACTER)))) or [""]


def even(text: str, size: float) -> list[str]:
    """The same, with lines of about one length, for titles."""
    most = int(WIDTH / (size * CHARACTER))
    n = len(wrap(text, most))
    return next((cut for width in range(8, most) if len(cut := wrap(text, width)) <= n), [text])


def square(x: float, y: float, state: State, **more: Any) -> dict[str, Any]:
    """One square in its state's look; `more` may give `name`, `url` and words for the tooltip."""
    look = LOOKS[state]
    drawn = {"fill": look.fill, "line": look.line, "ink": look.ink, "glyph": look.glyph, "dash": [*look.dash]}
    return {"x": x, "y": y, "state": state.value, "name": state.value, **drawn, **more}


def label(x: float, y: float, text: str, size: float = 14, weight: int = 400, color: str = INK) -> dict[str, Any]:
    """One line of text with its middle at y."""
    return {"x": x, "y": y, "text": text, "size": size, "weight": weight, "color": color}


def key(counts: Mapping[State, int], y: float = 10) -> tuple[list[dict], list[dict], float]:
    """Squares and labels for the states that occur, and the y below them."""
    marks, labels, x = [], [], 8.0
    for state in (state for state in State if counts.get(state)):
        text = f"{state.value} {counts[state]:,}"
        width = 20 + len(text) * 13 * CHARACTER
        if x > 8 and x + width > WIDTH:
            x, y = 8.0, y + 24
        marks.append(square(x, y, state))
        labels.append(label(x + 15, y, text, size=13))
        x += width + 22
    return marks, labels, y + 24


def finish(
    marks: Sequence[dict], labels: Sequence[dict], height: float, sentence: Sentence, source: str, side: float = 19
) -> dict[str, Any]:
    """The finished specification: squares, text, title and last line, with its data inside."""
    below = [label(0, height + 18 * n, line, 12, 400, MUTED) for n, line in enumerate(lines(source, 12))]
    full = height + 18 * len(below)
    body = alt.layer(*_squares(marks, side, full), _texts([*labels, *below], full))
    title = alt.TitleParams(text=even(sentence.title, 19), subtitle=lines(sentence.subtitle, 14))
    return body.properties(width=WIDTH, height=full, title=title, autosize=AS_LAID_OUT, config=chart_config()).to_dict()


def _place(height: float) -> dict[str, Any]:
    across = alt.Scale(domain=[0, WIDTH], range=[0, WIDTH])
    down = alt.Scale(domain=[0, height], range=[0, height])
    return {"x": alt.X("x:Q", axis=None, scale=across), "y": alt.Y("y:Q", axis=None, scale=down)}


def _as_is(channel: type, field: str) -> Any:
    return channel(f"{field}:N", scale=None, legend=None)


def _squares(marks: Iterable[dict], side: float, height: float) -> list[alt.Chart]:
    base = alt.Chart(alt.Data(values=list(marks))).encode(**_place(height))
    boxes = base.mark_point(shape="square", size=side**2, strokeWidth=1.8, opacity=1).encode(
        fill=_as_is(alt.Fill, "fill"),
        stroke=_as_is(alt.Stroke, "line"),
        strokeDash=_as_is(alt.StrokeDash, "dash"),
        description="name:N",
    )
    glyphs = base.transform_filter("datum.glyph != ''").mark_point(
        filled=False, size=(side * 0.86) ** 2, strokeWidth=2.3, opacity=1, aria=False
    )
    return [boxes, glyphs.encode(shape=_as_is(alt.Shape, "glyph"), stroke=_as_is(alt.Stroke, "ink"))]


def _texts(labels: Sequence[dict], height: float) -> alt.LayerChart:
    # Size and weight cannot be read from a row, so each pair is a layer of its own.
    styles = sorted({(row["size"], row["weight"]) for row in labels})
    return alt.layer(*(_text(labels, height, size, weight) for size, weight in styles))


def _text(labels: Sequence[dict], height: float, size: float, weight: int) -> alt.Chart:
    rows = [row for row in labels if (row["size"], row["weight"]) == (size, weight)]
    kept = [{name: row[name] for name in ("x", "y", "text", "color")} for row in rows]
    chart = alt.Chart(alt.Data(values=kept)).mark_text(align="left", baseline="middle", fontSize=size, fontWeight=weight)
    return chart.encode(text="text:N", color=_as_is(alt.Color, "color"), **_place(height))
