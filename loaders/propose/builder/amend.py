"""Adds one answer to an existing layout and leaves everything else as somebody wrote it, comments included."""

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import tomlkit
from tomlkit.exceptions import TOMLKitError

from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.read_layout import read_layout
from loaders.received.temporary import temporary_folder
from tracker.findings import NotReadable

Place = TypeVar("Place", Layout, SheetLayout)


class LayoutLine(NamedTuple):
    """A line to add to a table of a layout; `sheet` counts from 0, None for a table that holds for all sheets."""

    sheet: int | None
    table: str
    word: str
    meaning: str


def with_line(path: Path, line: LayoutLine) -> str:
    """The text of a layout with one line added. Raises NotReadable where it cannot be, or more would change."""
    before = read_layout(path)
    try:
        document = tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
        _put(_place(document, line.sheet), line)
        text = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, TypeError, KeyError, IndexError) as error:
        raise NotReadable(f"{path.name} cannot be changed here: {error}. Change it by hand.") from error
    if _read(text, path.name) != _with(before, line):
        raise NotReadable(f"{path.name}: this line would change more than the one word. Change the file by hand.")
    return text


def _place(document: tomlkit.TOMLDocument, sheet: int | None) -> tomlkit.container.Container | tomlkit.items.Table:
    """The part of a layout that holds for a sheet, or the whole of it."""
    if sheet is None or "sheets" not in document:
        return document
    of_sheet: tomlkit.items.Table = document["sheets"][sheet]
    return of_sheet


def _put(place: tomlkit.container.Container | tomlkit.items.Table, line: LayoutLine) -> None:
    """Adds the line to its table, made if there is none. Raises NotReadable where the table has the word already."""
    if line.table not in place:
        place.append(line.table, tomlkit.table())
    table = place[line.table]
    if line.word in table:
        raise NotReadable(f"“{line.word}” stands in [{line.table}] already.")
    table[line.word] = line.meaning


def _read(text: str, name: str) -> Layout:
    with temporary_folder() as folder:
        path = folder / name
        path.write_bytes(text.encode())
        return _without_place(read_layout(path))


def _without_place(layout: Layout) -> Layout:
    name = Path(layout.path.name)
    return replace(layout, path=name, sha256="", sheets=tuple(replace(one, path=name) for one in layout.sheets))


def _with(layout: Layout, line: LayoutLine) -> Layout:
    """What the layout must become with the line, leaving aside its path and its fingerprint."""
    same = _without_place(layout)
    if line.sheet is None:
        return _with_word(same, line)
    entry = _with_word(same.sheets[line.sheet], line)
    sheets = (*same.sheets[: line.sheet], entry, *same.sheets[line.sheet + 1 :])
    return replace(same, sheets=sheets)


def _with_word(place: Place, line: LayoutLine) -> Place:
    table: Any = {**getattr(place, line.table), line.word: line.meaning}
    return replace(place, **{line.table: table})
