"""Writes the sheet that lists what an agency has to put right, with a link to each cell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from textwrap import wrap
from typing import NamedTuple

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter, quote_sheetname

from checks.received_file import ReceivedFile
from loaders.load.annotate.cell_styles import CellStyles
from loaders.load.annotate.package import MAIN, PackageCopy
from loaders.load.annotate.sheets import add_first
from loaders.load.annotate.xml_part import as_excel_writes, escaped
from loaders.reader.limits import LONGEST_CELL
from tracker.findings import Problem, instruction
from tracker.terms import Severity, WhoActs
from tracker.words import day, in_order, place, plural

TITLE = "What to put right"
HEADINGS = {
    "Severity": 14, "Where": 28, "What to do": 50, "What we found": 40, "What is needed": 50,
    "Who can put it right": 28,
}  # fmt: skip
WHERE = 1  # its position among the headings
ILLUSTRATIVE = "Illustrative data: places and bodies are invented."
FONT = "Calibri"  # named because some programs show a font without a name in a face with serifs
LINE_HEIGHT, TITLE_HEIGHT, HIGHEST_ROW = 15, 20, 409  # points; no spreadsheet has higher rows
MOST_ALIKE = 10  # cells with the same problem that get a line each
MOST_LINKS = 65_000  # of one sheet; Excel takes few more
LONGEST_CONTENT = 1_000  # letters: enough to recognise the cell by
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Findings:
    """What is reported on one received file: its problems, the rows read and refused, and why there is only a list."""

    file: ReceivedFile
    problems: tuple[Problem, ...]
    rows_read: int
    rows_refused: int
    why_list_alone: str = ""
    notes: int = 0  # cells with a note
    without_note: int = 0  # cells with a conversation, which Excel would show instead of a note


class PlacedProblem(NamedTuple):
    """A problem and the cell with its note: the problem's own, or the first of merged ones; "" if there is none."""

    problem: Problem
    address: str


def add_list(package: PackageCopy, findings: Findings, placed: Sequence[PlacedProblem], styles: CellStyles) -> str:
    """Adds the first sheet: what the file is, then each problem with a link to its cell. Returns the sheet's name."""
    looks = _Looks(styles)
    heading = [*_heading(findings)]
    rows = [_row(n, [text], looks.line) for n, text in enumerate(heading, 1)]
    first = 2 if findings.file.illustrative else 1
    rows[first - 1] = _row(first, [heading[first - 1]], looks.title, height=TITLE_HEIGHT)
    start = len(heading) + 2
    rows.append(_row(start, HEADINGS, looks.heading))
    problem_lines = lines(in_reading_order(placed))
    rows += [_problem_row(n, each, looks) for n, each in enumerate(problem_lines, start + 1)]
    links = [_link(n, each[0]) for n, each in enumerate(problem_lines, start + 1) if each[0].address]
    return add_first(package, TITLE, _sheet(rows, links[:MOST_LINKS], start))


def _heading(findings: Findings) -> Iterator[str]:
    file, shown = findings.file, findings.rows_read - findings.rows_refused
    if file.illustrative:
        yield ILLUSTRATIVE
    is_renamed = file.sent_as and not file.path.endswith(f"/{file.sent_as}")
    yield f"{TITLE} in {f'“{file.sent_as}”' if is_renamed else file.path}"
    received = f"received {day(file.received_on)}" if file.received_on.year > 1 else "the day of receipt is not known"
    yield f"From {file.agency or file.sender}, {received}."
    yield f"{plural(findings.rows_read, 'row')} read, {shown:,} shown, {findings.rows_refused:,} refused."
    yield from _what_to_do(findings)


def _what_to_do(findings: Findings) -> Iterator[str]:
    if not findings.problems:
        yield "Nothing to put right."
    elif findings.why_list_alone:
        yield f"This is the list alone. {findings.why_list_alone}"
    elif findings.notes or findings.without_note:
        but = f", but for {findings.without_note:,} with a conversation" if findings.without_note else ""
        yield f"Each cell below carries a note{but}. It is coloured pale yellow unless it had a colour of its own."
        yield "Put the cells right and send the workbook back."
    else:
        yield "Put right what is listed below and send the workbook back."


def in_reading_order(placed: Sequence[PlacedProblem]) -> list[PlacedProblem]:
    """The problems in reading order: refused rows, warnings, notices; within each by sheet and cell."""
    order = list(Severity)
    return sorted(placed, key=lambda each: (order.index(Severity(each.problem.severity)), *_position(each.problem)))


