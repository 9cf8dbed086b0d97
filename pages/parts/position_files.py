"""Files of a position at addresses of their own: each table of the Data page, and each chart's rows and picture."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.table_files import TableFile, csv_file, excel_file, has_excel
from tracker import compiled_words
from tracker.charts import pictures
from tracker.charts.canvas import WIDE, picture
from tracker.charts.chart_question import ChartQuestion, chart_name, chart_questions
from tracker.excel import ENDING, MIME
from tracker.html import blocks
from tracker.questions import downloads
from tracker.words import readable_name

TABLES, CHARTS = "tables", "charts"
ALL, ALL_TABLES = "all-tables", "Download all tables in one workbook (Excel)"
MIMES = {"csv": "text/csv; charset=utf-8", ENDING: MIME, "png": "image/png", "svg": "image/svg+xml"}
PICTURES: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "png": pictures.png,
    "svg": lambda drawn: pictures.svg(drawn).encode(),
}


def table_links(name: str, at: Here) -> Markup:
    """Links to one of the position's tables as CSV and Excel."""
    words = f"Download {readable_name(name)}"
    of_kinds = {"csv": f"{words} (CSV)"} | ({ENDING: f"{words} (Excel)"} if has_excel(at) else {})
    return _links(TABLES, name, of_kinds, at)


def all_tables_link(at: Here) -> Markup:
    """A link to one workbook with every table; nothing if making it would take long."""
    return _links(TABLES, ALL, {ENDING: ALL_TABLES}, at) if has_excel(at) else Markup()


def chart_links(question: ChartQuestion, at: Here) -> Markup:
    """Links to a chart's rows as CSV and Excel, and to its picture as PNG and SVG."""
    of_kinds = {"csv": "Its rows (CSV)"} | ({ENDING: "Its rows (Excel)"} if has_excel(at) else {})
    of_kinds |= {"png": "The picture (PNG)", "svg": "The picture (SVG)"}
    return _links(CHARTS, chart_name(question), of_kinds, at)


def file_of(folder: str, name: str, at: Here) -> bytes | None:
    """The content of a file such as tables, “actions.csv”, as the position has it; None if there is no such file."""
    stem, _, ending = name.rpartition(".")
    if folder == TABLES:
        return _table_file(stem, ending, at)
    question = chart_questions().get(stem)
    return _chart_file(question, ending, at) if question else None


def _links(folder: str, name: str, of_kinds: Mapping[str, str], at: Here) -> Markup:
    """Links to files of the day on screen, which stays the same in a page that is left open overnight."""
    query = {**at.address_filters, "as_of": at.as_of}
    return blocks.file_links(
        blocks.link(words, blocks.address(f"{folder}/{name}.{kind}", **query)) for kind, words in of_kinds.items()
    )


def _table_file(name: str, ending: str, at: Here) -> bytes | None:
    every = {one: _table(one, at) for one in downloads.TABLES}
    if name == ALL and ending == ENDING and has_excel(at):
        return excel_file(f"{at.tracker}, all tables of {at.agency or 'all agencies'}", [*every.values()], at)
    return _as_file(every[name], ending, at) if name in every else None


def _table(name: str, at: Here) -> TableFile:
    title = f"{at.tracker}, {name.replace('_', ' ')} of {at.agency or 'all agencies'}"
    return TableFile(name, title, lambda: downloads.rows(at.db, name, at.as_of, **at.filters))


def _as_file(table: TableFile, ending: str, at: Here) -> bytes | None:
    if ending == "csv":
        return csv_file(table, at)
    return excel_file(table.title, [table], at) if ending == ENDING and has_excel(at) else None


def _chart_file(question: ChartQuestion, ending: str, at: Here) -> bytes | None:
    """The rows or the picture of a chart; None if there is nothing to draw, or no such file."""
    with compiled_words.words_for(at.is_compiled):
        rows = question.rows(at.db, at.as_of, **at.filters)
        if not rows:
            return None
        sentence = question.sentence(rows, at.as_of, at.is_illustrative)
        if ending in PICTURES:
            drawn = question.chart(rows, at.as_of, {}, WIDE)
            return PICTURES[ending](picture(drawn, sentence.title, sentence.subtitle, sentence.source))
        title = ", ".join(filter(None, (sentence.title, at.review, at.agency)))
        return _as_file(TableFile(chart_name(question), title, lambda: (rows[0]._fields, rows)), ending, at)
