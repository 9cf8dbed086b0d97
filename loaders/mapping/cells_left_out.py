"""Gathers cells that are left out into a few blocks: adjacent rows, or a whole column."""

from collections import Counter
from dataclasses import dataclass, field

from loaders.mapping.known_words import single_spaced
from loaders.reader.grid import Grid
from tracker.column_letters import letter
from tracker.file_terms import Reason
from tracker.findings import CellsLeftOut

MOST_BLOCKS = 50  # for one reason in one sheet, such as fillers between records; the last one takes the rest
LONGEST_WORDS = 200  # letters of a block's words
LONGEST_CELL = 80
DOWN_A_COLUMN = (Reason.COLUMN_NOT_READ, Reason.COLUMN_NOT_NAMED)
ALL_TOGETHER = (Reason.SHEET_NOT_READ, Reason.BESIDE, Reason.BLANKS, Reason.HEADING_NOT_READ)


@dataclass
class Block:
    """Cells that are left out together, added row by row."""

    reason: Reason
    top: int
    left: int
    bottom: int = 0
    right: int = 0
    filled: int = 0
    words: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, row: int, column: int, grid: Grid) -> None:
        """Adds a cell, but its words only as long as a person needs them to recognise the block."""
        self.bottom, self.left, self.right = row, min(self.left, column), max(self.right, column)
        self.filled += 1
        if self.length < LONGEST_WORDS:
            words = single_spaced(grid.at(row, column).words)
            self.words.append(words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 1]}…")
            self.length += len(self.words[-1]) + 3

    def finish(self) -> CellsLeftOut:
        """The finished block: its place, its number of cells, its first words and the reason."""
        first, last = f"{letter(self.left)}{self.top}", f"{letter(self.right)}{self.bottom}"
        more = self.filled - len(self.words)
        return CellsLeftOut(
            place=first if first == last else f"{first}:{last}",
            filled=self.filled,
            words=" | ".join(self.words) + (f" … and {more:,} more" if more else ""),
            reason=self.reason,
        )


class Blocks:
    """The blocks of one sheet, filled row by row."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._blocks: dict[tuple[Reason, int], Block] = {}
        self._runs: Counter[Reason] = Counter()
        self._reason: Reason | None = None

    def to_row(self, reason: Reason | None) -> None:
        """Begins the next row. It joins the block of the row above if both are left out for the same reason."""
        if reason and reason != self._reason:
            self._runs[reason] += 1
        self._reason = reason

    def add(self, reason: Reason, row: int, column: int) -> None:
        """Adds a cell that is left out."""
        key = (reason, self._number(reason, column))
        if key not in self._blocks:
            self._blocks[key] = Block(reason, row, column)
        self._blocks[key].add(row, column, self._grid)

    def _number(self, reason: Reason, column: int) -> int:
        if reason in ALL_TOGETHER:
            return 0
        return column if reason in DOWN_A_COLUMN else min(self._runs[reason], MOST_BLOCKS)

    def finish(self) -> tuple[CellsLeftOut, ...]:
        """All blocks, from the top of the sheet to its bottom."""
        blocks = sorted(self._blocks.values(), key=lambda block: (block.top, block.left))
        return tuple(block.finish() for block in blocks)
