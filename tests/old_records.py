"""Writes old workbooks (.xls) record by record, for what no library writes."""

import struct
from collections.abc import Sequence

import hostile

BIFF5, BIFF8 = 0x0500, 0x0600
END = (0x0A, b"")
Record = tuple[int, bytes]
ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}


def old_file(*cells: Record, version: int = BIFF8, stream: str = "Workbook", before: Sequence[Record] = ()) -> bytes:
    """A workbook in its container, with one sheet called Plan that holds these records."""
    return hostile.ole({stream: old_stream(*cells, version=version, before=before)})


def old_stream(*cells: Record, version: int = BIFF8, before: Sequence[Record] = ()) -> bytes:
    """The records without a container: first the workbook's, which say where its sheet begins, then the sheet's."""
    name = b"\x04\0Plan" if version == BIFF8 else b"\x04Plan"
    code_page = (0x42, struct.pack("<H", 1200 if version == BIFF8 else 1252))
    head = [_begin(version, 0x0005), code_page, *before]
    length = sum(4 + len(data) for _, data in [*head, (0x85, bytes(6) + name), END])
    sheet = (0x85, struct.pack("<IBB", length, 0, 0) + name)
    return b"".join(map(_written, [*head, sheet, END, _begin(version, 0x0010), *cells, END]))


def text(row: int, column: int, words: str, version: int = BIFF8) -> Record:
    """A cell of text; rows and columns count from 0, as in the file."""
    body = b"\0" + words.encode("latin-1") if version == BIFF8 else words.encode("cp1252")
    return 0x0204, struct.pack("<HHHH", row, column, 0, len(words)) + body


def number(row: int, column: int, value: float) -> Record:
    """A cell with a number."""
    return 0x0203, struct.pack("<HHHd", row, column, 0, value)


def error(row: int, column: int, words: str) -> Record:
    """A cell with a typed or pasted error."""
    return 0x0205, struct.pack("<HHHBB", row, column, 0, ERRORS[words], 1)


def failed(row: int, column: int, words: str) -> Record:
    """A formula whose result is an error."""
    return _formula(row, column, struct.pack("<BBBBBBH", 2, 0, ERRORS[words], 0, 0, 0, 0xFFFF))


def without_text(row: int, column: int) -> Record:
    """A formula whose result is a text that the file does not hold."""
    return _formula(row, column, struct.pack("<BBBBBBH", 0, 0, 0, 0, 0, 0, 0xFFFF))


def _formula(row: int, column: int, result: bytes) -> Record:
    one = b"\x1e\1\0"  # the number 1
    return 0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, len(one)) + one


def _begin(version: int, of: int) -> Record:
    dates = struct.pack("<HHHH", version, of, 0x0DBB, 0x07CC)
    return 0x0809, dates + (bytes(8) if version == BIFF8 else b"")


def _written(record: Record) -> bytes:
    kind, data = record
    return struct.pack("<HH", kind, len(data)) + data
