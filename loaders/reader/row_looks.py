"""How the cells along the rows of a sheet look: most rows share a few patterns of looks."""

from collections.abc import Iterable

from loaders.reader.styles import PLAIN, CellLook


class RowLooks:
    """The looks, the patterns of looks along a row as positions in `looks`, and which pattern each row has."""

    def __init__(self, styles: list[CellLook]) -> None:
        self.looks: list[CellLook] = list(dict.fromkeys([PLAIN, *styles]))
        number = {look: n for n, look in enumerate(self.looks)}
        self.number_of: dict[str | None, int] = {str(n): number[look] for n, look in enumerate(styles)}
        self.number_of[None] = self.number_of["0"]  # for cells that name no style
        self.patterns: list[tuple[int, ...]] = []
        self.pattern_of: dict[int, int] = {}
        self._known: dict[tuple[int, ...], int] = {}

    def pattern(self, looks: Iterable[tuple[int, int]]) -> int | None:
        """The number of the pattern in which these columns have these looks; None if all are plain."""
        line: list[int] = []
        for column, look in looks:
            if look:
                line.extend([0] * (column - len(line)))
                line[column - 1] = look
        if not line:
            return None
        number = self._known.setdefault(tuple(line), len(self.patterns))
        if number == len(self.patterns):
            self.patterns.append(tuple(line))
        return number

    def add(self, row: int, looks: Iterable[tuple[int, int]]) -> None:
        """Adds the looks of some cells of a row that may have other looks already."""
        known = enumerate(self._line(row), 1)
        if (pattern := self.pattern([*known, *looks])) is not None:
            self.pattern_of[row] = pattern

    def of(self, row: int, column: int) -> CellLook:
        """The look of one cell."""
        line = self._line(row)
        return self.looks[line[column - 1]] if column <= len(line) else PLAIN

    def _line(self, row: int) -> tuple[int, ...]:
        number = self.pattern_of.get(row)
        return () if number is None else self.patterns[number]
