"""A chart as every page shows it: its finding, then the chart, its table, its downloads and how it is counted."""

from collections.abc import Callable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts.here import Here, origin
from pages.parts.show import show
from tracker import blocks, exports, pictures
from tracker.canvas import NARROW, WIDE, Canvas, picture
from tracker.charts import Sentence
from tracker.definitions import MEASURE, OUT_OF
from tracker.questions import returns
from tracker.terms import Measure
from tracker.words import capital

TABS = ("Chart", "Table", "Download", "How we count this")
WIDTHS = {"wide": WIDE, "narrow": NARROW}  # the style sheet shows the one that fits


def chart_block(question: ModuleType, at: Here, page: str) -> None:
    """One chart of tracker/questions; `page` is the address of the page it stands on."""
    rows = question.rows(at.db, at.as_of, **at.filters)
    if rows.empty:
        show(blocks.lead("", question.NONE))
        return
    said = question.sentence(rows, at.as_of, at.is_illustrative)
    show(blocks.finding(said.title, said.subtitle))
    chart, table, download, method = st.tabs(TABS)
    with chart:
        _drawn(question, rows, said, at)
    with table:
        show(question.table(rows, at.kept))
    with download:
        _downloads(question, rows, said, at, page)
    with method:
        show(blocks.summary_list({**getattr(question, "METHOD", {}), **counted(question.MEASURES, at.count)}))
    show(blocks.source(said.source))


def _drawn(question: ModuleType, rows: pd.DataFrame, said: Sentence, at: Here) -> None:
    if hasattr(question, "block"):  # squares that are links and wrap by themselves
        show(question.block(rows, at.kept))
        return
    for name, width in WIDTHS.items():
        with st.container(key=f"{name}-{_name(question)}"):
            spec = question.chart(rows, at.as_of, at.kept, width).specification()
            st.vega_lite_chart(None, spec, theme=None, width="content", alt=said.alt)


def _downloads(question: ModuleType, rows: pd.DataFrame, said: Sentence, at: Here, page: str) -> None:
    head = returns.ledger_head(at.db, at.as_of)
    note = exports.first_line(said.title, at.as_of, at.is_illustrative, head)
    drawn = partial(_picture, question, rows, said, at)
    _button(question, at, "csv", "Its rows (CSV)", "text/csv", lambda: exports.csv_text(rows, note))
    _button(question, at, "png", "The picture (PNG)", "image/png", lambda: pictures.png(drawn()))
    _button(question, at, "svg", "The picture (SVG)", "image/svg+xml", lambda: pictures.svg(drawn()))
    show(blocks.lead("", "The link to this page, which keeps its figures:"))
    st.code(origin() + at.lasting_address(page), language=None, wrap_lines=True)


def _button(question: ModuleType, at: Here, kind: str, words: str, mime: str, data: Callable[[], str | bytes]) -> None:
    """Made when it is pressed, so that a visit does not pay for it."""
    name = exports.file_name(_name(question), at.as_of, at.is_illustrative, kind)
    st.download_button(words, data, name, mime, key=f"{kind} {_name(question)}", on_click="ignore")


def _picture(question: ModuleType, rows: pd.DataFrame, said: Sentence, at: Here) -> dict[str, Any]:
    drawn: Canvas = question.chart(rows, at.as_of, {}, WIDE)
    return picture(drawn, said.title, said.subtitle, said.source)


def _name(question: ModuleType) -> str:
    return question.__name__.rpartition(".")[2].replace("_", "-")


def counted(measures: tuple[Measure, ...], count: Mapping[Measure, int]) -> dict[str, blocks.Cell]:
    """What each measure of a chart counts and what it is counted out of, with the figures on screen."""
    return {capital(measure): _counted(measure, count) for measure in measures}


def _counted(measure: Measure, count: Mapping[Measure, int]) -> blocks.Cell:
    whole = OUT_OF.get(measure)
    of = f" of {count[whole]:,}" if whole else ""
    means = f"{capital(MEASURE[measure])}." + (f" Counted out of: {whole}." if whole else "")
    return blocks.under(means, f"Here: {count[measure]:,}{of}.")
