"""Cuts connections whose other end is slow: to send a request, or to take what was written for it."""

import asyncio
import struct
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from socket import SO_LINGER, SO_SNDBUF, SOL_SOCKET
from typing import Any
from weakref import WeakKeyDictionary

from starlette.types import Receive

from tracker.site import Limits

HELD = 65_536  # bytes of an answer that the system may hold
TAKEN = 16_384  # bytes of a long answer that a connection must take in slow_seconds, to go on


class Sockets:
    """The open sockets of one process, whether a request has come on them or not. `clock` gives seconds."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic):
        self._seconds, self._clock = limits.slow_seconds, clock
        self._answered: set[asyncio.Transport] = set()
        # Since when it is the other end's turn, and how much was still to be taken then.
        self._since: WeakKeyDictionary[asyncio.Transport, tuple[float, int]] = WeakKeyDictionary()
        self._every: Collection[Any] = ()

    @contextmanager
    def answering(self, receive: Receive) -> Iterator[asyncio.Transport]:
        """The socket of a request, which is being answered; the other end's turn begins anew with the end of it."""
        socket = _socket(receive)
        # Uvicorn holds every connection of the server in one set, also those on which no request has come yet.
        self._every = socket.get_protocol().connections  # type: ignore[attr-defined]
        # What the system holds for the other end looks taken. It would hold megabytes.
        socket.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_SNDBUF, HELD)
        self._answered.add(socket)
        try:
            yield socket
        finally:
            self._answered.discard(socket)
            self.moved(socket)

    def moved(self, socket: asyncio.Transport) -> None:
        """The other end has done its part: it sent a request or took a part of an answer."""
        self._since[socket] = self._clock(), socket.get_write_buffer_size()

    def cut_slow(self) -> None:
        """Ends every connection whose other end has been slow for too long."""
        for socket in [connection.transport for connection in self._every]:
            left = socket.get_write_buffer_size()
            since, then = self._since.get(socket, (None, 0))
            if since is None or left <= then - TAKEN or (not left and socket in self._answered):
                self.moved(socket)
            elif self._clock() - since > self._seconds:
                _cut(socket)


def _cut(socket: asyncio.Transport) -> None:
    """Ends a connection at once. Without the option the system would go on offering what was written, for minutes."""
    socket.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    socket.abort()


def _socket(receive: Receive) -> asyncio.Transport:
    """The socket that a request came on: uvicorn's object that hands over its messages holds it."""
    socket: asyncio.Transport = receive.__self__.transport  # type: ignore[attr-defined]
    return socket
