"""Refusals in one sentence each, in a module of its own so that the reading process loads little."""

from collections.abc import Sequence

LONGEST_SENTENCE = 160
MOST_NAMED = 3
LONGEST_NAME = 31  # Excel's own limit for the name of a sheet
DAMAGED = "The file is damaged and cannot be read. Ask the sender for it again."
PASSWORD = "The file is protected with a password. Ask the sender for a copy without one."


class FileRefused(Exception):
    """A file that cannot be used; the message is one sentence of at most 160 characters that names the remedy."""


def shortened(name: str, longest: int = LONGEST_NAME) -> str:
    """A name from a file, on one line and shortened to keep the sentence around it short."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def some(names: Sequence[str]) -> str:
    """The first names and how many more there are, so that the sentence around them stays short."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(f"'{shortened(name)}'" for name in names[:MOST_NAMED]) + more
