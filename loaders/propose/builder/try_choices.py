"""Tries a waiting workbook by the choices so far: read, checked, stored and counted, then thrown away."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

from loaders.load.trial import try_file
from loaders.mapping.layout import Layout
from loaders.mapping.sheets import NO_RECORDS, READ_TWICE, row_read_twice
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.questions import questions
from loaders.propose.builder.study import Study, layout_file, read_by
from loaders.reader.read_file import Workbook
from tracker.findings import NotReadable

NONE_YET = "no row counts before you say what these are."
READ_ONCE = "Press “Do not read this table” for one of them, or the number of the row in which its own headings stand."
MOST_GROUPS = 12  # groups of doubtful rows that a trial leaves out, one after the other


def study(file: Path, workbook: Workbook, choices: Choices, on: date, before: Layout | None = None) -> Study:
    """What a waiting file gives by the choices, tried alone on a day. Raises NotReadable where no table is found.

    `before` is the layout that its sender has, if any. The trial is a real one: the file is read, checked, stored and
    counted in a folder that is thrown away.
    """
    found = read_by(workbook, file.name, choices)
    found = replace(found, questions=tuple(questions(found, before)))
    if found.why_not:
        return found
    sure = _without_doubtful_rows(workbook, file.name, found)
    if twice := _read_twice(sure):
        return replace(found, why_not=twice)
    with layout_file(sure.choices, sure.text) as path:
        try:
            return replace(found, trial=try_file(file, path, path.stem, on))
        except NotReadable as error:
            is_empty = str(error).startswith(NO_RECORDS)
            if is_empty and any(one.may_be_plan for one in found.questions):
                return replace(found, why_not=NONE_YET)
            return replace(found, why_not=str(error), is_empty=is_empty)


def _read_twice(found: Study) -> str:
    """Which row two tables read as the same thing, and what to press; "" if there is none."""
    for ((number, sheet), one), ((other_number, other_sheet), other) in combinations(found.reads.items(), 2):
        kind = found.choices.tables[number].fills
        same = (sheet, kind) == (other_sheet, found.choices.tables[other_number].fills)
        if not (same and one.columns and other.columns):
            continue
        if row := row_read_twice((one.columns, one.rows), (other.columns, other.rows)):
            return f"In the sheet “{sheet}”, {READ_TWICE.format(row, kind)} {READ_ONCE}"
    return ""


def _without_doubtful_rows(workbook: Workbook, file: str, found: Study) -> Study:
    """The study with every group of doubtful rows left out, so that nothing counts that somebody has yet to look at."""
    sure = found
    for _ in range(MOST_GROUPS):
        doubtful = next((one for one in questions(sure) if one.rows and len(one.answers) > 1), None)
        if doubtful is None:
            return sure
        further = read_by(workbook, file, doubtful.answers[0].choices)
        if further.why_not:
            return sure
        sure = further
    return sure
