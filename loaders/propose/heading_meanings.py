"""Says which of our columns a heading of an unknown workbook may mean, and how sure that is."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache

from loaders.mapping.known_words import KNOWN, fold, plain
from tracker.terms import Kind

LONGEST_HEADING = 150  # characters
Parts = tuple[str, ...]  # a heading from its top row to its bottom row


class Surety(StrEnum):
    """How sure it is that a heading means one of our columns; what is unsure is never filled in."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@cache
def _index(kind: Kind) -> dict[str, dict[str, Surety]]:
    """Heading to our columns of that kind."""
    found: dict[str, dict[str, Surety]] = {}
    for name, lists in KNOWN[kind].items():
        for surety in (Surety.LIKELY, Surety.SURE):
            for heading in lists.get(surety, []):
                found.setdefault(plain(heading), {})[name] = surety
    return found


@cache
def _plain_words(key: str) -> frozenset[str]:
    return frozenset(map(plain, KNOWN["others"][key]))


@lru_cache(maxsize=20_000)
def is_other(parts: Parts) -> bool:
    """Whether the heading is a known one that none of our columns takes."""
    return any(plain(text) in _plain_words("known") for text in (parts[-1], " ".join(parts), parts[-1].split("\n")[0]))


@lru_cache(maxsize=20_000)
def listed(parts: Parts, kind: Kind) -> dict[str, Surety]:
    """The columns of ours for which the heading is listed. In a heading of several rows the whole comes first."""
    *above, own = parts
    if not above:
        return _listed(own, kind)
    for text in (" ".join(parts), f"{above[-1]} {own}", f"{own} {above[-1]}"):
        if found := _index(kind).get(plain(text)):
            return found
    if kind == Kind.ACTION and (found := _under_a_date(above[-1], own)):
        return found
    found = _listed(own, kind)
    keeps = all(plain(text) in _plain_words("groups") for text in above)
    return found if keeps else dict.fromkeys(found, Surety.LIKELY)


def _listed(text: str, kind: Kind) -> dict[str, Surety]:
    index = _index(kind)
    if found := index.get(plain(text)):
        return found
    if plain(text) in _plain_words("known"):
        return {}
    for shorter in _without_instructions(text):
        if found := index.get(plain(shorter)):
            return dict.fromkeys(found, Surety.LIKELY)
    return {}


def _without_instructions(text: str) -> Iterator[str]:
    """Headings carry examples and dates: "Start date -\\n mmm/yy (e.g. Dec-22)", "Progress December 2025"."""
    yield text.strip().split("\n")[0]
    yield text.split("(")[0]
    yield re.split(r"[:–—]| - ", text)[0]
    yield re.sub(r"(?i)\s(as at |at |to |in )?(\d{1,2} )?[a-z]{3,9}\.? \d{4}$", "", fold(text))


def _under_a_date(parent: str, own: str) -> dict[str, Surety]:
    known = KNOWN["under_a_date"]
    if plain(parent) not in map(plain, known["headings"]):
        return {}
    is_due = _index(Kind.ACTION).get(plain(parent), {}).get("due_on") == Surety.SURE
    names = [name for name in ("original_due_on", "due_on", "completed_on") if plain(own) in known[name]]
    return dict.fromkeys(names, Surety.SURE if is_due else Surety.LIKELY)


@lru_cache(maxsize=20_000)
def alike(parts: Parts, kind: Kind) -> dict[str, Surety]:
    """Columns that the heading only resembles: it holds the words of a known one, or is spelt almost like it."""
    text = plain(" ".join(parts))
    if not text or is_other(parts) or len(text) > LONGEST_HEADING:
        return {}
    index = _index(kind)
    held = [known for known in index if len(known) > 4 and f" {known} " in f" {text} "]
    near = get_close_matches(text, index, 1, 0.85) or sorted(held, key=len, reverse=True)[:1]
    return {name: Surety.UNSURE for known in near for name in index[known]}
