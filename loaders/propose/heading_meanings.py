"""Which of our columns a heading of an unknown workbook may mean, and how sure that is."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache

from loaders.mapping.known_words import KNOWN, normalise, single_spaced
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

LONGEST_HEADING = 150  # characters
Parts = tuple[str, ...]  # a heading from its top row to its bottom row


class Confidence(StrEnum):
    """How sure it is that a heading means one of our columns; an unsure one is never filled in."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@cache
def _index(kind: Kind) -> dict[str, dict[str, Confidence]]:
    """Maps each heading to our columns of that kind."""
    index: dict[str, dict[str, Confidence]] = {}
    for name, column in COLUMNS[kind].items():
        for confidence, headings in ((Confidence.LIKELY, column.likely), (Confidence.SURE, column.sure)):
            for heading in headings:
                index.setdefault(normalise(heading), {})[name] = confidence
    return index


@cache
def _plain_words(key: str) -> frozenset[str]:
    return frozenset(map(normalise, KNOWN["others"][key]))


@lru_cache(maxsize=20_000)
def is_other(parts: Parts) -> bool:
    """Whether a heading is known and belongs to none of our columns."""
    return any(
        normalise(text) in _plain_words("known") for text in (parts[-1], " ".join(parts), parts[-1].split("\n")[0])
    )


@lru_cache(maxsize=20_000)
def known_columns(parts: Parts, kind: Kind) -> dict[str, Confidence]:
    """Our columns known by the heading; a heading over several rows is first tried as a whole."""
    *above, own = parts
    if not above:
        return _columns_of(own, kind)
    for text in (" ".join(parts), f"{above[-1]} {own}", f"{own} {above[-1]}"):
        if found := _index(kind).get(normalise(text)):
            return found
    if kind == Kind.ACTION and (found := _under_a_date(above[-1], own)):
        return found
    found = _columns_of(own, kind)
    is_plain_group = all(normalise(text) in _plain_words("groups") for text in above)
    return found if is_plain_group else dict.fromkeys(found, Confidence.LIKELY)


@lru_cache(maxsize=20_000)
def is_of_answers(parts: Parts) -> bool:
    """Whether a heading is that of the day when an answer was due or given, such as "Reply due"."""
    return not {"answer_due_on", "response_on"}.isdisjoint(known_columns(parts, Kind.RECOMMENDATION))


@lru_cache(maxsize=20_000)
def is_known(text: str) -> bool:
    """Whether a heading, or one part of it, is known at all, as one of our columns or as none of them."""
    if len(text) > LONGEST_HEADING:
        return False
    return not _known_forms().isdisjoint(_forms(text)) or is_other((text,))


@cache
def _known_forms() -> frozenset[str]:
    under_a_date = (word for words in KNOWN["under_a_date"].values() for word in words)
    return frozenset((*under_a_date, *(known for kind in COLUMNS for known in _index(kind))))


def _columns_of(text: str, kind: Kind) -> dict[str, Confidence]:
    index, (whole, *shorter) = _index(kind), _forms(text)
    if found := index.get(whole):
        return found
    if whole in _plain_words("known"):
        return {}
    return next((dict.fromkeys(index[form], Confidence.LIKELY) for form in shorter if form in index), {})


@lru_cache(maxsize=20_000)
def _forms(text: str) -> tuple[str, ...]:
    """The whole heading, and what is left of it without an example or a date, in the form that is compared."""
    return tuple(dict.fromkeys(map(normalise, (text, *_without_instructions(text)))))


def _without_instructions(text: str) -> Iterator[str]:
    """Yields a heading without examples and dates: "Start date -\\n mmm/yy (e.g. Dec-22)", "Progress December 2025"."""
    yield text.strip().split("\n")[0]
    yield re.sub(r"^\s*\(?(?:\d{1,2}|[a-h])[.)]\s*", "", text)  # "2. Recommendation"
    yield re.sub(r"(?i)^\s*(?:\d(?:st|nd|rd|th)|second|third|fourth)\s", "", text)  # "2nd revised date"
    yield text.split("(")[0]
    yield re.split(r"[:–—]| - ", text)[0]
    yield re.sub(r"\s\d{1,2}$", "", single_spaced(text))  # "Revised date 2"
    yield re.sub(r"(?i)\s(as at |at |to |in )?(\d{1,2} )?[a-z]{3,9}\.? \d{4}$", "", single_spaced(text))


def _under_a_date(parent: str, own: str) -> dict[str, Confidence]:
    known = KNOWN["under_a_date"]
    if normalise(parent) not in map(normalise, known["headings"]):
        return {}
    is_due = _index(Kind.ACTION).get(normalise(parent), {}).get("due_on") == Confidence.SURE
    names = [name for name in ("original_due_on", "due_on", "completed_on") if normalise(own) in known[name]]
    return dict.fromkeys(names, Confidence.SURE if is_due else Confidence.LIKELY)


@lru_cache(maxsize=20_000)
def similar_columns(parts: Parts, kind: Kind) -> dict[str, Confidence]:
    """Our columns whose headings this one resembles: it has the words of a known one, or is spelt almost alike."""
    text = normalise(" ".join(parts))
    if not text or is_other(parts) or len(text) > LONGEST_HEADING:
        return {}
    index = _index(kind)
    contained = [known for known in index if len(known) > 4 and f" {known} " in f" {text} "]
    near = get_close_matches(text, index, 1, 0.85) or sorted(contained, key=len, reverse=True)[:1]
    return {name: Confidence.UNSURE for known in near for name in index[known]}
