"""Reads the tags of a PDF as a screen reader does."""

import ctypes
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

LONGEST = 200_000  # bytes of a text in UTF-16


class Tag(NamedTuple):
    """One element of the structure: its kind, such as H1, TH or Figure, and its alternative text."""

    kind: str
    alt: str


def tags(document: pypdfium2.PdfDocument) -> Iterator[Tag]:
    """Every element of every page, from the outside in; an element that runs over two pages comes once for each."""
    for number in range(len(document)):
        page = document[number]  # kept alive: its structure would go with it
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
