"""An answer that nobody waits for any more is not made, and gives its place in the queue to the next."""

import asyncio
from threading import Event

import pytest

from pages.server.one_by_one import Busy, OneByOne


def test_an_answer_that_took_too_long_gives_its_place_to_the_next():
    line, held, made = OneByOne(2, 0.05), Event(), []

    async def asked() -> str:
        with pytest.raises(Busy):
            await line.of(lambda: held.wait(30))
        with pytest.raises(Busy):
            await line.of(lambda: made.append("nobody waits"))
        assert line.waiting == 1  # the one that runs cannot be stopped; the other left the queue
        last = asyncio.ensure_future(line.of(lambda: "made"))
        await asyncio.sleep(0)
        held.set()
        return await last

    assert asyncio.run(asked()) == "made"
    assert made == [] and line.waiting == 0
