"""Texts with a part in a font of its own: in the cell, or in the list of texts that all sheets share."""

import io
from collections.abc import Iterator
from xml.etree import ElementTree

from loaders.reader.cell_text import as_written
from loaders.reader.fonts import Fonts, properties
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.sheet_xml import SheetFeatures
from loaders.reader.styles import Styles
from loaders.reader.zip_parts import Parts
from tracker.file_terms import Hidden


def shared_fonts(parts: Parts, names: list[str]) -> dict[str, Fonts]:
    """The shared texts that have parts in fonts of their own, as cells show them, with those fonts.

    Words listed more than once in different fonts get all of the fonts: a cell is known by its words.
    """
    fonts: dict[str, Fonts] = {}
    for content in (content for name in names if b"rPr" in (content := parts.read(name))):
        for text, of_parts in _texts(content):
            if of_parts:
                fonts.setdefault(text, []).extend(of_parts)
    return fonts


def _texts(content: bytes) -> Iterator[tuple[str, Fonts]]:
    """Yields each text and the fonts of its parts, piece by piece since the list may be long."""
    for _, element in ElementTree.iterparse(io.BytesIO(content)):
        if element.tag.endswith("}si"):
            runs = [(run.findtext("{*}t", ""), run.find("{*}rPr")) for run in [element, *element.iterfind("{*}r")]]
            fonts = [properties(font) for text, font in runs if font is not None and as_written(text)]
            yield as_written("".join(text for text, _ in runs)), fonts
            element.clear()


def hidden_texts(
    sheet: RawSheet, features: SheetFeatures, styles: Styles, shared: dict[str, Fonts]
) -> Iterator[tuple[int, int, tuple[Hidden, ...]]]:
    """Yields row, column and reasons of cells where a font of its own hides part of the text or strikes it out."""
    fonts = dict(features.rows.fonts)
    for row, values in sheet.rows.items() if shared else ():
        texts = ((column, as_written(value)) for column, value in enumerate(values, 1) if isinstance(value, str))
        fonts |= {(row, column): shared[text] for column, text in texts if text in shared}
    for (row, column), of_parts in fonts.items():
        if why := styles.hidden_by(of_parts, features.along.of(row, column)):
            yield row, column, why
