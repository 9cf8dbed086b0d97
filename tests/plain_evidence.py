"""The slow, obvious version of what counts as new evidence."""

import re
from datetime import date
from functools import cache


def evidence_since(named: list[tuple[date, str]]) -> date | None:
    """When the newest word of the last evidence was first named, spelt the same or nearly so; None without evidence."""
    days = [
        min(on for on, evidence in named if any(_is_like(word, before) for before in _telling_words(evidence)))
        for word in _telling_words(named[-1][1])
    ]
    return max(days, default=None)


def _telling_words(evidence: str) -> list[str]:
    """The words with more than three letters or a digit; where there are none, all the words."""
    words = re.findall(r"[^\W_]+", evidence.lower())
    return [word for word in words if len(word) > 3 or re.search(r"\d", word)] or words


def _is_like(word: str, before: str) -> bool:
    """Whether two words are the same but for a slip: one letter, or one in ten. A word with a digit must match."""
    if word == before:
        return True
    return not re.search(r"\d", word) and _letters_apart(word, before) <= max(1, len(word) // 10)


@cache
def _letters_apart(one: str, other: str) -> int:
    """The number of letters to add, remove or replace to turn one word into the other."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return _letters_apart(one[1:], other[1:])
    return 1 + min(_letters_apart(one[1:], other), _letters_apart(one, other[1:]), _letters_apart(one[1:], other[1:]))
