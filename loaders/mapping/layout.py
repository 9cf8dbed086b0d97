"""A layout says how one sender's workbook is read: which sheet, which headings, which words."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from tracker.received_file import NotReadable
from tracker.terms import COLUMNS, Kind, ReportedStatus, Response, Verification

DATE_ORDERS = ("day first", "month first", "year first")
YEAR_KINDS = ("financial", "calendar")
WHOLE_FILE = {"agency": str, "review": str, "reports_every": int, "illustrative": bool, "compiled": bool, "note": str}
WHOLE_TABLES = ("renumbered", "split_from")
TEXTS = ("fills", "dates", "years", "stops_at", "section")
LISTS = ("sheet", "fill_down", "not_read", "leave_out", "fillers", "prefilled", "confirmed")
TABLES = ("columns", "split", "always", "agencies", "colours", "reported_status", "response", "verification")
SCALES = {"response": Response, "reported_status": ReportedStatus, "verification": Verification}
COLOURED = ("reported_status", "rag")  # where a colour may stand for a word, if the plan's own key says so


@dataclass(frozen=True)
class SheetLayout:
    """How the rows of one or more sheets of the same shape are read."""

    path: Path
    fills: Kind
    sheet: tuple[str, ...]
    columns: dict[str, str]
    header_row: tuple[int, ...] = ()  # looked for among the first rows where it is not given
    dates: str = ""
    years: str = ""
    stops_at: str = ""
    section: str = ""
    fill_down: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    prefilled: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    split: dict[str, str] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    reported_status: dict[str, str] = field(default_factory=dict)
    response: dict[str, str] = field(default_factory=dict)
    verification: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """How one sender's workbook is read; `reports_every` is in days, None where no interval is agreed.

    `renumbered` joins a reference to the one it had before; `split_from` says which action a new one was part of.
    """

    path: Path
    sheets: tuple[SheetLayout, ...]
    sha256: str = ""
    agency: str = ""
    review: str = ""
    reports_every: int | None = None
    illustrative: bool = False
    compiled: bool = False
    note: str = ""
    renumbered: dict[str, str] = field(default_factory=dict)
    split_from: dict[str, str] = field(default_factory=dict)


def read_layout(path: Path) -> Layout:
    """One layout file. Raises NotReadable with the key, what was found and what to do."""
    content = path.read_bytes()
    try:
        text = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotReadable(f"{path.name} is not correct TOML: {error}. Correct that line.") from error
    if text.pop("draft", False):
        raise NotReadable(
            f"{path.name} is a draft. Check every line against the workbook, then remove its line 'draft = true'."
        )
    own = {key: text.pop(key) for key in WHOLE_FILE if key in text}
    _check_own(path, own)
    joined = {key: text.pop(key) for key in WHOLE_TABLES if key in text}
    for key, table in joined.items():
        _check_joined(path, key, table)
    entries = text.pop("sheets", [{}])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        _wrong(path, "sheets", entries, "written as [[sheets]], once for each sheet")
    sheets = tuple(_sheet_layout(path, _over(text, entry), own) for entry in entries)
    return Layout(path=path, sheets=sheets, sha256=hashlib.sha256(content).hexdigest(), **own, **joined)


def _check_own(path: Path, own: dict) -> None:
    wanted = {str: "text", int: "a number of days", bool: "true or false"}
    for key, value in own.items():
        if type(value) is not WHOLE_FILE[key]:
            _wrong(path, key, value, wanted[WHOLE_FILE[key]])
    if own.get("reports_every", 1) < 1:
        _wrong(path, "reports_every", own["reports_every"], "a number of days")


def _check_joined(path: Path, key: str, table: object) -> None:
    """Each reference leads to another one, and in the end to one that leads no further."""
    if not (isinstance(table, dict) and all(_is_text(entry) for entry in table.values())):
        _wrong(path, f"[{key}]", table, "a table of references in quotes: new = old")
    for ref in table:
        step, seen = ref, set()
        while (step := table.get(step, "")) and step not in seen:
            seen.add(step)
        if step:
            _wrong(path, f"[{key}]", ref, "joined to a reference of its own, not in a circle")


def _over(base: dict, entry: dict) -> dict:
    """The keys of one sheet over the keys of the whole file, tables merged key by key."""
    merged = dict(base)
    for key, value in entry.items():
        merged[key] = {**merged[key], **value} if isinstance(merged.get(key), dict) else value
    return merged


def _sheet_layout(path: Path, text: dict, own: dict) -> SheetLayout:
    known = SheetLayout.__dataclass_fields__.keys() - {"path"}
    for key in text:
        if key in WHOLE_FILE:
            _wrong(path, "[[sheets]]", key, "above the sheets, since it holds for the whole file")
        if key not in known:
            _wrong(path, "a key", key, f"one of {', '.join(sorted(known | WHOLE_FILE.keys()))}", known)
    for key in ("fills", "sheet", "columns"):
        if key not in text:
            raise NotReadable(f"{path.name}: '{key}' is missing. Add it; docs/adding-an-agency.md shows how.")
    _check_shapes(path, text)
    if text["fills"] not in list(Kind):
        _wrong(path, "fills", text["fills"], f"one of {', '.join(Kind)}")
    layout = SheetLayout(
        **{
            **text,
            "path": path,
            "fills": Kind(text["fills"]),
            "header_row": _as_tuple(text.get("header_row", [])),
            **{key: _as_tuple(text.get(key, [])) for key in LISTS},
            "colours": {colour.upper(): word for colour, word in text.get("colours", {}).items()},
            "always": {**{key: own[key] for key in ("agency", "review") if key in own}, **text.get("always", {})},
        }
    )
    _check_sheet(layout)
    return layout


def _check_shapes(path: Path, text: dict) -> None:
    for key, value in text.items():
        if key in TEXTS and not isinstance(value, str):
            _wrong(path, key, value, "text in quotes")
        if key in TABLES and not (isinstance(value, dict) and all(_is_text(entry) for entry in value.values())):
            _wrong(path, f"[{key}]", value, "a table of texts in quotes")
        if key in LISTS and not all(_is_text(entry) for entry in _as_tuple(value)):
            _wrong(path, key, value, "text in quotes, or a list of such texts")
        if key == "header_row" and not (value != [] and all(type(row) is int and row > 0 for row in _as_tuple(value))):
            _wrong(path, key, list(_as_tuple(value)), "a row number, or a list of them")
    if text["sheet"] == []:
        _wrong(path, "sheet", [], "the name of at least one sheet")
    if not text["columns"]:
        _wrong(path, "[columns]", text["columns"], "a heading for at least one of our columns")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _as_tuple(value: object) -> tuple:
    return tuple(value) if isinstance(value, list) else (value,)


def _check_sheet(layout: SheetLayout) -> None:
    names = COLUMNS[layout.fills]
    for key in ("columns", "always", "split", "fill_down", "prefilled"):
        for name in getattr(layout, key):
            if name not in names and not (key == "always" and name in ("agency", "review")):
                _wrong(layout.path, key, name, "one of our columns", names)
    for name in layout.split:
        if names[name] is not list:
            lists = [known for known, holds in names.items() if holds is list]
            _wrong(layout.path, "split", name, f"a column of several values: {', '.join(lists) or 'none here'}")
    for key, scale in SCALES.items():
        for word, ours in getattr(layout, key).items():
            if ours not in list(scale):
                _wrong(layout.path, f'[{key}] "{word}"', ours, f"one of {', '.join(scale)}", list(scale))
    _check_section(layout, names)
    _check_colours(layout)
    # Day and month are never guessed, so a sheet with dates must say which comes first.
    if date in {names[name] for name in layout.columns} and layout.dates not in DATE_ORDERS:
        _wrong(layout.path, "dates", layout.dates, f"one of {', '.join(DATE_ORDERS)}")
    if layout.years and layout.years not in YEAR_KINDS:
        _wrong(layout.path, "years", layout.years, f"one of {', '.join(YEAR_KINDS)}")


def _check_section(layout: SheetLayout, names: dict[str, type]) -> None:
    if not layout.section:
        return
    open_to_titles = [name for name, holds in names.items() if holds in (str, list) and name not in layout.columns]
    if layout.section not in open_to_titles:
        wanted = f"one of our columns of text that [columns] leaves open: {', '.join(open_to_titles)}"
        _wrong(layout.path, "section", layout.section, wanted)


def _check_colours(layout: SheetLayout) -> None:
    for colour in layout.colours:
        if not re.fullmatch("[0-9A-F]{6}", colour):
            _wrong(layout.path, "[colours]", colour, "a colour as six digits and letters A to F, such as 00B050")
    if layout.colours and not layout.columns.keys() & set(COLOURED):
        _wrong(layout.path, "[colours]", layout.colours, f"with a heading for {' or '.join(COLOURED)} in [columns]")


def _wrong(path: Path, where: str, found: object, wanted: str, known: Iterable[str] = ()) -> NoReturn:
    near = get_close_matches(str(found), list(known), 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise NotReadable(f"{path.name}, {where}: found {found!r}, but it must be {wanted}.{hint}")
