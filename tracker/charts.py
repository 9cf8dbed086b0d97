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

WIDTH, SIDE = 720, 19  # pixels: the whole chart, and one square
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
    source = f"Position as at {day(as_of)}, from the files received by then."
    return f"Illustrative data: places and bodies are invented. {source}" if is_illustrative else source


def lines(text: str, size: float, width: float = WIDTH) -> list[str]:
    """Text cut into lines that fit, since charts do not wrap."""
    return wrap(text, max(8, int(width / (size * CHARACTER)))) or [""]


def even(text: str, size: float) -> list[str]:
    """The same over the whole width, in lines of about one length."""
    most = int(WIDTH / (size * CHARACTER))
    n = len(wrap(text, most))
    return next((cut for width in range(8, most) if len(cut := wrap(text, width)) <= n), [text])


def square(x: float, y: float, state: State, **more: Any) -> dict[str, Any]:
    """One square in its state's look; `more` may give its `name`, and a `url` for a chart on a page."""
    look = LOOKS[state]
    drawn = {"fill": look.fill, "line": look.line, "ink": look.ink, "glyph": look.glyph, "dash": [*look.dash]}
    return {"x": x, "y": y, "state": state.value, "name": state.value, **drawn, **more}


def label(x: float, y: float, text: str, size: float = 14, weight: int = 400, color: str = INK) -> dict:
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
    marks: Sequence[dict], labels: Sequence[dict], height: float, sentence: Sentence, source: str
) -> dict[str, Any]:
    """The finished specification: squares, text, title and last line, with its data inside."""
    below = [label(0, height + 18 * n, line, 12, 400, MUTED) for n, line in enumerate(lines(source, 12))]
    full = height + 18 * len(below)
    texts = _by_style([*labels, *below])
    body = alt.layer(*_squares(full, any("url" in mark for mark in marks)), *_texts(full, texts))
    title = alt.TitleParams(text=even(sentence.title, 19), subtitle=even(sentence.subtitle, 14))
    sized = body.properties(width=WIDTH, height=full, title=title, autosize=AS_LAID_OUT)
    # The rows come last: Altair would check each of them against its schema, half a millisecond a row.
    data = {"squares": [*marks], **{f"texts {size} {weight}": rows for (size, weight), rows in texts.items()}}
    return {**sized.properties(config=chart_config()).to_dict(), "datasets": data}


def _place(height: float) -> dict[str, Any]:
    across = alt.Scale(domain=[0, WIDTH], range=[0, WIDTH])
    down = alt.Scale(domain=[0, height], range=[0, height])
    return {"x": alt.X("x:Q", axis=None, scale=across), "y": alt.Y("y:Q", axis=None, scale=down)}


def _as_is(channel: type, field: str) -> Any:
    return channel(f"{field}:N", scale=None, legend=None)


def _squares(height: float, are_links: bool) -> list[alt.Chart]:
    links = {"href": "url:N"} if are_links else {}
    base = alt.Chart(alt.NamedData("squares")).encode(**_place(height), **links)
    boxes = base.mark_point(shape="square", size=SIDE**2, strokeWidth=1.8, opacity=1).encode(
        fill=_as_is(alt.Fill, "fill"),
        stroke=_as_is(alt.Stroke, "line"),
        strokeDash=_as_is(alt.StrokeDash, "dash"),
        description="name:N",
    )
    glyphs = base.transform_filter("datum.glyph != ''").mark_point(
        filled=False, size=(SIDE * 0.86) ** 2, strokeWidth=2.3, opacity=1, aria=False
    )
    return [boxes, glyphs.encode(shape=_as_is(alt.Shape, "glyph"), stroke=_as_is(alt.Stroke, "ink"))]


def _by_style(labels: Sequence[dict]) -> dict[tuple[float, int], list[dict]]:
    # Size and weight cannot be read from a row, so each pair is a layer of its own.
    found: dict[tuple[float, int], list[dict]] = {}
    for row in labels:
        found.setdefault((row["size"], row["weight"]), []).append(row)
    return found


def _texts(height: float, styles: Iterable[tuple[float, int]]) -> list[alt.Chart]:
    return [
        alt.Chart(alt.NamedData(f"texts {size} {weight}"))
        .mark_text(align="left", baseline="middle", fontSize=size, fontWeight=weight)
        .encode(text="text:N", color=_as_is(alt.Color, "color"), **_place(height))
        for size, weight in styles
    ]
