"""A turn to be answered lasts until the server's loop has passed on what was drawn."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from waiting import PATIENCE, wait_until

from pages.parts import server_loop, turns
from pages.parts.fair_queue import FairQueue


@contextmanager
def busy_loop(until: threading.Event) -> Iterator[asyncio.AbstractEventLoop]:
    """A running loop that does nothing else until the event is set."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    loop.call_soon_threadsafe(until.wait, PATIENCE)
    try:
        with server_loop.running(loop):
            yield loop
    finally:
        until.set()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


@pytest.fixture
def queue(monkeypatch) -> FairQueue:
    queue = FairQueue(1, 10)
    monkeypatch.setattr(turns, "_queue", lambda: queue)
    monkeypatch.setattr(turns, "_visitor", lambda: "reader")
    return queue


def test_a_page_that_the_server_has_not_passed_on_still_has_its_turn(queue):
    free, drawn, sent = threading.Event(), threading.Event(), []

    def draw() -> None:
        with turns.turn_for_page():
            drawn.set()

    with busy_loop(free) as loop:
        loop.call_soon_threadsafe(sent.append, "what was drawn")
        thread = threading.Thread(target=draw)
        thread.start()
        drawn.wait(PATIENCE)
        wait_until(lambda: len(loop._ready) > 1 or not queue._answered)
        assert list(queue._answered) == ["reader"] and sent == []
        free.set()
        thread.join(PATIENCE)
    assert sent == ["what was drawn"] and queue._answered == {}


def test_without_a_server_nothing_is_waited_for(queue):
    with turns.turn_for_page():
        pass
    assert queue._answered == {}


def test_an_error_on_a_page_ends_its_turn_at_once(queue):
    with busy_loop(threading.Event()), pytest.raises(ValueError, match="in the page"), turns.turn_for_page():
        raise ValueError("in the page")
    assert queue._answered == {}
