"""The tables of a saved web page. Nothing is fetched and no script is run."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.reader.limits import MOST_NESTED, MOST_ROWS_SPANNED, MOST_TABLES
from loaders.reader.page_styles import by_style_sheets, fill_of, reasons_hidden
from loaders.reader.page_text import page_text
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.refusal import FileRefused, some
from loaders.reader.text_table import NAMES, NESTED, TOO_MANY_TABLES, CellWords, TextTable
from tracker.file_terms import Hidden

LACKS = "A web page holds texts alone and cannot say all that is hidden. Words outside its tables were not read."
NOT_READ = {"script", "style", "template", "noscript", "head", "caption", "svg", "math", "object", "iframe", "datalist"}
OWN_LINE = set(
    "address article blockquote dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr li ol p pre section ul".split()
)
STRUCK = {"s", "strike"}
NOT_A_TEXT = {"hidden", "submit", "button", "image", "reset", "password", "file"}
NONE: frozenset[Hidden] = frozenset()
BLANKS = re.compile(r"[ \t\r\n\f]+")
Attributes = Mapping[str, str | None]


def read_page(data: bytes) -> tuple[list[RawSheet], list[str]]:
    """Every table of a page, including those inside others, and what staff should know. Raises FileRefused."""
    text, encoding = page_text(data)
    parsed = LexborHTMLParser(text)
    page = _Page(by_style_sheets(parsed))
    page.walk(parsed.root, _Place())
    linked = len(parsed.css('link[rel~="stylesheet"]'))
    frames = len(parsed.css("iframe, frame"))
    return [table.finish() for table in page.tables], [encoding, LACKS, NAMES, *page.facts(linked, frames)]


class _Place(NamedTuple):
    """The position of a walk through the page."""

    table: TextTable | None = None
    words: CellWords | None = None  # of the cell
    whys: frozenset[Hidden] = NONE
    fill: str = ""  # of the row
    is_deleted: bool = False
    keeps_lines: bool = False
    depth: int = 0


class _Page:
    """One walk through a page, in the order of its source."""

    def __init__(self, by_style: Mapping[int, frozenset[Hidden]]) -> None:
        self.tables: list[TextTable] = []
        self._by_style = by_style
        self._inside: list[str] = []  # which table is inside which
        self._pictures = self._lists = 0

    def walk(self, node: LexborNode | None, at: _Place) -> None:
        """Reads everything below an element. Raises FileRefused."""
        if at.depth > MOST_NESTED:
            raise FileRefused(NESTED)
        child = node.first_child if node is not None else None
        while child is not None:
            if child.is_text_node:
                _add(child.text_content or "", at)
            elif child.is_element_node and child.tag not in NOT_READ:
                self._element(child, child.tag or "", at)
            child = child.next

    def facts(self, linked: int, frames: int) -> list[str]:
        """Sentences on what was not read of the page, or is not where it seems to be."""
        sentences = {
            f"Tables inside other tables: {some(self._inside)}.": self._inside,
            f"Style sheets that the page takes from elsewhere: {linked}. They were not fetched.": linked,
            f"Other pages inside the page: {frames}. They were not read.": frames,
            f"Pictures in tables: {self._pictures}. They were not read.": self._pictures,
            f"Numbered lists in tables: {self._lists}. Their numbers were not read.": self._lists,
        }
        return [sentence for sentence, holds in sentences.items() if holds]

    def _element(self, node: LexborNode, tag: str, at: _Place) -> None:
        attributes = node.attributes
        below = at._replace(whys=at.whys | self._reasons_hidden(node, tag, attributes), depth=at.depth + 1)
        if tag == "table":
            self._table(node, below)
        elif tag in ("thead", "tbody", "tfoot") and at.table:
            at.table.end_spans()
            self.walk(node, below)
        elif tag == "tr" and at.table:
            at.table.next_row(Hidden.TEXT in below.whys)
            self.walk(node, below._replace(whys=below.whys - {Hidden.TEXT}, fill=fill_of(attributes)))
        elif tag in ("td", "th") and at.table:
            self._cell(node, attributes, at.table, below)
        else:
            self._inline(node, tag, attributes, below)

    def _reasons_hidden(self, node: LexborNode, tag: str, attributes: Attributes) -> frozenset[Hidden]:
        found = self._by_style.get(node.mem_id, NONE) if self._by_style else NONE
        if style := attributes.get("style"):
            found = found | reasons_hidden(style)
        if tag in STRUCK:
            found = found | {Hidden.STRUCK_OUT}
        return found | {Hidden.TEXT} if "hidden" in attributes else found

    def _table(self, node: LexborNode, at: _Place) -> None:
        if len(self.tables) == MOST_TABLES:
            raise FileRefused(TOO_MANY_TABLES)
        table = TextTable(len(self.tables) + 1, Hidden.TEXT in at.whys)
        self.tables.append(table)
        if at.table:
            self._inside.append(f"{table.sheet.name} in {at.table.sheet.name}")
        whys_inside = at.whys - {Hidden.TEXT}
        self.walk(node, at._replace(table=table, words=None, whys=whys_inside, fill="", keeps_lines=False))

    def _cell(self, node: LexborNode, attributes: Attributes, table: TextTable, at: _Place) -> None:
        words = CellWords(folds_blanks=True)
        table.next_place()
        self.walk(node, at._replace(words=words))
        columns, rows = _number(attributes.get("colspan")), _number(attributes.get("rowspan"))
        # A rowspan of 0 means all the rows that follow in this part of the table.
        table.add(words, fill_of(attributes) or at.fill, columns, MOST_ROWS_SPANNED if rows == 0 else rows)

    def _inline(self, node: LexborNode, tag: str, attributes: Attributes, at: _Place) -> None:
        if at.words is None:
            self.walk(node, at)
            return
        self._pictures += tag == "img"
        self._lists += tag == "ol"
        if tag == "br" or tag in OWN_LINE:
            at.words.add("\n")
        if tag in ("input", "select"):
            _add(_filled_in(node, tag, attributes), at._replace(keeps_lines=True))
        else:
            keeps_lines = at.keeps_lines or tag in ("pre", "textarea")
            self.walk(node, at._replace(is_deleted=at.is_deleted or tag == "del", keeps_lines=keeps_lines))
        if tag in OWN_LINE:
            at.words.add("\n")


def _add(text: str, at: _Place) -> None:
    if at.words is not None:
        at.words.add(text if at.keeps_lines else BLANKS.sub(" ", text), at.is_deleted)
        if not text.isspace():
            at.words.whys |= at.whys


def _filled_in(node: LexborNode, tag: str, attributes: Attributes) -> str:
    """What a form field was filled with: a person sees it like a text."""
    if tag == "select":
        chosen = node.css_first("option[selected]") or node.css_first("option")
        return chosen.text() if chosen is not None else ""
    kind = (attributes.get("type") or "").lower()
    if kind in ("checkbox", "radio"):
        return "☒" if "checked" in attributes else "☐"
    return "" if kind in NOT_A_TEXT else attributes.get("value") or ""


def _number(written: str | None) -> int:
    """How many rows or columns a cell spans: one unless digits say otherwise."""
    digits = (written or "").strip()
    return int(digits[:6]) if digits.isascii() and digits.isdecimal() else 1
