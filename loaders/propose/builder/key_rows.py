"""Finds the rows of a key that stands right below the records, so that they are asked about and not counted."""

import re
from itertools import takewhile

from loaders.mapping.known_words import single_spaced, small
from loaders.propose.builder.study import SheetRead
from loaders.propose.plan_key import COLOURS
from loaders.reader.grid import Grid

LEAST = 2  # lines of a key
IN_ONE_CELL = re.compile(r"\s*(?P<word>[^=:–—]{1,30}?)\s*[=:–—]\s*\S.*")


def key_rows(grid: Grid, read: SheetRead) -> list[int]:
    """The last records of a sheet if each only explains a colour or a word of a scale, with a title above them."""
    known = {small(word) for words in read.words.values() for word in words} | COLOURS
    backwards = list(reversed(read.rows.records))
    lines = [*takewhile(lambda row: _explains(grid, row, known), backwards)]
    if len(lines) < LEAST or len(lines) == len(backwards):
        return []
    above = backwards[len(lines)]
    return sorted([*lines, above] if len(grid.words(above)) == 1 else lines)


def _explains(grid: Grid, row: int, known: set[str]) -> bool:
    """Whether a row has nothing but a known word and its meaning, side by side or in one cell."""
    cells = sorted(grid.words(row).items())
    texts = [small(single_spaced(words)) for _, words in cells]
    if len(texts) == 1:
        match = IN_ONE_CELL.fullmatch(texts[0])
        return match is not None and match["word"] in known
    return len(texts) == 2 and cells[1][0] == cells[0][0] + 1 and texts[0] in known and texts[1] not in known
