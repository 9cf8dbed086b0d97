"""Hostile files are loaded or refused in one sentence, within their limits; the next file still loads."""

import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hostile
import hostile_documents
import pytest
from endings import ending
from other_formats import open_document
from waiting import cpu_seconds

from loaders.reader.limits import OUT_OF_MEMORY
from loaders.reader.read_file import read_bytes
from loaders.reader.worker import _reason, worker

SECONDS = 30  # of CPU, the reading processes together with this one; the limit of one of them is 10 for a small file


def used() -> float:
    """CPU seconds of this process and of every reading process, ended ones included."""
    running = worker._process
    return sum(os.times()[:4]) + (cpu_seconds(running.pid) if running else 0)


@pytest.fixture(autouse=True)
def _the_next_file_still_loads() -> Iterator[None]:
    before = used()
    yield
    assert used() - before < SECONDS
    assert read_bytes(hostile.plain()).grids[0].filled_cells == 8


REFUSED = hostile.REFUSED | hostile_documents.REFUSED
EITHER = hostile.EITHER | hostile_documents.EITHER


@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_is_refused_in_exactly_these_words(kind: str):
    make, sentence = REFUSED[kind]
    assert ending(make()) == sentence


@pytest.mark.parametrize("kind", EITHER)
def test_a_hostile_file_is_loaded_or_refused(kind: str):
    assert ending(EITHER[kind]())


def test_a_bomb_of_repeated_cells_in_an_open_document_is_loaded_or_refused():
    cell = "<table:table-cell office:value-type='float' office:value='1' table:number-columns-repeated='16384'/>"
    assert ending(open_document(f"<table:table-row table:number-rows-repeated='1048576'>{cell}</table:table-row>"))


def test_entities_in_an_open_document_are_refused():
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
    assert int(found["Max open files"]) == len(list(Path(f"/proc/{pid}/fd").iterdir()))  # no more files can be opened
    environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    assert {entry.split(b"=")[0] for entry in environment} <= {b"", b"TZ", b"LD_LIBRARY_PATH"}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (-signal.SIGXCPU, "The file takes too long to read. Send the plan alone, in a new workbook."),
        (-signal.SIGKILL, "The file needs more memory than a plan should. Send the plan alone, in a new workbook."),
        (OUT_OF_MEMORY, "The file needs more memory than a plan should. Send the plan alone, in a new workbook."),
        (-signal.SIGSEGV, "The file stops the program that reads it. Save it anew and send that."),
    ],
)
def test_every_end_of_a_reading_process_has_a_sentence(status: int, said: str):
    assert _reason(status) == said


def test_no_process_used_more_memory_than_allowed():
    if sys.platform != "linux":
        pytest.skip("other systems count memory differently")
    worker.stop()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1.5 * 2**20
