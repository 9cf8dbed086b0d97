"""Whether a process works, waits for a processor, or does neither."""

import os
from pathlib import Path
from typing import NamedTuple

RUNNABLE = "R"  # works, or waits only because others work


class Work(NamedTuple):
    """The CPU time that a process has used so far, in seconds, and whether it wants more at this moment."""

    used: float
    wants_more: bool


def work_of(process_id: int) -> Work | None:
    """The work of a process and all its threads; None if the system does not say."""
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()  # a program's name may contain blanks and brackets
    return Work((int(fields[10]) + int(fields[11])) / os.sysconf("SC_CLK_TCK"), state == RUNNABLE)
