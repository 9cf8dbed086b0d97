"""The tables of a paper as one Excel workbook, for whoever goes on counting with them."""

from collections.abc import Iterator

from tracker.excel import Sheet, workbook
from tracker.reports.paper import Heading, Line, Paper, Table
from tracker.words import capital


def excel_file(paper: Paper) -> bytes:
    """The workbook; the same paper is always the same bytes."""
    return workbook(paper.title, [paper.subtitle, paper.foot], list(_sheets(paper)), paper.as_of)


def _sheets(paper: Paper) -> Iterator[Sheet]:
    """Every table, in a sheet that is called as the heading above it."""
    name = ""
    for block in paper.all_blocks:
        if isinstance(block, Heading):
            name = block.text
        elif isinstance(block, Table):
            rows = [[_value(line) for line in row] for row in block.rows]
            yield Sheet(capital(name.removeprefix("Appendix: ")), block.caption, block.headings, rows)


def _value(line: Line) -> object:
    """The number or the day that a cell says, else its words."""
    words = "".join(run.text for run in line)
    return next((run.value for run in line if run.value is not None), words)
