"""The elements of a Word document that python-docx has no short way to make."""

from collections.abc import Mapping

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

NOTHING: Mapping[str, str] = {}
# In elements that python-docx adds, lxml writes the relations' prefix as "ns0", or as "r" once another package in this
# process has registered that. Without this line the same paper would have different bytes on the dashboard and from a
# command.
etree.register_namespace("r", nsmap["r"])


def add(parent: BaseOxmlElement, tag: str, attributes: Mapping[str, str] = NOTHING) -> BaseOxmlElement:
    """Appends an element such as "w:p" to another one, and returns it."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    parent.append(element)
    return element


def paragraph(parent: BaseOxmlElement, style: str) -> BaseOxmlElement:
    """Adds an empty paragraph in the style with this id."""
    made = add(parent, "w:p")
    add(add(made, "w:pPr"), "w:pStyle", {"w:val": style})
    return made


def words(parent: BaseOxmlElement, text: str, is_bold: bool = False, style: str = "") -> None:
    """Adds a run of words, unchanged."""
    run = add(parent, "w:r")
    if is_bold or style:
        look = add(run, "w:rPr")
        if style:
            add(look, "w:rStyle", {"w:val": style})
        if is_bold:
            add(look, "w:b")
    part = add(run, "w:t")
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    part.text = text


def field(parent: BaseOxmlElement, name: str) -> None:
    """Adds a number that the reader's program fills in; `name` is a field such as PAGE."""
    words(add(parent, "w:fldSimple", {"w:instr": name}), "1")


def table(parent: BaseOxmlElement, style: str, caption: str, widths: list[int]) -> BaseOxmlElement:
    """Adds a table without rows; `widths` are its columns' widths in twentieths of a point."""
    made = add(parent, "w:tbl")
    look = add(made, "w:tblPr")
    add(look, "w:tblStyle", {"w:val": style})
    add(look, "w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"})
    add(look, "w:tblLayout", {"w:type": "fixed"})  # otherwise the widths would depend on the words
    add(look, "w:tblLook", {"w:val": "00A0", "w:firstRow": "1", "w:firstColumn": "1"})
    add(look, "w:tblCaption", {"w:val": caption})
    grid = add(made, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", {"w:w": str(width)})
    return made


def row(parent: BaseOxmlElement, is_heading: bool = False) -> BaseOxmlElement:
    """Adds a row that is never split over two pages; a heading row repeats on every page."""
    made = add(parent, "w:tr")
    look = add(made, "w:trPr")
    add(look, "w:cantSplit")
    if is_heading:
        add(look, "w:tblHeader")
    return made


def cell(parent: BaseOxmlElement, width: int) -> BaseOxmlElement:
    """Adds an empty cell, which must then get a paragraph."""
    made = add(parent, "w:tc")
    add(add(made, "w:tcPr"), "w:tcW", {"w:w": str(width), "w:type": "dxa"})
    return made
