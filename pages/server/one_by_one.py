"""Makes answers off the event loop, one at a time, with a limit on how many wait and for how long."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


class Busy(RuntimeError):
    """Too many answers are waiting already, or this one took too long."""


class OneByOne:
    """Makes answers in one thread; at most `most` are under way, and each is waited for `patience` seconds at most."""

    def __init__(self, most: int, patience: float):
        self._pool = ThreadPoolExecutor(1)
        self._most, self._patience = most, patience
        self.waiting = 0

    async def of(self, make: Callable[[], Made]) -> Made:
        """Returns what `make` returns. Raises Busy, and whatever `make` raises."""
        if self.waiting >= self._most:
            raise Busy
        self.waiting += 1
        made = asyncio.get_running_loop().run_in_executor(self._pool, make)
        made.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(made), self._patience)
        except TimeoutError as error:
            raise Busy from error

    def _done(self, made: "asyncio.Future[Made]") -> None:
        self.waiting -= 1
        if not made.cancelled():
            made.exception()  # marks it as seen: where nobody waits for the answer any more, asyncio would print it
