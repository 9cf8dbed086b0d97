"""The token that a browser must have if the settings ask for one: the address that the program prints ends in it."""

import os
import re
from functools import cache

SETTING = "TRACKER_START_TOKEN"
USABLE = re.compile(r"[A-Za-z0-9_-]{20,}")


@cache
def token() -> str:
    """The token that is set, "" if none is. Raises ValueError for a token that can be guessed."""
    chosen = os.environ.get(SETTING, "")
    if chosen and not USABLE.fullmatch(chosen):
        raise ValueError(f"{SETTING} needs 20 characters or more, each a letter, a digit, - or _. Make a longer one.")
    return chosen
