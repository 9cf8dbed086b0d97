"""The drop-down lists of a workbook: what each column lets people choose."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

from openpyxl.utils.cell import range_boundaries

from loaders.reader.grid import Grid
from loaders.reader.limits import LAST_COLUMN, LAST_ROW
from loaders.reader.package import Contents
from loaders.reader.refusal import Refused
from loaders.reader.zip_parts import Package, Parts

MOST_CHOICES = 100
REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'!|([^'!\"()]+)!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


@dataclass(frozen=True)
class DropDown:
    """The cells one list holds for, as (left, top, right, bottom), and its words; none where they cannot be told."""

    sheet: str
    ranges: tuple[tuple[int, int, int, int], ...]
    choices: tuple[str, ...]

    def holds_for(self, sheet: str, column: int, below: int) -> bool:
        """Whether it holds for cells of that column further down than row `below`."""
        places = [left <= column <= right and bottom > below for left, _, right, bottom in self.ranges]
        return sheet == self.sheet and any(places)


def drop_downs(path: Path, grids: tuple[Grid, ...]) -> tuple[DropDown, ...]:
    """Every drop-down list of an Excel workbook that has been read; of other kinds of file, none."""
    try:
        parts = Parts(path.read_bytes())
        is_excel = parts.package == Package.EXCEL
        return tuple(_all(parts, {grid.name: grid for grid in grids})) if is_excel else ()
    except (Refused, ParseError, ValueError):  # the file has been read; that its lists cannot be is no reason to stop
        return ()


def _all(parts: Parts, grids: dict[str, Grid]) -> Iterator[DropDown]:
    contents = Contents(parts)
    names = {
        name.get("name", "").casefold(): name.text or ""
        for name in parts.tree(contents.main).iterfind("{*}definedNames/{*}definedName")
    }
    for sheet in contents.sheets:
        for ranges, formula in _lists(parts, sheet.part):
            choices = _choices(names.get(formula.casefold(), formula), sheet.name, grids)
            yield DropDown(sheet.name, tuple(map(_area, ranges.split())), choices)


def _lists(parts: Parts, part: str) -> Iterator[tuple[str, str]]:
    """The cells and the formula of each list; newer lists stand in an extension that spells the same otherwise."""
    for _, element in iterparse(io.BytesIO(parts.read(part))):
        name = element.tag.rpartition("}")[2]
        if name == "dataValidation" and element.get("type") == "list":
            yield element.get("sqref") or _text(element, "sqref"), _text(element, "formula1")
        if name in ("row", "dataValidation"):
            element.clear()


def _area(written: str) -> tuple[int, int, int, int]:
    """A range such as E2:E9, E:E or 2:9; what it leaves out is as far as a sheet goes."""
    left, top, right, bottom = range_boundaries(written)
    return left or 1, top or 1, right or LAST_COLUMN, bottom or LAST_ROW


def _text(element: Element, name: str) -> str:
    part = next(element.iterfind(f"{{*}}{name}"), None)
    return "".join(part.itertext()).strip() if part is not None else ""


def _choices(formula: str, sheet: str, grids: dict[str, Grid]) -> tuple[str, ...]:
    """The words, written out or in cells elsewhere; what a formula works out cannot be told."""
    if formula.startswith('"'):
        return tuple(word.strip() for word in formula.strip('"').replace('""', '"').split(",") if word.strip())
    match = REFERENCE.fullmatch(formula)
    grid = grids.get((match[1] or match[2] or sheet).replace("''", "'")) if match else None
    if not match or not grid:
        return ()
    left, top, right, bottom = range_boundaries(f"{match[3]}{match[4]}:{match[5] or match[3]}{match[6] or match[4]}")
    places = ((row, column) for row in range(top, min(bottom, grid.last_row) + 1) for column in range(left, right + 1))
    return tuple(islice((words for place in places if (words := grid.at(*place).words)), MOST_CHOICES))
