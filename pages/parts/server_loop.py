"""The server's event loop, which sends what pages draw to their visitors; pages are drawn in threads beside it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress

ROUNDS = 4  # of the loop: it takes notice of what was drawn, goes through the visitors, and sends
MOST = 10  # seconds to wait; a server that needs longer is about to end
_running: list[asyncio.AbstractEventLoop] = []


@contextmanager
def running(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """For as long as the block lasts, this is the loop of the server in this process."""
    _running.append(loop)
    try:
        yield
    finally:
        _running.remove(loop)


def catch_up() -> None:
    """Waits until the loop has passed on what was drawn so far; at once where no server runs.

    Pages are drawn faster than the loop sends them. Without this the answers of a whole flood lie before the loop, and
    whoever comes first in the queue waits behind them after all.
    """
    for loop in _running:
        with suppress(TimeoutError, CancelledError):
            asyncio.run_coroutine_threadsafe(_go_round(), loop).result(MOST)


async def _go_round() -> None:
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
