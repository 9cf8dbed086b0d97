"""Tables as text (CSV): their encoding and separator are worked out, and reported."""

import csv
import io
from collections import Counter

from loaders.reader.file_type import UNKNOWN
from loaders.reader.limits import LAST_COLUMN, LONGEST_CELL
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.refusal import FileRefused

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": ("utf-8-sig", "UTF-8 with a byte order mark"),
    b"\xff\xfe": ("utf-16", "UTF-16"),
    b"\xfe\xff": ("utf-16", "UTF-16"),
}
SAVE_AS_CSV = "Save it as .xlsx, or as 'CSV UTF-8', and send that."
ROWS_LOOKED_AT = 200
# What binary content is full of and text is not; line feed, tab, carriage return, form feed, vertical tab and the old
# end-of-file mark (Ctrl-Z) are left out.
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\n\t\r\f\x0b\x1a")


def read_text(data: bytes) -> tuple[RawSheet, list[str]]:
    """The table of a text file, and how it was read. Raises FileRefused."""
    text, encoding = _decoded(data)
    separator, text = _separator(text)
    rows = {number: _cut(row) for number, row in enumerate(_rows(text, separator), 1) if any(row)}
    sheet = RawSheet("CSV", rows=rows)
    fact = f"Text encoding: {encoding}. Separator: {SEPARATORS[separator]}."
    return sheet, [
        fact,
        "A text file has no number formats, colours, comments or merged cells, and does not say what was hidden.",
    ]


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, (codec, name) in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _checked(_decode(data, codec)), name
    try:
        return _checked(data.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError:
        return _checked(_decode(data, "cp1252")), "Windows-1252"


def _decode(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise FileRefused(UNKNOWN if codec == "cp1252" else f"The text is damaged. {SAVE_AS_CSV}") from error


def _checked(text: str) -> str:
    """The text without byte order marks, which joined files leave inside a heading.

    Raises FileRefused if it is binary.
    """
    if "\0" in text:
        raise FileRefused(f"The text holds NUL characters, so it is damaged or not text. {SAVE_AS_CSV}")
    if len(CONTROLS.intersection(text)) > 3:
        raise FileRefused(UNKNOWN)
    return text.replace("\ufeff", "")


def _separator(text: str) -> tuple[str, str]:
    """The separator that gives most rows the same width, and the text without a first line that names it."""
    first, _, rest = text.partition("\n")
    if (stated := first.strip().removeprefix('"').removesuffix('"')) in (f"sep={sign}" for sign in SEPARATORS):
        return stated[-1], rest
    scores = {sign: _score(text, sign) for sign in SEPARATORS}
    best = max(scores, key=scores.__getitem__)
    if scores[best] == (0, 0):
        raise FileRefused("The file is text without columns. Save the table as .xlsx and send that.")
    return best, text


def _score(text: str, separator: str) -> tuple[int, int]:
    """How many of the first rows share the most common width above one, and that width."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        for row, _ in zip(reader, range(ROWS_LOOKED_AT), strict=False):
            widths[len(row)] += 1
    except csv.Error:
        widths[2] += 0  # the real reading will say what is wrong
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))


def _rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        fault = f"a cell of over {LONGEST_CELL:,} characters" if "limit" in str(error) else "a stray quotation mark"
        raise FileRefused(f"Line {reader.line_num:,}: {fault}. {SAVE_AS_CSV}") from error
    if max(map(len, rows), default=0) > LAST_COLUMN:
        raise FileRefused(f"A row has over {LAST_COLUMN:,} columns. Send the plan alone, as .xlsx.")
    return rows


def _cut(row: list[str]) -> list[str]:
    while not row[-1]:
        row.pop()
    return row
