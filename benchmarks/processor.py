"""Measures how much processor time a piece of work takes, in this process and in those that it starts."""

import resource
import time
from collections.abc import Callable
from typing import NamedTuple

from loaders.reader.worker import worker


class Used(NamedTuple):
    """Seconds of processor time and of waiting."""

    cpu: float
    wall: float


def used(work: Callable[[], object]) -> Used:
    """What a piece of work takes, including the process that reads workbooks."""
    before, began = _seconds(), time.perf_counter()
    work()
    waited = time.perf_counter() - began
    return Used(_seconds() - before, waited)


def _seconds() -> float:
    worker.stop()  # its time is known only once it has ended
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
