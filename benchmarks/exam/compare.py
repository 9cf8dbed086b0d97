"""Compares what was read with what is right, and checks whether a person would have been told of each difference."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from benchmarks.exam.case import REFUSED, Case, Right
from benchmarks.exam.drafts import Draft
from benchmarks.exam.table_facts import COLUMNS, Read, Seen, is_named
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from loaders.reader.read_file import read_workbook
from tracker.findings import NotReadable
from tracker.terms import Kind

BLANK = ("not reported", "status unreadable", "no response", "response unreadable")


class Outcome(StrEnum):
    """How a file came out."""

    RIGHT = "right"
    STOPPED = "stopped with a message"
    REPORTED = "wrong, and a problem says so"
    SILENT = "SILENTLY WRONG"


class Result(NamedTuple):
    """How a file came out, and why."""

    outcome: Outcome
    why: tuple[str, ...] = ()


def judge(case: Case, path: Path, draft: Draft, layout: Path) -> Result:
    """How a case's file comes out when it is read by a layout that was made from the draft."""
    try:
        sheets = read_sheets(path, read_layout(layout))
    except NotReadable as error:
        return Result(Outcome.STOPPED, (str(error),))
    seen = Seen(case, read_workbook(path).grids, sheets, draft)
    differences = [*_differences(seen)]
    silent = [words for words, is_said in differences if not is_said]
    if not differences:
        return Result(Outcome.RIGHT)
    return Result(Outcome.SILENT if silent else Outcome.REPORTED, tuple(silent or (words for words, _ in differences)))


def _differences(seen: Seen) -> Iterator[tuple[str, bool]]:
    """Each difference in words, and whether anything tells a person about it."""
    left = [*seen.records]
    for right in seen.case.records:
        found = next((one for one in left if is_named(right.name, one.ref, one.words)), None)
        if found is None:
            places = seen.places(right)
            yield f"{right.name}: missing", bool(places) and all(seen.says_row(*place) for place in places)
            continue
        left.remove(found)
        yield from _of_record(seen, right, found)
    for one in left:
        words = f"{one.sheet} row {one.row} ({one.ref or one.words}): {'refused' if one.is_refused else 'one too many'}"
        about = COLUMNS[seen.case.fills][:2]
        is_said = any(seen.says_field(one.sheet, one.row, field, is_blank=False) for field in about)
        yield words, is_said or seen.says_row(one.sheet, one.row)


def _of_record(seen: Seen, right: Right, found: Read) -> Iterator[tuple[str, bool]]:
    if found.is_refused != (right.state == REFUSED):
        yield f"{right.name}: {'refused' if found.is_refused else 'not refused'}", found.is_refused
        return
    if found.is_refused:
        return
    state = COLUMNS[seen.case.fills][2]
    if right.is_mistaken and not seen.says_field(found.sheet, found.row, "due_on", False):
        yield f"{right.name}: the mistyped date {found.due_on} is not named", False
    elif not right.is_mistaken and seen.case.fills == Kind.ACTION and found.due_on != right.due_on:
        is_said = seen.says_field(found.sheet, found.row, "due_on", found.due_on is None)
        yield f"{right.name}: due {found.due_on}, right is {right.due_on}", is_said
    if found.state != right.state:
        is_said = seen.says_field(found.sheet, found.row, state, found.state in BLANK)
        yield f"{right.name}: {found.state}, right is {right.state}", is_said
