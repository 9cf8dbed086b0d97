"""A Word document with a mark in every place where a person would not see it, and one mark in sight."""

import io
import zipfile
from collections.abc import Callable, Mapping

from loaders.publishing.proofs.hidden_plants import HEADINGS
from tracker.file_terms import Hidden

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
IN_SIGHT = "in sight in Word"
BESIDE = "deleted beside other words in Word"  # kept as a note, which is never published
STYLE = "<w:style w:type='character' w:styleId='Aside'><w:rPr><w:vanish/></w:rPr></w:style>"
Row = Callable[[str, str], str]  # from a row's reference and words to its XML


def _row(ref: str, content: str, of_row: str = "", of_cell: str = "") -> str:
    action = f"<w:tc><w:tcPr>{of_cell}</w:tcPr><w:p>{content}</w:p></w:tc>"
    return f"<w:tr><w:trPr>{of_row}</w:trPr>{_cell(ref)}{action}{_cell('')}</w:tr>"


def _cell(words: str) -> str:
    return f"<w:tc><w:p>{_run(words)}</w:p></w:tc>"


def _run(words: str, font: str = "", tag: str = "t") -> str:
    return f"<w:r><w:rPr>{font}</w:rPr><w:{tag}>{words}</w:{tag}></w:r>"


def _in_font(font: str) -> Row:
    return lambda ref, words: _row(ref, _run("Seen ") + _run(words, font))


def _deleted(ref: str, words: str) -> str:
    return _row(ref, f"<w:del>{_run(words, tag='delText')}</w:del>")


def _beside(ref: str, words: str) -> str:
    return _row(ref, f"{_run('Seen ')}<w:del>{_run(words, tag='delText')}</w:del>")


def _covered(ref: str, words: str) -> str:
    above = _row(f"{ref} above", _run("Seen"), of_cell="<w:vMerge w:val='restart'/>")
    return above + _row(ref, _run(words), of_cell="<w:vMerge/>")


WORD_PLANTS: dict[str, tuple[Hidden, Row]] = {
    "hidden text in Word": (Hidden.TEXT, _in_font("<w:vanish/>")),
    "hidden by a style in Word": (Hidden.TEXT, _in_font("<w:rStyle w:val='Aside'/>")),
    "struck out in Word": (Hidden.STRUCK_OUT, _in_font("<w:dstrike/>")),
    "white font in Word": (Hidden.FONT_COLOUR, _in_font("<w:color w:val='FEFEFE'/>")),
    "tiny font in Word": (Hidden.FONT_SIZE, _in_font("<w:sz w:val='2'/>")),
    "deleted in Word": (Hidden.STRUCK_OUT, _deleted),
    "deleted row in Word": (Hidden.STRUCK_OUT, lambda ref, words: _row(ref, _run(words), "<w:del/>")),
    "hidden row in Word": (Hidden.ROW, lambda ref, words: _row(ref, _run(words), "<w:hidden/>")),
    "merged cell in Word": (Hidden.MERGE, _covered),
}


def document(body: str, others: Mapping[str, str] = {}) -> bytes:  # never changed
    """A document with this body, and other parts, such as styles, by the name of their relation."""
    links = "".join(f"<Relationship Id='r{n}' Type='{OFFICE}/{n}' Target='{n}.xml'/>" for n in others)
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{MAIN_TYPE}'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}/relationships'>"
        f"<Relationship Id='r1' Type='{OFFICE}/officeDocument' Target='word/document.xml'/></Relationships>",
        "word/_rels/document.xml.rels": f"<Relationships xmlns='{PACKAGE}/relationships'>{links}</Relationships>",
        "word/document.xml": f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": part for name, part in others.items()},
    }
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return saved.getvalue()


def plan(mark: Callable[[str], str]) -> bytes:
    """A document with one table: a row for each of WORD_PLANTS, one for BESIDE, and one for IN_SIGHT."""
    headings = "".join(map(_cell, HEADINGS))
    rows = [plant(f"No. {name}", mark(name)) for name, (_, plant) in WORD_PLANTS.items()]
    rows += [_beside(f"No. {BESIDE}", mark(BESIDE)), _row(f"No. {IN_SIGHT}", _run(mark(IN_SIGHT)))]
    # References, by which rows are joined, are also in sight here, so that only the marks are hidden.
    answers = ";".join(f"No. {name}" for name in WORD_PLANTS)
    last = f"<w:tr>{_cell('No. 1')}{_cell('All')}{_cell(answers)}</w:tr>"
    styles = f"<w:styles xmlns:w='{W}'>{STYLE}</w:styles>"
    return document(f"<w:tbl><w:tr>{headings}</w:tr>{''.join(rows)}{last}</w:tbl>", {"styles": styles})
