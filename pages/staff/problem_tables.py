"""Tables of what the checks found, one for each agency."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from pages.parts.paging import Part
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions.problems import Group
from tracker.terms import WhoActs
from tracker.words import capital, plural

HEADINGS = ("Cells", "What we found", "What is needed", "Effect", "Who can put it right")


def problem_tables(groups: Sequence[Group], shown: Part) -> Iterator[tuple[str, Markup]]:
    """Each agency with the table of a file of its, a line for each thing found, in the order of the groups."""
    count = Counter(group.first.path for group in groups)
    here = groupby(shown.cut(groups), key=lambda group: (group.first.agency, group.first.path))
    for (agency, path), of_file in here:
        lines = [
            (
                blocks.under(cells or ("Whole sheet" if row.sheet else "Whole file"), row.sheet),
                row.found or "(blank)",
                row.sentence,
                "File not read" if row.rule == "file_can_be_read" else row.severity.capitalize(),
                word(capital(WhoActs(row.who_acts).said)),
            )
            for row, cells in ((group.first, group.cells) for group in of_file)
        ]
        some = f", {len(lines)} of them here" if len(lines) < count[path] else ""
        yield agency, blocks.table(f"{plural(count[path], 'problem')} in {path}{some}", HEADINGS, lines)
