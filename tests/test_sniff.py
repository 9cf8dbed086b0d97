"""What a file is, by its content: read, or refused in the one sentence that says what to send instead."""

import io
import struct

import hostile
import pytest
import xlwt
from other_formats import ods_row, old_workbook, open_document
from word_files import word_document

from loaders.reader.file_type import PROGRAM, STARTS
from loaders.reader.read_file import read_bytes, read_workbook
from loaders.reader.refusal import LONGEST_SENTENCE
from tracker.findings import NotReadable

PICTURE = "The file is a picture. Ask the sender for the spreadsheet itself (.xlsx)."
PDF = "The file is a PDF. Ask the sender for the Word file (.docx) or the spreadsheet (.xlsx) it was made from."
WEB_ARCHIVE = "The file is a web archive (.mht). Open it in a browser, save it as a web page (.html) and send that."
NO_TABLE = "The file has no table with words in it. Ask the sender for a table in Word, or for the spreadsheet."
ARCHIVE = "The file is an archive. Unpack it and send each file by itself."
DAMAGED = "The file is damaged and cannot be read. Ask the sender for it again."
UNKNOWN = "The file is not a workbook of a kind that can be read. Save it as .xlsx and send that."


def test_an_old_workbook():
    read = read_bytes(old_workbook(("Plan", [["Ref", "Done"], ["A1", 0.5]]), ("Old", [["x"]])))
    assert [(grid.name, grid.filled_cells) for grid in read.grids] == [("Plan", 4), ("Old", 1)]
    assert [read.grids[0].at(2, n).value for n in (1, 2)] == ["A1", 0.5]
    assert (read.is_read_twice, read.disagreements) == (True, ())
    assert read.facts == (
        "An .xls file is read without number formats, colours, fonts, comments, hidden rows and columns.",
    )


def test_merged_cells_of_an_old_workbook():
    book = xlwt.Workbook()
    page = book.add_sheet("Plan")
    page.write_merge(0, 2, 0, 0, "R1")
    for row in range(3):
        page.write(row, 1, f"action {row}")
    into = io.BytesIO()
    book.save(into)
    (grid,) = read_bytes(into.getvalue()).grids
    assert [(grid.at(row, 1).value, grid.at(row, 1).is_merged_into) for row in (1, 3)] == [("R1", False), ("R1", True)]


def test_an_open_document():
    read = read_bytes(open_document(ods_row("Ref", "Action") + ods_row("A1", "Mend the gate")))
    (grid,) = read.grids
    assert (grid.name, grid.at(2, 2).value, grid.filled_cells) == ("Plan", "Mend the gate", 4)
    assert read.facts == (
        "An .ods file is read without merged cells, number formats, colours, fonts, comments, hidden rows and columns.",
        "In an .ods file a formula with an error, such as #REF!, reads as an empty cell.",
    )


def test_an_open_document_with_a_password():
    locked = "<manifest:encryption-data/>"
    assert refused(open_document(ods_row("x"), {"META-INF/manifest.xml": locked})) == (
        "The file is protected with a password. Ask the sender for a copy without one."
    )


REFUSED = {
    "empty": (b"", "The file is empty (0 bytes). Ask the sender for it again."),
    "PDF": (
        b"%PDF-1.7\n",
        "The file is a PDF. Ask the sender for the Word file (.docx) or the spreadsheet (.xlsx) it was made from.",
    ),
    "PNG": (b"\x89PNG\r\n\x1a\n", PICTURE),
    "JPEG": (b"\xff\xd8\xff\xe0", PICTURE),
    "HTML without a table": (b"\xef\xbb\xbf \r\n<HTML><p>See our plan</HTML>", NO_TABLE),
    "HTML in UTF-16": ("<!DOCTYPE html><html>".encode("utf-16"), NO_TABLE),
    "HTML as XML": (b"<?xml version='1.0'?><html xmlns:x='urn:schemas-microsoft-com:office:excel'>", NO_TABLE),
    "Word without a table": (word_document("<w:p/>"), NO_TABLE),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related", WEB_ARCHIVE),
    "XML": (
        b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Table/></Workbook>",
        "The file is XML, not a workbook. Open it, save it as .xlsx and send that.",
    ),
    "RTF": (
        b"{\\rtf1}",
        "The file is a text document (.rtf). Open it in Word, save it as .docx and send that.",
    ),
    "gzip": (b"\x1f\x8b\x08\0", ARCHIVE),
    "zip of workbooks": (hostile.zipped({"plan.xlsx": "x"}), ARCHIVE),
    "zip of anything": (hostile.zipped({"notes.md": "x"}), UNKNOWN),
    "Word without its document": (hostile.zipped({"word/document.xml": "<a/>"}), DAMAGED),
    "PowerPoint": (
        hostile.zipped({"ppt/presentation.xml": "<a/>"}),
        "The file is a PowerPoint document (.pptx). Copy its table into a spreadsheet and send that as .xlsx.",
    ),
    "binary workbook": (
        hostile.zipped({"xl/workbook.bin": "x"}),
        "The file is a binary workbook (.xlsb). Open it, save it as .xlsx and send that.",
    ),
    "old Word": (
        hostile.ole({"WordDocument": b"x"}),
        "The file is an old Word document (.doc). Open it in Word, save it as .docx and send that.",
    ),
    "old anything": (hostile.ole({"Mystery": b"x"}), UNKNOWN),
    "workbook without sheets": (hostile.zipped({"xl/workbook.xml": "<workbook/>"}), None),
    "workbook without a workbook": (hostile.zipped({"xl/styles.xml": "<a/>"}), DAMAGED),
    "noise": (bytes(range(256)) * 40, None),
    "controls": (b"\x01\x02\x03\x04\x05,a\n", UNKNOWN),
    "program of Windows": (b"MZ\x90\0" + bytes(4_000), PROGRAM),
    "program of Linux": (b"\x7fELF" + bytes(4_000), PROGRAM),
    "half a zip": (hostile.plain()[:3_000], DAMAGED),
    "half an old workbook": (old_workbook(("Plan", [["x"]]))[:2_000], None),
    "too large": (b"a,b\n" * 5_100_000, "The file is over 20 MB. Send the plan alone, without pictures."),
}


def refused(data: bytes) -> str:
    with pytest.raises(NotReadable) as sentence:
        read_bytes(data)
    return str(sentence.value)


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_and_in_which_words(kind: str):
    data, expected = REFUSED[kind]
    sentence = refused(data)
    assert len(sentence) <= LONGEST_SENTENCE
    assert expected is None or sentence == expected


def test_the_name_of_a_file_counts_for_nothing(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(hostile.plain())
    assert read_workbook(path).grids[0].at(2, 1).value == "A1"


def test_a_file_over_the_limit_is_not_read_whole(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"PK" + b"\0" * 20_000_001)
    with pytest.raises(NotReadable, match="The file is over 20 MB"):
        read_workbook(path)


def test_every_sentence_is_short():
    assert all(len(sentence) <= LONGEST_SENTENCE for sentence in STARTS.values())


def test_a_word_document_inside_a_workbook_does_not_make_it_one():
    data = old_workbook(("Plan", [["Ref"]]))
    embedded = struct.pack("<64s64s", "WordDocument".encode("utf-16-le"), b"")
    assert read_bytes(data.ljust(-(-len(data) // 128) * 128, b"\0") + embedded * 4).grids[0].filled_cells == 1
