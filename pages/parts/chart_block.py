"""A chart as every page shows it: its finding, then the chart, its table, its downloads and how it is counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here, origin
from pages.parts.show import show
from tracker import exports
from tracker.cache import kept
from tracker.charts import pictures
from tracker.charts.canvas import NARROW, WIDE, Canvas, picture
from tracker.charts.sentence import Sentence
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import returns
from tracker.words import capital

TABS = ("Chart", "Table", "Download", "How we count this")
WIDTHS = {"wide": WIDE, "narrow": NARROW}  # the style sheet shows the one that fits


@dataclass(frozen=True)
class Made:
    """All that a visitor sees of one chart before pressing a button; `drawings` by the width they are for."""

    said: Sentence
    table: Markup
    method: Markup
    squares: Markup
    drawings: dict[str, dict[str, Any]]


def chart_block(question: ModuleType, at: Here, page: str) -> None:
    """One chart of tracker/questions; `page` is the address of the page it stands on."""
    made = _made(question, at)
    if made is None:
        show(blocks.lead("", question.NONE))
        return
    show(blocks.finding(made.said.title, made.said.subtitle))
    chart, table, download, method = st.tabs(TABS)
    with chart:
        _drawn(made, _name(question))
    with table:
        show(made.table)
    with download:
        _downloads(question, made.said, at, page)
    with method:
        show(made.method)
    show(blocks.source(made.said.source))


@kept
def _made(question: ModuleType, at: Here) -> Made | None:
    """The same for everybody who looks at this position; None where there is nothing to draw."""
    rows = question.rows(at.db, at.as_of, **at.filters)
    if rows.empty:
        return None
    are_squares = hasattr(question, "block")  # which are links, and wrap by themselves
    return Made(
        said=question.sentence(rows, at.as_of, at.is_illustrative),
        table=question.table(rows, at.kept),
        method=blocks.summary_list({**getattr(question, "METHOD", {}), **counted(question.MEASURES, at.count)}),
        squares=question.block(rows, at.kept) if are_squares else Markup(""),
        drawings={}
        if are_squares
        else {name: question.chart(rows, at.as_of, at.kept, width).specification() for name, width in WIDTHS.items()},
    )


def _drawn(made: Made, name: str) -> None:
    show(made.squares)
    for width, drawing in made.drawings.items():
        with st.container(key=f"{width}-{name}"):
            st.vega_lite_chart(None, drawing, theme=None, width="content", alt=made.said.alt)


def _downloads(question: ModuleType, said: Sentence, at: Here, page: str) -> None:
    rows, drawn = partial(question.rows, at.db, at.as_of, **at.filters), partial(_picture, question, said, at)
    note = exports.first_line(said.title, at.as_of, at.is_illustrative, returns.ledger_head(at.db, at.as_of))
    _button(question, at, "csv", "Its rows (CSV)", "text/csv", lambda: exports.csv_text(rows(), note))
    _button(question, at, "png", "The picture (PNG)", "image/png", lambda: pictures.png(drawn()))
    _button(question, at, "svg", "The picture (SVG)", "image/svg+xml", lambda: pictures.svg(drawn()))
    show(blocks.lead("", "The link to this page, which keeps its figures:"))
    st.code(origin() + at.lasting_address(page), language=None, wrap_lines=True)


def _button(question: ModuleType, at: Here, kind: str, words: str, mime: str, data: Callable[[], str | bytes]) -> None:
    """Made when it is pressed, so that a visit does not pay for it."""
    name = exports.file_name(_name(question), at.as_of, at.is_illustrative, kind)
    st.download_button(words, data, name, mime, key=f"{kind} {_name(question)}", on_click="ignore")


def _picture(question: ModuleType, said: Sentence, at: Here) -> dict[str, Any]:
    drawn: Canvas = question.chart(question.rows(at.db, at.as_of, **at.filters), at.as_of, {}, WIDE)
    return picture(drawn, said.title, said.subtitle, said.source)


def _name(question: ModuleType) -> str:
    return question.__name__.rpartition(".")[2].replace("_", "-")


def counted(measures: tuple[Measure, ...], count: Mapping[Measure, int]) -> dict[str, blocks.Cell]:
    """What each measure of a chart counts and what it is counted out of, with the figures on screen."""
    return {capital(measure): _counted(measure, count) for measure in measures}


def _counted(measure: Measure, count: Mapping[Measure, int]) -> blocks.Cell:
    whole = measure.out_of
    of = f" of {count[whole]:,}" if whole else ""
    means = f"{capital(measure.means)}." + (f" Counted out of: {whole}." if whole else "")
    return blocks.under(means, f"Here: {count[measure]:,}{of}.")
