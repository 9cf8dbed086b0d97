"""Dates and counts in words, the same on pages, charts, reports and exports."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import shorten

from tracker.column_letters import column_number
from tracker.terms import Precision

FEWEST_FOR_PERCENT = 10  # below ten, a percentage says more than is known
DANGLING = re.compile(r"( (a|an|and|as|at|by|for|from|in|of|on|or|since|that|the|to|which|who|with))+$")
SHORTEST = 15  # characters: a clause shorter than this names nothing
STRUCK_OUT = "Struck out in the sheet, in whole or in part"


def day(on: date) -> str:
    """A date in full: 31 October 2026."""
    return f"{on.day} {on:%B %Y}"


def date_as_given(on: date | None, precision: Precision, words: str | None = None) -> str:
    """A date as the sender gave it: March 2026 (counted as 31 March 2026)."""
    written = (words or "").strip()
    if precision == Precision.UNREADABLE and not written:
        return "A date that could not be read"
    if precision == Precision.UNREADABLE:
        return f"“{written}” (could not be read as a date)"
    if on is None:
        return f"No date (“{written}”)" if written else "No date"
    if precision == Precision.DAY:
        return day(on)
    if not written:  # a published copy lacks the words as written
        return f"{day(on)} (the last day of the {precision} given)"
    return f"{written} (counted as {day(on)})"


def plural(n: int, one: str, many: str = "") -> str:
    """A count and its noun: 1 action, 1,204 actions; pass `many` only if adding an s would be wrong."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def times(n: int) -> str:
    """How often something happened: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def contradicted_note(n: int) -> str:
    """The words after a count of verified actions: how many their agency reports as not complete; "" for none."""
    return f" ({n:,} contradicted by the agency’s own report)" if n else ""


def half(n: float) -> str:
    """A median of whole numbers, which may end in a half: 1,204 or 120.5."""
    return f"{n:,.1f}".removesuffix(".0")


def later(days: int) -> str:
    """How far from the first date a date that moved later has ended up: it may have moved back."""
    return f"{plural(days, 'day')} later" if days > 0 else "no later in the end"


def and_list(parts: Sequence[str]) -> str:
    """Several parts listed as in a sentence: one, two and three."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)


def first_few(parts: Sequence[str], most: int, noun: str = "") -> list[str]:
    """The first `most` parts for a list in a sentence, then how many more there are: 7 more, or as many of a noun."""
    others = len(parts) - most
    return [*parts[:most], plural(others, noun) if noun else f"{others:,} more"] if others > 0 else [*parts]


def readable_name(name: str) -> str:
    """One of our names as people read it: due on, RAG rating."""
    return "RAG rating" if name == "rag" else name.replace("_", " ")


def in_order(ref: str) -> list[str | int]:
    """A sort key that puts references in the order people count: NBC-2 before NBC-10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", str(ref))]


def place(sheet: str, cell: str) -> str:
    """A cell as people find it: in a table of a document or page, which shows no letters, by its row and column."""
    named = re.fullmatch("([A-Z]+)([0-9]+)", cell)
    if not named or not re.fullmatch("table [0-9]+", sheet):
        return cell
    return f"row {named[2]}, column {column_number(named[1])}"


def runs(numbers: Iterable[int], most: int = 8) -> str:
    """Rising numbers as runs: 1 to 3, 7; runs after the first `most` are only counted."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    names = [str(first) if first == last else f"{first} to {last}" for first, last in spans]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more places" if len(names) > most else "")


def is_or_are(n: int) -> str:
    """“is” or “are” for a number."""
    return "is" if n == 1 else "are"


def has(n: int) -> str:
    """“has” or “have” for a number."""
    return "has" if n == 1 else "have"


def capital(text: str) -> str:
    """A text with its first letter as a capital and the rest unchanged."""
    return text[:1].upper() + text[1:]


def with_full_stop(text: str) -> str:
    """A text with a full stop at its end, unless it has one."""
    return text if text.endswith(".") else f"{text}."


def share(n: int, of: int) -> str:
    """A count out of its whole, with the percentage if the whole is ten or more: 21 of 74 (28%)."""
    return f"{n:,} of {of:,} ({percent(n, of)})" if percent(n, of) else f"{n:,} of {of:,}"


def percent(n: int, of: int) -> str:
    """A share in whole per cent, "" if the whole is too small for one; 100% means all and 0% means none."""
    if of < FEWEST_FOR_PERCENT:
        return ""
    is_part = 0 < n < of
    nearest = (200 * n + of) // (2 * of)
    return f"{min(max(nearest, 1), 99) if is_part else nearest}%"


def abbreviate(text: str, most: int = 70) -> str:
    """A short name for a long text: its first clause, else as many words as fit; … says that something was left out."""
    whole = " ".join(text.split())
    if len(whole) <= most:
        return whole.removesuffix(".")
    clause = re.split(r"[.;:?!]\s|, | – | \(", whole, maxsplit=1)[0]
    if len(clause) < SHORTEST or len(clause) > most:
        clause = DANGLING.sub("", shorten(whole, most, placeholder="")) or whole[:most]
    return f"{clause} …"
