"""How often a test of chance tries: a few times in every run, more often where somebody asks for it."""

import os

TIMES = int(os.environ.get("TRACKER_TRIALS", "1"))


def trials(few: int) -> int:
    """`few`, as many times over as TRACKER_TRIALS says; chance differs in each run, so many runs try much."""
    return few * TIMES
