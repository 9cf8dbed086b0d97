"""Makes words printable on paper: no characters that reverse the direction of lines or that no document may hold."""

import re
import unicodedata

from tracker.html import links

MISSING = "□"  # replaces a character that cannot be printed
# They would reverse the words around them, on a page that has no element for each text.
TURNS_ROUND = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
NOT_ALLOWED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]")
BREAK_HERE = "\u200b"
MOST_OF_A_PROPERTY = 255  # characters that Word allows in the title of a file


def printable(words: str) -> str:
    """The words in one line; control characters become □, and characters that reverse the direction of lines go."""
    allowed = NOT_ALLOWED.sub(MISSING, unicodedata.normalize("NFC", words.translate(TURNS_ROUND)))
    return re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]+", " ", allowed).replace("\ufeff", "")


def breakable(words: str, letters: int) -> str:
    """The words with a place to break after every `letters` letters, so that a long one stays in its cell."""
    return re.sub(rf"\S{{{letters}}}(?=\S)", lambda match: match[0] + BREAK_HERE, words)


def short(words: str) -> str:
    """The words as a property of a file, cut if they are longer than Word allows."""
    words = printable(words)
    return words if len(words) <= MOST_OF_A_PROPERTY else f"{words[: MOST_OF_A_PROPERTY - 1]}…"


def web_address(href: str) -> str:
    """An address that a link in a file may lead to, "" if it is not a whole https address."""
    return href if href.startswith("https://") and links.is_safe(href) else ""
