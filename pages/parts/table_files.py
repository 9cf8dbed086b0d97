"""Any table as files: CSV that is safe to open, and Excel with real dates."""

from collections.abc import Callable, Sequence
from functools import partial
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

    `rows` are made when somebody asks for a file, so that a visit does not pay for them.
    """

    name: str
    title: str
    rows: Callable[[], Rows]


def csv_file(table: TableFile, at: Here) -> bytes:
    """A table as CSV, under a line that says what it is."""
    return exports.csv_text(*table.rows(), _note(table.title, at)).encode()


def excel_file(title: str, tables: Sequence[TableFile], at: Here) -> bytes:
    """Tables as one workbook, whose first sheet says what it holds."""
    sheets = [ExcelSheet(one.name.replace("_", " ").capitalize(), one.title, *one.rows()) for one in tables]
    return workbook(title, [_note(title, at)], sheets, at.as_of)


def has_excel(at: Here) -> bool:
    """Whether there are workbooks at this position: not where making one would take long."""
    return at.count[Measure.ACCEPTED] + at.count[Measure.COUNTED_APART] <= MOST_ACTIONS


def table_buttons(table: TableFile, at: Here, words: str) -> None:
    """Offers a list that only its page can make as CSV and Excel; `words` are what its buttons begin with."""
    with st.container(horizontal=True):
        _button(table.name, f"{words} (CSV)", "csv", "text/csv", partial(csv_file, table, at), at)
        if has_excel(at):
            _button(table.name, f"{words} (Excel)", ENDING, MIME, partial(excel_file, table.title, [table], at), at)


def _note(title: str, at: Here) -> str:
    return exports.first_line(title, at.as_of, at.is_illustrative, returns.made_from(at.db, at.as_of))


def _button(name: str, words: str, ending: str, mime: str, make: Callable[[], bytes], at: Here) -> None:
    file = exports.file_name(name.replace("_", "-"), at.as_of, at.is_illustrative, ending)
    key = f"{ending} {name}"
    st.download_button(words, in_turn(key, make), file, mime, key=key, on_click="ignore")