def lines(placed: Sequence[PlacedProblem]) -> list[list[PlacedProblem]]:
    """The lines of the list: one for each problem, but a single one for the same problem in over MOST_ALIKE cells."""
    found: dict[tuple[str, ...], list[PlacedProblem]] = {}
    for each in placed:
        one = each.problem
        key = (one.severity, one.sheet, one.rule, one.found, one.sentence, one.to_do, one.who_acts)
        found.setdefault(key, []).append(each)
    return [
        line for same in found.values() for line in ([same] if len(same) > MOST_ALIKE else [[each] for each in same])
    ]


def _position(problem: Problem) -> tuple[str, int, list[str | int]]:
    return problem.sheet, problem.row_number or 0, in_order(problem.cell)


def _columns(line: Sequence[PlacedProblem]) -> Iterator[str]:
    problem = line[0].problem
    yield severity_of(problem)
    cell = place(problem.sheet, problem.cell)
    where = ", ".join(part for part in (problem.sheet, cell) if part) or "The whole file"
    yield f"{where} and {len(line) - 1:,} more" if line[1:] else where
    yield to_do(problem, len(line) - 1)
    yield content_of(problem)
    yield problem.sentence
    yield WhoActs(problem.who_acts).label


def severity_of(problem: Problem) -> str:
    """The severity with a capital, as the first word of a line."""
    return str(problem.severity).capitalize()


def to_do(problem: Problem, others: int = 0) -> str:
    """What to do about one problem, and as many `others` like it; a row has no name but its number."""
    more = [f"{others:,} more"] if others else []
    return instruction(problem.to_do, [f"row {problem.row_number}" if problem.row_number else "this file", *more])


def content_of(problem: Problem) -> str:
    """What was found in the problem's cell, cut if it is very long; "a blank" for nothing."""
    words = clean(problem.found)
    if not words.strip():
        return "a blank"
    return words if len(words) <= LONGEST_CONTENT else f"{words[:LONGEST_CONTENT]}…"


def clean(text: str) -> str:
    """A text without the characters that a workbook cannot contain."""
    return NOT_IN_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))


class _Looks:
    """The formats of the list, by their numbers among those of the workbook."""

    def __init__(self, styles: CellStyles) -> None:
        def look(font: str, wraps: bool, quotes: bool = False) -> int:
            number = styles.add("fonts", f'<font>{font}<name val="{FONT}"/></font>')
            quoted = ' quotePrefix="1"' if quotes else ""
            return styles.add(
                "cellXfs",
                f'<xf numFmtId="0" fontId="{number}" fillId="0" borderId="0" applyFont="1" applyAlignment="1"{quoted}>'
                f'<alignment vertical="top" wrapText="{int(wraps)}"/></xf>',
            )

        self.title = look('<b/><sz val="14"/>', wraps=False)
        self.line = look('<sz val="11"/>', wraps=False)
        self.heading = look('<b/><sz val="11"/>', wraps=True)
        self.text = look('<sz val="11"/>', wraps=True)
        self.quoted = look('<sz val="11"/>', wraps=True, quotes=True)
        self.link = look('<u/><sz val="11"/><color rgb="FF0563C1"/>', wraps=True)


def _problem_row(row: int, line: Sequence[PlacedProblem], looks: _Looks) -> str:
    texts = [*_columns(line)]
    formats = [looks.quoted if text.lstrip().startswith(("=", "+", "-", "@")) else looks.text for text in texts]
    if line[0].address:
        formats[WHERE] = looks.link
    high = max(map(_height, texts, HEADINGS.values()))
    return _row(row, texts, *formats, height=min(LINE_HEIGHT * high, HIGHEST_ROW))


def _height(text: str, width: int) -> int:
    """How many lines a text takes in a column that is so many digits wide."""
    return sum(max(1, len(wrap(line, width))) for line in text.splitlines() or [""])


def _row(number: int, texts: Iterable[str], *formats: int, height: int = 0) -> str:
    """A row with every text as text: what begins with = must never be calculated, nor become a formula when edited."""
    cells = (
        f'<c r="{get_column_letter(column)}{number}" s="{look}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escaped(as_excel_writes(clean(text)[:LONGEST_CELL])).decode()}</t></is></c>"
        for column, (text, look) in enumerate(zip(texts, cycle(formats), strict=False), 1)
    )
    high = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{high}>{"".join(cells)}</row>'


def _link(row: int, placed: PlacedProblem) -> str:
    """A link to a place inside the workbook, which Excel and LibreOffice both follow."""
    to = escaped(f"{quote_sheetname(placed.problem.sheet)}!{placed.address}").decode()
    return f'<hyperlink ref="{get_column_letter(WHERE + 1)}{row}" location="{to}"/>'


def _sheet(rows: list[str], links: list[str], start: int) -> bytes:
    columns = (f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(HEADINGS.values(), 1))
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{start}" topLeftCell="A{start + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{"".join(columns)}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>{linked}"
        '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()
