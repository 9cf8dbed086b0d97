"""One pass over a sheet's XML: its cells' values as a second reader sees them, and how they are shown."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Self
from xml.parsers.expat import XMLParserType

from loaders.reader.cell_values import readers_by_style
from loaders.reader.conditions import Conditions
from loaders.reader.limits import LAST_COLUMN
from loaders.reader.plain_rows import PlainRows
from loaders.reader.raw_sheet import Merge
from loaders.reader.row_looks import RowLooks
from loaders.reader.shared_texts import SharedTexts
from loaders.reader.sheet_rows import SheetRows
from loaders.reader.stored_cells import StoredCells
from loaders.reader.styles import CellLook
from loaders.reader.validations import Validations
from loaders.reader.walk import Attributes, area, as_attributes, read_xml

LOWEST_ROW, NARROWEST_COLUMN = 2, 0.3  # points and characters: nothing in a lower row or a narrower column can be read


class SheetFeatures:
    """Everything about a sheet: the values of its cells in `cells`, and what only the XML tells."""

    def __init__(
        self,
        styles: list[CellLook],
        hiding_conditions: Collection[str] = (),
        shared: SharedTexts | None = None,
        is_1904: bool = False,
        name: str = "",
    ) -> None:
        self.cells, self.along = StoredCells(name), RowLooks(styles)
        by_style = readers_by_style([look.number_format for look in styles], is_1904)
        self.rows = SheetRows(self.cells, self.along, shared or SharedTexts(), by_style)
        self.conditions = Conditions(hiding_conditions)
        self.validations = Validations()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filters: list[Merge] = []  # where a filter is on
        self.merges: list[Merge] = []
        self.links = 0
        self._plain = PlainRows()
        self._pieces: list[str] = []  # of the text of the element that is being read
        self._runs: list[str] = []  # of the text stored in a cell itself
        self._reading_aids = 0  # elements around this one that say how a text is pronounced
        self._usual_height: str | None = None
        self._usual_width: str | None = None
        self._columns_with_width: set[int] = set()
        self._filter = ""

    def through(self, chunks: Iterable[bytes]) -> Self:
        """Reads the whole part, chunk by chunk, and returns itself."""
        read_xml(self._plain.cut_out(chunks), self._begin)
        if _is_less(self._usual_width, NARROWEST_COLUMN):
            self.hidden_columns.update({*range(1, self.cells.right + 1)} - self._columns_with_width)
        return self

    def _begin(self, parser: XMLParserType, prefix: str) -> None:
        starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._row,
            "f": self._begin_text,
            "is": self._inline,
            "t": self._begin_text,
            "rPh": self._reading_aid,
            "col": self._column,
            "mergeCell": self._merge,
            "hyperlink": self._link,
            "conditionalFormatting": self.conditions.begin,
            "cfRule": self.conditions.rule,
            "formula": self._begin_text,
            "dataBar": self.conditions.bar_or_icons,
            "iconSet": self.conditions.bar_or_icons,
            "sheetFormatPr": self._usual_sizes,
            "autoFilter": self._auto_filter,
            "filterColumn": self._filter_is_on,
            "rPr": self._part_of_text,
            "dataValidation": partial(self.validations.rule, parser),
            "extLst": partial(self.validations.extensions, parser),
            **{name: partial(self._font, name) for name in ("strike", "sz", "color")},
        }
        ends: dict[str, Callable[[], None]] = {
            "row": self.rows.end,
            "f": self._end_formula,
            "is": self._end_inline,
            "t": self._end_text,
            "rPh": self._end_reading_aid,
            "cfRule": self.conditions.end_rule,
            "formula": lambda: self.conditions.formula("".join(self._pieces)),
        }
        self._set_handlers(
            parser,
            (f"{prefix}c", f"{prefix}v"),
            {f"{prefix}{name}": to for name, to in starts.items()},
            {f"{prefix}{name}": to for name, to in ends.items()},
        )

    def _set_handlers(
        self,
        parser: XMLParserType,
        names: tuple[str, str],
        starts: dict[str, Callable[[Attributes], None]],
        ends: dict[str, Callable[[], None]],
    ) -> None:
        """Sets the handlers. A sheet is nearly all cells with values: these are only collected, and read row by row."""
        cell_name, value_name = names
        cells, texts, pieces = self.rows.cells, self.rows.texts, self._pieces
        add, clear, set_text = cells.append, pieces.clear, texts.setdefault

        def start(name: str, attributes: list[str]) -> None:
            if name == cell_name:
                add(attributes)
            elif name == value_name:
                clear()
            elif name in starts:
                starts[name](as_attributes(attributes))

        def end(name: str) -> None:
            if name == value_name:
                set_text(len(cells), pieces[0] if len(pieces) == 1 else "".join(pieces))
            elif name in ends:
                ends[name]()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = pieces.append

    def _row(self, attributes: Attributes) -> None:
        self.rows.begin(attributes)
        if name := attributes.get(self._plain.attribute):
            self.rows.take_plain(*self._plain.cells(name))
        if attributes.get("hidden") in ("1", "true") or _is_less(attributes.get("ht", self._usual_height), LOWEST_ROW):
            self.hidden_rows.add(self.rows.row)

    def _begin_text(self, attributes: Attributes) -> None:
        self._pieces.clear()

    def _end_text(self) -> None:
        if not self._reading_aids:
            self._runs.append("".join(self._pieces))

    def _inline(self, attributes: Attributes) -> None:
        self._runs.clear()

    def _end_inline(self) -> None:
        """Stores the text if the cell says that its text is inline."""
        cells = self.rows.cells
        if cells and as_attributes(cells[-1]).get("t") == "inlineStr":
            self.rows.texts[len(cells)] = "".join(self._runs)

    def _reading_aid(self, attributes: Attributes) -> None:
        self._reading_aids += 1

    def _end_reading_aid(self) -> None:
        self._reading_aids -= 1

    def _end_formula(self) -> None:
        self.rows.formulas_of[len(self.rows.cells)] = "".join(self._pieces)

    def _part_of_text(self, attributes: Attributes) -> None:
        self.rows.fonts_of.setdefault(len(self.rows.cells), []).append([])

    def _font(self, name: str, attributes: Attributes) -> None:
        """Notes a font property of a part of a text; conditions, which have colours too, come after all cells."""
        if parts := self.rows.fonts_of.get(len(self.rows.cells)):
            parts[-1].append((name, attributes))

    def _usual_sizes(self, attributes: Attributes) -> None:
        """Notes the sizes of rows and columns that state none of their own."""
        self._usual_height, self._usual_width = attributes.get("defaultRowHeight"), attributes.get("defaultColWidth")

    def _column(self, attributes: Attributes) -> None:
        columns = range(int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN) + 1)
        self._columns_with_width.update(columns)
        if attributes.get("hidden") in ("1", "true") or _is_less(attributes.get("width"), NARROWEST_COLUMN):
            self.hidden_columns.update(columns)

    def _auto_filter(self, attributes: Attributes) -> None:
        self._filter = attributes.get("ref", "")

    def _filter_is_on(self, attributes: Attributes) -> None:
        if self._filter:
            self.filters.append(area(self._filter))

    def _merge(self, attributes: Attributes) -> None:
        self.merges.append(area(attributes["ref"]))

    def _link(self, attributes: Attributes) -> None:
        self.links += 1


def _is_less(size: str | None, least: float) -> bool:
    return size is not None and float(size) < least
