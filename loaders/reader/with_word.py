"""The tables of a Word document, read from its XML: python-docx leaves out inserted words and controls."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from loaders.reader.limits import LAST_COLUMN, MOST_NESTED, MOST_TABLES
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.refusal import DAMAGED, FileRefused, some
from loaders.reader.relations import relations
from loaders.reader.text_table import NAMES, NESTED, TOO_MANY_TABLES, CellWords, TextTable
from loaders.reader.word_numbers import WordNumbers
from loaders.reader.word_styles import OFF, WordStyles, attribute, child, fill_of, local, value_at
from loaders.reader.zip_parts import Parts

LACKS = "A Word document holds texts alone: no dates, numbers or formulas. Words outside its tables were not read."
BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-", "ptab": " "}
NOT_READ = {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "instrText", "delInstrText", "Fallback"}
BESIDE = ("header", "footer", "footnotes", "endnotes")  # in the names of parts with words outside the body
DELETIONS = {"del", "moveFrom"}
TICKS = {"F0FC": "✓", "F0FE": "☑", "F0FB": "✗", "F0FD": "☒", "F0A8": "☐", "F06F": "☐"}  # of Wingdings
UNKNOWN = "□"
Element = ElementTree.Element


def read_word(parts: Parts) -> tuple[list[RawSheet], list[str]]:
    """Every table of the document's body, including those inside others, and what staff should know.

    Raises FileRefused.
    """
    main = next((target for kind, target in relations(parts, "").values() if kind == "officeDocument"), "")
    if main not in parts.names:
        raise FileRefused(DAMAGED)
    document = _Document(parts, main)
    document.walk(parts.tree(main), _Place({}))
    return [table.finish() for table in document.tables], [LACKS, NAMES, *document.facts(parts)]


class _Place(NamedTuple):
    """The position of a walk through the document."""

    corners: dict[int, int]  # column to the merge that may continue in the next row
    table: TextTable | None = None
    words: CellWords | None = None  # of the cell
    fills: tuple[str, ...] = ()  # the colours behind the words, the nearest first
    style: str | None = None  # of the paragraph
    is_deleted: bool = False
    depth: int = 0


class _Document:
    """One walk through the body of a document, in the order in which a person reads it."""

    def __init__(self, parts: Parts, main: str) -> None:
        of_main = dict(relations(parts, main).values())
        self.tables: list[TextTable] = []
        self._inside: list[str] = []  # which table is inside which
        self._pictures = self._other_files = self._prompts = 0
        self._styles = WordStyles(parts, of_main.get("styles"))
        self._numbers = WordNumbers(parts, of_main.get("numbering"), self._styles)
        self._comments = dict(_comments(parts, of_main.get("comments")))

    def walk(self, element: Element, at: _Place) -> None:
        """Reads everything below an element; controls, links and insertions are read like any other."""
        if at.depth > MOST_NESTED:
            raise FileRefused(NESTED)
        below = at._replace(depth=at.depth + 1)
        for part in element:
            name = local(part.tag)
            if name == "tbl":
                self._table(part, below)
            elif name == "tr" and at.table:
                self._row(part, at.table, below)
            elif name == "tc" and at.table:
                self._cell(part, at.table, below)
            elif name == "p":
                self._paragraph(part, below)
            elif name == "r":
                self._run(part, below)
            elif name == "sdt" and value_at(part, "sdtPr", "showingPlcHdr") not in (None, *OFF):
                self._prompts += 1
            elif name not in NOT_READ:
                self._count(name)
                self.walk(part, below._replace(is_deleted=True) if name in DELETIONS else below)

    def facts(self, parts: Parts) -> list[str]:
        """Sentences on what was not read of the document, or is not where it seems to be."""
        beside = [name for name in parts.names if any(kind in name for kind in BESIDE) and name.endswith(".xml")]
        others = sum(parts.read(name).count(b":tbl>") // 2 for name in beside)
        sentences = {
            f"Tables inside other tables: {some(self._inside)}.": self._inside,
            f"Controls that nobody filled in: {self._prompts}. Their prompts count as blank.": self._prompts,
            f"Pictures in the document: {self._pictures}. They were not read.": self._pictures,
            f"Tables in headers, footers and notes: {others}. They were not read.": others,
            f"Other files inside the document: {self._other_files}. They were not read.": self._other_files,
            "Macros are in the file. They were not run.": any(name.endswith("vbaProject.bin") for name in parts.names),
        }
        return [sentence for sentence, holds in sentences.items() if holds]

    def _count(self, name: str) -> None:
        self._pictures += name in ("blip", "imagedata")
        self._other_files += name in ("altChunk", "OLEObject")

    def _table(self, element: Element, at: _Place) -> None:
        if len(self.tables) == MOST_TABLES:
            raise FileRefused(TOO_MANY_TABLES)
        table = TextTable(len(self.tables) + 1)
        self.tables.append(table)
        if at.table:
            self._inside.append(f"{table.sheet.name} in {at.table.sheet.name}")
        self.walk(element, at._replace(table=table, corners={}, words=None, style=None))

    def _row(self, element: Element, table: TextTable, at: _Place) -> None:
        properties = child(element, "trPr")
        table.next_row(value_at(properties, "hidden") not in (None, *OFF))
        table.next_place(_number(value_at(properties, "gridBefore"), 0))
        is_deleted = at.is_deleted or value_at(properties, "del") is not None
        self.walk(element, at._replace(is_deleted=is_deleted))

    def _cell(self, element: Element, table: TextTable, at: _Place) -> None:
        properties, words = child(element, "tcPr"), CellWords()
        fill, columns = fill_of(properties), _number(value_at(properties, "gridSpan"), 1)
        is_deleted = at.is_deleted or value_at(properties, "cellDel") is not None
        table.next_place()
        self.walk(element, at._replace(words=words, fills=(fill,), style=None, is_deleted=is_deleted))
        down, column = value_at(properties, "vMerge"), table.column
        if down not in (None, "restart") and column in at.corners and table.can_span_on(at.corners[column]):
            table.add(words, fill)
            table.span_on(at.corners[column], columns)
            return
        at.corners.pop(column, None)
        table.add(words, fill, columns, is_corner=down is not None)
        if down is not None:
            at.corners[column] = len(table.sheet.merges) - 1

    def _paragraph(self, element: Element, at: _Place) -> None:
        """Reads a paragraph. The numbers of lists go on outside tables too."""
        properties = child(element, "pPr")
        number = self._numbers.next(properties)
        if at.words:
            at.words.add("\n")
            at.words.add(f"{number} " if number else "", at.is_deleted)
        style, fill = value_at(properties, "pStyle"), fill_of(properties)
        self.walk(element, at._replace(style=style, fills=(fill, *at.fills)))

    def _run(self, element: Element, at: _Place) -> None:
        for piece in element:
            name = local(piece.tag)
            if at.words and (words := _words(name, piece)):
                at.words.add(words, at.is_deleted or name == "delText")
                if not words.isspace():
                    at.words.whys |= self._styles.reasons_hidden(at.style, child(element, "rPr"), at.fills)
            elif at.words and name == "commentReference":
                at.words.notes.append(self._comments.get(attribute(piece, "id"), ""))
            elif name not in NOT_READ:
                self._count(name)
                self.walk(piece, at)


def _words(name: str, piece: Element) -> str:
    """The words of a part of a run: its text, a mark, a symbol, or what a form field was filled with."""
    if name in ("t", "delText"):
        return " ".join((piece.text or "").split("\n"))
    if name == "sym":
        return _symbol(attribute(piece, "char").upper(), attribute(piece, "font"))
    return _filled_in(child(piece, "ffData")) if name == "fldChar" else BREAKS.get(name, "")


def _symbol(code: str, font: str) -> str:
    if font == "Wingdings" and code in TICKS:
        return TICKS[code]
    try:
        return chr(int(code, 16)).encode("utf-8").decode()
    except (ValueError, OverflowError):  # half a character, or none
        return UNKNOWN


def _filled_in(field_of_form: Element | None) -> str:
    """The tick or the choice in an old form field, which no text repeats."""
    if field_of_form is None:
        return ""
    if (box := child(field_of_form, "checkBox")) is not None:
        ticks = [value for name in ("checked", "default") if (value := value_at(box, name)) is not None]
        return "☒" if ticks and ticks[0] not in OFF else "☐"
    choices = [attribute(entry, "val") for entry in field_of_form.iterfind("{*}ddList/{*}listEntry")]
    chosen = _number(value_at(field_of_form, "ddList", "result"), 0)
    return choices[chosen] if chosen < len(choices) else ""


def _comments(parts: Parts, part: str | None) -> Iterator[tuple[str, str]]:
    """Yields the number and the words of each comment."""
    if part in parts.names:
        for comment in parts.tree(part).iterfind("{*}comment"):
            paragraphs = comment.iterfind(".//{*}p")
            yield (
                attribute(comment, "id"),
                "\n".join("".join(text.text or "" for text in one.iterfind(".//{*}t")) for one in paragraphs),
            )


def _number(written: str | None, otherwise: int) -> int:
    return min(int(written), LAST_COLUMN) if written and written.isascii() and written.isdecimal() else otherwise
