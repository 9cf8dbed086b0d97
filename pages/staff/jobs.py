"""Work that goes on in the background, one piece after the other, whoever looks and whether anybody does."""

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Job(Generic[Result]):
    """One piece of work: what comes of it, and when it was asked for (seconds of a clock that only goes forward)."""

    def __init__(self, future: "Future[Result]"):
        self._future, self._since = future, time.monotonic()

    @property
    def is_done(self) -> bool:
        """Whether it has ended, well or badly."""
        return self._future.done()

    @property
    def has_begun(self) -> bool:
        """Whether it waits for its turn no longer."""
        return self._future.running() or self._future.done()

    @property
    def seconds(self) -> int:
        """How long ago it was asked for."""
        return int(time.monotonic() - self._since)

    @property
    def result(self) -> Result:
        """What came of it. Raises what it raised; to be asked only when it is done."""
        return self._future.result()


class Jobs(Generic[Result]):
    """Pieces of work under their keys; of those that are done the last `most` are remembered."""

    def __init__(self, most: int):
        self._pool = ThreadPoolExecutor(1)  # ended with the program, which waits until the work at hand is done
        self._jobs: dict[Hashable, Job[Result]] = {}
        self._most, self._lock = most, Lock()

    def begin(self, key: Hashable, work: Callable[[], Result]) -> Job[Result]:
        """The work under a key, begun now unless it is under way or done."""
        with self._lock:
            if key not in self._jobs:
                self._jobs[key] = Job(self._pool.submit(work))
                self._forget()
            return self._jobs[key]

    def begin_anew(self, key: Hashable, work: Callable[[], Result]) -> Job[Result]:
        """The work under a key, begun once more unless it waits for its turn.

        What is under way may have read already what has changed since, so it is done once more after that.
        """
        with self._lock:
            if key in self._jobs and self._jobs[key].has_begun:
                del self._jobs[key]
        return self.begin(key, work)

    def of(self, key: Hashable) -> Job[Result] | None:
        """The work under a key, None where nobody asked for it since the program began."""
        return self._jobs.get(key)

    def done(self) -> list[Job[Result]]:
        """The pieces of work that are done and remembered, in the order in which they were begun."""
        return [job for job in list(self._jobs.values()) if job.is_done]

    def _forget(self) -> None:
        done = [key for key, job in self._jobs.items() if job.is_done]
        for key in done[: max(0, len(self._jobs) - self._most)]:
            del self._jobs[key]
