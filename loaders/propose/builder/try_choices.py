"""Tries a waiting workbook by the choices so far: read, checked, stored and counted, then thrown away."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from loaders.load.trial import try_file
from loaders.mapping.layout import Layout
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import NO_RECORDS, ReadTwice, tables_of
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
    with layout_file(sure.choices, sure.text) as path:
        try:
            return replace(found, trial=try_file(file, path, path.stem, on))
        except NotReadable as error:
            is_empty = str(error).startswith(NO_RECORDS)
            if is_empty and any(one.may_be_plan for one in found.questions):
                return replace(found, why_not=NONE_YET)
            return replace(found, why_not=_why_not(workbook, path, error), is_empty=is_empty)


def _why_not(workbook: Workbook, layout: Path, error: NotReadable) -> str:
    """Why a workbook could not be tried; rows that count twice are said in words of the page, not of a layout."""
    try:
        tables_of(workbook, read_layout(layout))
    except ReadTwice as twice:
        return f"{twice.found} {READ_ONCE}"
    except NotReadable:
        pass
    return str(error)


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
