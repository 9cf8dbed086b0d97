"""Tables of what the checks found, one for each agency."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from pages.parts.paging import Part
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions.problems import Problem
from tracker.terms import WhoActs
from tracker.words import capital, plural

HEADINGS = ("Cell", "What we found", "What is needed", "Effect", "Who can put it right")


def problem_tables(rows: Sequence[Problem], shown: Part) -> Iterator[tuple[str, Markup]]:
    """Each agency with the table of a file of its, in the order of the rows."""
    count = Counter(row.path for row in rows)
    for (agency, path), group in groupby(shown.cut(rows), key=lambda row: (row.agency, row.path)):
        lines = [
            (
                blocks.under(row.cell or "Whole file", row.sheet),
                row.found or "(blank)",
                row.sentence,
                "File not read" if row.rule == "file_can_be_read" else row.severity.capitalize(),
                word(capital(WhoActs(row.who_acts).said)),
            )
            for row in group
        ]
        here = f", {len(lines)} of them here" if len(lines) < count[path] else ""
        yield agency, blocks.table(f"{plural(count[path], 'problem')} in {path}{here}", HEADINGS, lines)
