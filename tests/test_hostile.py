"""Files made to do harm end as loaded or as refused in one sentence, within their limits; the next file still loads."""

import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from openpyxl.utils import get_column_letter
from test_sniff import open_document
from waiting import cpu_seconds

from loaders.mapping.headings import headings_in, key_of
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.sheets import sheets_of
from loaders.reader.read_file import Workbook, read_bytes
from loaders.reader.refusal import LONGEST_SENTENCE
from loaders.reader.worker import OUT_OF_MEMORY, _reason, worker
from tracker.received_file import NotReadable
from tracker.terms import Kind

SECONDS = 30  # of CPU, the reading processes together with this one; the limit of one of them is 10 for a small file


def used() -> float:
    """CPU seconds of this process and of every reading process, those that have ended too."""
    running = worker._process
    return sum(os.times()[:4]) + (cpu_seconds(running.pid) if running else 0)


@pytest.fixture(autouse=True)
def _the_next_file_still_loads() -> Iterator[None]:
    before = used()
    yield
    assert used() - before < SECONDS
    assert read_bytes(hostile.plain()).grids[0].filled == 8


def ending(data: bytes) -> str:
    """How reading ends: "loaded", or the sentence that refuses it."""
    try:
        book = read_bytes(data)
        assert sum(grid.filled for grid in book.grids) > 0
        every_cell_is_answered_for(book)
    except NotReadable as refused:
        sentence = str(refused)
        assert 20 < len(sentence) <= LONGEST_SENTENCE
        assert sentence.endswith(".")
        assert "/" not in sentence
        assert "Traceback" not in sentence
        return sentence
    return "loaded"


def every_cell_is_answered_for(book: Workbook) -> None:
    """Reads the first sheet by the first heading that stands in it: what is filled is stored or listed."""
    grid = next(grid for grid in book.grids if grid.filled)
    headings = headings_in(grid, grid.rows[:1])
    column, heading = next(((column, text) for column, text in headings.items() if key_of(text)), (1, ""))
    columns = {"action_ref": f"column {get_column_letter(column)}" + (f": {heading}" if heading else "")}
    sheet = SheetLayout(Path("x.toml"), Kind.ACTION, (grid.name,), columns, header_row=grid.rows[:1])
    try:
        accounts = sheets_of(book, Layout(Path("x.toml"), (sheet,)))[0].accounts
    except NotReadable as refused:
        assert "fault of the program" not in str(refused)
    else:
        assert [account.filled for account in accounts] == [grid.filled for grid in book.grids]


@pytest.mark.parametrize("kind", hostile.REFUSED)
def test_refused_in_exactly_these_words(kind: str):
    make, sentence = hostile.REFUSED[kind]
    assert ending(make()) == sentence


@pytest.mark.parametrize("kind", hostile.EITHER)
def test_loaded_or_refused_and_nothing_else(kind: str):
    assert ending(hostile.EITHER[kind]())


def test_a_bomb_of_repeated_cells_in_an_open_document():
    cell = "<table:table-cell office:value-type='float' office:value='1' table:number-columns-repeated='16384'/>"
    assert ending(open_document(f"<table:table-row table:number-rows-repeated='1048576'>{cell}</table:table-row>"))


def test_entities_in_an_open_document():
    sentence = ending(open_document("", {"styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}))
    assert sentence.startswith("The file defines XML entities")


def test_a_long_text_names_its_sheet():
    text = hostile.text_cell("A1", "x" * 32_768)
    assert ending(hostile.workbook(hostile.sheet(f"<row r='1'>{text}</row>"))) == (
        "Sheet 'Plan' has a cell of over 32,767 characters. Shorten its text."
    )


def test_names_of_sheets_cannot_stretch_or_break_the_sentence():
    name = "&#10;&lt;b&gt;" * 40
    parts = {"xl/workbook.xml": hostile.workbook_part(name)}
    sentence = ending(
        hostile.workbook(hostile.sheet(f"<row r='1'>{hostile.text_cell('A1', 'x' * 32_768)}</row>"), parts)
    )
    assert "\n" not in sentence


def test_a_reading_process_keeps_its_limits():
    worker.ask(hostile.plain())
    pid = worker._process.pid
    limits = Path(f"/proc/{pid}/limits")
    if not limits.exists():
        pytest.skip("only Linux tells the limits of another process")
    found = {line[:26].strip(): line[26:47].strip() for line in limits.read_text().splitlines()}
    assert (found["Max address space"], found["Max file size"], found["Max core file size"]) == ("1468006400", "0", "0")
    assert int(found["Max cpu time"]) < 200
    assert int(found["Max open files"]) == len(list(Path(f"/proc/{pid}/fd").iterdir()))  # nothing more can be opened
    environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    assert {entry.split(b"=")[0] for entry in environment} <= {b"", b"TZ", b"LD_LIBRARY_PATH"}


@pytest.mark.parametrize(
    ("status", "is_too_late", "said"),
    [
        (-signal.SIGXCPU, False, "The file takes too long to read. Send the plan alone, in a new workbook."),
        (-signal.SIGKILL, True, "The file takes too long to read. Send the plan alone, in a new workbook."),
        (
            -signal.SIGKILL,
            False,
            "The file needs more memory than a plan should. Send the plan alone, in a new workbook.",
        ),
        (
            OUT_OF_MEMORY,
            False,
            "The file needs more memory than a plan should. Send the plan alone, in a new workbook.",
        ),
        (-signal.SIGSEGV, False, "The file stops the program that reads it. Save it anew as .xlsx and send that."),
    ],
)
def test_how_a_reading_process_may_end(status: int, is_too_late: bool, said: str):
    assert _reason(status, is_too_late) == said


def test_no_process_used_more_memory_than_allowed():
    if sys.platform != "linux":
        pytest.skip("other systems count memory differently")
    worker.stop()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1.5 * 2**20
