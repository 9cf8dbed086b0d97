"""The tables of a paper as one Excel workbook, for whoever wants to calculate with them."""

from collections.abc import Iterator

from tracker.excel import ExcelSheet, workbook
from tracker.reports.paper import Heading, Line, Paper, Table
from tracker.words import capital


def excel_file(paper: Paper) -> bytes:
    """The workbook; the same paper always gives the same bytes."""
    return workbook(paper.title, [paper.subtitle, paper.foot], list(_sheets(paper)), paper.as_of)


def _sheets(paper: Paper) -> Iterator[ExcelSheet]:
    """Yields every table in a sheet named after the heading above it."""
    name = ""
    for block in paper.all_blocks:
        if isinstance(block, Heading):
            name = block.text
        elif isinstance(block, Table):
            rows = [[_value(line) for line in row] for row in block.rows]
            yield ExcelSheet(capital(name.removeprefix("Appendix: ")), block.caption, block.headings, rows)


def _value(line: Line) -> object:
    """The number or the day in a cell, else its words."""
    words = "".join(run.text for run in line)
    return next((run.value for run in line if run.value is not None), words)
