"""The tags of a PDF as a screen reader finds them."""

import ctypes
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

LONGEST = 200_000  # bytes of a text in UTF-16


class Tag(NamedTuple):
    """One element of the structure: H1, TH, Figure …, and its words for those who do not see it."""

    kind: str
    alt: str


def tags(document: pypdfium2.PdfDocument) -> Iterator[Tag]:
    """Every element of every page, from the outside in; what runs over two pages is there for each of them."""
    for number in range(len(document)):
        page = document[number]  # kept: its structure goes with it
        tree = raw.FPDF_StructTree_GetForPage(page)
        for n in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _below(raw.FPDF_StructTree_GetChildAtIndex(tree, n))
        raw.FPDF_StructTree_Close(tree)


def _below(element) -> Iterator[Tag]:
    if not element:
        return
    yield Tag(_text(raw.FPDF_StructElement_GetType, element), _text(raw.FPDF_StructElement_GetAltText, element))
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _below(raw.FPDF_StructElement_GetChildAtIndex(element, n))


def _text(read: Callable[..., int], element) -> str:
    into = ctypes.create_string_buffer(LONGEST)
    length = read(element, into, LONGEST)
    return into.raw[:length].decode("utf-16-le").rstrip("\0")
