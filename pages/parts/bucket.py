"""Limits how many messages may come one after the other, and how many a second in the long run."""

import time
from collections.abc import Callable


class Bucket:
    """Holds `size` tokens; a message takes one, and `a_second` come back each second. `clock` returns seconds."""

    def __init__(self, size: float, a_second: float, clock: Callable[[], float] = time.monotonic):
        self._size, self._a_second, self._clock = size, a_second, clock
        self._tokens, self._at = size, clock()

    def take(self) -> bool:
        """Takes a token; returns whether there was one."""
        now = self._clock()
        self._tokens = min(self._size, self._tokens + (now - self._at) * self._a_second)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
