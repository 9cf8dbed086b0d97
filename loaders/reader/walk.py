"""A walk through a sheet's XML that knows at each element in which row and column it is."""

import re
from collections.abc import Iterable
from typing import Self
from xml.parsers import expat

from loaders.reader.limits import LAST_COLUMN, LAST_ROW
from loaders.reader.refusal import DAMAGED, Refused
from loaders.reader.zip_parts import ENTITIES

Attributes = dict[str, str]
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def column_number(letters: str) -> int:
    """The number of a column by its letters: AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class Walk:
    """Follows rows and cells; a cell without a reference stands right of the one before it."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self._row_text = ""
        self._columns: dict[str, int] = {}
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._root
        self._parser.StartDoctypeDeclHandler = _refuse_entities

    def through(self, chunks: Iterable[bytes]) -> Self:
        """Reads the whole part, chunk by chunk, and gives itself."""
        for chunk in chunks:
            self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)
        return self

    def begin(self, prefix: str) -> None:
        """Sets the handlers, once the prefix of the sheet's element names is known."""
        raise NotImplementedError

    def _root(self, name: str, attributes: Attributes) -> None:
        """Names are compared as written, which is faster than resolving their namespace a million times."""
        self.begin(name[: name.index(":") + 1] if ":" in name else "")

    def to_row(self, attributes: Attributes) -> None:
        """Moves to the row that an element names."""
        self._row_text = attributes.get("r") or str(self.row + 1)
        self.row, self.column = int(self._row_text), 0
        if not 0 < self.row <= LAST_ROW:
            raise Refused(DAMAGED)

    def to_cell(self, attributes: Attributes) -> int:
        """Moves to the cell that an element names; gives its column."""
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            self.column = self._columns.get(reference.removesuffix(self._row_text)) or self._look_up(reference)
        return self.column

    def _look_up(self, reference: str) -> int:
        match = REFERENCE.fullmatch(reference)
        column = column_number(match[1]) if match else 0
        if not match or column > LAST_COLUMN or not 0 < int(match[2]) <= LAST_ROW:
            raise Refused(DAMAGED)
        if int(match[2]) == self.row:
            self._columns[reference.removesuffix(self._row_text)] = column
        else:
            self.to_row({"r": match[2]})
        return column


def _refuse_entities(*_: object) -> None:
    raise Refused(ENTITIES)
