"""Whole numbers in an address or a form, which anybody may fill with anything."""

LONGEST = 9  # digits; int() refuses a text of thousands, and the page would fail


def whole_number(text: str) -> int:
    """The number that a text gives in at most nine digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0
