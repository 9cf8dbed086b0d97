"""Draws Word documents with tables, in XML as Word writes it."""

from loaders.publishing.proofs.word_plants import document

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


def word_document(body: str, others: dict[str, str] | None = None) -> bytes:
    """A document with a body; `others` adds parts of its folder, such as styles, by their names."""
    return document(body, {name: f"<w:{name} {W}>{part}</w:{name}>" for name, part in (others or {}).items()})


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A table row; a plain text becomes a cell with one paragraph."""
    drawn = (one if one.startswith("<w:") else cell(paragraph(run(one))) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(drawn)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, font: str = "") -> str:
    return f"<w:r><w:rPr>{font}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def text_cell(*runs: str) -> str:
    """A cell with one paragraph."""
    return cell(paragraph(*runs))
