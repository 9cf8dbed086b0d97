"""Makes answers off the event loop, one at a time, with a limit on how many wait and for how long."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Made = TypeVar("Made")


class Busy(RuntimeError):
    """Too many answers are waiting already, or this one took too long."""


class OneByOne:
    """Makes answers in one thread; at most `most` are under way, and each is waited for `patience` seconds at most."""

    def __init__(self, most: int, patience: float):
        self._pool = ThreadPoolExecutor(1)
        self._most, self._patience = most, patience
        self._asked: list[Future[Any]] = []

    @property
    def waiting(self) -> int:
        """How many answers are being made or wait for their turn."""
        return sum(not one.done() for one in self._asked)

    async def of(self, make: Callable[[], Made]) -> Made:
        """Returns what `make` returns. Raises Busy, and whatever `make` raises.

        If nobody waits any more before its turn comes, it leaves the queue.
        """
        self._asked = [one for one in self._asked if not one.done()]
        if len(self._asked) >= self._most:
            raise Busy
        made = self._pool.submit(make)
        self._asked.append(made)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(made), self._patience)
        except TimeoutError as error:
            raise Busy from error
