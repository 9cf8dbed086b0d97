"""How tests wait: for an event, never for a time; they limit only CPU time, which is the same on a busy machine."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

# Seconds after which an event counts as never coming. It measures nothing and only ends a test that hangs, so it is
# far longer than anything takes on the busiest machine.
PATIENCE = 900.0

Answer = TypeVar("Answer")


def wait_until(happened: Callable[[], Answer], pause: float = 0.02) -> Answer:
    """Asks again and again. Returns the first true answer; raises AssertionError if there is none within PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not (answer := happened()):
        assert time.monotonic() < end, f"What was waited for never happened in {PATIENCE:.0f} seconds"
        time.sleep(pause)
    return answer


def cpu_seconds(process_id: int) -> float:
    """The CPU seconds that a running process has used, all its threads together; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
