"""The values of a sheet's cells as the second reader sees them, in the same shape as the first reader's."""

from typing import Any

from loaders.reader.cell_values import Unreadable
from loaders.reader.limits import MOST_FILLED, MOST_SPANNED
from loaders.reader.raw_sheet import TOO_MANY, Place, far_apart
from loaders.reader.refusal import FileRefused


class StoredCells:
    """Rows of values from column A on, "" for an empty cell; empty rows are left out."""

    def __init__(self, sheet_name: str) -> None:
        self.rows: dict[int, list[Any]] = {}
        self.replaced: list[tuple[Place, object]] = []  # values replaced by another cell at the same address
        self._filled = self._room = 0
        self._sheet_name = sheet_name

    @property
    def right(self) -> int:
        """The last column with a filled cell."""
        return max(map(len, self.rows.values()), default=0)

    @property
    def spanned(self) -> int:
        """How many places there are between A1 and the last filled row and column."""
        return max(self.rows, default=0) * self.right

    def value(self, place: Place) -> Any:
        """The value at a place, "" for an empty cell."""
        row = self.rows.get(place[0], ())
        return row[place[1] - 1] if place[1] <= len(row) else ""

    def exact(self, place: Place) -> str:
        """A number or a date as stored, if the first reader may have lost a part of it; else ""."""
        value = self.value(place)
        if isinstance(value, Unreadable):
            return value.text
        return str(value) if value.__class__ is int else ""

    def add_row(self, row: int, values: list[Any]) -> None:
        """Adds a row of which no cell is known yet. Raises FileRefused like `make_room`."""
        while values and values[-1] == "":
            values.pop()
        if values:
            self.rows[row] = values
            self._count(len(values) - values.count(""), len(values))

    def put(self, row: int, column: int, value: object) -> None:
        """Adds one cell, replacing any other at the same address. Raises FileRefused like `make_room`."""
        if value == "":
            return
        line = self.rows.setdefault(row, [])
        before = len(line)
        line.extend([""] * (column - before))
        if line[column - 1] != "":
            self.replaced.append(((row, column), line[column - 1]))
        line[column - 1] = value
        self._count(1, len(line) - before)

    def make_room(self, row: int, column: int) -> None:
        """Makes room for a value in an empty cell. Raises FileRefused if cells are too many or too far apart."""
        self._count(0, max(0, column - len(self.rows.get(row, ()))))

    def _count(self, filled: int, room: int) -> None:
        self._filled += filled
        self._room += room
        if self._filled > MOST_FILLED:
            raise FileRefused(TOO_MANY)
        if self._room > MOST_SPANNED:
            raise FileRefused(far_apart(self._sheet_name))
