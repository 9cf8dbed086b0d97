"""A heading as a sheet shows it: the words of one or several rows, and the forms that it may be named by."""

import re
from collections.abc import Iterable
from itertools import chain

from loaders.mapping.known_words import fold
from loaders.reader.grid import Grid

INSTRUCTIONS = re.compile(r" ?\(| [-–] |:(?: |$)")  # what they begin with: "Start date - mmm/yy (e.g. Dec-22)"


class Heading(str):
    """The parts of a heading over several rows, joined: "Target date / Revised"; with the forms it may be named by."""

    forms: frozenset[str]

    def __new__(cls, parts: Iterable[str]) -> "Heading":
        parts = list(dict.fromkeys(parts))
        heading = super().__new__(cls, " / ".join(dict.fromkeys(map(fold, parts))))
        first_lines = " / ".join(part.strip().split("\n")[0] for part in parts)
        cut = (heading[: match.start()] for match in INSTRUCTIONS.finditer(heading))
        # Without the empty form: what begins with a bracket would pass for a column without a heading.
        heading.forms = frozenset(filter(None, map(key_of, (heading, first_lines, *cut)))) or frozenset({""})
        return heading

    def is_named_in(self, names: Iterable[str]) -> bool:
        """Whether one of these names is a form of this heading."""
        return not self.forms.isdisjoint(map(key_of, names))


def key_of(text: str) -> str:
    """A heading as it is compared: in small letters, without the blanks and signs at its end."""
    return fold(text).casefold().rstrip(" -–:")


NO_HEADING = Heading([])


def headings_in(grid: Grid, header_rows: tuple[int, ...]) -> dict[int, Heading]:
    """Column to heading, for the rows that hold the headings of a sheet."""
    rows = [grid.words(row) for row in header_rows]
    columns = sorted(set(chain.from_iterable(rows)))
    return {column: Heading(row[column] for row in rows if column in row) for column in columns}
