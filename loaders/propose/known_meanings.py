"""What the words of a scale mean in the plans of other agencies."""

import re
from functools import cache

from loaders.mapping.known_words import KNOWN, normalise, single_spaced

OF_SHEETS = {"action", "recommendation", "item", "task", "list", "log", "plan", "tracker", "sheet", "all"}
PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")


def meaning(name: str, word: str) -> str:
    """Our word for one of theirs as other agencies use it, "" if it is not known. A suggestion, never a decision."""
    bare = re.sub(r"^\d+[.)]?\s+", "", single_spaced(word)).rstrip(".")
    known = _known_words(name)
    if name == "reported_status" and (percent := PERCENT.fullmatch(bare)):
        return _how_far(float(percent[1]))
    return known.get(bare.casefold()) or known.get(normalise(bare), "")


def of_sheet(name: str) -> str:
    """The status that a sheet's name, such as "Closed actions 2025", gives to its rows; "" if it gives none."""
    words = [word for word in normalise(name).split() if word not in OF_SHEETS and not word.isdigit()]
    return meaning("reported_status", name) or meaning("reported_status", " ".join(words))


def _how_far(percent: float) -> str:
    if percent > 100:
        return ""
    if percent == 0:
        return "not started"
    return "reported complete" if percent == 100 else "in progress"


@cache
def _known_words(name: str) -> dict[str, str]:
    """Maps words to ours, as written and without signs: "IN_PROGRESS" is "in progress"."""
    words = {word: ours for ours, theirs in KNOWN["words"].get(name, {}).items() for word in theirs}
    return {bare: ours for word, ours in words.items() if (bare := normalise(word))} | words
