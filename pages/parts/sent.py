"""Whether a visitor has been sent what was drawn; pages are drawn in threads, and the server's loop sends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

FOOT = b'class="an-footer"'  # stands in the last part of every page
MOST = 1.0  # seconds to wait; whoever reads slowly, or never, must not keep others from their turn
_servers: list[object] = []
_unsent: dict[str, Event] = {}  # by session


@contextmanager
def by_server() -> Iterator[None]:
    """For as long as the block lasts, a server in this process sends what pages draw."""
    server = object()
    _servers.append(server)
    try:
        yield
    finally:
        _servers.remove(server)


@contextmanager
def whole_page(session: str) -> Iterator[None]:
    """Lasts until the page that the block draws has been sent; no longer than the block where no server runs.

    Pages are drawn faster than the loop sends them, and the loop sends to all visitors in turn. Without this the pages
    of a whole flood lie before the loop, and whoever comes first in the queue waits behind them after all.
    """
    has_foot = _unsent[session] = Event()
    try:
        yield
        if _servers:
            has_foot.wait(MOST)
    finally:
        _unsent.pop(session, None)


def notice(session: str, message: bytes) -> None:
    """A message of the server to a session is on its way."""
    if FOOT in message and (has_foot := _unsent.get(session)):
        has_foot.set()


def gone(session: str) -> None:
    """The session's connection has ended, so nothing more is sent."""
    if has_foot := _unsent.get(session):
        has_foot.set()
