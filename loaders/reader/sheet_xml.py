"""One pass over a sheet's XML for what the fast reader does not give: looks, merges, hidden rows, errors, formulas."""

import re
from collections.abc import Callable, Iterable
from typing import Self
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries

from loaders.reader.limits import LAST_COLUMN, LAST_ROW, MOST_FILLED
from loaders.reader.refusal import DAMAGED, Refused
from loaders.reader.styles import PLAIN, Look
from loaders.reader.zip_parts import ENTITIES

Place = tuple[int, int]
Attributes = dict[str, str]
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
TOO_MANY = f"Over {MOST_FILLED:,} cells are filled. Send the plan alone, in a new workbook."


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


class SheetFeatures(Walk):
    """Everything about a sheet but the values of its cells."""

    def __init__(self, styles: list[Look]) -> None:
        super().__init__()
        self.looks: list[Look] = list(dict.fromkeys([PLAIN, *styles]))
        number = {look: n for n, look in enumerate(self.looks)}
        self._look_of: dict[str | None, int] = {str(n): number[look] for n, look in enumerate(styles)}
        self._look_of[None] = self._look_of["0"]
        self.pattern_of: dict[int, int] = {}  # row to the looks along it; most rows share a few patterns
        self._lines: list[tuple[int, ...]] = []
        self._number_of: dict[tuple[int, ...], int] = {}
        self._line: list[int] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[tuple[int, int, int, int]] = []  # top, left, bottom, right
        self.errors: list[Place] = []
        self.formulas: list[Place] = []  # but those whose result is text, where empty text is a result
        self.values = self.links = self.conditions = 0
        self._bottom = self._right = self._values_above = 0
        self._type: str | None = None
        self._others: dict[str, Callable[[Attributes], None]] = {}

    @property
    def patterns(self) -> list[tuple[int, ...]]:
        """The looks along a row, as numbers in `looks`."""
        return self._lines

    @property
    def spanned(self) -> int:
        """How many places lie between A1 and the last filled cell, if all rows were filled."""
        return self._bottom * self._right

    def begin(self, prefix: str) -> None:
        self._others = {
            f"{prefix}row": self._row,
            f"{prefix}f": self._formula,
            f"{prefix}is": self._inline,
            f"{prefix}col": self._column,
            f"{prefix}mergeCell": self._merge,
            f"{prefix}hyperlink": self._link,
            f"{prefix}conditionalFormatting": self._condition,
        }
        self._parser.StartElementHandler = self._handler(f"{prefix}c", f"{prefix}v")

    def through(self, chunks: Iterable[bytes]) -> "SheetFeatures":
        super().through(chunks)
        self._end_row()
        return self

    def _handler(self, cell_name: str, value_name: str) -> Callable[[str, Attributes], None]:
        """Called for every element. What most of them need is written out here: a call each would cost a third."""
        known, look_of, others = self._columns.get, self._look_of.get, self._others.get

        def start(name: str, attributes: Attributes) -> None:
            if name == cell_name:
                column = known(attributes.get("r", "").removesuffix(self._row_text))
                self.column = column = column or self.to_cell(attributes)
                if look := look_of(attributes.get("s")):
                    self._note(column, look)
                self._type = attributes.get("t")
                if self._type == "e":
                    self.errors.append((self.row, column))
            elif name == value_name:
                self.values += 1
                if self.column > self._right:
                    self._right = self.column
            elif other := others(name):
                other(attributes)

        return start

    def _note(self, column: int, look: int) -> None:
        line = self._line
        if len(line) < column:
            line.extend([0] * (column - len(line)))
        line[column - 1] = look

    def _inline(self, attributes: Attributes) -> None:
        self.values += 1
        self._right = max(self._right, self.column)

    def to_row(self, attributes: Attributes) -> None:
        self._end_row()
        super().to_row(attributes)
        if (known := self.pattern_of.get(self.row)) is not None:  # the same row once more
            self._line = list(self._lines[known])

    def _row(self, attributes: Attributes) -> None:
        self.to_row(attributes)
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") in ("0", "0.0"):
            self.hidden_rows.add(self.row)

    def _end_row(self) -> None:
        if self.values > self._values_above:
            self._bottom, self._values_above = max(self._bottom, self.row), self.values
        if self.values > MOST_FILLED:
            raise Refused(TOO_MANY)
        if self._line:
            line, self._line = tuple(self._line), []
            self.pattern_of[self.row] = self._number_of.setdefault(line, len(self._lines))
            if len(self._number_of) > len(self._lines):
                self._lines.append(line)

    def _formula(self, attributes: Attributes) -> None:
        if self._type not in ("str", "e"):
            self.formulas.append((self.row, self.column))
            if len(self.formulas) > MOST_FILLED:
                raise Refused(TOO_MANY)

    def _column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") in ("0", "0.0"):
            first, last = int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN)
            self.hidden_columns.update(range(first, last + 1))

    def _merge(self, attributes: Attributes) -> None:
        left, top, right, bottom = range_boundaries(attributes["ref"])
        self.merges.append((top, left, bottom, right))

    def _link(self, attributes: Attributes) -> None:
        self.links += 1

    def _condition(self, attributes: Attributes) -> None:
        self.conditions += 1


class Texts(Walk):
    """The stored text of a few wanted cells: value and formula exactly as they stand in the file."""

    def __init__(self, wanted: set[Place]) -> None:
        super().__init__()
        self._wanted = wanted
        self.values: dict[Place, str] = {}
        self.formulas: dict[Place, str] = {}
        self._into: dict[Place, str] | None = None

    def begin(self, prefix: str) -> None:
        self._row_name, self._cell_name = f"{prefix}row", f"{prefix}c"
        self._targets = {f"{prefix}v": self.values, f"{prefix}f": self.formulas}
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._cell_name:
            self.to_cell(attributes)
        elif name == self._row_name:
            self.to_row(attributes)
        elif (into := self._targets.get(name)) is not None and (self.row, self.column) in self._wanted:
            self._into = into
            into[self.row, self.column] = ""

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into[self.row, self.column] += text

    def _end(self, name: str) -> None:
        self._into = None


def _refuse_entities(*_: object) -> None:
    raise Refused(ENTITIES)
