"""Tables of what the checks found, one for each agency."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from tracker.html import blocks
from tracker.questions.problems import Problem
from tracker.words import plural

HEADINGS = ("Cell", "Found", "What must hold", "Effect", "Who can put it right")


def problem_tables(rows: Sequence[Problem]) -> Iterator[tuple[str, Markup]]:
    """Each agency with the table of a file of its, in the order of the rows."""
    for (agency, path), group in groupby(rows, key=lambda row: (row.agency, row.path)):
        lines = [
            (
                blocks.under(row.cell or "Whole file", row.sheet),
                row.found or "(blank)",
                row.sentence,
                "File not read" if row.rule == "file_can_be_read" else row.severity.capitalize(),
                row.who_acts.capitalize(),
            )
            for row in group
        ]
        yield agency, blocks.table(f"{plural(len(lines), 'problem')} in {path}", HEADINGS, lines)
