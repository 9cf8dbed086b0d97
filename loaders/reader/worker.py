"""Keeps one reading process and asks it for one file after another; a new one replaces it after a failure."""

import atexit
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, cast

from loaders.reader import slow_reader
from loaders.reader.limits import LARGEST_ANSWER, OUT_OF_MEMORY, WORKER_CPU_SECONDS
from loaders.reader.refusal import DAMAGED
from loaders.reader.watch import TOO_LONG, watch

ROOT = Path(__file__).parents[2]
TOO_LARGE = "The file needs more memory than a plan should. Send the plan alone, in a new workbook."
STOPPED = "The file stops the program that reads it. Save it anew and send that."
ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "TZ")  # nothing else of the environment, which may contain secrets


class NoAnswer(Exception):
    """The reading process ended without an answer; the message is the sentence for the sender."""


class Worker:
    """One reading process, started when first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._started_by = 0

    def ask(self, data: bytes) -> bytes:
        """The answer for one file, as JSON. Raises NoAnswer."""
        with self._lock:
            answer = self._ask(data)
            if answer == slow_reader.NEEDED:
                self._stop()
                answer = self._ask(data, slow_reader.ARGUMENT)
                self._stop()  # the next file can do without openpyxl
            return answer

    def stop(self) -> None:
        """Ends the process, if there is one."""
        with self._lock:
            self._stop()

    def _ask(self, data: bytes, *arguments: str) -> bytes:
        process = self._running(*arguments)
        if not _hand_over(process, data):  # it ended while idle, which is not this file's fault
            self._stop()
            process = self._running(*arguments)
            if not _hand_over(process, data):
                self._stop()
                raise OSError("The process that reads workbooks does not start.")
        return self._answer(process, len(data))

    def _running(self, *arguments: str) -> subprocess.Popen[bytes]:
        if self._process is not None and self._started_by != os.getpid():
            self._process = None  # a fork of the program must not share the pipe
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process, self._started_by = _start(*arguments), os.getpid()
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], size: int) -> bytes:
        with watch(process, size) as why_ended:
            answer, used = _read_answer(process)
        if answer is None:
            status = self._stop()
            raise NoAnswer(next(iter(why_ended), _reason(status)))
        if used > WORKER_CPU_SECONDS or why_ended:
            self._stop()
        return answer

    def _stop(self) -> int:
        """Ends the process and returns its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        to_process, from_process = _pipes(process)
        from_process.close()
        try:
            to_process.close()
            status = process.wait(timeout=1)
        except (OSError, subprocess.TimeoutExpired):
            process.kill()
            status = process.wait()
        return status


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "loaders.reader.child", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
    )


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """The pipe that the process reads, and the one that it answers on; _start asks for both."""
    return cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)


def _hand_over(process: subprocess.Popen[bytes], data: bytes) -> bool:
    """Whether the process has received the file. Whatever goes wrong after that is the file's fault."""
    to_process, from_process = _pipes(process)
    try:
        to_process.write(len(data).to_bytes(8, "big") + data)
        to_process.flush()
        return from_process.read(1) != b""
    except OSError:
        return False


def _read_answer(process: subprocess.Popen[bytes]) -> tuple[bytes | None, int]:
    """The answer and all the CPU seconds the process has used; the answer is None if it ended or misbehaves."""
    _, from_process = _pipes(process)
    head = from_process.read(12)
    length = int.from_bytes(head[:8], "big")
    if len(head) < 12 or length > LARGEST_ANSWER:
        return None, 0
    answer = from_process.read(length)
    return (answer if len(answer) == length else None), int.from_bytes(head[8:], "big")


def _reason(status: int) -> str:
    if status == -getattr(signal, "SIGXCPU", 0):
        return TOO_LONG
    if status in (OUT_OF_MEMORY, -getattr(signal, "SIGABRT", 0), -getattr(signal, "SIGKILL", 0)):
        return TOO_LARGE
    return STOPPED if status else DAMAGED


worker = Worker()
atexit.register(worker.stop)
