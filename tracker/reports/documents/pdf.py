"""A paper as PDF/UA-1: tagged for screen readers, with its fonts embedded."""

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from tracker.charts import pictures
from tracker.printable import BREAK_HERE, MISSING, breakable, printable, short, web_address
from tracker.reports.paper import Block, Heading, Items, Line, NewPage, Paper, Paragraph, Picture, Table

LOOKS = Path(__file__).with_name("paper.typ")
WIDEST, HIGHEST = 178, 41  # largest size of a picture in millimetres, so that two and a table share a page
LETTERS = 40  # letters of a word that fit in a line
NO_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
OURS = {ord(MISSING), ord(BREAK_HERE)}
TRIES = 20
Value = dict[str, Any]


def pdf_file(paper: Paper) -> bytes:
    """The whole paper; the same paper always gives the same bytes. A character that no font has is shown as □."""
    drawings: list[str] = []
    values = {
        "title": short(paper.title),
        "subtitle": short(paper.subtitle),
        "author": short(paper.author),
        "foot": printable(paper.foot),
        "blocks": [_block(block, drawings) for block in paper.all_blocks],
    }
    # Characters unescaped: those that no font has are replaced in this text.
    texts = {"paper.json": json.dumps(values, ensure_ascii=False)}
    texts |= {_name(n): drawing for n, drawing in enumerate(drawings)}
    return _compiled(texts, int(datetime.combine(paper.as_of, time(), UTC).timestamp()))


def _compiled(texts: dict[str, str], timestamp: int) -> bytes:
    """The PDF. PDF/UA-1 allows no character without a glyph, and only an attempt shows which have none."""
    for _ in range(TRIES):
        try:
            return typst.compile(  # type: ignore[call-overload]  # its types know no files by their names
                {"main.typ": LOOKS.read_bytes()} | {name: text.encode() for name, text in texts.items()},
                font_paths=[pictures.FONTS],
                ignore_system_fonts=True,  # so that the paper is the same everywhere
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            missing = _without_shape(error.diagnostic)
            if not missing:
                raise
            texts = {name: text.translate(dict.fromkeys(missing, MISSING)) for name, text in texts.items()}
    raise RuntimeError(f"The paper holds signs that could not be replaced in {TRIES} attempts.")


def _without_shape(words: str) -> set[int]:
    found = "".join(ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in NO_SIGN.findall(words))
    return {ord(character) for character in found if not character.isascii()} - OURS


def _block(block: Block, drawings: list[str]) -> Value:
    """A block as values for the template; drawings are appended to `drawings`."""
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": _words(block.text)}
        case Paragraph():
            return {"kind": block.role, "line": _line(block.line)}
        case Items():
            kind = "numbers" if block.is_numbered else "bullets"
            return {"kind": kind, "items": [[*map(_line, lines)] for lines in block.items]}
        case Table():
            return _table(block)
        case Picture():
            drawings.append(pictures.svg(block.specification))
            return _picture(block, drawings[-1], len(drawings) - 1)
        case NewPage():
            return {"kind": "new-page"}


def _table(block: Table) -> Value:
    return {
        "kind": "table",
        "caption": _words(block.caption),
        "headings": [_words(name, width) for name, width in zip(block.headings, block.widths, strict=True)],
        "rows": [
            [_line(cell, width) for cell, width in zip(row, block.widths, strict=True)] for row in block.rows
        ],
        "widths": list(block.widths),
    }  # fmt: skip


def _picture(block: Picture, drawing: str, n: int) -> Value:
    wide, high = (float(found) for found in re.findall(r' (?:width|height)="([0-9.]+)"', drawing)[:2])
    return {
        "kind": "picture",
        "file": _name(n),
        "words": printable(block.words),
        "wide": min(WIDEST, HIGHEST * wide / high),
    }


def _line(line: Line, letters: int = LETTERS) -> list[Value]:
    return [
        {"text": _words(run.text, letters), "is_bold": run.is_bold, "href": web_address(run.href)} for run in line
    ]  # fmt: skip


def _words(words: str, letters: int = LETTERS) -> str:
    """The words, with places to break any word longer than `letters`."""
    return breakable(printable(words), letters)


def _name(n: int) -> str:
    return f"{n}.svg"
