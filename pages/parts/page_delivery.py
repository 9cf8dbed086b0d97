"""Knows whether a visitor has been sent what was drawn: threads draw pages, and the server's loop sends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

FOOT = b'class="an-footer"'  # is in the last part of every page
MOST = 1.0  # seconds to wait; somebody who reads slowly, or never, must not keep others from their turn
_servers: list[object] = []
_unsent: dict[str, Event] = {}  # by session


@contextmanager
def by_server() -> Iterator[None]:
    """While the block lasts, a server in this process sends what pages draw."""
    server = object()
    _servers.append(server)
    try:
        yield
    finally:
        _servers.remove(server)


@contextmanager
def whole_page(session: str) -> Iterator[None]:
    """Lasts until the page that the block draws has been sent: at most MOST longer than the block, if a server runs.

    Pages are drawn faster than the loop sends them, and the loop sends to all visitors in turn. Without this, the pages
    of a whole flood would wait for the loop, and the first in the queue would have to wait behind them after all.
    """
    has_foot = _unsent[session] = Event()
    try:
        yield
        if _servers:
            has_foot.wait(MOST)
    finally:
        _unsent.pop(session, None)


def notice(session: str, message: bytes) -> None:
    """Takes note that a message of the server to a session is on its way."""
    if FOOT in message and (has_foot := _unsent.get(session)):
        has_foot.set()


def end_session(session: str) -> None:
    """Takes note that the session's connection has ended, so nothing more is sent."""
    if has_foot := _unsent.get(session):
        has_foot.set()
