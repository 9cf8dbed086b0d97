"""What does an agency have to put right, as instructions, each given once however many rows it is about?"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tracker.findings import NO_COLUMN, instruction
from tracker.questions.problems import ReportedProblem
from tracker.terms import Severity, WhoActs
from tracker.words import abbreviate, first_few, place, plural

MOST_NAMED = 12  # references that a page names in one instruction; the list to download has them all


class Instruction(NamedTuple):
    """What to do about one kind of problem in one file, and its problems in the order of their cells."""

    words: str
    agency: str
    path: str
    severity: Severity
    who_acts: WhoActs
    problems: tuple[ReportedProblem, ...]

    @property
    def in_short(self) -> str:
        """The instruction with the first MOST_NAMED references, and how many more there are."""
        refs = list(dict.fromkeys(map(name_of, self.problems)))
        return instruction(_worst(self.problems).to_do, first_few(refs, MOST_NAMED))

    @property
    def places(self) -> str:
        """Where the problems are, sheet by sheet, and what was found: Actions: F12 (“Spring”), F14 (blank)."""
        sheets = groupby(sorted(self.problems, key=lambda one: one.sheet), key=lambda one: one.sheet)
        return "; ".join(f"{name or 'The whole file'}{_cells(list(found))}" for name, found in sheets)


def _cells(problems: Sequence[ReportedProblem]) -> str:
    cells = [
        f"{place(one.sheet, one.cell)} ({_quoted_words(one)})" if one.cell else _quoted_words(one)
        for one in problems
        if one.cell or one.found
    ]
    return f": {', '.join(dict.fromkeys(cells))}" if cells else ""


def _quoted_words(problem: ReportedProblem) -> str:
    if problem.found == NO_COLUMN:
        return "a column is missing"
    return f"“{abbreviate(problem.found)}”" if problem.found.strip() else "blank"


def instructions(rows: Sequence[ReportedProblem]) -> tuple[Instruction, ...]:
    """One instruction for each thing to do in each file: by agency and file, what the agency can do first."""
    found: dict[tuple[str, str, str, str], list[ReportedProblem]] = {}
    for row in rows:
        found.setdefault((row.agency, row.path, row.who_acts, row.to_do), []).append(row)
    return tuple(sorted(map(_instruction, found.values()), key=_order))


def _instruction(problems: list[ReportedProblem]) -> Instruction:
    first = _worst(problems)
    words = instruction(first.to_do, list(dict.fromkeys(map(name_of, problems))))
    return Instruction(words, first.agency, first.path, first.severity, first.who_acts, tuple(problems))


def _worst(problems: Sequence[ReportedProblem]) -> ReportedProblem:
    return min(problems, key=lambda one: list(Severity).index(one.severity))


def _order(line: Instruction) -> tuple[object, ...]:
    return line.agency, line.path, list(WhoActs).index(line.who_acts), list(Severity).index(line.severity)


def name_of(problem: ReportedProblem) -> str:
    """What an instruction calls the row of a problem: its reference, or else its number in the sheet."""
    return problem.ref or (f"row {problem.row_number}" if problem.row_number else "this file")


def sentence(lines: Sequence[Instruction]) -> tuple[str, str]:
    """How much an agency or a committee has to put right, and how much the data officer."""
    ours = [line for line in lines if line.who_acts == WhoActs.DATA_OFFICER]
    others = len(lines) - len(ours)
    words = f"{plural(others, 'thing')} to put right." if others else "Nothing to put right."
    return words, f"{plural(len(ours), 'more thing')} for the data officer to look at." if ours else ""


COLUMNS = (
    "What to do",
    "Reference",
    "File",
    "Sheet",
    "Cell",
    "What we found",
    "What is needed",
    "Effect",
    "Who can do it",
)


def table(lines: Sequence[Instruction]) -> Iterator[tuple[object, ...]]:
    """Yields one row per problem under COLUMNS, each with its own instruction, to sort and tick off."""
    for line in lines:
        for one in line.problems:
            words = instruction(one.to_do, [name_of(one)])
            who = WhoActs(one.who_acts).label
            yield words, one.ref, one.path, one.sheet, one.cell, one.found, one.sentence, one.severity, who
