"""Tells what a row below the headings is: a title, a total, the headings again, not filled in, or a record."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from loaders.mapping.columns import Columns
from loaders.mapping.headings import key_of
from loaders.mapping.known_words import other_words, single_spaced, small
from loaders.mapping.layout import SheetLayout
from loaders.mapping.totals import is_total
from loaders.reader.cell_text import as_written, is_blank
from loaders.reader.grid import Grid
from tracker.file_terms import Hidden, Reason
from tracker.findings import NotAsLaidOut, NotReadable
from tracker.terms import Kind, ReportedStatus

SUMS = ("count of ", "sum of ", "average of ")  # how a pivot table heads its columns
LONGEST_REFERENCE = 12  # letters
MAIN = {
    Kind.ACTION: "action",
    Kind.RECOMMENDATION: "recommendation",
    Kind.VERIFICATION: "verification",
    Kind.COMMENT: "comment",
    Kind.RESOLUTION: "minute",
}
LEFT_OUT_BY = {"leave_out": Reason.GUIDANCE, "titles": Reason.TITLE, "summaries": Reason.SUMMARY}  # keys of a layout
NUMBERED = (Kind.ACTION, Kind.RECOMMENDATION)  # whose rows a form may number in advance
NOT_BEGUN = (ReportedStatus.NOT_STARTED, ReportedStatus.NOT_REPORTED)
Own = dict[int, object]  # column to what fills its cell, without what merged cells lend


class Title(NamedTuple):
    """The title of a section: its words, and why a person looking at the sheet does not see them."""

    words: str
    hidden: tuple[Hidden, ...]


NO_TITLE = Title("", ())


class RowKinds:
    """Tells what each row of one sheet is.

    `headings` are the words of each row of headings by column, `unfilled` the words of cells that nobody answered;
    `rows_as_sent` are the numbers of a form's rows that nobody has filled in.
    """

    def __init__(self, grid: Grid, layout: SheetLayout, columns: Columns, rows_as_sent: frozenset[int]) -> None:
        self._grid, self._layout, self._columns, self.rows_as_sent = grid, layout, columns, rows_as_sent
        self._table, self._read = sorted(columns.table), columns.read
        self._before = range(1, self._table[0])
        self._main = columns.places.get(MAIN[layout.fills])
        self._references = {column for name, column in columns.places.items() if name.endswith("_ref")}
        self._prefilled = {columns.places[name] for name in layout.prefilled if name in columns.places}
        self._status = columns.places.get("reported_status")
        self._not_begun = {small(word) for word, ours in layout.reported_status.items() if ours in NOT_BEGUN}
        self._can_be_numbered = layout.fills in NUMBERED and self._main and MAIN[layout.fills] not in layout.fill_down
        self.unfilled = other_words("unfilled") | {small(word) for word in layout.fillers}
        self._left_out = [
            (reason, tuple(map(small, lines))) for key, reason in LEFT_OUT_BY.items() if (lines := getattr(layout, key))
        ]
        self._inside_merges = self._rows_inside_merges() if layout.section else frozenset()
        self.headings = [own for row in columns.header_rows if (own := self._read_words(self.own(row)))]

    def _rows_inside_merges(self) -> frozenset[int]:
        """The rows that take a value from a cell above them, merged downwards in a column that is read."""
        grid = self._grid
        down = [
            (top, bottom) for top, left, bottom, right in grid.merges if {left, right} <= self._read and bottom > top
        ]
        return frozenset(row for top, bottom in down for row in range(top + 1, min(bottom, grid.last_row) + 1))

    def own(self, row: int) -> Own:
        """What fills the table's cells in a row, or else those left of the table, where a section's title may be.

        Cells with nothing but spaces are empty.
        """
        return self._filled(row, self._table) or self._filled(row, self._before)

    def _filled(self, row: int, columns: Sequence[int]) -> Own:
        values = self._grid.values(row)
        last = len(values)
        filled = {column: values[column - 1] for column in columns if column <= last and values[column - 1] != ""}
        return {column: value for column, value in filled.items() if not is_blank(value)}

    def ends_table(self, row: int) -> bool:
        """Whether the row begins with the words that the layout gives for the first row below the table."""
        if not self._layout.stops_at:
            return False
        words = (as_written(value) for value in self._grid.values(row))
        return small(next(filter(None, words), "")) == small(self._layout.stops_at)

    def why_no_record(self, row: int, own: Own) -> Reason | None:
        """Why a row is not a record; None if it is one."""
        if self._repeats_headings(row, own):
            return Reason.HEADINGS_AGAIN
        if self._is_title(row, own):
            return Reason.SECTION_TITLE
        if not self._read & own.keys():
            return Reason.NOTHING_READ
        if self._in_pivot(row):
            return Reason.PIVOT
        if reason := self._left_out_by(own):
            return reason
        if is_total(own):
            return Reason.TOTAL
        return Reason.NOT_FILLED_IN if self._is_unfilled(row, own) or self._is_only_numbered(row, own) else None

    def _left_out_by(self, own: Own) -> Reason | None:
        """The reason for which a line of the layout leaves a row out by its words, None if no line names it."""
        texts = [small(as_written(value)) for value in own.values()] if self._left_out else []
        return next((reason for reason, lines in self._left_out if is_left_out(texts, lines)), None)

    def title(self, row: int, own: Own) -> Title:
        """The words of a title, up to the end of the cell merged for it, and why a person does not see them."""
        last = next((right for left, right in self._grid.merged_across.get(row, []) if left in own), self._table[-1])
        columns = [column for column in own if column <= last]
        whys = {why for column in columns for why in self._grid.at(row, column).hidden}
        words = " ".join(single_spaced(as_written(own[column])) for column in columns)
        return Title(words, tuple(why for why in Hidden if why in whys))

    def can_be_title(self, own: Own) -> bool:
        """Whether a row directly above headings can be their section's title: one text, or a label and a name.

        Two texts of which one is a reference are the last record of the section before.
        """
        if not self._layout.section or not all(isinstance(value, str) for value in own.values()):
            return False
        return len(own) == 1 or (len(own) == 2 and bool(self._references) and not self._references & own.keys())

    def is_formulas_only(self, row: int) -> bool:
        """Whether the row has nothing but formulas whose result is missing or zero."""
        grid = self._grid
        return all((row, column) in grid.zeros or (row, column) in grid.unknown for column in self.own(row))

    def refuse_sums(self) -> None:
        """Raises NotReadable for a pivot table: it has the sums of a plan, not the plan."""
        headings = [key_of(heading) for column, heading in self._columns.headings.items() if column in self._table]
        is_pivot = self._in_pivot(self._columns.header_rows[-1])
        if is_pivot or "row labels" in headings or sum(heading.startswith(SUMS) for heading in headings) > 1:
            raise NotReadable("its headings are those of a pivot table, which holds the sums of a plan and no plan.")

    def _repeats_headings(self, row: int, own: Own) -> bool:
        """Whether the row repeats the headings, as above each part of a plan that is laid out in parts."""
        for headings in self.headings:
            first = next(iter(headings))
            words = own.get(first)
            if isinstance(words, str) and key_of(words) == headings[first] and self._read_words(own) == headings:
                return True
        self._refuse_moved(row)
        return False

    def _refuse_moved(self, row: int) -> None:
        """Raises NotAsLaidOut if the headings recur in other columns: that table would be misread."""
        if len(self.headings) != 1 or len(self.headings[0]) < 3:
            return
        values = self._grid.values(row)
        column = next(iter(self.headings[0]))
        heading = self._grid.values(self._columns.header_rows[-1])[column - 1]
        if heading in values and {*self.headings[0].values()} <= {key_of(as_written(value)) for value in values}:
            say = "Describe that table by a [[sheets]] entry of its own, and end this one there with stops_at."
            found = f"row {row}: the headings stand again in other columns."
            raise NotAsLaidOut(f"{found} {say}", found)

    def _read_words(self, own: Own) -> dict[int, str]:
        return {column: key_of(as_written(value)) for column, value in own.items() if column in self._read}

    def _is_title(self, row: int, own: Own) -> bool:
        """Whether it is a text alone in its row, or one merged over the main column and another that is read."""
        if not self._layout.section or not own or row in self._inside_merges:
            return False
        merged = self._grid.merged_across.get(row, [])
        if len(own) == 1:
            ((column, value),) = own.items()
            is_wide = any(left == column for left, _ in merged)
            return isinstance(value, str) and (is_wide or " " in value.strip() or len(value) > LONGEST_REFERENCE)
        covered = [self._read.intersection(range(left, right + 1)) for left, right in merged]
        return any(self._main in columns and len(columns) > 1 for columns in covered)

    def _in_pivot(self, row: int) -> bool:
        return any(
            top <= row <= bottom and any(left <= column <= right for column in self._read)
            for top, left, bottom, right in self._grid.pivots
        )

    def _is_unfilled(self, row: int, own: Own) -> bool:
        """Whether it has only references, words like "< Select >" and zeros of formulas; or only what was prefilled."""
        if row in self.rows_as_sent:
            return True
        read = self._read & own.keys()
        answers = read - (self._prefilled or self._references)
        if not all((row, column) in self._grid.zeros or self._is_filler(own[column]) for column in answers):
            return False
        return bool(self._prefilled) or any(self._is_filler(own[column]) for column in read)

    def _is_only_numbered(self, row: int, own: Own) -> bool:
        """Whether it has only a number that the form gave the row, and a status saying that nothing has begun.

        A column that is not read may say more, unless it has a number under no heading.
        """
        if not self._can_be_numbered or self._main is None or self._grid.at(row, self._main).words:
            return False
        return all(self._is_given(row, column, value) for column, value in own.items())

    def _is_given(self, row: int, column: int, value: object) -> bool:
        """Whether a form may have filled in a cell before any person did."""
        words = as_written(value)
        if (row, column) in self._grid.zeros or self._is_filler(value):
            return True
        if column in self._references:
            return (row, column) in self._grid.unknown or is_number_of_row(words)
        if column == self._status:
            return small(words) in self._not_begun
        is_without_heading = column not in self._read and column not in self._columns.headings
        return is_without_heading and is_number_of_row(words)

    def _is_filler(self, value: object) -> bool:
        return isinstance(value, str) and small(value) in self.unfilled


def is_number_of_row(words: str) -> bool:
    """Whether a text may be a number that a form gives its rows, such as 4, A-12 or 1.2; "Gates 2" is a title."""
    return len(words) <= LONGEST_REFERENCE and re.search(r"\d", words) is not None and not re.search(r"\s", words)


def is_left_out(texts: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether one of the lines of a layout names a row; `texts` are its filled cells in small letters.

    A line is the whole words of any cell. One that ends in … is the beginning of the first cell only, since records may
    say it too.
    """
    starts = tuple(line.rstrip(".… ") for line in map(small, lines) if line.endswith(("…", "...")))
    return bool(starts and texts[0].startswith(starts)) or not set(texts).isdisjoint(map(small, lines))
