"""Hundreds of damaged copies of honest files, one after the other: each is loaded, or refused in one sentence."""

from collections.abc import Iterable

import hostile
import openpyxl
import pytest
from endings import ending
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from other_formats import ods_row, old_workbook, open_document
from word_files import deleted, row, run, table, text_cell, word_document

from loaders.reader.refusal import DAMAGED
from loaders.reader.worker import worker

SEED = 20261031


def rich() -> bytes:
    """A workbook with most of what a plan has."""
    book = openpyxl.Workbook()
    for n in range(12):
        book.active.append([f"A{n}", "Mend the gate", n, None, "=A1"])
    book.active["A2"].comment = Comment("Agreed", "Clerk")
    book.active["B2"].fill = PatternFill("solid", fgColor="FFC000")
    book.active.merge_cells("D1:D4")
    book.create_sheet("Closed")["B2"] = "x"
    return hostile.saved(book)


def endings(files: Iterable[bytes]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for data in files:
        said = ending(data)
        counted[said] = counted.get(said, 0) + 1
    return counted


OLD = old_workbook(("Plan", [["Ref", "Action"], ["A1", "Mend the gate"]]))
OPEN = open_document(ods_row("Ref", "Action") + ods_row("A1", "Mend the gate"))
WORD = word_document(
    table(row("Ref", "Action"), row("A1", text_cell(run("Mend "), deleted("the gate"), run("x", "<w:vanish/>")))),
    {"styles": "<w:style w:styleId='a'><w:rPr><w:strike/></w:rPr></w:style>"},
)
PAGE = b"""<!DOCTYPE html><meta charset=utf-8><style>.x{display:none}</style><table><tr><th>Ref<th colspan=2>Action
<tr><td rowspan=2>A1<td class=x>Mend<td bgcolor=red><s>the gate</s><table><tr><td>x</table><tr><td hidden>y</table>"""
TEXT = "Ref;Action\nA1;Café\n".encode("cp1252")


@pytest.mark.parametrize(
    ("data", "times"),
    [(rich(), 250), (OLD, 150), (OPEN, 100), (TEXT, 60), (WORD, 150), (PAGE, 250)],
    ids=["xlsx", "xls", "ods", "csv", "docx", "html"],
)
def test_changed_bytes(data: bytes, times: int):
    assert sum(endings(hostile.flipped(data, times, SEED)).values()) == times


@pytest.mark.parametrize("data", [rich(), WORD], ids=["xlsx", "docx"])
def test_changed_bytes_inside_the_parts(data: bytes):
    counted = endings(hostile.flipped_inside(data, 200, SEED))
    assert counted["loaded"] > 10
    assert counted[DAMAGED] > 10


@pytest.mark.parametrize("data", [rich(), OLD, OPEN, WORD, PAGE], ids=["xlsx", "xls", "ods", "docx", "html"])
def test_broken_off(data: bytes):
    assert sum(endings(hostile.truncated(data, 40)).values()) == 39


def test_what_is_left_is_one_process():
    worker.ask(hostile.plain())
    assert worker._process.poll() is None
