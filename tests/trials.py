"""Says how often a random test tries: a few times in every run, more often where somebody asks for it."""

import os

TIMES = int(os.environ.get("TRACKER_TRIALS", "1"))


def trials(few: int) -> int:
    """`few` times TRACKER_TRIALS; each run draws other cases, so many runs together try a lot."""
    return few * TIMES
