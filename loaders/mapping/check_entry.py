"""Checks one entry of a layout: names of our columns, words of our scales, and keys that go together."""

import re
from datetime import date

from loaders.mapping.key_types import key_advice
from loaders.mapping.layout import COLOURED, SheetLayout
from loaders.mapping.wrong_entry import by_heading, wrong
from tracker.columns.entries import COLUMNS
from tracker.file_terms import Lists, Log
from tracker.terms import Kind, ReportedStatus, Resolution, Response, Verification

DATE_ORDERS = ("day first", "month first", "year first")
YEAR_KINDS = ("financial", "calendar")
SCALES = {
    "response": Response,
    "reported_status": ReportedStatus,
    "verification": Verification,
    "resolution": Resolution,
}


def check_entry(layout: SheetLayout) -> None:
    """Raises NotReadable for a wrong entry, with the key, what was found and what it must be."""
    file = layout.path.name
    names = {name: column.holds for name, column in COLUMNS[layout.fills].items()}
    for key in ("columns", "always", "split", "fill_down", "prefilled", "serial_dates", "year_in"):
        for name in getattr(layout, key):
            if name not in names and not (key == "always" and name in ("agency", "review")):
                advice = key_advice([name]) or by_heading(name, COLUMNS[layout.fills])
                raise wrong(file, key, name, "one of our columns", names, advice)
    for name in layout.split:
        if names[name] is not list:
            lists = [known for known, holds in names.items() if holds is list]
            raise wrong(file, "split", name, f"a column of several values: {', '.join(lists) or 'none here'}")
    _check_numbered_by(layout)
    for key in ("serial_dates", "year_in"):
        dates = [known for known in (layout.columns if key == "year_in" else names) if names[known] is date]
        if others := [name for name in getattr(layout, key) if name not in dates]:
            raise wrong(file, key, others[0], f"a column of dates: {', '.join(dates)}")
    if layout.closed_by_date and (layout.fills != Kind.ACTION or "completed_on" not in layout.columns):
        raise wrong(file, "closed_by_date", True, "with a heading for completed_on in [columns] of actions")
    for key, scale in SCALES.items():
        for word, ours in getattr(layout, key).items():
            if ours not in list(scale):
                raise wrong(file, f'[{key}] "{word}"', ours, f"one of {', '.join(scale)}", scale, key_advice([word]))
    _check_section(layout, names)
    _check_colours(layout)
    if layout.dates and layout.dates not in DATE_ORDERS:
        raise wrong(file, "dates", layout.dates, f"one of {', '.join(DATE_ORDERS)}")
    if layout.years and layout.years not in YEAR_KINDS:
        raise wrong(file, "years", layout.years, f"one of {', '.join(YEAR_KINDS)}")
    if layout.log and (layout.log not in list(Log) or layout.fills not in (Kind.VERIFICATION, Kind.RESOLUTION)):
        wanted = f"one of {', '.join(Log)}, of a sheet that fills verification or resolution"
        raise wrong(file, "log", layout.log, wanted)
    if layout.lists and (layout.lists not in list(Lists) or layout.fills != Kind.ACTION):
        raise wrong(file, "lists", layout.lists, f"one of {', '.join(Lists)}, of a sheet that fills action")


def _check_numbered_by(layout: SheetLayout) -> None:
    """Raises NotReadable for a wrong numbered_by, whose columns tell the rows of a plan without references apart."""
    file, read = layout.path.name, [*layout.columns, *filter(None, [layout.section])]
    if layout.numbered_by and (layout.fills != Kind.ACTION or "action_ref" in layout.columns):
        raise wrong(file, "numbered_by", [*layout.numbered_by], "left out, but for actions without a column action_ref")
    for name in layout.numbered_by:
        if name not in read:
            raise wrong(file, "numbered_by", name, f"one of the columns that are read: {', '.join(read)}", read)


def _check_section(layout: SheetLayout, names: dict[str, type]) -> None:
    if not layout.section:
        return
    open_to_titles = [name for name, holds in names.items() if holds in (str, list) and name not in layout.columns]
    if layout.section not in open_to_titles:
        wanted = f"one of our columns of text that [columns] leaves open: {', '.join(open_to_titles)}"
        raise wrong(layout.path.name, "section", layout.section, wanted)


def _check_colours(layout: SheetLayout) -> None:
    for colour in layout.colours:
        if not re.fullmatch("[0-9A-F]{6}", colour):
            raise wrong(
                layout.path.name, "[colours]", colour, "a colour as six digits and letters A to F, such as 00B050"
            )
    if layout.colours and not layout.columns.keys() & set(COLOURED):
        raise wrong(
            layout.path.name, "[colours]", layout.colours, f"with a heading for {' or '.join(COLOURED)} in [columns]"
        )
