"""The file that gives a Word paper its styles: our own, or a council's house style."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError

from tracker.reports.paper import ParagraphKind

SETTING = "TRACKER_WORD_TEMPLATE"
PARTS = Path(__file__).parent / "word_template"
NAMES = {
    "content_types.xml": "[Content_Types].xml",
    "package_rels.xml": "_rels/.rels",
    "document.xml": "word/document.xml",
    "document_rels.xml": "word/_rels/document.xml.rels",
    "styles.xml": "word/styles.xml",
    "numbering.xml": "word/numbering.xml",
    "settings.xml": "word/settings.xml",
}
OF_ROLE = {ParagraphKind.LEAD: "Lead", ParagraphKind.TEXT: "Normal", ParagraphKind.NOTE: "Note"}
PARAGRAPHS = (
    *OF_ROLE.values(), "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number",
    "List Continue", "Caption", "Picture", "Table Heading", "Table Text", "Footer",
)  # fmt: skip
STYLES = {
    WD_STYLE_TYPE.PARAGRAPH: PARAGRAPHS,
    WD_STYLE_TYPE.CHARACTER: ("Hyperlink",),
    WD_STYLE_TYPE.TABLE: ("Table Grid",),
}
CONSTANT_TIME = (1980, 1, 1, 0, 0, 0)  # so that the same paper gives the same bytes


class NoTemplate(RuntimeError):
    """A template cannot be used; the message says which, what was found and what to do."""


def template(chosen: Path | None = None) -> WordDocument:
    """An empty document with the styles of a .docx file: `chosen`, the setting's, or our own. Raises NoTemplate."""
    path = chosen or (Path(os.environ[SETTING]) if os.environ.get(SETTING) else None)
    if path is None:
        return Document(BytesIO(our_template()))
    document = _opened(path)
    _refuse_missing_styles(document, path)
    _empty(document)
    return document


def our_template() -> bytes:
    """Our own styles as an empty .docx, on which a house style can be based; always the same bytes."""
    return zipped({name: (PARTS / file).read_bytes() for file, name in NAMES.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Files by name as a zip with constant times."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, CONSTANT_TIME), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def _opened(path: Path) -> WordDocument:
    try:
        return Document(str(path))
    except PackageNotFoundError as error:
        raise NoTemplate(f"The template {path} is not there, or is not a Word document.") from error
    except (KeyError, ValueError, OSError, SyntaxError, zipfile.BadZipFile) as error:
        raise NoTemplate(f"The template {path} cannot be read. Save it as a Word document (.docx).") from error


def _refuse_missing_styles(document: WordDocument, path: Path) -> None:
    missing = [
        name
        for kind, names in STYLES.items()
        for name in names
        if name not in {style.name for style in document.styles if style.type == kind}
    ]
    if missing:
        raise NoTemplate(
            f"The template {path} has no style called {', '.join(missing)}. Add what is missing, or begin with our own "
            "template: python -m tracker.reports template --out house.docx"
        )


def _empty(document: WordDocument) -> None:
    """Removes a template's words; its page settings, headers and footers stay."""
    document.element.body.clear_content()
    document.element.body.get_or_add_sectPr()
