"""Finds the other forms of a word: trained and training for train."""

from collections.abc import Callable, Iterable

import snowballstemmer

from tracker.folding import LETTERS, Term, fold

SHORTEST = 3  # letters of a word that has forms: "is" and "as" have none
SAME_BEGINNING = 2  # letters that all forms of a word share, so that only words with these are stemmed


def with_forms(terms: Iterable[Term], words: Iterable[str]) -> list[Term]:
    """The terms, each with the words that share its stem; a phrase or a word in quotes gets none."""
    # A stemmer keeps the last word it was given, and nobody must keep what somebody looked for.
    stem = snowballstemmer.stemmer("english").stemWord
    return [term._replace(forms=_forms(term, words, stem)) for term in terms]


def _forms(term: Term, words: Iterable[str], stem: Callable[[str], str]) -> tuple[str, ...]:
    word = fold(term.text)[0]
    if term.is_quoted or len(word) < SHORTEST or not set(word) <= set(LETTERS):
        return ()
    alike = (other for other in words if other[:SAME_BEGINNING] == word[:SAME_BEGINNING] and other != word)
    wanted = stem(word)
    return tuple(sorted(other for other in alike if len(other) >= SHORTEST and stem(other) == wanted))
