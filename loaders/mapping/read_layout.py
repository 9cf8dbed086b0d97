"""Reads a layout file; whatever is wrong in it is refused in one sentence, never read as something else."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from loaders.mapping.contradictions import refuse_contradictions
from loaders.mapping.layout import COLOURED, Layout, SheetLayout
from loaders.mapping.wrong_entry import by_heading, wrong
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.plain_errors import of_settings
from tracker.terms import Holds, Kind, Log, ReportedStatus, Resolution, Response, Verification

DATE_ORDERS = ("day first", "month first", "year first")
YEAR_KINDS = ("financial", "calendar")
OPEN_ACTIONS = str(Holds.OPEN_ACTIONS)
SCALES = {
    "response": Response,
    "reported_status": ReportedStatus,
    "verification": Verification,
    "resolution": Resolution,
}
# What a body says for itself: the kind of sheet, whose it is, and the columns without which it says nothing.
OWN = {
    Kind.COMMENT: ("the body's own", ("comment",)),
    Kind.RESOLUTION: ("the committee's own", ("meeting_on", "minute")),
}
LARGEST = 1_048_576  # the last row of a sheet; as days nearly three thousand years
REFERENCES = {"renumbered": "new = old", "split_from": "new = old", "superseded_by": "old = new"}
SHEET_KEYS = {key: type_ for key, type_ in get_type_hints(SheetLayout).items() if key != "path"}
NO_KEYS = ("path", "sheets", "sha256", *REFERENCES)
FILE_KEYS = {key: type_ for key, type_ in get_type_hints(Layout).items() if key not in NO_KEYS}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_number(value: object) -> bool:
    return type(value) is int and 0 < value <= LARGEST


def _as_tuple(value: object) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


# What a key must be by the type of its field: a test of the value, and the words of an error.
MUST_BE: dict[Any, tuple[Callable[[Any], bool], str]] = {
    Kind: (lambda value: isinstance(value, str), "text in quotes"),
    str: (lambda value: isinstance(value, str), "text in quotes"),
    bool: (lambda value: isinstance(value, bool), "true or false"),
    int | None: (_is_number, "a number of days"),
    tuple[int, ...]: (
        lambda value: value != [] and all(map(_is_number, _as_tuple(value))),
        "a row number, or a list of them",
    ),
    tuple[str, ...]: (lambda value: all(map(_is_text, _as_tuple(value))), "text in quotes, or a list of such texts"),
    dict[str, str]: (_is_table, "a table of texts in quotes"),
}


def read_layout(path: Path) -> Layout:
    """One layout file. Raises NotReadable with the key, what was found and what to do."""
    content = path.read_bytes()
    try:
        keys = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotReadable(f"{path.name} is not correct TOML: {of_settings(error)}. Correct that line.") from error
    except RecursionError as error:
        raise NotReadable(f"{path.name} has lists within lists that no layout needs. Remove them.") from error
    if keys.pop("draft", False):
        raise NotReadable(
            f"{path.name} is a draft. Check every line against the workbook, then remove its line 'draft = true'."
        )
    of_file = {key: keys.pop(key) for key in FILE_KEYS if key in keys}
    _check_types(path, of_file, FILE_KEYS)
    if of_file.get("holds", OPEN_ACTIONS) != OPEN_ACTIONS:
        raise wrong(path.name, "holds", of_file["holds"], f"left out, or '{OPEN_ACTIONS}'", [OPEN_ACTIONS])
    references = {key: keys.pop(key) for key in REFERENCES if key in keys}
    for key, table in references.items():
        _check_references(path, key, table)
    entries = keys.pop("sheets", [{}])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise wrong(path.name, "sheets", entries, "written as [[sheets]], once for each sheet")
    sheets = tuple(_sheet_layout(path, _merged(keys, entry), of_file) for entry in entries)
    if "fills" in keys and keys["fills"] not in [sheet.fills for sheet in sheets]:
        raise NotReadable(
            f"{path.name}: no sheet fills {keys['fills']}, as the keys above the sheets say. Add [[sheets]] on a line "
            "of its own for the sheet that they describe."
        )
    _check_no_plan(path, sheets)
    return Layout(path=path, sheets=sheets, sha256=hashlib.sha256(content).hexdigest(), **of_file, **references)


def _merged(file: dict[str, Any], sheet: dict[str, Any]) -> dict[str, Any]:
    """The keys of one sheet over those of the whole file, tables merged key by key.

    A sheet of another kind has other columns and words, so it takes nothing but the manner of its dates.
    """
    if "fills" in file and sheet.get("fills", file["fills"]) != file["fills"]:
        file = {key: file[key] for key in ("dates", "years") if key in file}
    tables = {key for key, value in sheet.items() if isinstance(value, dict) and isinstance(file.get(key), dict)}
    return {**file, **sheet, **{key: {**file[key], **sheet[key]} for key in tables}}


def _sheet_layout(path: Path, keys: dict[str, Any], of_file: dict[str, Any]) -> SheetLayout:
    _check_keys(path, keys)
    _check_types(path, keys, SHEET_KEYS)
    if keys["fills"] not in list(Kind):
        raise wrong(path.name, "fills", keys["fills"], f"one of {', '.join(Kind)}")
    lists = {key: _as_tuple(value) for key, value in keys.items() if get_origin(SHEET_KEYS[key]) is tuple}
    colours = {colour.upper(): word for colour, word in keys.get("colours", {}).items()}
    changed = {"fills": Kind(keys["fills"]), "colours": colours, "always": _always(keys, of_file)}
    layout = SheetLayout(path=path, **{**keys, **lists, **changed})
    if layout.fills in OWN:
        _check_own(layout, of_file)
    _check_sheet(layout)
    refuse_contradictions(layout)
    return layout


def _always(keys: dict[str, Any], of_file: dict[str, Any]) -> dict[str, str]:
    """What stands for each blank cell: the layout's own word, the review of the file, and its agency.

    That stands in for nobody: not where a column or a title names one for each row, nor for whose work a log checked.
    """
    names_agencies = "agency" in keys["columns"] or keys.get("section") == "agency"
    has_own = not names_agencies and keys["fills"] != Kind.VERIFICATION
    of_sheet = {key: of_file[key] for key in ("agency", "review") if key in of_file and (key != "agency" or has_own)}
    return of_sheet | keys.get("always", {})


def _check_own(layout: SheetLayout, of_file: dict[str, Any]) -> None:
    """Nobody speaks for another: what a sheet says is of the body whose file it is, and a compiler's words of none."""
    whose, wanted = OWN[layout.fills]
    own = of_file.get("agency", "")
    if not own or of_file.get("compiled") or "agency" in layout.columns or layout.always.get("agency") != own:
        raise NotReadable(
            f"{layout.path.name}: a sheet that fills {layout.fills} is {whose}. Name the body with 'agency' above the "
            "sheets, nowhere else, and leave out 'compiled'; a body without a plan gets a layout of its own."
        )
    for name in wanted:
        if name not in layout.columns:
            raise wrong(layout.path.name, "[columns]", layout.columns, f"with a heading for {name}")


