"""Runs loads, publications and receipts, each in a process of its own that a test can kill in the middle.

The kill comes after a given CPU time of that very process, counted by the system, so it hits the work and never the
waiting, however busy the machine is.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from waiting import PATIENCE

from loaders.load import fill
from loaders.load.load import load
from loaders.publishing import publish
from loaders.received.receive import receive

ROOT = Path(__file__).parent.parent


def load_singly(*places: Path) -> None:
    """Loads with one file in each chunk of a build."""
    fill.FILES_AT_ONCE = 1  # the process ends with the load, so nothing is set back
    load(*places)


WORK = {
    "load": load,
    "load singly": load_singly,
    "publish": lambda *places: publish.publish(*places, with_browser=False),
    "receive": lambda file, day, received: receive(file, "transport", date.fromisoformat(day.name), received),
}
SHORTEST = 0.001  # CPU seconds: a timer of 0 never goes off


@contextmanager
def forked(work: str) -> Iterator[Callable[..., tuple[int, float]]]:
    """Yields `run(*places, kill_after=None)`, which returns the status, -SIGPROF after a kill, and CPU seconds used."""
    child = subprocess.Popen(
        [sys.executable, "-W", "error", __file__, work],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
    )  # fmt: skip

    def run(*places: Path, kill_after: float | None = None) -> tuple[int, float]:
        print(json.dumps([[str(place) for place in places], kill_after]), file=child.stdin, flush=True)
        return tuple(json.loads(child.stdout.readline()))

    try:
        yield run
    finally:
        child.stdin.close()
        child.wait(PATIENCE)
        child.stdout.close()


def main() -> None:
    """Answers each line of input, the places and when to kill, with a line of status and CPU seconds."""
    for line in sys.stdin:
        places, kill_after = json.loads(line)
        number = os.fork()
        if number == 0:
            os.setpgid(0, 0)
            if kill_after is not None:
                signal.setitimer(signal.ITIMER_PROF, max(kill_after, SHORTEST))
            WORK[sys.argv[1]](*map(Path, places))
            os._exit(0)
        _, status, used = os.wait4(number, 0)
        with suppress(ProcessLookupError):
            os.killpg(number, signal.SIGKILL)  # the process that reads workbooks dies with the load
        print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime]), flush=True)


if __name__ == "__main__":
    main()
