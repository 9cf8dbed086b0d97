"""A paper as a file: the formats there are, and which of them this copy can write."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tracker import excel
from tracker.reports.html import html_file
from tracker.reports.paper import Paper
from tracker.reports.tables import excel_file


class Format(NamedTuple):
    """One format; `write` turns a paper into a file, and takes the template of a Word document, or None."""

    words: str
    ending: str
    mime: str
    package: str  # that writes it, "" if every copy can; the public copy has only such formats
    write: Callable[[Paper, Path | None], bytes]


def formats() -> list[Format]:
    """The formats that can be written here, in the order offered; the public copy has no writers for documents."""
    has_writers = (Path(__file__).parent / "documents").is_dir()
    return [one for one in FORMATS if not one.package or (has_writers and find_spec(one.package))]


def _word(paper: Paper, template: Path | None) -> bytes:
    from tracker.reports.documents.word import word_file  # its package may be missing

    return word_file(paper, template)


def _pdf(paper: Paper, template: Path | None) -> bytes:
    from tracker.reports.documents.pdf import pdf_file

    return pdf_file(paper)


def _excel(paper: Paper, template: Path | None) -> bytes:
    return excel_file(paper)


def _html(paper: Paper, template: Path | None) -> bytes:
    return html_file(paper).encode()


FORMATS = (
    Format(
        "Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", _word
    ),
    Format("PDF", "pdf", "application/pdf", "typst", _pdf),
    Format("Excel, its tables", excel.ENDING, excel.MIME, "", _excel),
    Format("One page of HTML", "html", "text/html", "", _html),
)  # fmt: skip
