"""Walks through the XML of a workbook part, element by element, and reads cell references."""

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from loaders.reader.limits import LAST_COLUMN, LAST_ROW
from loaders.reader.raw_sheet import Merge
from loaders.reader.refusal import DAMAGED, FileRefused
from loaders.reader.zip_parts import ENTITIES
from tracker.column_letters import column_number

Attributes = dict[str, str]
LETTERS = re.compile("[A-Za-z]{1,3}")
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
# Whole rows and whole columns are written without the other half: B:C and 2:4.
AREA = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Za-z]{1,3})?\$?(\d{1,7})?)?", re.ASCII)


def area(reference: str) -> Merge:
    """The top, left, bottom and right of a reference such as B2, B2:C4 or B:C. Raises FileRefused for anything else."""
    match = AREA.fullmatch(reference)
    left, top, right, bottom = match.groups() if match else (None,) * 4
    if ":" not in reference:
        right, bottom = left, top
    if not (left or top) or not (right or bottom):
        raise FileRefused(DAMAGED)
    first = int(top or 1), column_number(left or "A")
    return (*first, int(bottom or LAST_ROW), column_number(right) if right else LAST_COLUMN)


def as_attributes(pairs: list[str]) -> Attributes:
    """Turns attributes as a list, name after name and value after value, into a dict."""
    each = iter(pairs)
    return dict(zip(each, each, strict=True))


def read_xml(chunks: Iterable[bytes], begin: Callable[[expat.XMLParserType, str], None]) -> None:
    """Reads a whole part, chunk by chunk, with the handlers that `begin` sets for the prefix of its element names.

    Names are compared as written, which is faster than resolving their namespace a million times.
    """
    parser = expat.ParserCreate()
    parser.ordered_attributes = True  # a list takes half the time of a dict; most elements are cells, and many alike
    parser.buffer_text = True  # a text comes in one piece, even around characters written as their names

    def root(name: str, attributes: list[str]) -> None:
        begin(parser, name[: name.index(":") + 1] if ":" in name else "")

    parser.StartElementHandler = root
    parser.StartDoctypeDeclHandler = _refuse_entities
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_entities(*_: object) -> None:
    raise FileRefused(ENTITIES)
