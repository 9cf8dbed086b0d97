"""Runs the server's own jobs in the background while it is up."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from starlette.types import ASGIApp

from pages.parts import page_delivery
from tracker.site import site

PAUSE = 1.0  # seconds
LOG = logging.getLogger(__name__)


def upkeep(
    *jobs: Callable[[], object], first: Callable[[], object]
) -> Callable[[ASGIApp], AbstractAsyncContextManager[None]]:
    """A lifespan for the server: calls `first` once, then all the jobs every PAUSE seconds until the server ends."""

    @asynccontextmanager
    async def beside(app: ASGIApp) -> AsyncIterator[None]:
        first()
        # Downloads wait in the loop's threads. With its default of six, a second, unfair queue would form for them.
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(site().limits.answers_waiting))
        task = asyncio.create_task(_again_and_again(jobs))
        try:
            with page_delivery.by_server():
                yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return beside


async def _again_and_again(jobs: tuple[Callable[[], object], ...]) -> None:
    while True:
        for job in jobs:
            try:
                job()
            except Exception:
                LOG.exception("%s failed", job)  # the other jobs go on
        await asyncio.sleep(PAUSE)
