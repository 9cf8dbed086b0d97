"""Many strangers at once cannot stop a running public instance: each flood ends by itself."""

from __future__ import annotations  # see conftest.py for the reason

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, suppress
from functools import partial
from itertools import count
from pathlib import Path
from subprocess import Popen
from threading import Event
from urllib.parse import SplitResult, urlsplit

import pytest
from browser import start_public_instance
from visitor import PAGES, PARAMETERS, ask, look, request, rerun, texts_of, visit
from waiting import PATIENCE, cpu_seconds, wait_until
from websockets.client import ClientProtocol
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State
from websockets.sync.client import ClientConnection
from websockets.uri import parse_uri

from tracker.site import DEFAULT


def memory(server: Popen) -> int:
    """The server's memory in megabytes; skips the test where the system does not say."""
    status = Path(f"/proc/{server.pid}/status")
    if not status.exists():
        pytest.skip("THE MEMORY OF THE SERVER WAS NOT TESTED: this system has no /proc")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status.read_text())[1]) // 1024


def answers(server: tuple[str, Popen]) -> bool:
    """Whether a visitor gets a whole page for a few CPU seconds at most."""
    site, process = server
    before = cpu_seconds(process.pid)
    return "an-footer" in look(site, page="privacy") and cpu_seconds(process.pid) - before < 10


def test_after_a_flood_of_requests_and_visitors_it_still_answers_and_its_memory_is_bounded(public_server):
    site, process = public_server
    assert answers(public_server)
    before = memory(process)
    odd = [f"/{page}?{name}={n}%00%FF{{}}'" for n in range(40) for page in PAGES for name in PARAMETERS][:5_000]
    with ThreadPoolExecutor(8) as many:
        assert {status for status, *_ in many.map(partial(request, site), ["/"] * 300)} == {200}
        assert {status for status, *_ in many.map(partial(request, site), odd)} <= {200, 400}
        shown = [*many.map(partial(look, site), [f"q=word{n}" for n in range(100)], ["search"] * 100)]
    assert all("an-footer" in text for text in shown)
    assert answers(public_server) and memory(process) - before < 400


def test_visitors_who_ask_and_never_listen_are_disconnected(public_server):
    site, process = public_server
    before = memory(process)
    for connection in [visit(site) for _ in range(20)]:
        with connection:
            for n in range(50):
                connection.send(rerun(f"q=word{n}", "search"))
    assert answers(public_server) and memory(process) - before < 200


def limited(folder: Path, tmp_path: Path, **limits: float) -> AbstractContextManager[tuple[str, Popen]]:
    """A public instance with limits that a test can reach."""
    lines = "\n".join(f"{name} = {value}" for name, value in limits.items())
    settings = tmp_path / "site.toml"
    settings.write_text(f"{DEFAULT.read_text(encoding='utf-8')}\n[limits]\n{lines}\n", encoding="utf-8")
    return start_public_instance(folder, TRACKER_SITE=str(settings))


def reason_of_end(connection: ClientConnection) -> int:
    """Waits until the server ends a connection, and returns its reason."""
    with pytest.raises(ConnectionClosed) as end:
        while True:
            connection.recv(PATIENCE)
    return end.value.rcvd.code


def connections(site: str) -> int:
    """The number of connections not fully closed; skips the test where the system does not say."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("OPEN CONNECTIONS WERE NOT COUNTED: this system has no /proc")
    lines = [line.split() for line in table.read_text().splitlines()[1:]]
    here, listens, waits = f":{urlsplit(site).port:04X}", "0A", "06"
    return len([1 for _, local, _, state, *_ in lines if local.endswith(here) and state not in (listens, waits)])


def test_six_addresses_with_silent_connections_shut_nobody_out(public_server):
    """nginx lets each address have 40."""
    site, _ = public_server
    with ExitStack() as stay:
        for _ in range(6 * 40):
            stay.enter_context(visit(site))
        assert answers(public_server)
        assert request(site, "/actions")[0] == 200


def test_a_silent_connection_is_closed_and_a_browser_that_came_back_stays(published_merrowshire, tmp_path):
    with limited(published_merrowshire, tmp_path, silent_seconds=0.5) as (site, _), visit(site) as reader:
        begun = next(one.new_session for one in ask(reader, rerun()) if one.HasField("new_session"))
        with visit(site, session=begun.initialize.session_id) as back, visit(site, session="strange") as silent:
            assert reason_of_end(silent) == 1013
            assert "an-footer" in texts_of(ask(back, rerun()))


def test_the_longest_idle_of_too_many_readers_is_disconnected_and_may_come_back(published_merrowshire, tmp_path):
    with limited(published_merrowshire, tmp_path, visitors=3) as (site, _), ExitStack() as stay:
        readers = [stay.enter_context(visit(site)) for _ in range(3)]
        for reader in (*readers, readers[0]):
            assert "an-footer" in texts_of(ask(reader, rerun()))
        assert "an-footer" in look(site)
        assert reason_of_end(readers[1]) == 1013
        for reader in (readers[0], readers[2]):
            assert "an-footer" in texts_of(ask(reader, rerun()))
        assert "an-footer" in look(site)


def test_a_visitor_who_sends_endless_messages_is_disconnected(public_server):
    site, _ = public_server
    with visit(site) as flooder, suppress(ConnectionClosed):
        while True:
            flooder.send(rerun("", "privacy"))
    assert reason_of_end(flooder) == 1008
    assert answers(public_server)


def test_a_second_reader_does_not_wait_behind_a_flood(public_server):
    """Counts how many answers to the flood come before the reader's. Every request is new, so no answer is cached."""
    site, _ = public_server
    answered, over, days = [], Event(), count()

    def odd_day() -> bytes:
        day = next(days)
        return rerun(f"as_of=2026-{1 + day // 28 % 12:02}-{1 + day % 28:02}")

    def flooder(number: int) -> None:
        with visit(site) as connection:
            while not over.is_set():
                ask(connection, odd_day())
                answered.append(number)

    with visit(site) as reader, ThreadPoolExecutor(20) as many:
        ask(reader, rerun("", "privacy"))
        flood = [many.submit(flooder, number) for number in range(20)]
        wait_until(lambda: len(set(answered)) == 20)
        before = len(answered)
        ask(reader, odd_day())
        between = len(answered) - before
        over.set()
        for one in flood:
            one.result(PATIENCE)
    assert between < 10  # two that are being made, and those that end while this one is made


