"""The one-sentence error for an entry of a layout or of bodies.toml that is not what it must be."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from tracker.columns.entries import Column
from tracker.findings import NotReadable
from tracker.words import readable_name


def wrong(
    file: str, where: str, found: object, wanted: str, known: Iterable[str] = (), advice: str = ""
) -> NotReadable:
    """The error to raise: file, place, what was found and what it must be, then `advice` or the nearest of `known`."""
    near = get_close_matches(str(found), list(known), 1)
    hint = f" {advice}" if advice else f" Did you mean '{near[0]}'?" if near else ""
    shown = found.isoformat() if isinstance(found, date) else repr(found)
    return NotReadable(f"{file}, {where}: found {shown}, but it must be {wanted}.{hint}")


def by_heading(name: str, columns: Mapping[str, Column]) -> str:
    """Advice naming our column if the name given is one of its known headings, such as due_date; else ""."""
    spoken = readable_name(name)
    meant = [ours for ours, column in columns.items() if spoken in column.sure]
    meant += [ours for ours, column in columns.items() if spoken in column.likely]
    return f"Did you mean '{meant[0]}'?" if meant and not get_close_matches(name, columns, 1) else ""
