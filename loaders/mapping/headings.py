"""A heading as a sheet shows it: the words of one or several rows, and the forms by which it may be named."""

import re
from collections.abc import Iterable
from itertools import chain

from loaders.mapping.known_words import single_spaced
from loaders.reader.grid import Grid

INSTRUCTIONS = re.compile(r" ?\(| [-–] |:(?: |$)")  # how they begin: "Start date - mmm/yy (e.g. Dec-22)"


class Heading(str):
    """A heading, with its parts from several rows joined as "Target date / Revised", and the forms that may name it."""

    forms: frozenset[str]

    def __new__(cls, parts: Iterable[str]) -> "Heading":
        parts = list(dict.fromkeys(parts))
        heading = super().__new__(cls, " / ".join(dict.fromkeys(map(single_spaced, parts))))
        first_lines = " / ".join(part.strip().split("\n")[0] for part in parts)
        cut = (heading[: match.start()] for match in INSTRUCTIONS.finditer(heading))
        # Without the empty form: a heading that begins with a bracket would pass for a column without a heading.
        heading.forms = frozenset(filter(None, map(key_of, (heading, first_lines, *cut)))) or frozenset({""})
        return heading

    def is_named_in(self, names: Iterable[str]) -> bool:
        """Whether one of these names is a form of this heading."""
        return not self.forms.isdisjoint(map(key_of, names))


def key_of(text: str) -> str:
    """A heading as it is compared: in small letters, without blanks and signs at its end."""
    return single_spaced(text).casefold().rstrip(" -–:")


NO_HEADING = Heading([])


def headings_in(grid: Grid, header_rows: tuple[int, ...]) -> dict[int, Heading]:
    """The heading of each column, from the rows that contain the headings of a sheet."""
    rows = [grid.words(row) for row in header_rows]
    columns = sorted(set(chain.from_iterable(rows)))
    return {column: Heading(row[column] for row in rows if column in row) for column in columns}
