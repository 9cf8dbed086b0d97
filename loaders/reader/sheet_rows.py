"""Reads each row of a sheet as a whole: a plan's rows are shaped alike, so what they share is worked out once."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from loaders.reader.cell_values import BY_TYPE, ReadsText, of_no_type
from loaders.reader.fonts import Fonts
from loaders.reader.limits import LAST_COLUMN, LAST_ROW, MOST_FILLED
from loaders.reader.plain_rows import cells_of
from loaders.reader.raw_sheet import Place
from loaders.reader.refusal import DAMAGED, FileRefused
from loaders.reader.row_looks import RowLooks
from loaders.reader.shared_texts import SharedTexts
from loaders.reader.stored_cells import TOO_MANY, StoredCells
from loaders.reader.walk import LETTERS, REFERENCE, Attributes, as_attributes
from tracker.column_letters import column_number

MOST_SHAPES = 1_000  # that are cached
BETWEEN = "\x01"  # a character that XML cannot contain


class RowShape(NamedTuple):
    """What rows with the same columns, styles, types and filled cells share."""

    columns: list[int]
    readers: list[ReadsText]  # of the cells with values
    pattern: int | None  # of looks
    errors: list[int]  # columns
    in_columns: Callable[[list[Any]], tuple[Any, ...]] | None  # puts values into their columns if some have none


class SheetRows:
    """Reads rows one after another; a cell without a reference is right of the one before it."""

    def __init__(
        self, stored: StoredCells, looks: RowLooks, shared: SharedTexts, by_style: dict[str | None, ReadsText]
    ) -> None:
        # Of the row being read: the attributes of each cell, name after name and value after value, and what is in the
        # cells, by their number in the row.
        self.cells: list[list[str]] = []
        self.texts: dict[int, str] = {}
        self.formulas_of: dict[int, str] = {}
        self.fonts_of: dict[int, Fonts] = {}
        # Of the sheet:
        self.row = 0
        self.errors: list[Place] = []
        self.formulas: list[Place] = []  # whose result is a number, a date or a truth value
        self.without_result: dict[Place, str] = {}
        self.fonts: dict[Place, Fonts] = {}  # for the parts of a text stored in its cell
        self._stored, self._looks, self._shared, self._by_style = stored, looks, shared, by_style
        self._by_type: dict[str, ReadsText] = BY_TYPE | {"s": shared.get}
        self._row_text = ""
        self._shapes: dict[str, RowShape | None] = {}

    def begin(self, attributes: Attributes) -> None:
        """Moves to the row that an element names, or else to the next. Raises FileRefused beyond a sheet's last row."""
        self._row_text = attributes.get("r") or str(self.row + 1)
        self.row = int(self._row_text)
        if not 0 < self.row <= LAST_ROW:
            raise FileRefused(DAMAGED)

    def end(self) -> None:
        """Stores the cells of the row. Raises FileRefused if the sheet has too many cells, or cells too far apart."""
        if self.cells:
            key = self._without_row(BETWEEN.join(chain.from_iterable(self.cells)) + BETWEEN, BETWEEN, len(self.cells))
            if len(self.texts) < len(self.cells):
                key = f"{key}{BETWEEN}{[*self.texts]}"
            self._take(key, [*self.texts.values()], self._collected)
            self.cells.clear()
            self.texts.clear()
            self.formulas_of.clear()
            self.fonts_of.clear()

    def take_plain(self, markup: str, texts: list[str]) -> None:
        """Stores a row of plain cells by their markup and the texts of those with values.

        Raises FileRefused like `end`.
        """
        key = self._without_row(markup, '"', markup.count("<c "))
        self._take(key, texts, lambda: cells_of(markup))

    def _without_row(self, key: str, mark: str, cells: int) -> str:
        """The key that rows of one shape share: without the row's number, which ends each reference before `mark`."""
        reference_end = f"{self._row_text}{mark}"
        if key.count(reference_end) == cells:  # else another attribute ends like this too, or there are no references
            return key.replace(reference_end, mark)
        return f"{self._row_text}{mark}{key}"

    def _collected(self) -> list[tuple[Attributes, bool]]:
        return [(as_attributes(cell), n in self.texts) for n, cell in enumerate(self.cells, 1)]

    def _take(self, key: str, texts: list[str], describe: Callable[[], list[tuple[Attributes, bool]]]) -> None:
        if key not in self._shapes:
            if len(self._shapes) == MOST_SHAPES:
                self._shapes.clear()
            self._shapes[key] = self._new_shape(describe())
        shape = self._shapes[key]
        if shape is None or self.row in self._stored.rows or self.row in self._looks.pattern_of:
            self._one_by_one(describe(), iter(texts))
        else:
            self._at_once(shape, texts)

    def _new_shape(self, cells: list[tuple[Attributes, bool]]) -> RowShape | None:
        """The shape of a row; None if its cells are out of order or name another row."""
        columns = _columns(cell.get("r", "").removesuffix(self._row_text) for cell, _ in cells)
        if any(one >= other for one, other in pairwise([0, *columns])):
            return None
        looks = [self._looks.number_of.get(cell.get("s"), 0) for cell, _ in cells]
        filled = [(column, cell) for column, (cell, has_value) in zip(columns, cells, strict=True) if has_value]
        index_of = {column: n for n, (column, _) in enumerate(filled)}
        places = [index_of.get(column, len(filled)) for column in range(1, max(index_of, default=0) + 1)]
        return RowShape(
            columns,
            [self._reader(cell) for _, cell in filled],
            self._looks.pattern(zip(columns, looks, strict=True)),
            [column for column, (cell, _) in zip(columns, cells, strict=True) if cell.get("t") == "e"],
            itemgetter(*places) if len(places) > len(filled) else None,
        )

    def _reader(self, cell: Attributes) -> ReadsText:
        kind = cell.get("t", "n")
        if kind == "n":
            return self._by_style.get(cell.get("s")) or self._by_style[None]
        return self._by_type.get(kind, of_no_type)

    def _at_once(self, shape: RowShape, texts: list[str]) -> None:
        values = [read(text) for read, text in zip(shape.readers, texts, strict=True)]
        if None in values:  # a shared text whose number is written in another way, or does not exist
            values = [self._shared[text] if one is None else one for one, text in zip(values, texts, strict=True)]
        self._stored.add_row(self.row, [*shape.in_columns([*values, ""])] if shape.in_columns else values)
        if shape.pattern is not None:
            self._looks.pattern_of[self.row] = shape.pattern
        for column in shape.errors:
            self._note_error(column)
        if self.formulas_of or self.fonts_of:
            for n, column in enumerate(shape.columns, 1):
                self._note_more(n, column)

    def _one_by_one(self, cells: list[tuple[Attributes, bool]], texts: Iterator[str]) -> None:
        """Stores a row that is written as no spreadsheet program writes it."""
        column, looks = 0, dict[int, list[tuple[int, int]]]()
        for n, (cell, has_value) in enumerate(cells, 1):
            column = self._move_to(cell["r"]) if "r" in cell else column + 1
            text = next(texts) if has_value else ""
            self._stored.put(self.row, column, self._shared[text] if cell.get("t") == "s" else self._reader(cell)(text))
            looks.setdefault(self.row, []).append((column, self._looks.number_of.get(cell.get("s"), 0)))
            if cell.get("t") == "e":
                self._note_error(column)
            self._note_more(n, column)
        for row, of_row in looks.items():
            self._looks.add(row, of_row)

    def _move_to(self, reference: str) -> int:
        """Moves to the row of a reference and returns the column. Raises FileRefused if there is no such place."""
        match = REFERENCE.fullmatch(reference)
        column = column_number(match[1]) if match else 0
        if not match or column > LAST_COLUMN:
            raise FileRefused(DAMAGED)
        self.begin({"r": match[2]})
        return column

    def _note_error(self, column: int) -> None:
        self.errors.append((self.row, column))
        self._stored.make_room(self.row, column)
        _refuse_too_many(self.errors)

    def _note_more(self, n: int, column: int) -> None:
        """Notes what a cell has besides its value: fonts of parts of its text, and a formula."""
        place = self.row, column
        if n in self.fonts_of:
            self.fonts[place] = self.fonts_of[n]
        if n not in self.formulas_of or (kind := as_attributes(self.cells[n - 1]).get("t")) == "e":
            return
        if kind != "str":
            self.formulas.append(place)
            _refuse_too_many(self.formulas)
        if not self.texts.get(n) and not (kind == "str" and n in self.texts):  # empty text is a result too
            self.without_result[place] = self.formulas_of[n]
            self._stored.make_room(*place)


def _columns(names: Iterable[str]) -> list[int]:
    """The columns of cells by their letters; out of order if anything but letters is among them."""
    columns = [0]
    for name in names:
        is_known = not name or LETTERS.fullmatch(name)
        columns.append((column_number(name) if name else columns[-1] + 1) if is_known else 0)
    return columns[1:] if columns[-1] <= LAST_COLUMN else [0]


def _refuse_too_many(places: list[Place]) -> None:
    if len(places) > MOST_FILLED:
        raise FileRefused(TOO_MANY)
