"""A layout says how one sender's workbook is read: which sheet, which headings, which words."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from tracker.received import NotReadable
from tracker.terms import COLUMNS, Kind, ReportedStatus, Response, Verification

LAYOUTS = Path(__file__).parent / "layouts"
DATE_ORDERS = ("day first", "month first", "year first")
YEAR_KINDS = ("financial", "calendar")
SCALES = {"response": Response, "reported_status": ReportedStatus, "verification": Verification}


@dataclass(frozen=True)
class SheetLayout:
    """How the rows of one or more sheets of the same shape are read."""

    path: Path
    fills: Kind
    sheet: tuple[str, ...]
    columns: dict[str, str]
    header_row: tuple[int, ...] = (1,)
    dates: str = ""
    years: str = ""
    stops_at: str = ""
    fill_down: tuple[str, ...] = ()
    split: dict[str, str] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    reported_status: dict[str, str] = field(default_factory=dict)
    response: dict[str, str] = field(default_factory=dict)
    verification: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """How one sender's workbook is read; `reports_every` is in days, None where no interval is agreed."""

    path: Path
    sheets: tuple[SheetLayout, ...]
    agency: str = ""
    review: str = ""
    reports_every: int | None = None
    illustrative: bool = False


def layout_for(sender: str, received_on: date, folder: Path = LAYOUTS) -> Layout:
    """The layout in force for a sender on the day a file was received.

    `<sender>.toml` holds from the start and `<sender>.2026-04-01.toml` from that date on; both may lie in a
    folder below `folder`. Raises NotReadable when there is none or it is wrong.
    """
    files = sorted(folder.rglob(f"{sender}.toml")) + sorted(folder.rglob(f"{sender}.????-??-??.toml"))
    in_force = [file for file in files if _from_date(file) <= received_on]
    if not in_force:
        raise NotReadable(
            f"No layout for the sender '{sender}'. Write {folder.name}/{sender}.toml; "
            "docs/adding-an-agency.md shows how."
        )
    latest = max(_from_date(file) for file in in_force)
    chosen = [file for file in in_force if _from_date(file) == latest]
    if len(chosen) > 1:
        names = ", ".join(file.relative_to(folder).as_posix() for file in chosen)
        raise NotReadable(f"Two layouts for the sender '{sender}': {names}. Keep one.")
    return read_layout(chosen[0])


def _from_date(file: Path) -> date:
    dated = file.stem.rpartition(".")[2]
    try:
        return date.fromisoformat(dated)
    except ValueError:
        return date.min


def read_layout(path: Path) -> Layout:
    """One layout file. Raises NotReadable with the key, what was found and what to do."""
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotReadable(f"{path.name} is not correct TOML: {error}. Correct that line.") from error
    own = {key: text.pop(key) for key in ("agency", "review", "reports_every", "illustrative") if key in text}
    _check_own(path, own)
    entries = text.pop("sheets", [{}])
    return Layout(path=path, sheets=tuple(_sheet_layout(path, _over(text, entry), own) for entry in entries), **own)


def _check_own(path: Path, own: dict) -> None:
    kinds = {"agency": str, "review": str, "reports_every": int, "illustrative": bool}
    for key, value in own.items():
        if type(value) is not kinds[key]:
            _wrong(path, key, value, {str: "text", int: "a number of days", bool: "true or false"}[kinds[key]])


def _over(base: dict, entry: dict) -> dict:
    """The keys of one sheet over the keys of the whole file, tables merged key by key."""
    merged = dict(base)
    for key, value in entry.items():
        merged[key] = {**merged[key], **value} if isinstance(merged.get(key), dict) else value
    return merged


def _sheet_layout(path: Path, text: dict, own: dict) -> SheetLayout:
    known = SheetLayout.__dataclass_fields__.keys() - {"path"}
    for key in text:
        if key not in known:
            _wrong(path, "a key", key, f"one of {', '.join(sorted(known | own.keys()))}", known)
    for key in ("fills", "sheet", "columns"):
        if key not in text:
            raise NotReadable(f"{path.name}: '{key}' is missing. Add it; docs/adding-an-agency.md shows how.")
    if text["fills"] not in list(Kind):
        _wrong(path, "fills", text["fills"], f"one of {', '.join(Kind)}")
    layout = SheetLayout(
        **{
            **text,
            "path": path,
            "fills": Kind(text["fills"]),
            "sheet": _as_tuple(text["sheet"]),
            "header_row": _as_tuple(text.get("header_row", 1)),
            "fill_down": tuple(text.get("fill_down", ())),
            "always": {**{key: own[key] for key in ("agency", "review") if key in own}, **text.get("always", {})},
        }
    )
    _check_sheet(layout)
    return layout


def _as_tuple(value: object) -> tuple:
    return tuple(value) if isinstance(value, list) else (value,)


def _check_sheet(layout: SheetLayout) -> None:
    names = COLUMNS[layout.fills]
    for key in ("columns", "always", "split", "fill_down"):
        for name in getattr(layout, key):
            if name not in names and not (key == "always" and name in ("agency", "review")):
                _wrong(layout.path, key, name, "one of our columns", names)
    for key, scale in SCALES.items():
        for word, ours in getattr(layout, key).items():
            if ours not in list(scale):
                _wrong(layout.path, f'[{key}] "{word}"', ours, f"one of {', '.join(scale)}", list(scale))
    if not all(isinstance(row, int) and row > 0 for row in layout.header_row):
        _wrong(layout.path, "header_row", list(layout.header_row), "a row number, or a list of them")
    # Day and month are never guessed, so a sheet with dates must say which comes first.
    if date in {names[name] for name in layout.columns} and layout.dates not in DATE_ORDERS:
        _wrong(layout.path, "dates", layout.dates, f"one of {', '.join(DATE_ORDERS)}")
    if layout.years and layout.years not in YEAR_KINDS:
        _wrong(layout.path, "years", layout.years, f"one of {', '.join(YEAR_KINDS)}")


def _wrong(path: Path, where: str, found: object, wanted: str, known: Iterable[str] = ()) -> NoReturn:
    near = get_close_matches(str(found), list(known), 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise NotReadable(f"{path.name}, {where}: found {found!r}, but it must be {wanted}.{hint}")
