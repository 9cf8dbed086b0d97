"""The marked cells of one sheet, found in its XML without reading the others."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection

from openpyxl.utils.cell import get_column_letter, range_boundaries

from loaders.load.annotate.xml_part import Attributes, Element, XmlPart
from loaders.reader.raw_sheet import Place
from loaders.reader.walk import REFERENCE
from tracker.column_letters import column_number

NewFormat = Callable[[int], int | None]
# What follows the drawing of notes in a sheet; the format prescribes the order.
AFTER_NOTES = set(
    "legacyDrawingHF drawingHF picture oleObjects controls AlternateContent webPublishItems tableParts extLst".split()
)


def place_of(address: str) -> Place:
    """The row and column of an address such as "D2"; (0, 0) for anything else."""
    match = REFERENCE.fullmatch(address)
    return (int(match[2]), column_number(match[1])) if match else (0, 0)


def address_of(place: Place) -> str:
    """The address of a row and column, such as "D2"."""
    row, column = place
    return f"{get_column_letter(column)}{row}"


def corners(xml: bytes, places: Collection[Place]) -> dict[Place, Place]:
    """For each of these places in merged cells, the first cell of the merge, which alone can carry a note."""
    wanted_tags = {"worksheet", "mergeCells", "mergeCell"}
    sheet = XmlPart(xml, lambda name, attributes, depth: name in wanted_tags)
    columns = _by_row(places)
    rows = sorted(columns)
    found: dict[Place, Place] = {}
    for merged in sheet.root.within("mergeCell"):
        left, top, right, bottom = range_boundaries(merged.attributes.get("ref", "A1"))
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            inside = [column for column in columns[row] if left <= column <= right]
            found |= {(row, column): (top, left) for column in inside}
            columns[row] = [column for column in columns[row] if column not in inside]
    return found


class SheetCells:
    """One sheet, with only its rows and cells that are marked or come right after the place of a new one."""

    def __init__(self, xml: bytes, places: Collection[Place]) -> None:
        self._columns = _by_row(places)
        self._rows = sorted(self._columns)
        self._row = self._column = self._rows_passed = self._columns_passed = 0
        self._of_row: list[int] = []
        self.part = XmlPart(xml, self._keep)
        self._data = self.part.root.first("sheetData")

    @property
    def legacy_drawing(self) -> str:
        """The id of the relation to the drawing with the sheet's notes; "" if there is none."""
        drawing = self.part.root.first("legacyDrawing")
        return next((v for k, v in drawing.attributes.items() if k.endswith(":id")), "") if drawing else ""

    def add_legacy_drawing(self, xml: bytes) -> None:
        """Adds the element that names the drawing of the notes, where the format wants it, and removes any other."""
        children = self.part.root.children
        for stale in self.part.root.all("legacyDrawing"):
            self.part.remove(stale)
        data = next((n for n, child in enumerate(children) if child.name == "sheetData"), 0)
        later = next((child for child in children[data:] if child.name in AFTER_NOTES), None)
        self.part.before(later, xml) if later else self.part.append(self.part.root, xml)

    def give_formats(self, new: NewFormat) -> None:
        """Gives each place the format that `new` makes of its present one; None leaves the place as it is."""
        if self._data is None:
            return
        rows = {int(row.attributes["r"]): row for row in reversed(self._data.all("row"))}
        later = sorted(rows)
        for number in self._rows:
            if row := rows.get(number):
                self._in_row(number, row, new)
            elif cells := self._new_cells(number, {}, self._columns[number], new):
                tag = f'<{self.part.prefix}row r="{number}">{"".join(cells)}</{self.part.prefix}row>'
                place = bisect_right(later, number)
                self._insert(tag, rows[later[place]] if place < len(later) else None, self._data)

    def _in_row(self, number: int, row: Element, new: NewFormat) -> None:
        cells = {int(cell.attributes["column"]): cell for cell in reversed(row.all("c"))}
        for column in self._columns[number]:
            if cell := cells.get(column):
                if (format_ := new(_number(cell.attributes.get("s")))) is not None:
                    self.part.set(cell, s=str(format_))
            elif made := self._new_cells(number, row.attributes, [column], new):
                self.part.set(row, spans=None)  # its spans, which say what cells it had before
                later = min((other for other in cells if other > column), default=None)
                self._insert(made[0], cells[later] if later else None, row)

    def _insert(self, xml: str, later: Element | None, around: Element) -> None:
        self.part.before(later, xml.encode()) if later else self.part.append(around, xml.encode())

    def _new_cells(self, number: int, row: Attributes, columns: list[int], new: NewFormat) -> list[str]:
        """The XML of blank cells that the file lacks; each has the format of its row or column, as on the screen."""
        formats = ((column, new(self._inherited(row, column))) for column in columns)
        return [
            f'<{self.part.prefix}c r="{address_of((number, column))}" s="{format_}"/>'
            for column, format_ in formats
            if format_ is not None
        ]

    def _inherited(self, row: Attributes, column: int) -> int:
        if row.get("customFormat") in ("1", "true"):
            return _number(row.get("s"))
        for span in self.part.root.within("col"):
            if _number(span.attributes.get("min")) <= column <= _number(span.attributes.get("max")):
                return _number(span.attributes.get("style"))
        return 0

    def _keep(self, name: str, attributes: Attributes, depth: int) -> bool:
        if depth == 3 and name == "c":
            return self._keep_cell(attributes)
        if depth == 2 and name == "row":
            return self._keep_row(attributes)
        return depth < 2 or name == "col"

    def _keep_row(self, attributes: Attributes) -> bool:
        """Whether to keep a row; one without a number is below the one before it."""
        self._row = int(attributes.get("r") or self._row + 1)
        attributes["r"] = str(self._row)
        self._column = self._columns_passed = 0
        self._of_row = self._columns.get(self._row, [])
        before, self._rows_passed = self._rows_passed, max(self._rows_passed, bisect_right(self._rows, self._row))
        return self._rows_passed > before or bool(self._of_row)

    def _keep_cell(self, attributes: Attributes) -> bool:
        """Whether to keep a cell; one without an address is right of the one before it."""
        if not self._of_row:
            return False
        self._column = place_of(attributes["r"])[1] if "r" in attributes else self._column + 1
        attributes["column"] = str(self._column)
        before = self._columns_passed
        self._columns_passed = max(before, bisect_right(self._of_row, self._column))
        return self._columns_passed > before or self._column in self._of_row


def _by_row(places: Collection[Place]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for row, column in sorted(set(places)):
        rows.setdefault(row, []).append(column)
    return rows


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
