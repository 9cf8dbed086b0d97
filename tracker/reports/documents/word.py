"""A paper as a Word document, with real headings, lists and tables, in the styles of a template."""

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm

from tracker.charts import pictures
from tracker.printable import printable, short, web_address
from tracker.reports.documents import word_elements as elements
from tracker.reports.documents.word_styles import OF_ROLE, template, zipped
from tracker.reports.paper import Block, Heading, Items, Line, NewPage, Paper, Paragraph, Picture, Run, Table

LANGUAGE = "en-GB"
HIGHEST = Mm(41)  # of a picture, so that two and a table share a page
TWIPS = 635  # EMUs in a twip: Word measures pictures in EMUs, tables in twips (twentieths of a point)


def word_file(paper: Paper, house_style: Path | None = None) -> bytes:
    """The whole paper as .docx, in a template's styles or in ours; the same paper always gives the same bytes.

    Raises NoTemplate.
    """
    writer = _Writer(template(house_style))
    writer.write(paper)
    into = BytesIO()
    writer.document.save(into)
    with ZipFile(into) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


class _Writer:
    """Adds a paper to an empty document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.body = document.element.body
        self.keys = {style.name: style.style_id for style in document.styles}
        self.addresses: dict[str, str] = {}  # the relationship id of each linked address
        self.begins_page = False

    def write(self, paper: Paper) -> None:
        self._properties(paper)
        self._language()
        self._foot(paper.foot)
        self._paragraph("Title", [Run(paper.title)])
        self._paragraph("Subtitle", [Run(paper.subtitle)])
        for block in paper.all_blocks:
            self._block(block)
        self.body.append(self.body.sectPr)  # the page settings come last

    def _properties(self, paper: Paper) -> None:
        properties = self.document.core_properties
        properties.title, properties.subject = short(paper.title), short(paper.subtitle)
        properties.author = properties.last_modified_by = short(paper.author)
        properties.language, properties.keywords, properties.comments = LANGUAGE, "", ""
        properties.created = properties.modified = datetime.combine(paper.as_of, time())
        properties.revision = 1

    def _language(self) -> None:
        """States the language in the default styles, whatever it was in a template."""
        for defaults in self.document.styles.element.iter(qn("w:rPrDefault")):
            look = defaults.find(qn("w:rPr"))
            look = elements.add(defaults, "w:rPr") if look is None else look
            language = look.find(qn("w:lang"))
            language = elements.add(look, "w:lang") if language is None else language
            language.set(qn("w:val"), LANGUAGE)

    def _foot(self, words: str) -> None:
        """Adds the foot line below whatever a template has there."""
        section = self.document.sections[0]
        feet = [section.footer]
        feet += [section.first_page_footer] if section.different_first_page_header_footer else []
        for foot in feet:
            line = foot.paragraphs[0] if foot.is_linked_to_previous else foot.add_paragraph()
            line.style = self.document.styles["Footer"]
            elements.words(line._p, f"{printable(words)} Page ")
            elements.field(line._p, "PAGE")
            elements.words(line._p, " of ")
            elements.field(line._p, "NUMPAGES")

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._paragraph(f"Heading {block.level}", [Run(block.text)])
            case Paragraph():
                self._paragraph(OF_ROLE[block.role], block.line)
            case Items():
                self._items(block)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case NewPage():
                self.begins_page = True

    def _paragraph(self, style: str, line: Line) -> BaseOxmlElement:
        made = elements.paragraph(self.body, self.keys[style])
        if self.begins_page:
            elements.add(made.pPr, "w:pageBreakBefore")
            self.begins_page = False
        self._runs(made, line)
        return made

    def _runs(self, parent: BaseOxmlElement, line: Line) -> None:
        for run in line:
            href = web_address(run.href)
            inside = elements.add(parent, "w:hyperlink", {"r:id": self._key_of(href)}) if href else parent
            elements.words(inside, printable(run.text), run.is_bold, self.keys["Hyperlink"] if href else "")

    def _key_of(self, href: str) -> str:
        if href not in self.addresses:
            key = self.addresses[href] = f"rIdLink{len(self.addresses) + 1}"
            self.document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, href, key, is_external=True)
        return self.addresses[href]

    def _items(self, block: Items) -> None:
        for first, *others in block.items:
            self._paragraph("List Number" if block.is_numbered else "List Bullet", first)
            for line in others:
                self._paragraph("List Continue", line)

    def _table(self, block: Table) -> None:
        self._paragraph("Caption", [Run(block.caption)])
        unit = self._wide() / TWIPS / sum(block.widths)
        widths = [round(share * unit) for share in block.widths]
        made = elements.table(self.body, self.keys["Table Grid"], printable(block.caption), widths)
        heading = elements.row(made, is_heading=True)
        self._cells(heading, widths, ([Run(name)] for name in block.headings), "Table Heading")
        for row in block.rows:
            self._cells(elements.row(made), widths, row, "Table Text")

    def _cells(self, row: BaseOxmlElement, widths: list[int], lines: Iterable[Line], style: str) -> None:
        for width, line in zip(widths, lines, strict=True):
            self._runs(elements.paragraph(elements.cell(row, width), self.keys[style]), line)

    def _picture(self, block: Picture) -> None:
        made = self._paragraph("Picture", [])
        run = self.document.paragraphs[-1].add_run()
        picture = run.add_picture(BytesIO(pictures.png(block.specification)))
        scale = min(self._wide() / picture.width, HIGHEST / picture.height)
        picture.width, picture.height = Emu(round(picture.width * scale)), Emu(round(picture.height * scale))
        about = made.find(f".//{qn('wp:docPr')}")
        about.set("descr", printable(block.words))

    def _wide(self) -> int:
        section = self.document.sections[0]
        return (section.page_width or Mm(210)) - (section.left_margin or 0) - (section.right_margin or 0)
