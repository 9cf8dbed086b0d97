"""The one sentence about an entry of a layout or of bodies.toml that is not what it must be."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from tracker.findings import NotReadable


def wrong(file: str, where: str, found: object, wanted: str, known: Iterable[str] = ()) -> NotReadable:
    """What to raise: the file, the place, what was found and what it must be, with the nearest of `known`."""
    near = get_close_matches(str(found), list(known), 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    shown = found.isoformat() if isinstance(found, date) else repr(found)
    return NotReadable(f"{file}, {where}: found {shown}, but it must be {wanted}.{hint}")
