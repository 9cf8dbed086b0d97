"""Makes answers off the event loop, one at a time; of too many that wait, and too long ones, nobody waits for more."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


class Busy(RuntimeError):
    """As many answers wait as may, or this one took too long."""


class OneByOne:
    """Lets at most `most` answers wait, each for `patience` seconds."""

    def __init__(self, most: int, patience: float):
        self._pool = ThreadPoolExecutor(1)
        self._most, self._patience = most, patience
        self.waiting = 0

    async def of(self, make: Callable[[], Made]) -> Made:
        """What `make` gives. Raises Busy, and whatever `make` raises."""
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
            made.exception()  # of an answer that nobody waits for any more, or asyncio would print it
