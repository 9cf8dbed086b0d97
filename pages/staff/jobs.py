"""Work that goes on in the background, one piece at a time, whether or not anybody is looking."""

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from tracker.findings import NotReadable

PATIENCE = 20.0  # seconds
Result = TypeVar("Result")


class NotDone(NotReadable):
    """There is no result yet, or there will be none for now; the message says what to do."""


class Job(Generic[Result]):
    """One piece of work: its result, and when it was asked for (in seconds of a clock that only goes forward)."""

    def __init__(self, future: "Future[Result]"):
        self._future, self._since = future, time.monotonic()

    @property
    def is_done(self) -> bool:
        """Whether it has ended, successfully or not."""
        return self._future.done()

    @property
    def has_begun(self) -> bool:
        """Whether it has stopped waiting for its turn: it is running or done."""
        return self._future.running() or self._future.done()

    @property
    def seconds(self) -> int:
        """How long ago it was asked for, in whole seconds."""
        return int(time.monotonic() - self._since)

    @property
    def result(self) -> Result:
        """Its result. Raises what the work raised; use it only once `is_done`, or it blocks."""
        return self._future.result()

    def soon(self) -> Result:
        """Its result, waited for as long as a person waits for a page. Raises NotDone, and what the work raised."""
        if not wait([self._future], PATIENCE).done:
            raise NotDone("It is still being worked out. Look at the page again in a minute.")
        return self.result


class Jobs(Generic[Result]):
    """Pieces of work under their keys; the last `most` are remembered once they are done.

    At most `may_wait` wait for their turn, so that memory stays bounded: asking for one more raises NotDone.
    """

    def __init__(self, most: int, may_wait: int = 10):
        self._pool = ThreadPoolExecutor(1)  # ended with the program, which waits until the work at hand is done
        self._jobs: dict[Hashable, Job[Result]] = {}
        self._most, self._may_wait, self._lock = most, may_wait, Lock()
        _EVERY.add(self)

    def begin(self, key: Hashable, work: Callable[[], Result]) -> Job[Result]:
        """The work under a key, begun now unless it is under way or done. Raises NotDone if too many wait."""
        with self._lock:
            return self._jobs.get(key) or self._begun(key, work)

    def begin_anew(self, key: Hashable, work: Callable[[], Result]) -> Job[Result]:
        """The work under a key, begun again unless it waits for its turn. Raises NotDone if too many wait.

        Work under way may already have read something that has changed since, so it is done again afterwards.
        """
        with self._lock:
            job = self._jobs.get(key)
            return self._begun(key, work) if job is None or job.has_begun else job

    def begin_after(self, key: Hashable, work: Callable[[], Result], seen: Job[Result] | None) -> Job[Result]:
        """The work under a key, begun now if the last job under it is still the one `seen`. Raises NotDone as above."""
        with self._lock:
            job = self._jobs.get(key)
            return self._begun(key, work) if job is None or job is seen else job

    def begin_with_others(self, key: Hashable, work: Callable[[], Result]) -> Job[Result]:
        """The work that waits under any key, else this work, begun now; for work that is the same under every key.

        So at most one piece ever waits, and nobody is refused.
        """
        with self._lock:
            if waits := self._waiting():
                self._jobs[key] = waits[0]
                return waits[0]
            return self._begun(key, work)

    def of(self, key: Hashable) -> Job[Result] | None:
        """The work under a key, None if nobody has asked for it since the program started or it was forgotten."""
        return self._jobs.get(key)

    def under_way(self) -> Job[Result] | None:
        """The work asked for last of any that is running or waiting; None if there is none."""
        return next((job for job in reversed([*self._jobs.values()]) if not job.is_done), None)

    def done(self) -> list[Job[Result]]:
        """The remembered pieces of work that are done, in the order in which they were begun."""
        return [job for job in list(self._jobs.values()) if job.is_done]

    def _begun(self, key: Hashable, work: Callable[[], Result]) -> Job[Result]:
        if len(self._waiting()) >= self._may_wait:
            raise NotDone("Too many things are waiting to be worked out. Try again in a minute.")
        self._jobs.pop(key, None)
        self._jobs[key] = job = Job(self._pool.submit(work))
        self._forget(self._most)
        return job

    def _waiting(self) -> list[Job[Result]]:
        return [job for job in self._jobs.values() if not job.has_begun]

    def forget(self) -> None:
        """Forgets all work that is done."""
        with self._lock:
            self._forget(0)

    def _forget(self, most: int) -> None:
        done = [key for key, job in self._jobs.items() if job.is_done]
        for key in done[: max(0, len(self._jobs) - most)]:
            del self._jobs[key]


_EVERY: WeakSet[Jobs[Any]] = WeakSet()


def forget_results() -> None:
    """Forgets the results of all work: after words are erased, earlier results may still hold them."""
    for jobs in list(_EVERY):
        jobs.forget()
