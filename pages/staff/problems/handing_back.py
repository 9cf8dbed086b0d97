"""The parts of the page What to put right: its tables, and the files to send to an agency."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from checks.received_file import ReceivedFile
from loaders.load.annotate.annotate import name_of_copy, write
from loaders.load.annotate.problem_sheet import Findings
from loaders.received.temporary import temporary_folder
from pages.parts.here import Here
from pages.parts.table_files import TableFile, table_buttons
from pages.parts.turns import in_turn
from tracker import excel, findings, store
from tracker.build_records import received_for
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions import put_right, returns
from tracker.questions.problems import ReportedProblem
from tracker.questions.put_right import MOST_NAMED, Instruction
from tracker.terms import WhoActs
from tracker.words import capital, plural

HEADINGS = ("What to do", "Where", "Effect", "Who can do it")


def table_of(name: str, lines: Sequence[Instruction], of: int) -> Markup:
    """A table of what to do in the file `name`, each instruction with all its cells; `of` counts all instructions."""
    cells = [
        (line.in_short, _places(line), line.severity.capitalize(), word(capital(WhoActs(line.who_acts).label)))
        for line in lines
    ]
    here = f", {len(lines)} of them here" if len(lines) < of else ""
    return blocks.table(f"{plural(of, 'thing')} to do in {name}{here}", HEADINGS, cells)


def _places(line: Instruction) -> blocks.Cell:
    """Every cell that an instruction is about, folded if there are many."""
    count = len(line.problems)
    return line.places if count <= MOST_NAMED else blocks.details(f"All {count:,} places", blocks.as_html(line.places))


def list_button(lines: Sequence[Instruction], at: Here) -> None:
    """Offers the list as CSV and as Excel, with a row for each problem."""
    what = f"{at.tracker}, what to put right, {at.agency or 'all agencies'}"
    table = TableFile("what-to-put-right", what, lambda: (put_right.COLUMNS, [*put_right.table(lines)]))
    table_buttons(table, at, "Download the list")


class Notes(NamedTuple):
    """A file to hand back: its path, the problems found in it, and how many of its rows were read and refused."""

    file: ReceivedFile
    source: Path
    problems: Sequence[ReportedProblem]
    rows_read: int
    rows_refused: int


def workbook_button(path: str, rows: Sequence[ReportedProblem], at: Here) -> None:
    """Offers a copy of a received file with a note on each problem's cell, without the data officer's problems."""
    (file,) = (file for file in returns.files(at.db, at.as_of) if file.path == path)
    received = ReceivedFile(
        0, file.sender, file.received_on, path, "", 0,
        agency=file.agency, illustrative=at.is_illustrative, is_read=file.is_read,
    )  # fmt: skip
    source = received_for(store.build_folder()) / path
    notes_button(Notes(received, source, rows, file.rows_read, file.rows_refused))


def notes_button(notes: Notes) -> None:
    """Offers a copy of a file with a note on each cell; nothing if only the data officer has anything to do."""
    of_agency = [row for row in notes.problems if row.who_acts != WhoActs.DATA_OFFICER]
    if not of_agency:
        return
    marked = Findings(notes.file, tuple(map(_with_reference, of_agency)), notes.rows_read, notes.rows_refused)
    path = notes.file.path
    st.download_button(
        "Download its workbook with notes",
        in_turn(f"notes {path}", partial(_copy, notes.source, marked)),
        name_of_copy(notes.file),
        excel.MIME,
        key=f"notes {path}",
        on_click="ignore",
    )


def _with_reference(row: ReportedProblem) -> findings.Problem:
    """The problem with the reference of its row written into what to do."""
    to_do = findings.instruction(row.to_do, [put_right.name_of(row)])
    return findings.Problem(
        row.found, row.sentence, to_do, row.severity, row.who_acts, row.rule, row.sheet, row.row_number, row.cell
    )


def _copy(source: Path, marked: Findings) -> bytes:
    with temporary_folder() as folder:
        return write(source, folder / "copy.xlsx", marked).path.read_bytes()
