"""Watches a reading process: it may wait for a processor while others work, but it may not stand still."""

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from loaders.reader.limits import STANDS_STILL_SECONDS, wall_seconds
from loaders.reader.processor import work_of

TOO_LONG = "The file takes too long to read. Send the plan alone, in a new workbook."
STOOD_STILL = "The program that reads the file stood still and was ended. Load the file again."
LOOKS_EVERY = 0.5  # seconds


@contextmanager
def watch(process: subprocess.Popen[bytes], size: int) -> Iterator[list[str]]:
    """Ends the process if it stands still, or takes too long where CPU time is unknown; the yielded list says so.

    The system itself limits how much CPU time a file of `size` bytes may use (`child.py`).
    """
    why_ended: list[str] = []
    answered = threading.Event()
    watching = threading.Thread(target=_watch, args=(process, size, answered, why_ended), daemon=True)
    watching.start()
    try:
        yield why_ended
    finally:
        answered.set()
        watching.join()


def _watch(process: subprocess.Popen[bytes], size: int, answered: threading.Event, why_ended: list[str]) -> None:
    begun = worked_at = time.monotonic()
    used = 0.0
    while not answered.wait(LOOKS_EVERY):
        now, work = time.monotonic(), work_of(process.pid)
        if work is None:
            if now - begun > wall_seconds(size):
                why_ended.append(TOO_LONG)
        elif work.wants_more or work.used > used:
            worked_at, used = now, work.used
        elif now - worked_at > STANDS_STILL_SECONDS:
            why_ended.append(STOOD_STILL)
        if why_ended:
            process.kill()
            return
