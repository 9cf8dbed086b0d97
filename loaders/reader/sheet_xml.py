"""One pass over a sheet's XML for what the fast reader does not give: looks, merges, hidden parts, errors, formulas."""

from collections.abc import Callable, Collection, Iterable
from functools import partial

from openpyxl.utils.cell import range_boundaries

from loaders.reader.conditions import Conditions
from loaders.reader.fonts import Fonts
from loaders.reader.limits import LAST_COLUMN, MOST_FILLED
from loaders.reader.raw_sheet import Merge, Place
from loaders.reader.refusal import Refused
from loaders.reader.styles import PLAIN, Look
from loaders.reader.validations import Validations
from loaders.reader.walk import Attributes, Walk

LOWEST_ROW, NARROWEST_COLUMN = 2, 0.3  # points and characters: of what is less than that, nothing can be read
TOO_MANY = f"Over {MOST_FILLED:,} cells are filled. Send the plan alone, in a new workbook."


class SheetFeatures(Walk):
    """Everything about a sheet but the values of its cells."""

    def __init__(self, styles: list[Look], hiding_conditions: Collection[str] = ()) -> None:
        super().__init__()
        self.conditions = Conditions(hiding_conditions)
        self.validations = Validations(self._parser)
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
        self.filters: list[Merge] = []  # where a filter is on
        self.fonts: dict[Place, Fonts] = {}  # of the parts of a text that stands in its cell
        self.merges: list[Merge] = []
        self.errors: list[Place] = []
        self.formulas: list[Place] = []
        self.text_formulas: list[Place] = []  # whose result is text: empty text is a result too
        self.is_out_of_order = False  # some cell may have the address of another
        self.values = self.links = 0
        self._bottom = self._right = self._values_above = 0
        self._type: str | None = None
        self._usual_height: str | None = None
        self._usual_width: str | None = None
        self._columns_with_width: set[int] = set()
        self._filter = ""
        self._others: dict[str, Callable[[Attributes], None]] = {}

    @property
    def patterns(self) -> list[tuple[int, ...]]:
        """The looks along a row, as numbers in `looks`."""
        return self._lines

    def look(self, row: int, column: int) -> Look:
        """The look of one cell."""
        number = self.pattern_of.get(row)
        line = () if number is None else self._lines[number]
        return self.looks[line[column - 1]] if column <= len(line) else PLAIN

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
            f"{prefix}conditionalFormatting": self.conditions.begin,
            f"{prefix}cfRule": self.conditions.rule,
            **{f"{prefix}{name}": self.conditions.bar_or_icons for name in ("dataBar", "iconSet")},
            f"{prefix}sheetFormatPr": self._usual_sizes,
            f"{prefix}autoFilter": self._auto_filter,
            f"{prefix}filterColumn": self._filter_is_on,
            f"{prefix}rPr": self._part_of_text,
            f"{prefix}dataValidation": self.validations.rule,
            f"{prefix}extLst": self.validations.extensions,
            **{f"{prefix}{name}": partial(self._font, name) for name in ("strike", "sz", "color")},
        }
        self._parser.StartElementHandler = self._handler(f"{prefix}c", f"{prefix}v")

    def through(self, chunks: Iterable[bytes]) -> "SheetFeatures":
        super().through(chunks)
        self._end_row()
        if _is_less(self._usual_width, NARROWEST_COLUMN):
            self.hidden_columns.update({*range(1, self._right + 1)} - self._columns_with_width)
        return self

    def _handler(self, cell_name: str, value_name: str) -> Callable[[str, Attributes], None]:
        """Called for every element. What most of them need is written out here: a call each would cost a third."""
        known, look_of, others = self._columns.get, self._look_of.get, self._others.get

        def start(name: str, attributes: Attributes) -> None:
            if name == cell_name:
                before, column = self.column, known(attributes.get("r", "").removesuffix(self._row_text))
                self.column = column = column or self.to_cell(attributes)
                if column <= before:
                    self.is_out_of_order = True
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
        above = self.row
        super().to_row(attributes)
        self.is_out_of_order = self.is_out_of_order or self.row <= above
        if (known := self.pattern_of.get(self.row)) is not None:  # the same row once more
            self._line = list(self._lines[known])

    def _row(self, attributes: Attributes) -> None:
        self.to_row(attributes)
        if attributes.get("hidden") in ("1", "true") or _is_less(attributes.get("ht", self._usual_height), LOWEST_ROW):
            self.hidden_rows.add(self.row)

    def _usual_sizes(self, attributes: Attributes) -> None:
        """What rows and columns have that say nothing of their own."""
        self._usual_height, self._usual_width = attributes.get("defaultRowHeight"), attributes.get("defaultColWidth")

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
        if self._type == "e":
            return
        formulas = self.text_formulas if self._type == "str" else self.formulas
        formulas.append((self.row, self.column))
        if len(formulas) > MOST_FILLED:
            raise Refused(TOO_MANY)

    def _column(self, attributes: Attributes) -> None:
        columns = range(int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN) + 1)
        self._columns_with_width.update(columns)
        if attributes.get("hidden") in ("1", "true") or _is_less(attributes.get("width"), NARROWEST_COLUMN):
            self.hidden_columns.update(columns)

    def _auto_filter(self, attributes: Attributes) -> None:
        self._filter = attributes.get("ref", "")

    def _filter_is_on(self, attributes: Attributes) -> None:
        if self._filter:
            left, top, right, bottom = range_boundaries(self._filter)
            self.filters.append((top, left, bottom, right))

    def _part_of_text(self, attributes: Attributes) -> None:
        self.fonts.setdefault((self.row, self.column), []).append([])

    def _font(self, name: str, attributes: Attributes) -> None:
        """Of a part of a text; conditions, which have colours too, come after all cells."""
        if not self.conditions.count and (parts := self.fonts.get((self.row, self.column))):
            parts[-1].append((name, attributes))

    def _merge(self, attributes: Attributes) -> None:
        left, top, right, bottom = range_boundaries(attributes["ref"])
        self.merges.append((top, left, bottom, right))

    def _link(self, attributes: Attributes) -> None:
        self.links += 1


def _is_less(size: str | None, least: float) -> bool:
    return size is not None and float(size) < least
