"""Writes old Excel workbooks, and OpenDocument spreadsheets by hand."""

import io

import hostile
import xlwt

ODS = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def old_workbook(*sheets: tuple[str, list[list]]) -> bytes:
    """A workbook as Excel wrote it until 2003 (.xls)."""
    book = xlwt.Workbook()
    for name, rows in sheets:
        page = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                page.write(r, c, value)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def open_document(cells: str, others: dict[str, str] | None = None) -> bytes:
    """A spreadsheet with one sheet, as LibreOffice writes it (.ods)."""
    content = (
        f"<office:document-content xmlns:office='{OFFICE}:office:1.0' xmlns:table='{OFFICE}:table:1.0' "
        f"xmlns:text='{OFFICE}:text:1.0' office:version='1.3'><office:body><office:spreadsheet>"
        f"<table:table table:name='Plan'>{cells}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f"<manifest:manifest xmlns:manifest='{OFFICE}:manifest:1.0'/>"
    return hostile.zipped({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest} | (others or {}))


def ods_row(*texts: str) -> str:
    cells = (
        f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>" for text in texts
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"
