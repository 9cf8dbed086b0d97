"""A table of a document or a web page, put into rows and columns like a sheet."""

import re
from dataclasses import dataclass, field

from loaders.reader.limits import (
    LAST_COLUMN,
    MOST_COLUMNS_SPANNED,
    MOST_FILLED,
    MOST_NESTED,
    MOST_ROWS_SPANNED,
    MOST_SPANNED,
    MOST_TABLES,
)
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.refusal import FileRefused
from loaders.reader.styles import PLAIN, CellLook
from tracker.file_terms import Hidden

TOO_WIDE = f"A table has over {LAST_COLUMN:,} columns, or too many empty cells. Send the plan alone."
TOO_MANY = f"Over {MOST_FILLED:,} cells are filled. Send the plan alone."
TOO_MANY_TABLES = f"The file has over {MOST_TABLES:,} tables. Send the plan alone."
NESTED = f"The file has over {MOST_NESTED} parts inside one another. Save it anew and send that."
NO_TABLE = "The file has no table with words in it. Ask the sender for a table in Word, or for the spreadsheet."
NAMES = "Cells are named as in a spreadsheet: C5 of 'table 2' is row 5, column 3 of the second table."
SPACES = re.compile("  +")
DELETED = "Deleted in the document: "


@dataclass
class CellWords:
    """The words of one cell, gathered piece by piece, and why a person does not see them or sees them struck out."""

    whys: set[Hidden] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)  # what is written beside the words
    folds_blanks: bool = False
    _standing: list[str] = field(default_factory=list)
    _deleted: list[str] = field(default_factory=list)

    def add(self, words: str, is_deleted: bool = False) -> None:
        """Adds words and keeps their line breaks."""
        (self._deleted if is_deleted else self._standing).append(words)

    def finish(self) -> str:
        """Returns the words that were not deleted, and notes the others; if all were, they are read as struck out."""
        standing, deleted = self._plain(self._standing), self._plain(self._deleted) if self._deleted else ""
        if standing and deleted:
            self.notes.append(f"{DELETED}{deleted}")
        elif deleted:
            self.whys.add(Hidden.STRUCK_OUT)
        return standing or deleted

    def _plain(self, pieces: list[str]) -> str:
        """The lines without blanks at their ends, and without blank lines."""
        lines = "".join(pieces).split("\n")
        plain = [SPACES.sub(" ", line).strip() if self.folds_blanks else line.strip() for line in lines]
        return "\n".join(line for line in plain if line)


class TextTable:
    """A table filled row by row; it knows which places are taken by cells that span several."""

    def __init__(self, number: int, is_hidden: bool = False) -> None:
        self.sheet = RawSheet(f"table {number}", is_hidden)
        self.row = self.column = 0
        self._looks: dict[CellLook, int] = {PLAIN: 0}
        self._patterns: dict[tuple[int, ...], int] = {}
        self._line: list[int] = []  # the looks along the row
        self._taken: dict[int, int] = {}  # column to the last row that a cell above spans
        self._places = self._filled = 0
        self._settled = 0  # how many merges no longer change

    def next_row(self, is_hidden: bool = False) -> None:
        """Ends the row and begins the next."""
        self._end_row()
        self.row, self.column = self.row + 1, 0
        if is_hidden:
            self.sheet.hidden_rows.append(self.row)

    def next_place(self, columns: int = 1) -> None:
        """Moves on by `columns`, and past any place that a cell above spans.

        Raises FileRefused beyond the last column.
        """
        self.column += columns
        while self._taken.get(self.column, 0) >= self.row:
            self.column += 1
        if self.column > LAST_COLUMN:
            raise FileRefused(TOO_WIDE)

    def add(self, words: CellWords, fill: str, columns: int = 1, rows: int = 1, is_corner: bool = False) -> None:
        """Puts a cell at the current place and moves to its last column; a corner can be extended by rows below."""
        row, column, text = self.row, self.column, words.finish()
        columns, rows = max(1, min(columns, MOST_COLUMNS_SPANNED)), max(1, min(rows, MOST_ROWS_SPANNED))
        if text:
            self._put(text)
        if words.notes:
            self.sheet.comments.append((row, column, "\n".join(words.notes)))
        if fill or (text and words.whys):
            self._note(CellLook(fill=fill, hidden=tuple(why for why in Hidden if text and why in words.whys)))
        if columns > 1 or rows > 1 or is_corner:
            self.sheet.merges.append((row, column, row + rows - 1, column + columns - 1))
        if rows > 1:
            self._taken.update(dict.fromkeys(range(column, column + columns), row + rows - 1))
        self.column += columns - 1

    def can_span_on(self, corner: int) -> bool:
        """Whether the merge with the number `corner` ends in the row above."""
        return self.sheet.merges[corner][2] == self.row - 1

    def span_on(self, corner: int, columns: int) -> None:
        """Extends the merge with the number `corner` to this row, and moves on to the last of its columns."""
        top, left, _, right = self.sheet.merges[corner]
        self.sheet.merges[corner] = (top, left, self.row, right)
        self.column += min(columns, MOST_COLUMNS_SPANNED) - 1

    def end_spans(self) -> None:
        """Ends all spans at the current row, as between the head of a table and its body."""
        self._taken.clear()
        merges, before = self.sheet.merges, self._settled
        self._settled = len(merges)
        for n in range(before, len(merges)):
            top, left, bottom, right = merges[n]
            merges[n] = (top, left, min(bottom, self.row), right)

    def finish(self) -> RawSheet:
        """The table as a sheet."""
        self._end_row()
        self.sheet.looks, self.sheet.patterns = list(self._looks), list(self._patterns)
        return self.sheet

    def _put(self, text: str) -> None:
        self._filled += 1
        self._places += max(0, self.column - len(self.sheet.rows.get(self.row, ())))
        if self._filled > MOST_FILLED:
            raise FileRefused(TOO_MANY)
        if self._places > MOST_SPANNED:
            raise FileRefused(TOO_WIDE)
        self.sheet.put((self.row, self.column), text)

    def _note(self, look: CellLook) -> None:
        self._line.extend([0] * (self.column - len(self._line)))
        self._line[self.column - 1] = self._looks.setdefault(look, len(self._looks))

    def _end_row(self) -> None:
        if self._line:
            line, self._line = tuple(self._line), []
            self.sheet.pattern_of[self.row] = self._patterns.setdefault(line, len(self._patterns))
