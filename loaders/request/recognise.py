"""Finds which form a workbook is, by its hidden sheet or the keys of its rows, and the layout to read it by."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from loaders.mapping.headings import key_of
from loaders.mapping.layout import Layout, SheetLayout
from loaders.reader.cell_text import as_written
from loaders.reader.grid import Grid
from loaders.reader.read_file import Workbook
from loaders.received.request_log import Form, Requests
from loaders.request.form_columns import KEY, KEYS
from loaders.request.form_kind import form_kind
from tracker.file_terms import Lists
from tracker.findings import NotReadable
from tracker.terms import Kind, Response

NAME = re.compile(r"(form-[0-9a-f]{12})(?:/([1-9]\d{0,5}))?")  # the name of a form, or the key of a row in it
RESPONSES = {str(word): str(word) for word in Response}
LOGS = (Kind.VERIFICATION, Kind.RESOLUTION)  # records that are not in such a form stay as they are


class FormCell(NamedTuple):
    """A cell that names a form; `number` is the form's row if the cell is a row key, else 0."""

    form: str
    number: int
    sheet: str
    row: int
    column: int


def names_in(grid: Grid) -> Iterator[FormCell]:
    """Every cell of a sheet that names a form."""
    for row in grid.rows:
        for column, value in enumerate(grid.values(row), start=1):
            if isinstance(value, str) and "form-" in value and (match := NAME.fullmatch(value.strip())):
                yield FormCell(match[1], int(match[2] or 0), grid.name, row, column)


def form_of(workbook: Workbook, requests: Requests, sender: str) -> Form | None:
    """The form that a workbook is, None if it is none. Raises NotReadable if it is not one of this sender's.

    The hidden sheet decides; without it, the form that most row keys name.
    """
    where = _where_named(workbook)
    if where is None:
        return None
    chosen, place = where.form, f"sheet '{where.sheet}', row {where.row}: it names {where.form}"
    if fault := requests.faults.get(chosen):
        raise NotReadable(f"{place}. {fault}")
    form = requests.forms.get(chosen)
    if form is None:
        raise NotReadable(f"{place}, a form that was not made here. Ask the sender to fill in the one that was sent.")
    if form.sender != sender:
        raise NotReadable(f"{place}, which was made for “{form.sender}”. Receive it from that sender, not “{sender}”.")
    return form


def form_on_record(workbook: Workbook, requests: Requests) -> Form | None:
    """The form on record that a workbook is, whoever it was made for; None if it is none on record."""
    where = _where_named(workbook)
    return requests.forms.get(where.form) if where else None


def _where_named(workbook: Workbook) -> FormCell | None:
    """The first cell that names the form that a workbook is, None if no cell names one."""
    names = [name for grid in workbook.grids for name in names_in(grid)]
    of_rows = Counter(name.form for name in names if name.number)
    on_sheet = [name for name in names if name.sheet == KEYS and not name.number]
    if not on_sheet and not of_rows:
        return None
    chosen = on_sheet[0].form if on_sheet else of_rows.most_common(1)[0][0]
    return next(name for name in names if name.form == chosen)


def table_of(workbook: Workbook, form: Form) -> Grid:
    """The sheet with the rows of the form, whatever it is called now. Raises NotReadable if there is none."""
    keys = {grid.name: sum(name.number > 0 for name in names_in(grid)) for grid in workbook.grids}
    name = form_kind(form.kind).sheet
    best = max(workbook.grids, key=lambda grid: (keys[grid.name], grid.name == name))
    if not keys[best.name] and best.name != name:
        raise NotReadable(f"It is {form.form} without its sheet “{name}”. Ask the sender for the whole workbook.")
    return best


def layout_of(form: Form, grid: Grid, of_sender: Layout) -> Layout:
    """The layout for reading a form: its one sheet follows from the form, the rest is as in the sender's own layout.

    Raises NotReadable if a column of the form is gone.
    """
    there = {key_of(words) for row in grid.rows[:60] for words in map(as_written, grid.values(row)) if words}
    missing = [heading for heading in form.columns.values() if key_of(heading) not in there and heading != KEY.heading]
    if missing:
        raise NotReadable(
            f"sheet '{grid.name}': the column “{missing[0]}” of the form is gone. Ask the sender to put it back from "
            "the workbook that was sent."
        )
    columns = {name: heading for name, heading in form.columns.items() if key_of(heading) in there}
    kind = form_kind(form.kind)
    entry = SheetLayout(
        path=Path(form.form),
        fills=kind.kind,
        sheet=(grid.name,),
        columns=columns,
        dates=form.dates,
        years=form.years,
        not_read=tuple(heading for heading in form.not_read if key_of(heading) in there),
        prefilled=tuple(name for name in kind.prefilled if name in columns),
        closed_by_date=form.closed_by_date,
        confirmed=form.confirmed,
        split={name: mark for name, mark in kind.split.items() if name in columns},
        log="list" if kind.kind in LOGS else "",
        lists=Lists.ONE if kind.kind == Kind.ACTION else "",  # its actions are those of returns
        # If the form has a column for the lead agency, a blank cell in it means that none is stated.
        always={"review": form.review} | ({} if "agency" in columns else {"agency": form.agency}),
        reported_status=form.reported_status,
        response=RESPONSES if kind.kind == Kind.ACTION else {},
        verification=form.verification,
        resolution=form.resolution,
    )
    return replace(of_sender, sheets=(entry,))
