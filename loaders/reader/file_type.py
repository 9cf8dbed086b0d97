"""What a received file is, judged by its content and never by its name."""

import re
import struct
from enum import StrEnum

from loaders.reader.limits import LARGEST_FILE
from loaders.reader.refusal import PASSWORD, FileRefused


class Content(StrEnum):
    """The kinds of content that can be read."""

    ZIP = "zip"  # .xlsx, .xlsm, .ods and .docx; the names of its parts tell which
    XLS = ".xls"
    TEXT = ".csv"
    HTML = ".html"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOUND_SHEET, FILEPASS, END = 0x85, 0x2F, 0x0A
BOF = re.compile(
    rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00"
)  # where the records of a BIFF5 or BIFF8 workbook begin
SAVE_AS = "Open it, save it as .xlsx and send that."
OLD_EXCEL = f"The file was saved by Excel 4 or older. {SAVE_AS}"
PROGRAM = "The file is a program. Do not open it. Ask the sender for the spreadsheet itself (.xlsx)."
STARTS = {
    b"%PDF": "The file is a PDF. Ask the sender for the Word file (.docx) or the spreadsheet (.xlsx) it was made from.",
    b"\x89PNG": "The file is a picture. Ask the sender for the spreadsheet itself (.xlsx).",
    b"\xff\xd8\xff": "The file is a picture. Ask the sender for the spreadsheet itself (.xlsx).",
    b"GIF8": "The file is a picture. Ask the sender for the spreadsheet itself (.xlsx).",
    b"II*\x00": "The file is a picture. Ask the sender for the spreadsheet itself (.xlsx).",
    b"MM\x00*": "The file is a picture. Ask the sender for the spreadsheet itself (.xlsx).",
    b"{\\rtf": "The file is a text document (.rtf). Open it in Word, save it as .docx and send that.",
    b"\x1f\x8b": "The file is an archive. Unpack it and send each file by itself.",
    b"\x09\0\4\0": OLD_EXCEL,
    b"\x09\2\6\0": OLD_EXCEL,
    b"\x09\4\6\0": OLD_EXCEL,
    b"7z\xbc\xaf": "The file is an archive. Unpack it and send each file by itself.",
    b"Rar!": "The file is an archive. Unpack it and send each file by itself.",
    b"MZ\x90\0": PROGRAM,
    b"\x7fELF": PROGRAM,
}
WEB_ARCHIVE = "The file is a web archive (.mht). Open it in a browser, save it as a web page (.html) and send that."
XML = f"The file is XML, not a workbook. {SAVE_AS}"
UNKNOWN = "The file is not a workbook of a kind that can be read. Save it as .xlsx and send that."
PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta|style|title|div|center|font|p|h[1-6])\b")
PAGE_INSIDE = re.compile(rb"<(!doctype\s+html|html)\b|^<!--.*?-->\s*<(table|body|div|meta)\b", re.DOTALL)
ENTRY_NAME = 64  # bytes of a directory entry that hold its name
WORKBOOKS = ("Workbook", "Book")  # the stream's name since Excel 97, and before
IN_OLE = {
    "WordDocument": "The file is an old Word document (.doc). Open it in Word, save it as .docx and send that.",
    "PowerPoint Document": "The file is a PowerPoint document (.ppt). Copy its table into a spreadsheet (.xlsx).",
}


def content_of(data: bytes) -> Content:
    """The kind of content of a file. Raises FileRefused for a file that cannot be read."""
    if not data:
        raise FileRefused("The file is empty (0 bytes). Ask the sender for it again.")
    if len(data) > LARGEST_FILE:
        raise FileRefused(f"The file is over {LARGEST_FILE // 1_000_000} MB. Send the plan alone, without pictures.")
    for start, sentence in STARTS.items():
        if data.startswith(start):
            raise FileRefused(sentence)
    if data.startswith(b"PK"):
        return Content.ZIP
    if data.startswith(OLE):
        return _ole(data)
    return Content.HTML if _is_page(data) else Content.TEXT


def _is_page(data: bytes) -> bool:
    """Whether a text is a web page; many systems save a table as one and name it a spreadsheet. Raises FileRefused."""
    start = data[:2000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"mime-version:"):
        raise FileRefused(WEB_ARCHIVE)
    if PAGE.match(start) or (start.startswith((b"<?xml", b"<!--")) and PAGE_INSIDE.search(start)):
        return True
    if start.startswith((b"<?xml", b"<!doctype", b"<!--", b"<workbook")):
        raise FileRefused(XML)
    if b"%pdf-" in start[:1024]:
        raise FileRefused(STARTS[b"%PDF"])
    return False


def with_plain_names(data: bytes) -> bytes:
    """The .xls file with Excel's own name for its workbook in the directory: some programs write WORKBOOK, or book."""
    for name in WORKBOOKS:
        for at in _entries(data, name):
            data = data[:at] + _padded(name) + data[at + ENTRY_NAME :]
    return data


def _ole(data: bytes) -> Content:
    """Tells what is in a container by searching its directory, not walking it: a looped chain would never end."""
    if any(_entries(data, "EncryptedPackage")):
        raise FileRefused(PASSWORD)
    if not any(at for name in WORKBOOKS for at in _entries(data, name)):
        raise FileRefused(next((sentence for name, sentence in IN_OLE.items() if any(_entries(data, name))), UNKNOWN))
    if _has_password(data):
        raise FileRefused(PASSWORD)
    return Content.XLS


def _entries(data: bytes, name: str) -> list[int]:
    """Offsets of directory entries with this name, in any mix of case; an entry of 128 bytes begins with its name."""
    wanted = _padded(name).lower()
    return [at for at in range(0, len(data), 128) if data[at : at + ENTRY_NAME].lower() == wanted]


def _padded(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(ENTRY_NAME, b"\0")


def _has_password(data: bytes) -> bool:
    """Whether the workbook is encrypted: FILEPASS is among its first records, before anything encrypted."""
    for match in BOF.finditer(data):
        at = match.start()
        for _ in range(20):
            kind, length = struct.unpack_from("<HH", data.ljust(at + 4, b"\0"), at)
            if kind == FILEPASS:
                return True
            if kind in (BOUND_SHEET, END):
                break
            at += 4 + length
            if at + 4 > len(data):
                break
    return False
