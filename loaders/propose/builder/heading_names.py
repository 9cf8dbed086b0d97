"""How a layout names each column of a sheet: by its heading, with its letter where the heading is not enough."""

from collections import Counter

from loaders.mapping.columns import BY_LETTER
from loaders.mapping.headings import Heading, headings_in, key_of
from loaders.reader.grid import Grid
from tracker.column_letters import letter


def heading_name(grid: Grid, header_rows: tuple[int, ...], column: int) -> str:
    """A layout's name for a column: "Target date", "column E: Date" where two share that heading, or "column B"."""
    headings = headings_in(grid, header_rows)
    heading = headings.get(column)
    if heading is None or not key_of(heading):
        return f"column {letter(column)}"
    return f"column {letter(column)}: {heading}" if _needs_letter(heading, headings) else heading


def _needs_letter(heading: Heading, headings: dict[int, Heading]) -> bool:
    keys = Counter(map(key_of, headings.values()))
    return keys[key_of(heading)] > 1 or BY_LETTER.fullmatch(heading) is not None
