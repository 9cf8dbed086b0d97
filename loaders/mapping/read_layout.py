"""Reads a layout file; any mistake in it is refused in one sentence, never read as something else."""

import hashlib
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, get_origin

from loaders.mapping.check_entry import check_entry
from loaders.mapping.contradictions import refuse_contradictions
from loaders.mapping.key_types import (
    FILE_KEYS,
    REFERENCES,
    SHEET_KEYS,
    as_tuple,
    check_types,
    is_table,
    key_advice,
)
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.wrong_entry import wrong
from tracker.file_terms import Holds
from tracker.findings import NotReadable
from tracker.plain_errors import of_settings
from tracker.terms import Kind

OPEN_ACTIONS = str(Holds.OPEN_ACTIONS)
# What a body says for itself, by kind of sheet: whose it is, and the columns without which it says nothing.
OWN = {
    Kind.COMMENT: ("the body's own", ("comment",)),
    Kind.RESOLUTION: ("the committee's own", ("meeting_on", "minute")),
}


def read_layout(path: Path) -> Layout:
    """The layout in one file. Raises NotReadable with the key, what was found and what to do."""
    return _layout(path, path.read_bytes())


@lru_cache  # a load asks for it once per file
def _layout(path: Path, content: bytes) -> Layout:
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
    check_types(path.name, of_file, FILE_KEYS)
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
    """The keys of one sheet over those of the whole file, with tables merged key by key.

    A sheet of another kind has other columns and words, so it takes only how dates are written.
    """
    if "fills" in file and sheet.get("fills", file["fills"]) != file["fills"]:
        file = {key: file[key] for key in ("dates", "years") if key in file}
    tables = {key for key, value in sheet.items() if isinstance(value, dict) and isinstance(file.get(key), dict)}
    return {**file, **sheet, **{key: {**file[key], **sheet[key]} for key in tables}}


def _sheet_layout(path: Path, keys: dict[str, Any], of_file: dict[str, Any]) -> SheetLayout:
    _check_keys(path, keys)
    check_types(path.name, keys, SHEET_KEYS)
    if keys["fills"] not in list(Kind):
        raise wrong(path.name, "fills", keys["fills"], f"one of {', '.join(Kind)}")
    lists = {key: as_tuple(value) for key, value in keys.items() if get_origin(SHEET_KEYS[key]) is tuple}
    colours = {colour.upper(): word for colour, word in keys.get("colours", {}).items()}
    changed = {"fills": Kind(keys["fills"]), "colours": colours, "always": _always(keys, of_file)}
    layout = SheetLayout(path=path, **{**keys, **lists, **changed})
    if layout.fills in OWN:
        _check_own(layout, of_file)
    check_entry(layout)
    refuse_contradictions(layout)
    return layout


def _always(keys: dict[str, Any], of_file: dict[str, Any]) -> dict[str, str]:
    """What fills each blank cell: the layout's own word, the review of the file, and its agency.

    The agency is left out if a column, a title or the sheet's name gives one for each row, and in a log of
    verifications: it does not say whose work was checked.
    """
    names_agencies = "agency" in keys["columns"] or "agency" in (keys.get("section"), keys.get("sheet_names"))
    has_own = not names_agencies and keys["fills"] != Kind.VERIFICATION
    of_sheet = {key: of_file[key] for key in ("agency", "review") if key in of_file and (key != "agency" or has_own)}
    return of_sheet | keys.get("always", {})


def _check_own(layout: SheetLayout, of_file: dict[str, Any]) -> None:
    """Raises NotReadable unless the sheet is of the body whose file it is: nobody speaks for another body."""
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
    """Raises NotReadable for actions and resolutions in one file: no body resolves on its own plan."""
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


def _check_references(path: Path, key: str, table: Any) -> None:
    """Raises NotReadable unless each reference leads to another, and in the end to one that leads no further."""
    advice = key_advice([name for name in table if "_" in name]) if isinstance(table, dict) else ""
    if advice or not is_table(table):
        raise wrong(path.name, f"[{key}]", table, f"a table of references in quotes: {REFERENCES[key]}", advice=advice)
    for ref in table:
        step, seen = ref, set()
        while (step := table.get(step, "")) and step not in seen:
            seen.add(step)
        if step:
            raise wrong(path.name, f"[{key}]", ref, "joined to a reference of its own, not in a circle")
