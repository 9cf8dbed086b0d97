"""A case of the exam: an invented plan as people really keep them, what a person would answer, and what is right."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tests.drawing import write_workbook
from tracker.terms import Kind, ReportedStatus, Response

CASES = Path(__file__).parent / "cases"
REFUSED = "refused"  # in place of a state: the row must not count as a record
STATES = {
    Kind.ACTION: {*ReportedStatus, REFUSED},
    Kind.RECOMMENDATION: {*Response, REFUSED},
}


class Right(NamedTuple):
    """One record as it must be read. `name` is its reference, or the beginning of its words.

    `is_mistaken` says that the sender mistyped its date: a problem must name the cell.
    """

    name: str
    due_on: date | None
    state: str
    is_mistaken: bool = False


class Answer(NamedTuple):
    """What a person answers to a question: keys of the layout, or a pattern of the draft's lines to accept."""

    question: str
    layout: Mapping[str, Any] = MappingProxyType({})
    accept: str = ""


@dataclass(frozen=True)
class Case:
    """Everything that a file of `cases/` says."""

    name: str
    odd: str
    agency: str
    review: str
    fills: Kind
    file: str
    records: tuple[Right, ...]
    columns: dict[str, str | list[str]]  # the heading of each column that decides; several if they make up one field
    words: dict[str, dict[str, str]]
    answers: tuple[Answer, ...]
    held_back: bool = False  # whoever works on drafting was told only what kind of thing failed
    dates: str = "day first"
    sheets: dict[str, str] = field(default_factory=dict)
    text: str = ""
    encoding: str = "utf-8"
    cells: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    hidden_sheets: tuple[str, ...] = ()

    def write(self, folder: Path) -> Path:
        """Writes the file as it would be received and returns its path."""
        path = folder / self.file
        if self.text:
            path.write_bytes(self.text.lstrip("\n").encode(self.encoding))
            return path
        return write_workbook(path, self.sheets, self._change)

    def _change(self, book: Workbook) -> None:
        for where, words in self.cells.items():
            self._range(book, where).value = words
        for where, number_format in self.formats.items():
            for row in self._range(book, where):
                for cell in row:
                    cell.number_format = number_format
        for where, choices in self.choices.items():
            name, _, area = where.partition("!")
            book[name].add_data_validation(DataValidation("list", choices, sqref=area))
        for name in self.hidden_sheets:
            book[name].sheet_state = "hidden"

    @staticmethod
    def _range(book: Workbook, where: str) -> Any:
        """The cell or cells at "B2" or "B2:C9" on the first sheet, or on the sheet that "Plan!B2" names."""
        name, _, area = where.rpartition("!")
        return (book[name] if name else book.worksheets[0])[area]


def read_case(path: Path) -> Case:
    """Reads one file of `cases/`."""
    keys = tomllib.loads(path.read_text(encoding="utf-8"))
    records = tuple(map(_right, keys.pop("records").strip().splitlines()))
    answers = tuple(Answer(**answer) for answer in keys.pop("answers", []))
    given = {"name": path.stem, "file": "plan.xlsx", "words": {}, **keys}
    return Case(**{**given, "fills": Kind(keys.get("fills", "action")), "records": records, "answers": answers})


def _right(line: str) -> Right:
    """Reads a record written as "name | due date | state".

    The date "?" cannot be counted, "" is none, and "~" comes before one that was mistyped.
    """
    name, due, state = (part.strip() for part in line.split("|"))
    on = due.removeprefix("~")
    return Right(name, date.fromisoformat(on) if on not in ("", "?") else None, state, due.startswith("~"))


def cases(name: str = "") -> list[Case]:
    """The cases whose name begins with `name`, by default all, in the order of their names."""
    return [read_case(path) for path in sorted(CASES.glob(f"{name}*.toml"))]
