"""A turn to be answered lasts until the page has been sent to its visitor."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from screen import PAGES, open_page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from waiting import PATIENCE, wait_until

from pages.parts import page_delivery, turns
from pages.parts.fair_queue import FairQueue
from pages.server.connection import serve_visitor
from pages.server.visits import Visits
from tracker.site import Limits

FOOT = b"a message with " + page_delivery.FOOT


@pytest.fixture
def queue(monkeypatch) -> FairQueue:
    queue = FairQueue(1, 10)
    monkeypatch.setattr(turns, "_queue", lambda: queue)
    monkeypatch.setattr(turns, "_visitor", lambda: "reader")
    monkeypatch.setattr(turns, "_session", lambda: "session 1")
    monkeypatch.setattr(page_delivery, "MOST", PATIENCE)
    return queue


@pytest.fixture
def server() -> Iterator[None]:
    with page_delivery.by_server():
        yield


@pytest.fixture
def is_over(queue, server) -> Iterator[Callable[[], bool]]:
    """Draws a page in a thread, and yields a function that says whether its turn is over."""
    drawn = threading.Event()

    def draw() -> None:
        with turns.turn_for_page():
            drawn.set()

    thread = threading.Thread(target=draw)
    thread.start()
    assert drawn.wait(PATIENCE)
    yield lambda: queue._answered == {}
    page_delivery.end_session("session 1")
    thread.join(PATIENCE)


def test_a_page_has_its_turn_until_its_foot_is_sent(is_over):
    page_delivery.notice("session 1", b"another part")
    page_delivery.notice("session 2", FOOT)
    assert not is_over()
    page_delivery.notice("session 1", FOOT)
    wait_until(is_over)


def test_nobody_waits_for_a_visitor_who_has_gone(is_over):
    page_delivery.end_session("session 2")
    assert not is_over()
    page_delivery.end_session("session 1")
    wait_until(is_over)


def test_whoever_does_not_read_keeps_the_turn_for_no_longer_than_allowed(queue, server, monkeypatch):
    monkeypatch.setattr(page_delivery, "MOST", 0.01)
    with turns.turn_for_page():
        pass
    assert queue._answered == {}


def test_a_page_that_was_sent_while_it_was_drawn_is_not_waited_for(queue, server):
    with turns.turn_for_page():
        page_delivery.notice("session 1", FOOT)
    assert queue._answered == {}


def test_without_a_server_nothing_is_waited_for(queue):
    with turns.turn_for_page():
        pass
    assert queue._answered == {}


def test_an_error_on_a_page_ends_its_turn_at_once(queue, server):
    with pytest.raises(ValueError, match="in the page"), turns.turn_for_page():
        raise ValueError("in the page")
    assert queue._answered == {}


def test_what_is_sent_outside_a_turn_is_nothing_to_notice(server):
    page_delivery.notice("session 1", FOOT)
    page_delivery.end_session("")
    assert page_delivery._unsent == {}


@pytest.mark.parametrize("page", PAGES)
def test_one_part_of_each_page_has_the_mark_of_its_foot(page, merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    parts = [part.proto.body for part in open_page().switch_page(page).run().get("html")]
    assert [page_delivery.FOOT.decode() in part for part in parts].count(True) == 1


@pytest.mark.parametrize("ending", ["foot", "end of the connection"])
def test_the_connection_notices_what_it_sends(is_over, ending):
    beginning = ForwardMsg()
    beginning.new_session.initialize.session_id = "session 1"
    passed_on = []

    async def app(scope, receive, send) -> None:
        await send({"type": "websocket.send", "bytes": beginning.SerializeToString()})
        if ending == "foot":
            await send({"type": "websocket.send", "bytes": FOOT})
            wait_until(is_over)

    async def send(message) -> None:
        passed_on.append(message["bytes"])

    asyncio.run(serve_visitor(app, Visits(Limits()), {"subprotocols": []}, None, send))
    wait_until(is_over)
    assert passed_on == [beginning.SerializeToString()] + [FOOT] * (ending == "foot")
