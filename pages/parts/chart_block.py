"""A chart as every page shows it: what it says, then the drawing, its table, its downloads and how it is counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from pages.parts.drawing import draw, ready_to_send
from pages.parts.here import Here, origin
from pages.parts.position_files import chart_links
from pages.parts.show import Piece, show
from tracker import compiled_words
from tracker.cache import cached
from tracker.charts.canvas import MIDDLE, NARROW, WIDE
from tracker.charts.chart_question import ChartQuestion, chart_name
from tracker.charts.sentence import Sentence
from tracker.html import blocks
from tracker.measure import Measure
from tracker.words import capital

TABS = ("Chart", "Table", "Download", "How we count this")
WIDTHS = {"wide": WIDE, "middle": MIDDLE, "narrow": NARROW}  # the style sheet shows the one that fits


@dataclass(frozen=True)
class ChartContent:
    """All that a visitor sees of one chart before pressing a button, with `drawings` by the width they are for."""

    sentence: Sentence
    table: Markup
    method: Markup
    squares: Markup
    drawings: dict[str, bytes]
    too_few: str


def chart_block(question: ChartQuestion, at: Here, page: str) -> Iterator[Piece]:
    """One chart of tracker/questions; `page` is the address of the page that shows it."""
    content = _content(question, at)
    if content is None:
        none = getattr(question, "none", None)
        yield blocks.lead("", none(at.count) if none else question.NONE)
        return
    yield blocks.finding(content.sentence.title, content.sentence.subtitle)
    yield partial(_tabs, question, content, at, page)
    yield blocks.source(content.sentence.source)


def _tabs(question: ChartQuestion, content: ChartContent, at: Here, page: str) -> None:
    chart, table, download, method = st.tabs(TABS)
    with chart:
        _draw(content, chart_name(question))
    with table:
        show(content.table)
    with download:
        _downloads(question, at, page)
    with method:
        show(content.method)


@cached
def _content(question: ChartQuestion, at: Here) -> ChartContent | None:
    """What everybody sees of the chart at this position; None if there is nothing to draw."""
    rows = question.rows(at.db, at.as_of, **at.filters)
    if not rows:
        return None
    block = getattr(question, "block", None)  # made of links, which wrap by themselves
    why = getattr(question, "too_few", lambda rows: "")(rows)
    sentence = question.sentence(rows, at.as_of, at.is_illustrative)
    return ChartContent(
        sentence=sentence,
        table=question.table(rows, at.address_filters),
        method=blocks.summary_list({**_method(question), **measure_lines(question.MEASURES, at.count)}),
        squares=block(rows, at.address_filters) if block else Markup(""),
        drawings={} if block or why else _drawings(question, rows, at, sentence.alt),
        too_few=why,
    )


def _drawings(question: ChartQuestion, rows: Any, at: Here, alt: str) -> dict[str, bytes]:
    return {
        name: ready_to_send(question.chart(rows, at.as_of, at.address_filters, width).specification(), alt)
        for name, width in WIDTHS.items()
    }


def _method(question: ChartQuestion) -> dict[str, str]:
    return {name: compiled_words.word(means) for name, means in getattr(question, "METHOD", {}).items()}


def _draw(content: ChartContent, name: str) -> None:
    show(content.squares, blocks.lead("", content.too_few) if content.too_few else Markup(""))
    for width, drawing in content.drawings.items():
        draw(drawing, f"{width}-{name}")


def _downloads(question: ChartQuestion, at: Here, page: str) -> None:
    link = origin() + at.lasting_address(page)
    copy = blocks.lead("", "A link to this page that keeps its figures:"), blocks.to_copy(link)
    show(chart_links(question, at), *copy)


def measure_lines(measures: tuple[Measure, ...], count: Mapping[Measure, int]) -> dict[str, blocks.Cell]:
    """What each measure of a chart counts and what it is counted out of, with the figures on screen."""
    lines = [measure for measure in measures if compiled_words.applies(measure)]
    return {capital(compiled_words.word(measure)): _measure_line(measure, count) for measure in lines}


def _measure_line(measure: Measure, count: Mapping[Measure, int]) -> blocks.Cell:
    whole = measure.out_of
    of = f" of {count[whole]:,}" if whole else ""
    out_of = f" Counted out of: {compiled_words.word(whole)}." if whole else ""
    means = f"{compiled_words.word(capital(measure.means))}.{out_of}"
    return blocks.under(means, f"Here: {count[measure]:,}{of}.")
