"""Checks one entry of a layout: names of our columns, words of our scales, and keys that go together."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from loaders.mapping.key_types import key_advice
from loaders.mapping.layout import COLOURED, SheetLayout
from loaders.mapping.wrong_entry import by_heading, wrong
from tracker.colour_names import is_colour_code
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
    names = {name: column.holds for name, column in COLUMNS[layout.fills].items()}
    _check_names(layout, names)
    _check_split(layout, names)
    _check_numbered_by(layout)
    _check_dates(layout, names)
    _check_scales(layout)
    _check_section(layout, names)
    _check_colours(layout)
    _check_one_of(layout, "dates", DATE_ORDERS)
    _check_one_of(layout, "years", YEAR_KINDS)
    if layout.log and (layout.log not in list(Log) or layout.fills not in (Kind.VERIFICATION, Kind.RESOLUTION)):
        wanted = f"one of {', '.join(Log)}, of a sheet that fills verification or resolution"
        raise wrong(layout.path.name, "log", layout.log, wanted)
    if layout.lists and (layout.lists not in list(Lists) or layout.fills != Kind.ACTION):
        raise wrong(layout.path.name, "lists", layout.lists, f"one of {', '.join(Lists)}, of a sheet that fills action")


def _check_names(layout: SheetLayout, names: Collection[str]) -> None:
    """Raises NotReadable where a key names something that is none of our columns."""
    for key in ("columns", "always", "split", "fill_down", "prefilled", "serial_dates", "year_in"):
        for name in getattr(layout, key):
            if name not in names and not (key == "always" and name in ("agency", "review")):
                advice = key_advice([name]) or by_heading(name, COLUMNS[layout.fills])
                raise wrong(layout.path.name, key, name, "one of our columns", names, advice)


def _check_split(layout: SheetLayout, names: Mapping[str, type]) -> None:
    for name in layout.split:
        if names[name] is not list:
            lists = [known for known, holds in names.items() if holds is list]
            raise wrong(
                layout.path.name, "split", name, f"a column of several values: {', '.join(lists) or 'none here'}"
            )


def _check_dates(layout: SheetLayout, names: Mapping[str, type]) -> None:
    """Raises NotReadable where a key that explains dates is given for something else."""
    file = layout.path.name
    for key in ("serial_dates", "year_in"):
        dates = [known for known in (layout.columns if key == "year_in" else names) if names[known] is date]
        if others := [name for name in getattr(layout, key) if name not in dates]:
            raise wrong(file, key, others[0], f"a column of dates: {', '.join(dates)}")
    if layout.closed_by_date and (layout.fills != Kind.ACTION or "completed_on" not in layout.columns):
        raise wrong(file, "closed_by_date", True, "with a heading for completed_on in [columns] of actions")


def _check_scales(layout: SheetLayout) -> None:
    """Raises NotReadable where a word is given a meaning that its scale does not have."""
    file = layout.path.name
    for key, scale in SCALES.items():
        for word, ours in getattr(layout, key).items():
            if ours not in list(scale):
                raise wrong(file, f'[{key}] "{word}"', ours, f"one of {', '.join(scale)}", scale, key_advice([word]))


def _check_one_of(layout: SheetLayout, key: str, words: Sequence[str]) -> None:
    if (found := getattr(layout, key)) and found not in words:
        raise wrong(layout.path.name, key, found, f"one of {', '.join(words)}")


def _check_numbered_by(layout: SheetLayout) -> None:
    """Raises NotReadable for a wrong numbered_by, whose columns tell the rows of a plan without references apart."""
    file, read = layout.path.name, [*layout.columns, *filter(None, [layout.section])]
    if layout.numbered_by and (layout.fills != Kind.ACTION or "action_ref" in layout.columns):
        raise wrong(file, "numbered_by", [*layout.numbered_by], "left out, but for actions without a column action_ref")
    for name in layout.numbered_by:
        if name not in read:
            raise wrong(file, "numbered_by", name, f"one of the columns that are read: {', '.join(read)}", read)


def _check_section(layout: SheetLayout, names: Mapping[str, type]) -> None:
    """Raises NotReadable where titles or the names of sheets would fill what is no text, or filled already."""
    open_to_titles = [name for name, holds in names.items() if holds in (str, list) and name not in layout.columns]
    for key in ("section", "sheet_names"):
        if (found := getattr(layout, key)) and found not in open_to_titles:
            wanted = f"one of our columns of text that [columns] leaves open: {', '.join(open_to_titles)}"
            raise wrong(layout.path.name, key, found, wanted)
    if layout.section and layout.section == layout.sheet_names:
        raise wrong(layout.path.name, "sheet_names", layout.sheet_names, "another column than section fills")


def _check_colours(layout: SheetLayout) -> None:
    for colour in layout.colours:
        if not is_colour_code(colour):
            raise wrong(
                layout.path.name, "[colours]", colour, "a colour as six digits and letters A to F, such as 00B050"
            )
    if layout.colours and not layout.columns.keys() & set(COLOURED):
        raise wrong(
            layout.path.name, "[colours]", layout.colours, f"with a heading for {' or '.join(COLOURED)} in [columns]"
        )
