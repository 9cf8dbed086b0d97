"""One sheet as read, before it leaves the reading process: values row by row, and what is known of single places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from loaders.reader.limits import LONGEST_CELL, MOST_FILLED, MOST_MERGED
from loaders.reader.refusal import FileRefused, shortened
from tracker.file_terms import Hidden

Place = tuple[int, int]
Merge = tuple[int, int, int, int]  # top, left, bottom, right
DropDownList = tuple[str, list[Merge]]  # its formula, and the cells that it applies to
FIRST_YEAR = 1900
TOO_MANY = f"Over {MOST_FILLED:,} cells are filled. Send the plan alone, in a new workbook."
EXACT_UP_TO = 2.0**53  # beyond it a float no longer holds every whole number


@dataclass
class RawSheet:
    """One sheet. `rows` has lists of values from column A on, "" for an empty cell; empty rows are left out."""

    name: str
    is_hidden: bool = False
    rows: dict[int, list[Any]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    filters: list[Merge] = field(default_factory=list)  # where a filter is on
    hiding_conditions: dict[Hidden, list[Merge]] = field(default_factory=dict)  # where a condition hides, or may
    hidden_texts: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)  # by the font of some part
    looks: Sequence[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)  # number format, fill, why hidden
    patterns: list[tuple[int, ...]] = field(default_factory=list)
    pattern_of: dict[int, int] = field(default_factory=dict)
    errors: list[Place] = field(default_factory=list)
    unknown: list[Place] = field(default_factory=list)  # formulas without a stored result
    zeros: list[Place] = field(default_factory=list)  # formulas whose result is zero
    replaced: list[tuple[int, int, str]] = field(default_factory=list)  # texts replaced by another cell there
    pivots: list[Merge] = field(default_factory=list)  # where the pivot tables are
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    drop_downs: list[DropDownList] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(len(row) - row.count("") for row in self.rows.values())

    def value(self, place: Place) -> object:
        """The value at a place, "" for an empty cell."""
        row = self.rows.get(place[0], ())
        return row[place[1] - 1] if place[1] <= len(row) else ""

    def put(self, place: Place, value: object) -> None:
        """Replaces the value at a place by a more exact one."""
        row = self.rows.setdefault(place[0], [])
        row.extend([""] * (place[1] - len(row)))
        row[place[1] - 1] = value

    def odd_numbers(self) -> list[Place]:
        """The places of numbers too long for a float, and of days before the calendar of spreadsheets begins.

        Raises FileRefused for a text that is too long for a cell.
        """
        places = []
        for number, row in self.rows.items():
            for n, value in enumerate(row, 1):
                if value.__class__ is str:
                    if len(value) > LONGEST_CELL:
                        raise FileRefused(_too_long(self.name))
                elif value.__class__ is float:
                    if not -EXACT_UP_TO < value < EXACT_UP_TO:
                        places.append((number, n))
                elif value.__class__ is datetime and value.year < FIRST_YEAR:
                    places.append((number, n))
        return places


def hidden_facts(sheet: RawSheet) -> list[str]:
    """A sentence for each kind of thing in a sheet that a person may not see."""
    name = shortened(sheet.name)
    sentences = {
        f"Sheet '{name}' is hidden.": sheet.is_hidden,
        f"Sheet '{name}' has hidden rows: {len(sheet.hidden_rows):,}.": sheet.hidden_rows,
        f"Sheet '{name}' has hidden columns: {len(sheet.hidden_columns):,}.": sheet.hidden_columns,
        f"Sheet '{name}' has comments: {len(sheet.comments):,}.": sheet.comments,
    }
    return [sentence for sentence, holds in sentences.items() if holds]


def refuse_too_much(sheets: list[RawSheet]) -> int:
    """The number of filled cells.

    Raises FileRefused if there are none or too many, or if merges cover too many cells.
    """
    filled = sum(sheet.filled for sheet in sheets)
    if not filled:
        raise FileRefused("No cell in the file is filled. Ask the sender for it again.")
    if filled > MOST_FILLED:
        raise FileRefused(TOO_MANY)
    for sheet in sheets:
        if _merged_cells(sheet) > MOST_MERGED:
            name = shortened(sheet.name)
            raise FileRefused(f"Sheet '{name}' merges over {MOST_MERGED:,} cells. Unmerge whole rows and columns.")
    return filled


def _merged_cells(sheet: RawSheet) -> int:
    last_row, last_column = max(sheet.rows, default=0), max(map(len, sheet.rows.values()), default=0)
    return sum(
        max(0, min(bottom, last_row) - top + 1) * max(0, min(right, last_column) - left + 1)
        for top, left, bottom, right in sheet.merges
    )


def _too_long(name: str) -> str:
    return f"Sheet '{shortened(name)}' has a cell of over {LONGEST_CELL:,} characters. Shorten its text."


def far_apart(name: str) -> str:
    """The sentence that refuses a sheet with more room between its cells than can be kept."""
    return f"Sheet '{shortened(name)}' has filled cells far apart. Delete the empty rows and columns between them."


def as_json(value: object) -> dict[str, object]:
    """A date, a time or a length of time as JSON, told apart from text by its key. Raises TypeError for the rest."""
    if isinstance(value, date):  # a datetime is a date too
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    raise TypeError(type(value).__name__)


def from_json(entry: dict[str, Any]) -> object:
    """The value that a JSON object stands for; a date without a time becomes midnight, so all dates have one type."""
    if len(entry) == 1:
        ((key, value),) = entry.items()
        if key == "date":
            return datetime.fromisoformat(value)
        if key == "time":
            return time.fromisoformat(value)
        if key == "seconds":
            return timedelta(seconds=value)
    return entry