def _check_no_plan(path: Path, sheets: Sequence[SheetLayout]) -> None:
    """A body whose work a committee looks at does not keep that committee's resolutions."""
    if {Kind.ACTION, Kind.RESOLUTION} <= {sheet.fills for sheet in sheets}:
        raise NotReadable(
            f"{path.name}: one file fills both action and resolution, but no body resolves on its own plan. Give the "
            "committee's log a layout of its own, and a folder for its files."
        )


def _check_keys(path: Path, keys: dict[str, Any]) -> None:
    known = SHEET_KEYS.keys() | FILE_KEYS.keys()
    for key in keys:
        if key in FILE_KEYS:
            raise wrong(path.name, "[[sheets]]", key, "above the sheets, since it holds for the whole file")
        if key not in known:
            raise wrong(path.name, "a key", key, f"one of {', '.join(sorted(known))}", known)
    for key in ("fills", "sheet", "columns"):
        if key not in keys:
            raise NotReadable(f"{path.name}: '{key}' is missing. Add it; docs/adding-an-agency.md shows how.")
    if keys["sheet"] == []:
        raise wrong(path.name, "sheet", [], "the name of at least one sheet")
    if keys["columns"] == {}:
        raise wrong(path.name, "[columns]", {}, "a heading for at least one of our columns")


def misplaced(names: Iterable[str]) -> str:
    """What to do where one of the names in a table is a key: TOML puts what stands below a table into it."""
    keys = [name for name in names if name in SHEET_KEYS.keys() | FILE_KEYS.keys()]
    return f"'{keys[0]}' is a key of the layout: keys stand above the first [table]." if keys else ""


def _check_types(path: Path, keys: dict[str, Any], types: dict[str, Any]) -> None:
    for key, value in keys.items():
        is_right, wanted = MUST_BE[types[key]]
        if not is_right(value):
            found = [*_as_tuple(value)] if key == "header_row" else value
            where = f"[{key}]" if types[key] == dict[str, str] else key
            raise wrong(path.name, where, found, wanted, advice=misplaced(value) if isinstance(value, dict) else "")
        if key == "agencies" and (advice := misplaced([name for name in value if "_" in name])):
            raise wrong(path.name, "[agencies]", value, "spellings of agencies", advice=advice)


def _check_references(path: Path, key: str, table: Any) -> None:
    """Each reference leads to another one, and in the end to one that leads no further."""
    advice = misplaced([name for name in table if "_" in name]) if isinstance(table, dict) else ""
    if advice or not _is_table(table):
        raise wrong(path.name, f"[{key}]", table, f"a table of references in quotes: {REFERENCES[key]}", advice=advice)
    for ref in table:
        step, seen = ref, set()
        while (step := table.get(step, "")) and step not in seen:
            seen.add(step)
        if step:
            raise wrong(path.name, f"[{key}]", ref, "joined to a reference of its own, not in a circle")


def _check_sheet(layout: SheetLayout) -> None:
    file = layout.path.name
    names = {name: column.holds for name, column in COLUMNS[layout.fills].items()}
    for key in ("columns", "always", "split", "fill_down", "prefilled", "serial_dates", "year_in"):
        for name in getattr(layout, key):
            if name not in names and not (key == "always" and name in ("agency", "review")):
                advice = misplaced([name]) or by_heading(name, COLUMNS[layout.fills])
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
                raise wrong(file, f'[{key}] "{word}"', ours, f"one of {', '.join(scale)}", scale, misplaced([word]))
    _check_section(layout, names)
    _check_colours(layout)
    if layout.dates and layout.dates not in DATE_ORDERS:
        raise wrong(file, "dates", layout.dates, f"one of {', '.join(DATE_ORDERS)}")
    if layout.years and layout.years not in YEAR_KINDS:
        raise wrong(file, "years", layout.years, f"one of {', '.join(YEAR_KINDS)}")
    if layout.log and (layout.log not in list(Log) or layout.fills not in (Kind.VERIFICATION, Kind.RESOLUTION)):
        wanted = f"one of {', '.join(Log)}, of a sheet that fills verification or resolution"
        raise wrong(file, "log", layout.log, wanted)


def _check_numbered_by(layout: SheetLayout) -> None:
    """A plan without references has columns whose words tell its rows apart."""
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
