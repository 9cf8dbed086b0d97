"""Cells that stand at the address of another one: a spreadsheet program shows the last, so the others are told."""

from collections.abc import Sequence

from loaders.reader.raw_sheet import Place
from loaders.reader.walk import Attributes, Walk


class RepeatedCells(Walk):
    """One pass over a sheet whose cells do not stand in order: of each address the texts that are stored there."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[Place, tuple[str, str]] = {}  # the type of a cell and its text
        self._replaced: list[tuple[Place, tuple[str, str]]] = []
        self._type = ""
        self._parts: list[str] | None = None

    def begin(self, prefix: str) -> None:
        self._row_name, self._cell_name = f"{prefix}row", f"{prefix}c"
        self._text_names = (f"{prefix}v", f"{prefix}t")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def replaced(self, shared: Sequence[str]) -> list[tuple[int, int, str]]:
        """Row, column and stored text of each cell that another one replaces, if that one holds something else."""
        other = [(place, cell) for place, cell in self._replaced if cell != self._last[place]]
        return [(*place, _words(*cell, shared)) for place, cell in other]

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._cell_name:
            self.to_cell(attributes)
            self._type, self._parts = attributes.get("t", "n"), []
        elif name == self._row_name:
            self.to_row(attributes)
        self._is_text = name in self._text_names

    def _text(self, text: str) -> None:
        if self._is_text and self._parts is not None:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        self._is_text = False
        if name != self._cell_name:
            return
        place, text = (self.row, self.column), "".join(self._parts or ())
        self._parts = None
        if text and place in self._last:
            self._replaced.append((place, self._last[place]))
        if text:
            self._last[place] = (self._type, text)


def _words(kind: str, text: str, shared: Sequence[str]) -> str:
    if kind != "s":
        return text
    return shared[int(text)] if text.isdecimal() and int(text) < len(shared) else text
