"""Makes Word documents and web pages that honest senders never would."""

from collections.abc import Callable

import hostile
from word_files import cell, paragraph, row, run, table, text_cell, word_document

ROW = row("Ref", "Action")
NESTED = "The file has over 200 parts inside one another. Save it anew and send that."
TOO_MANY = "The file has over 1,000 tables. Send the plan alone."
TOO_WIDE = "A table has over 16,384 columns, or too many empty cells. Send the plan alone."
TOO_LARGE = "The file is too large once unpacked. Send the plan alone, in a new workbook."
ENTITIES = "The file defines XML entities, which no office program writes. Save it anew and send that."
TOO_LONG = "Sheet 'table 1' has a cell of over 32,767 characters. Shorten its text."


def with_head(head: str) -> bytes:
    """A Word document with `head` before its XML."""
    return hostile.with_part(word_document(table(ROW)), "word/document.xml", lambda part: head.encode() + part)


def looped_style() -> bytes:
    """Two styles that are based on each other."""
    styles = "".join(
        f"<w:style w:styleId='{one}'><w:basedOn w:val='{other}'/></w:style>" for one, other in ("ab", "ba")
    )
    return word_document(table(row("Ref", text_cell(run("x", "<w:rStyle w:val='a'/>")))), {"styles": styles})


def page(rows: str) -> bytes:
    return f"<!DOCTYPE html><table><tr><td>Ref<td>Action{rows}</table>".encode()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb in Word": (lambda: word_document(table(ROW) + " " * 120_000_000), TOO_LARGE),
    "entities in Word": (lambda: with_head("<!DOCTYPE w:document [<!ENTITY a 'ha'>]>"), ENTITIES),
    "outside entity in Word": (lambda: with_head("<!DOCTYPE w:document SYSTEM 'file:///etc/passwd'>"), ENTITIES),
    "deep in Word": (lambda: word_document(table(ROW) + "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), NESTED),
    "tables deep in Word": (
        lambda: word_document("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300),
        NESTED,
    ),
    "many tables in Word": (lambda: word_document(table(ROW) * 1_001), TOO_MANY),
    "wide in Word": (
        lambda: word_document(table(ROW, row(*[cell(paragraph(), "<w:gridSpan w:val='99999'/>")] * 20))),
        TOO_WIDE,
    ),
    "far to the right in Word": (
        lambda: word_document(table(*[row("x", properties="<w:gridBefore w:val='16000'/>")] * 2_000)),
        TOO_WIDE,
    ),
    "long text in Word": (lambda: word_document(table(row("Ref", "x" * 32_768))), TOO_LONG),
    "deep page": (lambda: page("<tr><td>" + "<b>" * 400 + "x"), NESTED),
    "many tables in a page": (lambda: page("</table><table><tr><td>x" * 1_001), TOO_MANY),
    "wide page": (lambda: page("<tr>" + "<td colspan=99999>" * 20), TOO_WIDE),
    "far to the right in a page": (lambda: page(("<tr>" + "<td colspan=1000>" * 16 + "<td>x") * 2_000), TOO_WIDE),
    "long text in a page": (lambda: page("<tr><td>" + "x" * 32_768), TOO_LONG),
}
EITHER: dict[str, Callable[[], bytes]] = {
    "looped style": looped_style,
    "rows spanned without end": lambda: page("<tr><td rowspan=65534 colspan=1000>x" * 2_000),
    "selectors without end": lambda: page(
        "<style>" + "* * * * * * b{display:none}" * 500 + "</style>" + "<tr><td>x" * 9_000
    ),
    "braces without end": lambda: page("<style>" + "@a{" * 30_000 + "</style><tr><td>x"),
    "styles without end": lambda: page("<tr><td style='" + "background:" * 20_000 + "'>x"),
    "very deep page": lambda: page("<tr><td>" + "<div>" * 40_000 + "x"),
    "half tags": lambda: page("<tr><td" * 50_000),
}
