"""Any table as files to download: CSV that is safe to open, and Excel with real dates."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from pages.parts.here import Here
from pages.parts.turns import in_turn
from tracker import exports
from tracker.excel import ENDING, MIME, ExcelSheet, workbook
from tracker.measure import Measure
from tracker.questions import returns

MOST_ACTIONS = 10_000  # with more, making a workbook would keep others waiting for seconds
Rows = tuple[Sequence[str], Sequence[Sequence[object]]]  # the names of the columns, and the rows


class TableFile(NamedTuple):
    """A table to download: `name` is for its files, `title` says what it holds and of whom.

    `rows` are made when a button is pressed, so that a visit does not pay for them.
    """

    name: str
    title: str
    rows: Callable[[], Rows]


def table_buttons(table: TableFile, at: Here, words: str = "") -> None:
    """Offers one table as CSV and Excel; `words` are what its buttons begin with."""
    note = exports.first_line(table.title, at.as_of, at.is_illustrative, returns.made_from(at.db, at.as_of))
    words = words or f"Download {table.name.replace('_', ' ')}"
    with st.container(horizontal=True):
        csv = in_turn(f"csv {table.name}", lambda: exports.csv_text(*table.rows(), note))
        _button(table.name, f"{words} (CSV)", "csv", "text/csv", csv, at)
        excel_button(table.name, table.title, [table], f"{words} (Excel)", at)


def excel_button(name: str, title: str, tables: Sequence[TableFile], words: str, at: Here) -> None:
    """Offers tables as one workbook, whose first sheet says what it holds; nothing if making it would take long."""
    if at.count[Measure.ACCEPTED] + at.count[Measure.COUNTED_APART] <= MOST_ACTIONS:
        _button(name, words, ENDING, MIME, _excel(name, title, tables, at), at)


def _excel(name: str, title: str, tables: Sequence[TableFile], at: Here) -> Callable[[], bytes]:
    made_from = returns.made_from(at.db, at.as_of)

    def write_workbook() -> bytes:
        sheets = [ExcelSheet(one.name.replace("_", " ").capitalize(), one.title, *one.rows()) for one in tables]
        note = exports.first_line(title, at.as_of, at.is_illustrative, made_from)
        return workbook(title, [note], sheets, at.as_of)

    return in_turn(f"excel {name}", write_workbook)


def _button(name: str, words: str, ending: str, mime: str, make: Callable[[], str | bytes], at: Here) -> None:
    file = exports.file_name(name.replace("_", "-"), at.as_of, at.is_illustrative, ending)
    st.download_button(words, make, file, mime, key=f"{ending} {name}", on_click="ignore")
