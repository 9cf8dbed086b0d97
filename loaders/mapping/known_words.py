"""The words known from other agencies' workbooks (known_words.toml), and how texts are compared."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

KNOWN = tomllib.loads((Path(__file__).parent / "known_words.toml").read_text(encoding="utf-8"))
PARTS = re.compile(r"[,;|()\n]|\s[-–—/]\s")  # between the parts of a cell that says several things
UNSEEN = re.compile(r"[\W_\u115f\u1160\u3164]+")
EXAMPLE = re.compile(  # the first words of a row that a form gives as an example, such as "e.g." or "Example 1"
    r"(?i)(?:worked |an )?(?:example|e\.? ?g\.?|sample)(?:[\s\d:.,()-]*|\s*[-–:(].{0,40})"
)
FIRST_ROWS = 60  # in which the row of headings is looked for


@lru_cache(maxsize=20_000)
def single_spaced(text: str) -> str:
    """A text with one blank between words and none at its ends."""
    return re.sub(r"\s+", " ", text).strip()


def small(text: str) -> str:
    """A text in small letters with one blank between words: the form in which words are compared."""
    return single_spaced(text).casefold()


@lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """Only the letters and digits of a text, small and of one width: "N / A" becomes "na"."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """A heading without what varies between workbooks: capitals, signs such as "_", plurals, "(s)", line breaks."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # "DueDate"
    text = re.sub(r"\(s\)|['’‘]", "", apart.casefold().replace("&", " and "))
    return " ".join(map(_singular, re.sub(r"[^\w#%]+|_+", " ", text).split()))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def other_words(key: str) -> frozenset[str]:
    """The words of one list in [others] of known_words.toml."""
    return frozenset(KNOWN["others"][key])


@lru_cache(maxsize=20_000)
def names_nothing(text: str, fillers: frozenset[str] = frozenset()) -> bool:
    """Whether a cell has only fillers, such as "TBC", "(n / a)" or "-", or is one of `fillers` (in small letters).

    The comparison ignores spaces, punctuation and characters that take no room.
    """
    if small(text) in other_words("unfilled").union(fillers):
        return True
    return all(letters(part) in _nothing() for part in PARTS.split(text)) or letters(text) in _nothing()


@cache
def _nothing() -> frozenset[str]:
    return frozenset({"", *map(letters, other_words("nothing"))})


def is_guidance(words: list[str]) -> bool:
    """Whether the texts of a row begin like guidance under headings, or call the row an example."""
    texts = [small(text) for text in words]
    begins, fillers = tuple(KNOWN["others"]["guidance"]), other_words("fillers") | other_words("unfilled")
    guiding = sum(text.startswith(begins) or text in fillers for text in texts)
    is_example = "example" in texts[0] or EXAMPLE.fullmatch(texts[0]) is not None
    has_form = not {"dd/mm/yyyy", "mm/dd/yyyy"}.isdisjoint(texts)  # how to write a date, not a date
    return guiding * 2 >= max(len(texts), 4) or (has_form and guiding > 1) or is_example


@cache
def words_of_a_status() -> frozenset[str]:
    """Words that say how far an action has got, in whatever column; the words for "no answer" are left out."""
    known = KNOWN["words"]["reported_status"]
    return frozenset(word for ours, words in known.items() if ours != "not reported" for word in words)
