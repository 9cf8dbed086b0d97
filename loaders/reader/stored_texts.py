"""The stored text of a few cells, which tells more than the value that the fast reader makes of it."""

from loaders.reader.raw_sheet import Place
from loaders.reader.walk import Attributes, Walk


class StoredTexts(Walk):
    """The stored text of a few wanted cells: value and formula exactly as they stand in the file."""

    def __init__(self, wanted: set[Place]) -> None:
        super().__init__()
        self._wanted = wanted
        self.values: dict[Place, str] = {}
        self.formulas: dict[Place, str] = {}
        self._into: dict[Place, str] | None = None

    def begin(self, prefix: str) -> None:
        self._row_name, self._cell_name = f"{prefix}row", f"{prefix}c"
        self._targets = {f"{prefix}v": self.values, f"{prefix}f": self.formulas}
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._cell_name:
            self.to_cell(attributes)
        elif name == self._row_name:
            self.to_row(attributes)
        elif (into := self._targets.get(name)) is not None and (self.row, self.column) in self._wanted:
            self._into = into
            into[self.row, self.column] = ""

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into[self.row, self.column] += text

    def _end(self, name: str) -> None:
        self._into = None
