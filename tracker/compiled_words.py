"""Replaces our words with fairer ones for records that somebody compiled from published sources.

Nobody promised us anything there, nobody reports to us, and we did not look everywhere. Whatever prints a word, a
heading or a sentence of our own passes it through `word` or `sentence`; texts from files are never passed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tracker.compiled_labels import WORDS
from tracker.compiled_sentences import PHRASES
from tracker.measure import Measure
from tracker.terms import ReportedStatus, Response, RollUp, State, Timeliness, Verification
from tracker.words import capital

DOES_NOT_APPLY = {Measure.WAITING, RollUp.NO_PLAN, RollUp.PLAN_NOT_READ, RollUp.NAME_NOT_KNOWN}

_is_compiled: ContextVar[bool] = ContextVar("is_compiled", default=False)


def use(is_compiled: bool) -> None:
    """Sets whether everything printed from here on is about compiled records."""
    _is_compiled.set(is_compiled)


@contextmanager
def words_for(is_compiled: bool) -> Iterator[None]:
    """Sets whether what is printed within the `with` block is about compiled records: one row of a mixed page, say."""
    before = _is_compiled.set(is_compiled)
    try:
        yield
    finally:
        _is_compiled.reset(before)


def applies(words: str) -> bool:
    """Whether a measure or roll-up makes sense here: nobody sends a plan to a compiler, or has to check one."""
    return not (_is_compiled.get() and words in DOES_NOT_APPLY)


def word(text: str) -> str:
    """One of our words, headings or whole sentences, reworded if compiled records are being printed."""
    return WORDS.get(text, text) if _is_compiled.get() else text


def sentence(text: str) -> str:
    """One of our sentences with its figures and names, reworded if compiled records are being printed."""
    if not _is_compiled.get():
        return text
    if text in WORDS:
        return WORDS[text]
    words = text
    for pattern, becomes in PHRASES:
        words = pattern.sub(becomes, words)
    return capital(words) if text[:1].isupper() else words


def in_sql(column: str) -> str:
    """A SELECT expression for a column of position_for that holds words of a scale, reworded for compiled rows."""
    scales = (State, RollUp, Response, ReportedStatus, Verification, Timeliness)
    words = {str(one): _as_stored(one) for scale in scales for one in scale if _as_stored(one) != one}
    pairs = ", ".join(f"'{one}': '{becomes}'" for one, becomes in words.items())
    return f"if(is_compiled, coalesce(MAP {{{pairs}}}[{column}], {column}), {column}) AS {column}"


def _as_stored(text: str) -> str:
    """A word reworded in the case of its scale; only the states begin with a capital."""
    if text in WORDS:
        return WORDS[text]
    found = WORDS.get(text[:1].upper() + text[1:], text)
    return found[:1].lower() + found[1:] if text[:1].islower() else found
