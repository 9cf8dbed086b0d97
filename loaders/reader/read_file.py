"""Reads a received file, safely and twice: its sheets of cells, and what staff should know about the file."""

import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from loaders.reader.grid import Grid
from loaders.reader.limits import LARGEST_FILE
from loaders.reader.raw_sheet import Merge, Place, from_json
from loaders.reader.refusal import DAMAGED, LONGEST_SENTENCE, shortened
from loaders.reader.worker import NoAnswer, worker
from tracker.file_terms import Hidden
from tracker.findings import NotReadable


@dataclass(frozen=True)
class Disagreement:
    """A cell in which two readers see different things: `one` is the value used, `other` what the second one sees."""

    sheet: str
    cell: str
    one: str
    other: str


@dataclass(frozen=True)
class Workbook:
    """A workbook or table as read, with what staff should know about the file.

    `without_marks` names its format, such as ".csv", if a file in that format cannot say whether a cell was hidden;
    else "".
    """

    grids: tuple[Grid, ...]
    disagreements: tuple[Disagreement, ...]
    is_read_twice: bool
    why_once: str
    facts: tuple[str, ...]
    without_marks: str = ""


def read_workbook(path: Path) -> Workbook:
    """The file at `path` as a workbook. Raises NotReadable: one sentence of at most 160 characters with the remedy."""
    return from_answer(answer_of(path))


def read_bytes(data: bytes) -> Workbook:
    """The bytes of a file as a workbook. Raises NotReadable: one sentence of at most 160 characters with the remedy."""
    return from_answer(answer_for(data))


def answer_of(path: Path) -> bytes:
    """The reading process's answer for the file at `path`, as JSON. Raises NotReadable as `read_workbook` does."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:  # its own words would name a folder on the server
        raise NotReadable("The file cannot be opened here. Check that it exists and may be read.") from error
    return answer_for(data)


def answer_for(data: bytes) -> bytes:
    """The reading process's answer for the bytes of a file, as JSON. Raises NotReadable."""
    try:
        return worker.ask(data)
    except NoAnswer as refused:
        raise NotReadable(str(refused)) from refused


def from_answer(content: bytes) -> Workbook:
    """The workbook that an answer of the reading process describes. Raises NotReadable as `read_bytes` does."""
    try:
        answer = json.loads(content, object_hook=from_json)
        if refused := answer.get("refused"):
            raise NotReadable(shortened(str(refused), LONGEST_SENTENCE))
        return _workbook(answer)
    except NotReadable:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise NotReadable(DAMAGED) from error  # the reading process may answer anything once a file has broken it


def _workbook(answer: dict[str, Any]) -> Workbook:
    return Workbook(
        grids=tuple(grid_of(sheet) for sheet in answer["sheets"]),
        disagreements=tuple(_disagreement(entry) for entry in answer["disagreements"]),
        is_read_twice=not answer["why_once"],
        why_once=str(answer["why_once"]),
        facts=tuple(map(str, answer["facts"])),
        without_marks=str(answer["without_marks"]),
    )


def _disagreement(entry: dict[str, Any]) -> Disagreement:
    return Disagreement(str(entry["sheet"]), str(entry["cell"]), str(entry["one"]), str(entry["other"]))


def grid_of(sheet: dict[str, Any]) -> Grid:
    """A sheet from the fields of a RawSheet. Raises ValueError, TypeError or KeyError if the fields are wrong."""
    grid = Grid(
        name=str(sheet["name"]),
        is_hidden=bool(sheet["is_hidden"]),
        hidden_rows=frozenset(map(int, sheet["hidden_rows"])),
        hidden_columns=frozenset(map(int, sheet["hidden_columns"])),
        merges=_areas(sheet["merges"]),
        pivots=_areas(sheet["pivots"]),
        comments={(row, column): str(words) for row, column, words in sheet["comments"]},
        unknown=frozenset((row, column) for row, column in sheet["unknown"]),
        replaced=_by_place(sheet["replaced"]),
        zeros=frozenset((row, column) for row, column in sheet["zeros"]),
        drop_downs=tuple((str(formula), _areas(cells)) for formula, cells in sheet["drop_downs"]),
        _rows={int(number): row for number, row in sheet["rows"].items()},
        _looks=[(str(number_format), str(fill), _reasons_hidden(whys)) for number_format, fill, whys in sheet["looks"]],
        _patterns=sheet["patterns"],
        _pattern_of={int(row): int(number) for row, number in sheet["pattern_of"].items()},
        _errors=frozenset((row, column) for row, column in sheet["errors"]),
        _filters=_areas(sheet["filters"]),
        _hiding_conditions={Hidden(why): _areas(areas) for why, areas in sheet["hiding_conditions"].items() if areas},
        _hidden_texts={(row, column): _reasons_hidden(whys) for row, column, whys in sheet["hidden_texts"]},
    )
    _check(grid)
    return grid


def _by_place(texts: list[Any]) -> dict[Place, tuple[str, ...]]:
    places: dict[Place, tuple[str, ...]] = {}
    for row, column, text in texts:
        places[row, column] = (*places.get((row, column), ()), str(text))
    return places


def _reasons_hidden(whys: list[Any]) -> tuple[Hidden, ...]:
    return tuple(map(Hidden, whys))


def _areas(areas: list[Any]) -> tuple[Merge, ...]:
    return tuple((int(top), int(left), int(bottom), int(right)) for top, left, bottom, right in areas)


def _check(grid: Grid) -> None:
    """Raises ValueError unless everything that is looked up later is there."""
    numbers = set(chain.from_iterable(grid._patterns))
    if not all(type(row) is list and row for row in grid._rows.values()) or not all(
        type(number) is int and 0 <= number < len(grid._looks) for number in numbers
    ):
        raise ValueError
    if any(not 0 <= number < len(grid._patterns) for number in grid._pattern_of.values()):
        raise ValueError
