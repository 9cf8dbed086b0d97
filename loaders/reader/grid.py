"""One sheet as the spreadsheet shows it: every cell with its value and what is known about it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from loaders.reader.cell_text import as_written
from loaders.reader.hidden_parts import HiddenParts
from loaders.reader.number_format import may_hide, shows
from loaders.reader.raw_sheet import Merge, Place
from tracker.file_terms import Hidden

GENERAL, WHITE = "General", "FFFFFF"
Look = tuple[str, str, tuple[Hidden, ...]]  # number format, fill, why the font hides the words
PLAIN: Look = (GENERAL, "", ())


class Cell(NamedTuple):
    """One cell: its value and what the spreadsheet shows beside it."""

    value: object  # str, int, float, bool, datetime, time, timedelta or None
    number_format: str = GENERAL
    is_merged_into: bool = False  # the value is lent by a merged neighbour
    is_error: bool = False  # the value is the error as text, such as "#REF!"
    fill: str = ""  # a colour such as "FFC000"
    comment: str = ""
    is_formula_without_value: bool = False  # the value is the formula as text: its result is not known
    hidden: tuple[Hidden, ...] = ()  # why a person looking at the sheet does not see the cell, or sees it struck out

    @property
    def is_unknown(self) -> bool:
        """Whether it is an error or a formula without a result: its value is unknown, which does not mean blank."""
        return self.is_error or self.is_formula_without_value

    @property
    def words(self) -> str:
        """The cell as a person sees it."""
        return as_written(self.value, self.number_format)


@dataclass(frozen=True)
class Grid:
    """One sheet; rows and columns are counted from 1, as in the spreadsheet."""

    name: str
    is_hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[Merge, ...]
    pivots: tuple[Merge, ...]  # where the pivot tables are
    comments: dict[Place, str]
    unknown: frozenset[Place]  # formulas without a result
    replaced: dict[Place, tuple[str, ...]]  # stored texts of cells whose address another cell also has
    zeros: frozenset[Place]  # formulas whose result is zero: what they make of empty cells
    drop_downs: tuple[tuple[str, tuple[Merge, ...]], ...]  # each list's formula, and the cells that it applies to
    _rows: dict[int, list[Any]]
    _looks: list[Look]
    _patterns: list[list[int]]
    _pattern_of: dict[int, int]
    _errors: frozenset[Place]
    _filters: tuple[Merge, ...]
    _hiding_conditions: dict[Hidden, tuple[Merge, ...]]
    _hidden_texts: dict[Place, tuple[Hidden, ...]]

    def at(self, row: int, column: int) -> Cell:
        """The cell in a row and column; if it is empty and merged into another, it has that cell's value."""
        if self._value(row, column) == "" and (corner := self._lent.get(row, {}).get(column)):
            return self._lent_cell(corner)
        return self._cell(row, column)

    def column(self, rows: Iterable[int], column: int) -> list[Cell]:
        """The cells of a column in some rows, as a record has them.

        A cell merged downwards is read in every row that it covers. One merged across lends nothing to the columns on
        its right: each is a field of its own, and the words would land in the wrong one.
        """
        cells, lent = [], self._lent
        for row in rows:
            if row not in lent:
                cells.append(self._cell(row, column))
                continue
            corner = lent[row].get(column)
            if corner and corner[1] == column and self._value(row, column) == "":
                cells.append(self._lent_cell(corner))
            else:
                cells.append(self._cell(row, column))
        return cells

    @cached_property
    def odd_columns(self) -> frozenset[int]:
        """The columns with a cell that has, or may have, more to it than a value, a number format and a colour."""
        if self._hides_parts:
            return frozenset(range(1, self.last_column + 1))
        places = [*self._errors, *self.unknown, *self.comments]
        places += [corner for columns in self._lent.values() for corner in columns.values()]
        hiding = {n for n, look in enumerate(self._looks) if look[2] or look[0] in self._hiding_formats}
        patterns = ({column for column, look in enumerate(line, 1) if look in hiding} for line in self._patterns)
        return frozenset(column for _, column in places).union(*patterns)

    def patterns(self, rows: Iterable[int]) -> list[int | None]:
        """The number of each row's pattern of looks, None for a row that is plain throughout."""
        return list(map(self._pattern_of.get, rows))

    def looks(self, patterns: Sequence[int | None], column: int) -> list[Look]:
        """The look of a column's cell in each row, given the rows' patterns."""
        looks = {number: self._look(number, column) for number in {*patterns}}
        return list(looks.values()) * len(patterns) if len(looks) == 1 else [looks[number] for number in patterns]

    def _look(self, pattern: int | None, column: int) -> Look:
        line = () if pattern is None else self._patterns[pattern]
        return self._looks[line[column - 1]] if column <= len(line) else PLAIN

    def own_colours(self, rows: Iterable[int], columns: Iterable[int]) -> dict[int, Counter[str]]:
        """For each column, counts of cells by the colour that sets them apart from most of their row, "" for none."""
        along = sorted(columns)
        colours: dict[int, Counter[str]] = {column: Counter() for column in along}
        for fills, count in self._fills(rows, along).items():
            usual = Counter(fills).most_common(1)[0][0]
            for column, fill in zip(along, fills, strict=True):
                colours[column][fill if fill != usual else ""] += count
        return colours

    def row_colours(self, rows: Sequence[int], columns: Iterable[int]) -> dict[int, str]:
        """For each row, the colour that most of its cells in these columns have, "" for none."""
        along, of_pattern = sorted(columns), dict[int | None, str]()
        for row in rows:
            if (pattern := self._pattern_of.get(row)) not in of_pattern:
                (fills,) = self._fills([row], along)
                of_pattern[pattern] = Counter(fills).most_common(1)[0][0]
        return {row: of_pattern[self._pattern_of.get(row)] for row in rows}

    def _fills(self, rows: Iterable[int], along: list[int]) -> Counter[tuple[str, ...]]:
        """The colours in these columns, with the number of rows that have them; white counts as none."""
        counts: Counter[tuple[str, ...]] = Counter()
        for number, count in Counter(map(self._pattern_of.get, rows)).items():
            pattern = () if number is None else self._patterns[number]
            looks = (self._looks[pattern[column - 1]] if column <= len(pattern) else PLAIN for column in along)
            counts[tuple("" if fill == WHITE else fill for _, fill, _ in looks)] += count
        return counts

    def words(self, row: int) -> dict[int, str]:
        """The words of a row by column, as the spreadsheet shows them: with those that merged cells lend."""
        columns = sorted({*range(1, len(self.values(row)) + 1), *self._lent.get(row, ())})
        return {column: words for column in columns if (words := self.at(row, column).words)}

    def values(self, row: int) -> list[Any]:
        """The values of a row from column A to its last filled cell, "" for an empty one."""
        return self._rows.get(row, [])

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows with a filled cell of their own, in order."""
        return tuple(sorted(self._rows))

    @cached_property
    def last_row(self) -> int:
        """The last row with content; the used range that a workbook states is often far too large."""
        return max(self._rows, default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with content."""
        return max(map(len, self._rows.values()), default=0)

    @cached_property
    def filled_cells(self) -> int:
        """How many cells are filled in the file itself; values lent by merges do not count."""
        return sum(len(row) - row.count("") for row in self._rows.values())

    @cached_property
    def merged_across(self) -> dict[int, list[tuple[int, int]]]:
        """For each row, the first and last column of every filled cell merged across several columns."""
        spans: dict[int, list[tuple[int, int]]] = {}
        for top, left, _, right in self.merges:
            if right > left and self._value(top, left) != "":
                spans.setdefault(top, []).append((left, right))
        return spans

    def _value(self, row: int, column: int) -> object:
        values = self._rows.get(row, ())
        return values[column - 1] if 0 < column <= len(values) else ""

    def _cell(self, row: int, column: int) -> Cell:
        """The cell in a row and column as stored. A long plan makes hundreds of thousands, so every step counts."""
        values = self._rows.get(row, ())
        value = values[column - 1] if 0 < column <= len(values) else ""
        pattern = self._pattern_of.get(row)
        line = () if pattern is None else self._patterns[pattern]
        number_format, fill, hidden = self._looks[line[column - 1]] if 0 < column <= len(line) else PLAIN
        place = (row, column)
        is_error, is_unknown = place in self._errors, place in self.unknown
        comment = self.comments.get(place, "") if self.comments else ""
        if number_format in self._hiding_formats and not is_error and not shows(number_format, value):
            hidden = (Hidden.NUMBER_FORMAT, *hidden)
        if self._hides_parts:
            hidden = self._hidden.why(place, hidden)
        return Cell(None if value == "" else value, number_format, False, is_error, fill, comment, is_unknown, hidden)

    @cached_property
    def _hidden(self) -> HiddenParts:
        covered = frozenset(
            (row, column) for row, firsts in self._merged.items() for column in firsts if self._value(row, column) != ""
        )
        return HiddenParts(
            self.is_hidden,
            self.hidden_rows,
            self.hidden_columns,
            self._filters,
            self._hiding_conditions,
            self._hidden_texts,
            covered,
        )

    @cached_property
    def _hides_parts(self) -> bool:
        return self._hidden.are_any

    @cached_property
    def _hiding_formats(self) -> frozenset[str]:
        """The number formats that do not show every value."""
        return frozenset(look[0] for look in self._looks if may_hide(look[0]))

    def _lent_cell(self, corner: Place) -> Cell:
        return self._cell(*corner)._replace(is_merged_into=True, comment="")

    @cached_property
    def _lent(self) -> dict[int, dict[int, Place]]:
        """By row and column of a covered cell, the filled place that lends it a value, within the filled area."""
        lenders = {
            row: {column: first for column, first in firsts.items() if self._value(*first) != ""}
            for row, firsts in self._merged.items()
        }
        return {row: columns for row, columns in lenders.items() if columns}

    @cached_property
    def _merged(self) -> dict[int, dict[int, Place]]:
        """By row and column of a covered cell, the first place of its merge, within the filled area."""
        firsts: dict[int, dict[int, Place]] = {}
        for top, left, bottom, right in self.merges:
            for row in range(top, min(bottom, self.last_row) + 1):
                columns = range(left + (row == top), min(right, self.last_column) + 1)
                firsts.setdefault(row, {}).update(dict.fromkeys(columns, (top, left)))
        return firsts
