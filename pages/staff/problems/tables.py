"""Tables of what the checks found, one for each agency or for each rule."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from pages.parts.paging import Part
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions.problem_history import Age, Key, OpenProblem, open_since
from tracker.questions.problems import ProblemGroup
from tracker.terms import WhoActs
from tracker.words import capital, day, plural, readable_name

HEADINGS = ("Cells", "What we found", "What is needed", "Effect", "Who can put it right")
FIRST_FOUND = "First found"
Since = Mapping[Key, OpenProblem]


def problem_tables(
    groups: Sequence[ProblemGroup], shown: Part, names: Mapping[str, str], since: Since | None = None
) -> Iterator[tuple[str, Markup]]:
    """Yields an agency and the table of one of its files, with a line for each group, in the order of the groups.

    `names` maps paths of files to words. With `since`, the last column says since when each problem has been found.
    """
    count = Counter(group.first.path for group in groups)
    here = groupby(shown.cut(groups), key=lambda group: (group.first.agency, group.first.path))
    for (agency, path), of_file in here:
        lines = [(blocks.under(_cells(group), group.first.sheet), *_line(group, since)) for group in of_file]
        yield agency, _table(f" in {names.get(path, path)}", count[path], lines, since)


def tables_by_rule(
    groups: Sequence[ProblemGroup], shown: Part, names: Mapping[str, str], since: Since
) -> Iterator[tuple[str, Markup]]:
    """Yields each rule and a table of what it found in all files, the rule that found most first."""
    count = Counter(group.first.rule for group in groups)
    ordered = sorted(groups, key=lambda group: (-count[group.first.rule], group.first.rule))
    for rule, of_rule in groupby(shown.cut(ordered), key=lambda group: group.first.rule):
        lines = [
            (blocks.under(_cells(group), names.get(group.first.path, group.first.path)), *_line(group, since))
            for group in of_rule
        ]
        yield capital(readable_name(rule)), _table("", count[rule], lines, since)


def _table(where: str, of: int, lines: Sequence[Sequence[blocks.Cell]], since: Since | None) -> Markup:
    some = f", {len(lines)} of them here" if len(lines) < of else ""
    headings = HEADINGS if since is None else (*HEADINGS, FIRST_FOUND)
    return blocks.table(f"{plural(of, 'problem')}{where}{some}", headings, lines)


def _cells(group: ProblemGroup) -> blocks.Cell:
    named = group.cells or ("Whole sheet" if group.first.sheet else "Whole file")
    others = group.other_cells
    return Markup("{}{}").format(named, blocks.details("The others", blocks.comma_list(others))) if others else named


def _line(group: ProblemGroup, since: Since | None) -> tuple[blocks.Cell, ...]:
    row = group.first
    line = (
        row.found or "(blank)",
        row.sentence,
        "File not read" if row.rule == "file_can_be_read" else row.severity.capitalize(),
        word(capital(WhoActs(row.who_acts).label)),
    )
    return line if since is None else (*line, _first_found(group, since))


def _first_found(group: ProblemGroup, since: Since) -> blocks.Cell:
    """The earliest day on which a cell of the group had the problem, and how many files have had it since."""
    known = [one for problem in group.problems if (one := open_since(problem, since))]
    if not known:
        return Age.OF_SEVERAL
    first = min(known, key=lambda one: one.first_found_on)
    if first.files == 1 and first.is_in_last_file:
        return Age.NEW
    return blocks.under(day(first.first_found_on), f"in {plural(first.files, 'file')}")