def test_a_connection_that_sends_or_reads_too_slowly_is_cut(published_merrowshire, tmp_path):
    with limited(published_merrowshire, tmp_path, slow_seconds=0.5, messages=1_000_000) as (site, _):
        assert "an-footer" in look(site)
        place = urlsplit(site)
        with ExitStack() as stay:
            for sent in (b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a", GET_WITHOUT_READING):
                slow = stay.enter_context(closing(unread(place)))
                slow.sendall(sent)
            visitor = stay.enter_context(closing(visitor_who_never_reads(place)))
            asks_again = frame(rerun("", "overdue-and-moved"))
            wait_until(lambda: is_cut(visitor, asks_again), pause=0.1)
            wait_until(lambda: connections(site) == 0)
        assert "an-footer" in look(site)


# Requests on one connection, sent at once, whose answers no buffer of the system can store.
GET_WITHOUT_READING = b"GET /app/static/public-sans-latin-400-normal.woff2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 400


def unread(place: SplitResult) -> socket.socket:
    """A connection that reads as little as its system allows."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
    made.connect((place.hostname, place.port))
    return made


def frame(message: bytes) -> bytes:
    """The bytes of a message on a connection."""
    protocol = ClientProtocol(parse_uri("ws://localhost/"), state=State.OPEN)
    protocol.send_binary(message)
    return b"".join(protocol.data_to_send())


def is_cut(connection: socket.socket, sent: bytes) -> bool:
    """Whether the other end has closed a connection."""
    try:
        connection.sendall(sent)
    except OSError:
        return True
    return False


def visitor_who_never_reads(place: SplitResult) -> socket.socket:
    """A visitor's connection that never reads the answers it asks for."""
    made = unread(place)
    asked = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    made.sendall(asked.encode())
    assert made.recv(12) == b"HTTP/1.1 101"
    return made


def test_connections_that_never_finish_block_nobody(public_server):
    site, process = public_server
    before, place = memory(process), urlsplit(site)
    with ExitStack() as stay:
        for n in range(100):
            slow = stay.enter_context(closing(socket.create_connection((place.hostname, place.port))))
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"a" * n)
        assert answers(public_server) and memory(process) - before < 100


@pytest.mark.parametrize("first", ["GET / HTTP/1.1", "PUT /_stcore/upload_file/session/file HTTP/1.1"])
def test_a_request_body_is_never_stored(public_server, first):
    site, process = public_server
    before, place = memory(process), urlsplit(site)
    with closing(socket.create_connection((place.hostname, place.port), timeout=PATIENCE)) as sender, suppress(OSError):
        sender.sendall(f"{first}\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n".encode())
        for _ in range(100):
            sender.sendall(b"a" * 1_000_000)
    assert answers(public_server) and memory(process) - before < 50


def test_endless_headers_are_cut_off(public_server):
    place = urlsplit(public_server[0])
    with closing(socket.create_connection((place.hostname, place.port), timeout=PATIENCE)) as sender:
        sender.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        with pytest.raises(OSError, match=r"reset|[Bb]roken"):
            for _ in range(100):
                sender.sendall(b"X-Long: " + b"a" * 1_000_000 + b"\r\n")


def test_unfinished_messages_use_little_memory(public_server):
    site, process = public_server
    before, held = memory(process), []

    def begun(visitor: ClientConnection) -> Iterator[bytes]:
        for _ in range(4):  # a fifth would be cut off as too long
            yield b"a" * 1_000_000
        assert visitor.ping().wait(PATIENCE)  # answered once all before it has arrived
        held.append(memory(process))

    with ExitStack() as stay, ThreadPoolExecutor(20) as many:
        visitors = [stay.enter_context(visit(site)) for _ in range(20)]
        [*many.map(lambda visitor: visitor.send(begun(visitor)), visitors)]
    assert max(held) - before < 150
    assert answers(public_server)
