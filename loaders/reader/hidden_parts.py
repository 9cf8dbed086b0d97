"""What in a sheet a person does not see for reasons other than the look of a cell."""

from dataclasses import dataclass

from loaders.reader.raw_sheet import Merge, Place
from tracker.file_terms import Hidden


@dataclass(frozen=True)
class HiddenParts:
    """The hidden parts of one sheet: all of it, rows, columns, texts by their fonts, and cells that a merge covers."""

    is_all: bool
    rows: frozenset[int]
    columns: frozenset[int]
    filters: tuple[Merge, ...]  # where a filter is on
    conditions: dict[Hidden, tuple[Merge, ...]]  # where a condition hides, or may
    texts: dict[Place, tuple[Hidden, ...]]
    covered: frozenset[Place]

    @property
    def are_any(self) -> bool:
        """Whether anything is hidden: in most sheets nothing is."""
        return bool(self.is_all or self.rows or self.columns or self.conditions or self.texts or self.covered)

    def why(self, place: Place, by_look: tuple[Hidden, ...]) -> tuple[Hidden, ...]:
        """All the reasons why a place is hidden, including those of its look, in the order of the vocabulary."""
        row, column = place
        is_filtered = any(top < row <= bottom for top, _, bottom, _ in self.filters)
        holds = {
            Hidden.SHEET: self.is_all,
            Hidden.FILTERED_OUT if is_filtered else Hidden.ROW: row in self.rows,
            Hidden.COLUMN: column in self.columns,
            Hidden.MERGE: place in self.covered,
            **{
                why: any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas)
                for why, areas in self.conditions.items()
            },
        }
        whys = {why for why, is_so in holds.items() if is_so} | {*by_look, *self.texts.get(place, ())}
        return tuple(why for why in Hidden if why in whys)
