"""A reading process may wait for a processor; one that works too long or is blocked is ended."""

import os
import subprocess
import sys

import pytest
from waiting import cpu_seconds, wait_until

from loaders.reader import watch
from loaders.reader import worker as workers
from loaders.reader.limits import cpu_seconds as allowed
from loaders.reader.processor import work_of

TOO_LONG = "The file takes too long to read. Send the plan alone, in a new workbook."
STOOD_STILL = "The program that reads the file stood still and was ended. Load the file again."
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="NOT TESTED HERE: this system does not say what a process uses"
)


def answered_by(code: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The answer of a process with this code, run like a reading process."""
    begin = "import os, sys, time; out = sys.stdout.buffer; sys.stdin.buffer.read(8); out.write(b'.'); out.flush()"
    end = "out.write(bytes([0] * 7 + [2] + [0] * 4) + b'{}'); out.flush()"
    command = [sys.executable, "-c", "\n".join((begin, code, end))]
    monkeypatch.setattr(
        workers, "_start", lambda: subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    )
    worker = workers.Worker()
    try:
        return worker.ask(b"")
    finally:
        worker.stop()


def test_a_blocked_process_is_ended_and_the_sentence_says_so(monkeypatch):
    monkeypatch.setattr(watch, "STANDS_STILL_SECONDS", 1)
    with pytest.raises(workers.NoAnswer, match=STOOD_STILL):
        answered_by("time.sleep(100_000)", monkeypatch)


def test_a_process_that_works_between_pauses_is_never_ended(monkeypatch):
    """Each pause is far shorter than the limit for a blocked process; all together are far longer."""
    monkeypatch.setattr(watch, "LOOKS_EVERY", 0.05)
    monkeypatch.setattr(watch, "STANDS_STILL_SECONDS", 2)
    monkeypatch.setattr(watch, "wall_seconds", lambda size: 0)
    busy = "end = time.process_time() + 0.03\nwhile time.process_time() < end: pass"
    assert (
        answered_by(f"for _ in range(10):\n time.sleep(0.4)\n {busy}".replace("\nwhile", "\n while"), monkeypatch)
        == b"{}"
    )


def test_a_process_that_waits_for_a_processor_is_not_blocked():
    """Many processes share one processor, so each has to wait."""
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("NOT TESTED HERE: this system gives no process a processor of its own")
    one = min(os.sched_getaffinity(0))
    code = f"import os; os.sched_setaffinity(0, {{{one}}})\nwhile True: pass"
    crowd = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    try:
        wait_until(lambda: all(cpu_seconds(process.pid) for process in crowd))
        assert all(work_of(process.pid).wants_more for process in crowd)
    finally:
        for process in crowd:
            process.kill()
            process.wait()


def test_a_sleeping_process_does_not_wait_for_a_processor():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100_000)"]) as process:
        try:
            wait_until(lambda: not work_of(process.pid).wants_more)
        finally:
            process.kill()


def test_nothing_is_known_of_a_process_that_has_ended():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert work_of(process.pid) is None


def test_a_file_that_needs_too_much_cpu_time_is_refused(monkeypatch):
    """The limit is on CPU time only: the system itself ends the reading process."""
    assert allowed(0) == 10
    code = "import math, resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    with pytest.raises(workers.NoAnswer, match=TOO_LONG):
        answered_by(code, monkeypatch)
