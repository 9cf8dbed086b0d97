"""The names of reviews in use, and whether a name that was typed is nearly one of them."""

import re
from collections.abc import Iterable
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

from loaders.mapping.layout_files import BODIES
from loaders.mapping.read_layout import read_layout
from tracker.findings import NotReadable

ALIKE = 0.9  # least share of letters in common, in order; "Larkfield Review" and "Marlfield Review" have less
NO_LETTER = re.compile(r"[\W_]+")


def reviews_in(layouts: Path) -> tuple[str, ...]:
    """The reviews that the layouts in a folder name, in alphabetical order."""
    found = set()
    for path in (path for path in layouts.glob("*.toml") if path.name != BODIES):
        with suppress(NotReadable):
            layout = read_layout(path)
            found |= {layout.review, *(entry.always.get("review", "") for entry in layout.sheets)}
    return tuple(sorted(found - {""}))


def nearly(name: str, names: Iterable[str]) -> str:
    """The name in use that `name` almost matches; "" if it is one of the names, or like none."""
    known = [*names]
    if not name or name in known:
        return ""
    likeness = {one: SequenceMatcher(None, _letters(name), _letters(one)).ratio() for one in known}
    best = max(likeness, key=lambda one: likeness[one], default="")
    return best if best and likeness[best] >= ALIKE and not _numbers_differ(name, best) else ""


def _letters(name: str) -> str:
    return NO_LETTER.sub("", name.casefold())


def _numbers_differ(name: str, other: str) -> bool:
    """Whether two names differ in a number, such as a year: then they are meant to differ."""
    return re.findall(r"\d+", name) != re.findall(r"\d+", other)
