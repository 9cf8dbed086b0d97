"""Cuts connections whose other end is too slow to send a request or to take its answer."""

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

MOST_BUFFERED = 65_536  # bytes of an answer that the operating system may buffer
LEAST_READ = 16_384  # bytes of a long answer that a connection must take within slow_seconds to stay open


class Sockets:
    """The open sockets of one process, with or without a request on them. `clock` returns seconds."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic):
        self._seconds, self._clock = limits.slow_seconds, clock
        self._answered: set[asyncio.Transport] = set()
        # Since when it has been the other end's turn, and how many bytes it still had to take then.
        self._since: WeakKeyDictionary[asyncio.Transport, tuple[float, int]] = WeakKeyDictionary()
        self._every: Collection[Any] = ()

    @contextmanager
    def answering(self, receive: Receive) -> Iterator[asyncio.Transport]:
        """Yields the socket of a request while it is being answered; the other end's turn starts again afterwards."""
        socket = _socket(receive)
        # Uvicorn keeps all the server's connections in one set, including those on which no request has come yet.
        self._every = socket.get_protocol().connections  # type: ignore[attr-defined]
        # What the system buffers looks as if the other end had taken it, and the system would buffer megabytes.
        socket.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_SNDBUF, MOST_BUFFERED)
        self._answered.add(socket)
        try:
            yield socket
        finally:
            self._answered.discard(socket)
            self.moved(socket)

    def moved(self, socket: asyncio.Transport) -> None:
        """Notes that the other end has done its part: it sent a request or took some of an answer."""
        self._since[socket] = self._clock(), socket.get_write_buffer_size()

    def cut_slow(self) -> None:
        """Ends every connection whose other end has been slow for too long."""
        for socket in [connection.transport for connection in self._every]:
            left = socket.get_write_buffer_size()
            since, then = self._since.get(socket, (None, 0))
            if since is None or left <= then - LEAST_READ or (not left and socket in self._answered):
                self.moved(socket)
            elif self._clock() - since > self._seconds:
                _cut(socket)


def _cut(socket: asyncio.Transport) -> None:
    """Ends a connection at once. Without the option the system would go on offering the rest for minutes."""
    socket.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    socket.abort()


def _socket(receive: Receive) -> asyncio.Transport:
    """The socket that a request came on, taken from uvicorn's object behind `receive`."""
    socket: asyncio.Transport = receive.__self__.transport  # type: ignore[attr-defined]
    return socket
