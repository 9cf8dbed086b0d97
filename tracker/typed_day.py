"""A day as somebody types it into a command or an address: 2026-03-31, and nothing else."""

import argparse
import re
from datetime import date

from tracker.spans import NO_DAY

WRITTEN = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST = 40  # characters of what was typed that are repeated


def typed_day(words: str) -> date | None:
    """The day that was typed, None if it is no day or is written another way, such as 20260331 or 2026-W14.

    The last possible day means “not yet” in the tables, so it counts as no day.
    """
    try:
        day = date.fromisoformat(words) if WRITTEN.fullmatch(words) else NO_DAY
    except ValueError:  # such as the 31st of June
        return None
    return None if day == NO_DAY else day


def why_no_day(words: str) -> str:
    """The sentence that tells somebody that their words are not a day."""
    return f"“{words[:LONGEST]}” is not a day. Write year, month and day: 2026-03-31."


def day_argument(words: str) -> date:
    """The day given to a command. Raises ArgumentTypeError; the parser puts the argument's name before it."""
    day = typed_day(words)
    if day is None:
        raise argparse.ArgumentTypeError(why_no_day(words))
    return day
