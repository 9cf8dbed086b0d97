"""Draws a plan in the kind of workbook that councils hand out: labels, pictures, charts, threads, distant lists."""

from __future__ import annotations  # see conftest.py for the reason

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
FIRST_SHEET, RELATIONS_OF_FIRST = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
MICROSOFT, TYPE = "http://schemas.microsoft.com/office", "application/vnd.ms-excel"
THREADS = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
WORKS, THREAD = "{11111111-1111-4111-8111-111111111111}", "{22222222-2222-4222-8222-222222222222}"
LIST_ELSEWHERE = f"""<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"
xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main">
<x14:dataValidations count="1" xmlns:xm="{MICROSOFT}/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">
<x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>F2:F9</xm:sqref></x14:dataValidation>
</x14:dataValidations></ext></extLst>"""
HEADER_PICTURE = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shape id="CH" type="#_x0000_t75" style="width:9pt;height:9pt"><v:imagedata o:relid="rId1" o:title="crest"/></v:shape>
</xml>"""
CONVERSATION = f"""<ThreadedComments xmlns="{THREADS}"><threadedComment ref="E3" dT="2026-01-05T10:00:00.00"
personId="{WORKS}" id="{THREAD}"><text>Is this the day of the work?</text></threadedComment></ThreadedComments>"""
PERSONS = f"""<personList xmlns="{THREADS}"><person displayName="Head of Works" id="{WORKS}" userId="works"
providerId="None"/></personList>"""
LABEL = f"""<clbl:labelList xmlns:clbl="{MICROSOFT}/2020/mipLabelMetadata"><clbl:label id="{THREAD}" enabled="1"
method="Standard"/></clbl:labelList>"""
TYPES = f"""<Default Extension="bin"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>
<Override PartName="/docMetadata/LabelInfo.xml" ContentType="application/vnd.ms-office.classificationlabels+xml"/>
<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="{TYPE}.threadedcomments+xml"/>
<Override PartName="/xl/persons/person.xml" ContentType="{TYPE}.person+xml"/></Types>"""
TO_LABEL = f"""<Relationship Id="rId90" Type="{MICROSOFT}/2020/02/relationships/classificationlabels"
Target="docMetadata/LabelInfo.xml"/></Relationships>"""
TO_PARTS = f"""<Relationship Id="rId91" Type="{OFFICE}/vmlDrawing" Target="../drawings/vmlDrawingHF1.vml"/>
<Relationship Id="rId92" Type="{MICROSOFT}/2017/10/relationships/threadedComment"
Target="../threadedComments/threadedComment1.xml"/></Relationships>"""
SHARED = '<c r="J{row}"><f t="shared" {rest} si="0"{end}<v>{row}</v></c>'


def draw(book: Workbook) -> None:
    """Adds what openpyxl can: a chart, a note, a list on another sheet, a thread of comments for older programs."""
    sheet, lists = book["Plan"], book.create_sheet("Lists")
    for row, word in enumerate(("Not started", "In progress", "Complete"), 1):
        lists.cell(row, 1).value, lists.cell(row, 2).value = word, row
    chart = BarChart()
    chart.add_data(Reference(lists, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "J12")
    sheet["D2"].comment = Comment("Ask the board.", "Head of Works")
    sheet["E3"].comment = Comment("[Threaded comment]\n\nComment:\n    Is this the day of the work?", "tc={2222}")


def add_parts(path: Path) -> None:
    """Adds what openpyxl cannot: the label, the thread, a header picture, the distant list, shared formulas."""
    with_parts(
        path,
        {
            "docMetadata/LabelInfo.xml": LABEL.encode(),
            "xl/threadedComments/threadedComment1.xml": CONVERSATION.encode(),
            "xl/persons/person.xml": PERSONS.encode(),
            "xl/drawings/vmlDrawingHF1.vml": HEADER_PICTURE.encode(),
            "xl/drawings/_rels/vmlDrawingHF1.vml.rels": relations(
                f'<Relationship Id="rId1" Type="{OFFICE}/image" Target="../media/crest.png"/>'
            ),
            "xl/media/crest.png": PIXEL,
            "customXml/item1.xml": b"<form xmlns='urn:merrowshire'>AP-7</form>",
            "xl/printerSettings/printerSettings1.bin": b"\x00\x01",
        },
    )
    change_part(path, "[Content_Types].xml", lambda xml: xml.replace("</Types>", TYPES))
    change_part(path, "_rels/.rels", lambda xml: xml.replace("</Relationships>", TO_LABEL))
    change_part(path, RELATIONS_OF_FIRST, lambda xml: xml.replace("</Relationships>", TO_PARTS))
    change_part(path, FIRST_SHEET, with_elements)


def with_elements(xml: str) -> str:
    """The sheet's XML with a picture in its header, a list from another sheet, and shared formulas."""
    picture = f'<legacyDrawingHF xmlns:r="{OFFICE}" r:id="rId91"/>'
    tail = re.search(r"<tableParts|</worksheet>", xml)
    assert tail
    xml = f"{xml[: tail.start()]}{picture}{xml[tail.start() :]}".replace(
        "</worksheet>", f"{LIST_ELSEWHERE}</worksheet>"
    )
    for row in (2, 3, 4):
        rest, end = ('ref="J2:J4"', ">LEN(C2)</f>") if row == 2 else ("", "/>")
        xml = re.sub(
            rf'(<row r="{row}".*?)</row>', rf"\g<1>{SHARED.format(row=row, rest=rest, end=end)}</row>", xml, count=1
        )
    return xml


def relations(inside: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'.encode()


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def with_parts(path: Path, parts: dict[str, bytes], without: tuple[str, ...] = ()) -> None:
    """Puts parts into a workbook, and takes some out."""
    held = {name: content for name, content in parts_of(path).items() if name not in without} | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in held.items():
            file.writestr(name, content)


def change_part(path: Path, name: str, change: Callable[[str], str]) -> None:
    with_parts(path, {name: change(parts_of(path)[name].decode()).encode()})
