"""Tables of what the files received hold and the database does not, with the reasons."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from markupsafe import Markup

from pages.parts.here import Here
from tracker.html import blocks
from tracker.questions import cells_left_out
from tracker.questions.cells_left_out import Block, Count
from tracker.words import plural

HEADINGS = ("Where", "Cells", "Why")
WITH_WORDS = (*HEADINGS, "What stands there")


def left_out_of(agency: Sequence[Block], counts: Sequence[Count], at: Here) -> Iterator[Markup]:
    """What one agency's files hold that is not stored: how much, the places and the reasons.

    The words themselves may be private, so they are for staff. A published copy shows only the counts.
    """
    yield blocks.lead(*cells_left_out.sentence(counts, is_listed=not at.is_public))
    if not at.is_public:
        yield from left_out_tables(agency, HEADINGS)


def left_out_of_all(rows: Sequence[Block], counts: Sequence[Count], names: Mapping[str, str]) -> Iterator[Markup]:
    """What all files hold that is not stored, with the first words in each place.

    `names` has words for files, by their paths.
    """
    yield blocks.lead(*cells_left_out.sentence(counts))
    yield from left_out_tables(rows, WITH_WORDS, names)


def left_out_tables(
    rows: Sequence[Block], headings: tuple[str, ...], names: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Markup]:
    """One folded table per file, with the columns of `headings` for each place; `names` has words for files by path."""
    for path, group in groupby(rows, key=lambda row: row.path):
        lines = [
            (blocks.under(row.place, row.sheet), row.filled_cells, row.reason.capitalize(), row.words)[: len(headings)]
            for row in group
        ]
        caption = f"{plural(len(lines), 'place')} not read in {names.get(path, path)}"
        yield blocks.details(
            caption, blocks.table(caption, headings, lines, numeric=("Cells",), is_caption_hidden=True)
        )
