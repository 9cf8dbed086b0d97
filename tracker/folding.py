"""Folds words as a search compares them, and shows the part of a text that holds them, marked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

# Typographic characters and their typed forms; the search in SQL folds the same ones.
TYPOGRAPHIC, TYPED = "’‘“”–—‑\u00a0\u2009\u202f", "''\"\"---   "
SPACES = " \t\n\f\r"  # what DuckDB's regular expressions count as white space
RUN = re.compile("[ \t\n\f\r]{2,}|[\t\n\f\r]")  # a single space is left alone, which skips most of them
PLAIN = str.maketrans(TYPOGRAPHIC, TYPED)
TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
MOST = 8  # terms: more than that is a paste, not a search
AROUND = 90  # characters shown on each side of a term
LETTERS = "abcdefghijklmnopqrstuvwxyz"  # of a folded word
WORD = re.compile("[a-z]+")


class Term(NamedTuple):
    """What a record must hold: a text as typed, or one of `forms`, folded whole words with the same stem."""

    text: str
    is_quoted: bool = False
    forms: tuple[str, ...] = ()


def terms(words: str) -> list[Term]:
    """The terms that must all occur: single words, and phrases between quotes."""
    typed = [Term((phrase or word).strip(), bool(phrase)) for phrase, word in TERM.findall(words.translate(PLAIN))]
    return [term for term in typed if fold(term.text)[0].strip()][:MOST]


def fold(text: str) -> tuple[str, list[int]]:
    """A text without case, accents and runs of spaces, and each character's place in the original."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(PLAIN)):
        if character in SPACES:
            plain = "" if characters[-1:] == [" "] else " "
        else:
            parts = unicodedata.normalize("NFD", character.lower())
            # Recomposed, as DuckDB does: decomposing breaks Hangul into letters without removing any accent.
            plain = unicodedata.normalize("NFC", "".join(one for one in parts if unicodedata.category(one)[0] != "M"))
        characters += plain
        places += [place] * len(plain)
    return "".join(characters), places


def fold_text(text: str) -> str:
    """A text without case, accents and runs of spaces; see `fold`."""
    return RUN.sub(" ", text.lower()) if text.isascii() else fold(text)[0]


def fold_in_sql(text: str) -> str:
    """A DuckDB expression that folds the text of a column as `fold` does; a test compares the two."""
    typed = TYPED.replace("'", "''")
    # Translating takes as long as all the rest, and a text with as many bytes as characters does not need it.
    plain = f"if(strlen({text}) = length({text}), {text}, translate({text}, '{TYPOGRAPHIC}', '{typed}'))"
    return f"regexp_replace(strip_accents(lower({plain})), '{RUN.pattern}', ' ', 'g')"


def whole_words(texts: Iterable[str]) -> set[str]:
    """The set of whole words in folded texts, as `_whole_words` delimits them."""
    between_spaces = {word for text in texts for word in text.split(" ")}  # few, so each is looked at once
    return {word for piece in between_spaces for word in WORD.findall(piece)}


def holds(text: str, term: Term) -> bool:
    """Whether a folded text contains a term (its text folded too), or any of its other forms as a whole word."""
    return term.text in text or any(next(_whole_words(text, form), -1) >= 0 for form in term.forms)


def snippet(text: str, searched: Iterable[Term]) -> Markup:
    """The part of a text that holds the terms, each marked; … says that the text goes on."""
    spans = _spans(text, searched)
    start, end = _around(text, spans[0] if spans else (0, 0))
    pieces, at = [], start
    for first, last in spans:
        if first >= at and last <= end:
            pieces += [Markup("{}<mark>{}</mark>").format(text[at:first], text[first:last])]
            at = last
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Markup("<bdi>{}{}{}{}</bdi>").format(before, Markup("").join(pieces), text[at:end], after)


def _spans(text: str, searched: Iterable[Term]) -> list[tuple[int, int]]:
    """The start and end of each term in the text, in order; at one start the longest comes first."""
    plain, places = fold(text)
    whole = [*places, len(text)]
    spans = set()
    for term in searched:
        typed = fold(term.text)[0]
        found = [(start, typed) for start in _starts(plain, typed)] if typed else []
        found += [(start, form) for form in term.forms for start in _whole_words(plain, form)]
        spans |= {(places[start], whole[start + len(word)]) for start, word in found}
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _whole_words(text: str, word: str) -> Iterator[int]:
    """Yields where a word begins in a folded text, unless it is part of a longer word."""
    for start in _starts(text, word):
        before, after = text[max(0, start - 1) : start], text[start + len(word) : start + len(word) + 1]
        if not ((before and before in LETTERS) or (after and after in LETTERS)):
            yield start


def _starts(text: str, term: str) -> Iterator[int]:
    """Yields where a term begins in a text; Python would keep a regular expression, and so what somebody looked for."""
    start = text.find(term)
    while start >= 0:
        yield start
        start = text.find(term, start + len(term))


def _around(text: str, span: Sequence[int]) -> tuple[int, int]:
    """The start and end of the part to show: some characters on each side of a span, cut between words."""
    start, end = max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)
    if start:
        start = min(span[0], text.find(" ", start) + 1 or start)
    if end < len(text):
        end = max(span[1], text.rfind(" ", 0, end))
    return start, end
