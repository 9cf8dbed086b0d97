"""Tries a waiting workbook by the choices so far: read, checked, stored and counted, then thrown away."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from loaders.load.trial import try_file
from loaders.mapping.layout import Layout
from loaders.mapping.sheets import NO_RECORDS
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.questions import questions
from loaders.propose.builder.study import Study, layout_file, read_by
from loaders.reader.read_file import Workbook
from tracker.findings import NotReadable

NONE_YET = "no row counts before you say what these are."
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
    with layout_file(sure.choices, sure.text) as path:
        try:
            return replace(found, trial=try_file(file, path, path.stem, on))
        except NotReadable as error:
            is_empty = str(error).startswith(NO_RECORDS)
            if is_empty and any(one.may_be_plan for one in found.questions):
                return replace(found, why_not=NONE_YET)
            return replace(found, why_not=str(error), is_empty=is_empty)


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
