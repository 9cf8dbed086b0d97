"""A received file as the spreadsheet shows it: sheets, cells and what staff should know. Read safely, and twice."""

import json
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from loaders.limits import LARGEST_FILE
from loaders.raw import Merge, Place, from_json
from loaders.refusal import DAMAGED, LONGEST_SENTENCE, shortened
from loaders.values import as_written
from loaders.worker import NoAnswer, worker
from tracker.received import NotReadable


@dataclass(frozen=True)
class Cell:
    """One cell: its value and what the spreadsheet shows beside it."""

    value: object  # str, int, float, bool, datetime, time, timedelta or None
    number_format: str = "General"
    is_merged_into: bool = False  # the value is lent by a merged neighbour
    is_error: bool = False  # the value is the error as text, such as "#REF!"
    fill: str = ""  # a colour such as "FFC000"
    comment: str = ""
    is_formula_without_value: bool = False  # the value is the formula as text: its result is not known

    @property
    def is_unknown(self) -> bool:
        """A formula without a result, or with an error for one: what it should say is not known, which is not blank."""
        return self.is_error or self.is_formula_without_value

    @property
    def words(self) -> str:
        """The cell as a person sees it."""
        return as_written(self.value, self.number_format)


@dataclass(frozen=True)
class Grid:
    """One sheet; rows and columns are counted from 1, as the spreadsheet does."""

    name: str
    is_hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    _rows: dict[int, list]
    _merges: list[Merge]
    _looks: list[tuple[str, str]]
    _patterns: list[list[int]]
    _pattern_of: dict[int, int]
    _errors: frozenset[Place]
    _unknown: frozenset[Place]
    _comments: dict[Place, str]

    def at(self, row: int, column: int) -> Cell:
        """The cell there; where it is empty and merged into another, that one's value."""
        if self._value(row, column) == "" and (corner := self._lent.get((row, column))):
            return replace(self._cell(*corner), is_merged_into=True, comment="")
        return self._cell(row, column)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows with a filled cell of their own, in order."""
        return tuple(sorted(self._rows))

    @cached_property
    def last_row(self) -> int:
        """The last row with content; the used range a workbook states is often far too large."""
        return max(self._rows, default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with content."""
        return max(map(len, self._rows.values()), default=0)

    @cached_property
    def filled(self) -> int:
        """How many cells are filled in the file itself, not lent by merges."""
        return sum(len(row) - row.count("") for row in self._rows.values())

    def _value(self, row: int, column: int) -> object:
        values = self._rows.get(row, ())
        return values[column - 1] if 0 < column <= len(values) else ""

    def _cell(self, row: int, column: int) -> Cell:
        value = self._value(row, column)
        number_format, fill = self._look(row, column)
        place = (row, column)
        return Cell(
            None if value == "" else value,
            number_format,
            is_error=place in self._errors,
            fill=fill,
            comment=self._comments.get(place, ""),
            is_formula_without_value=place in self._unknown,
        )

    def _look(self, row: int, column: int) -> tuple[str, str]:
        pattern = self._patterns[self._pattern_of[row]] if row in self._pattern_of else ()
        return self._looks[pattern[column - 1]] if 0 < column <= len(pattern) else ("General", "")

    @cached_property
    def _lent(self) -> dict[Place, Place]:
        """Places that a merge covers to the place that lends them its value, as far as the sheet is filled."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self._merges
            if self._value(top, left) != ""
            for row in range(top, min(bottom, self.last_row) + 1)
            for column in range(left, min(right, self.last_column) + 1)
            if (row, column) != (top, left)
        }


@dataclass(frozen=True)
class Disagreement:
    """A cell in which two readers see different things; `one` is what is used, `other` what openpyxl sees."""

    sheet: str
    cell: str
    one: str
    other: str


@dataclass(frozen=True)
class Book:
    """A workbook or table as read, with what staff should know about the file."""

    grids: tuple[Grid, ...]
    disagreements: tuple[Disagreement, ...]
    is_read_twice: bool
    why_once: str
    facts: tuple[str, ...]


def read_book(path: Path) -> Book:
    """The file at `path`. Raises NotReadable: one sentence of at most 160 characters that names the remedy."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:  # its own words would name a folder of the server
        raise NotReadable("The file cannot be opened here. Check that it exists and may be read.") from error
    return read_bytes(data)


def read_bytes(data: bytes) -> Book:
    """The same for the bytes of a file. Raises NotReadable."""
    try:
        found = json.loads(worker.ask(data), object_hook=from_json)
        if refused := found.get("refused"):
            raise NotReadable(shortened(str(refused), LONGEST_SENTENCE))
        return _book(found)
    except NoAnswer as refused:
        raise NotReadable(str(refused)) from refused
    except NotReadable:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise NotReadable(DAMAGED) from error  # the reading process may answer anything once a file has broken it


def _book(found: dict) -> Book:
    return Book(
        grids=tuple(_grid(sheet) for sheet in found["sheets"]),
        disagreements=tuple(_disagreement(one) for one in found["disagreements"]),
        is_read_twice=not found["why_once"],
        why_once=str(found["why_once"]),
        facts=tuple(map(str, found["facts"])),
    )


def _disagreement(one: dict) -> Disagreement:
    return Disagreement(str(one["sheet"]), str(one["cell"]), str(one["one"]), str(one["other"]))


def _grid(sheet: dict) -> Grid:
    grid = Grid(
        name=str(sheet["name"]),
        is_hidden=bool(sheet["is_hidden"]),
        hidden_rows=frozenset(map(int, sheet["hidden_rows"])),
        hidden_columns=frozenset(map(int, sheet["hidden_columns"])),
        _rows={int(number): row for number, row in sheet["rows"].items()},
        _merges=[(int(top), int(left), int(bottom), int(right)) for top, left, bottom, right in sheet["merges"]],
        _looks=[(str(number_format), str(fill)) for number_format, fill in sheet["looks"]],
        _patterns=sheet["patterns"],
        _pattern_of={int(row): int(number) for row, number in sheet["pattern_of"].items()},
        _errors=frozenset((row, column) for row, column in sheet["errors"]),
        _unknown=frozenset((row, column) for row, column in sheet["unknown"]),
        _comments={(row, column): str(words) for row, column, words in sheet["comments"]},
    )
    _check(grid)
    return grid


def _check(grid: Grid) -> None:
    """What is looked up later must be there."""
    numbers = set(chain.from_iterable(grid._patterns))
    if not all(type(row) is list and row for row in grid._rows.values()) or not all(
        type(number) is int and 0 <= number < len(grid._looks) for number in numbers
    ):
        raise ValueError
    if any(not 0 <= number < len(grid._patterns) for number in grid._pattern_of.values()):
        raise ValueError
