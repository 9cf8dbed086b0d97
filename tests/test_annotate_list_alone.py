"""Which workbooks are not copied: the list of problems comes alone, and says why."""

from __future__ import annotations  # see conftest.py for the reason

from pathlib import Path

import openpyxl
import pytest
from annotated_plan import (
    links,
    notes,
    problem_rows,
    receive_plan,
)
from official_template import change_part, parts_of, with_parts

from loaders.load.annotate import annotate as module
from loaders.load.annotate import xml_part
from loaders.load.annotate.annotate import annotate, findings_of
from loaders.load.annotate.problem_sheet import TITLE

STOPS = {
    "xl/vbaProject.bin": "macros", "xl/macrosheets/sheet1.xml": "macros", "xl/attachedToolbars.bin": "macros",
    "xl/activeX/activeX1.xml": "controls that can run programs", "xl/embeddings/oleObject1.bin": "embedded files",
    "_xmlsignatures/sig1.xml": "a digital signature", "xl/revisions/revisionHeaders.xml": "tracked changes",
}  # fmt: skip


@pytest.mark.parametrize(("name", "said"), STOPS.items())
def test_what_is_handed_to_nobody_or_would_break_is_said_and_the_list_comes_alone(name, said, collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    with_parts(file, {name: b"<x/>"})
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.why_list_alone == f"The workbook was not copied because it holds {said}."
    assert_list_alone(made.path, "Plan, D2")


def test_macros_under_another_name_and_links_that_start_programs_are_seen(collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    dde = b"<externalLink><ddeLink ddeService='cmd' ddeTopic='x'/></externalLink>"
    macro = '<Override PartName="/xl/plain.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    with_parts(file, {"xl/externalLinks/externalLink1.xml": dde, "xl/plain.bin": b"x"})
    change_part(file, "[Content_Types].xml", lambda xml: xml.replace("</Types>", macro))
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.why_list_alone.endswith("because it holds links that start other programs and macros.")


def assert_list_alone(path: Path, where: str) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [TITLE]
    assert where in [row[1] for row in problem_rows(book)]
    assert (links(book), notes(book)) == ([], {})
    assert any("This is the list alone." in str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/comments/comment1.xml", b"<!DOCTYPE c [<!ENTITY a 'b'>]><comments><authors/></comments>"),
        ("xl/comments/comment1.xml", b"<comments><authors>"),
        ("xl/comments/comment1.xml", b"<comments/>"),
        ("xl/drawings/commentsDrawing1.vml", b"no drawing"),
    ],
)
def test_a_package_that_is_not_as_it_should_be_gets_the_list_alone(name, content, template, collection, tmp_path):
    findings = findings_of(template, collection.layouts)  # as it was when it was read
    assert name in parts_of(template)
    with_parts(template, {name: content})
    made = module.write(template, tmp_path / "back.xlsx", findings)
    assert made.why_list_alone.startswith("The workbook ")
    assert_list_alone(made.path, "Plan, D2")
    assert list(tmp_path.glob(".back*")) == []


def test_a_file_with_too_many_elements_for_memory_gets_only_the_list(template, collection, tmp_path, monkeypatch):
    findings = findings_of(template, collection.layouts)
    monkeypatch.setattr(xml_part, "MOST_ELEMENTS", 20)
    assert module.write(template, tmp_path / "back.xlsx", findings).why_list_alone


@pytest.mark.parametrize(
    "name", ["2026-03-31.csv", "2026-03-31.xls", "2026-03-31.ods", "2026-03-31.docx", "2026-03-31.html"]
)
def test_other_kinds_of_file_get_the_list_alone(name, collection, tmp_path):
    file = collection.received / "transport" / name
    file.parent.mkdir()
    file.write_bytes(b"Ref,Rec,Action,Due,Done,Status,Evidence,Reason\nA1,1,Paint,when we can,,In progress,,\n")
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.why_list_alone == (
        "The file was not copied because it is not an .xlsx workbook, and only such a workbook can carry notes."
    )
    assert made.problems
    assert openpyxl.load_workbook(made.path).sheetnames == [TITLE]
