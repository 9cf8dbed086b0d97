"""Words as a search compares them, and the part of a text in which they stand, marked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

# Typed and printed forms of one character; the search in SQL folds the same ones.
TYPOGRAPHIC, TYPED = "’‘“”–—‑\u00a0\u2009\u202f", "''\"\"---   "
SPACES = " \t\n\f\r"  # what DuckDB's expressions call white space
PLAIN = str.maketrans(TYPOGRAPHIC, TYPED)
TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
MOST = 8  # terms: more are no search but a paste
AROUND = 90  # characters shown on each side of a term


def terms(words: str) -> list[str]:
    """What must all occur: single words, and phrases between quotes."""
    typed = [(phrase or word).strip() for phrase, word in TERM.findall(words.translate(PLAIN))]
    return [term for term in typed if fold(term)[0].strip()][:MOST]


def fold(text: str) -> tuple[str, list[int]]:
    """A text without case, accents and runs of spaces, and for each of its characters the place in the original."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(PLAIN)):
        if character in SPACES:
            plain = "" if characters[-1:] == [" "] else " "
        else:
            parts = unicodedata.normalize("NFD", character.lower())
            plain = "".join(part for part in parts if unicodedata.category(part)[0] != "M")
        characters += plain
        places += [place] * len(plain)
    return "".join(characters), places


def fold_in_sql(text: str) -> str:
    """An expression of DuckDB that folds the text of another one as `fold` does; a test compares the two."""
    typed = TYPED.replace("'", "''")
    return f"regexp_replace(strip_accents(lower(translate({text}, '{TYPOGRAPHIC}', '{typed}'))), '\\s+', ' ', 'g')"


def snippet(text: str, searched: Iterable[str]) -> Markup:
    """The part of a text where the terms stand, each of them marked; … says that it goes on."""
    spans = _spans(text, searched)
    start, end = _around(text, spans[0] if spans else (0, 0))
    pieces, at = [], start
    for first, last in spans:
        if first >= at and last <= end:
            pieces += [Markup("{}<mark>{}</mark>").format(text[at:first], text[first:last])]
            at = last
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Markup("<bdi>{}{}{}{}</bdi>").format(before, Markup("").join(pieces), text[at:end], after)


def _spans(text: str, searched: Iterable[str]) -> list[tuple[int, int]]:
    """Where the terms stand in the text, first to last; where two overlap, the earlier one."""
    plain, places = fold(text)
    whole = [*places, len(text)]
    spans = set()
    for term in {fold(term)[0] for term in searched} - {""}:
        spans |= {(places[start], whole[start + len(term)]) for start in _starts(plain, term)}
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _starts(text: str, term: str) -> Iterator[int]:
    """Where a term begins in a text. Python would keep a regular expression, and so what somebody looked for."""
    start = text.find(term)
    while start >= 0:
        yield start
        start = text.find(term, start + len(term))


def _around(text: str, span: Sequence[int]) -> tuple[int, int]:
    """The part to show: some characters on each side, cut between words."""
    start, end = max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)
    if start:
        start = min(span[0], text.find(" ", start) + 1 or start)
    if end < len(text):
        end = max(span[1], text.rfind(" ", 0, end))
    return start, end
