"""What many strangers at once may try on a running public instance: each flood ends by itself."""

from __future__ import annotations  # for the reason told in conftest.py

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit

import pytest
from visitor import PAGES, PARAMETERS, ask, look, request, rerun, texts_of, visit
from waiting import PATIENCE, cpu_seconds, wait_until
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection

from pages.server.guard import MOST_VISITORS


def memory(server: Popen) -> int:
    """Megabytes that the server holds; skipped where the system does not say."""
    status = Path(f"/proc/{server.pid}/status")
    if not status.exists():
        pytest.skip("THE MEMORY OF THE SERVER WAS NOT TESTED: this system has no /proc")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status.read_text())[1]) // 1024


def answers(server: tuple[str, Popen]) -> bool:
    """Whether a visitor gets a whole page, at the cost of a few CPU seconds at most."""
    site, process = server
    before = cpu_seconds(process.pid)
    return "an-footer" in look(site, page="privacy") and cpu_seconds(process.pid) - before < 10


def test_a_flood_of_requests_and_visitors_leaves_it_answering_and_its_memory_bounded(public_server):
    site, process = public_server
    assert answers(public_server)
    before = memory(process)
    odd = [f"/{page}?{name}={n}%00%FF{{}}'" for n in range(40) for page in PAGES for name in PARAMETERS][:5_000]
    with ThreadPoolExecutor(8) as many:
        assert {status for status, *_ in many.map(partial(request, site), ["/"] * 300)} == {200}
        assert {status for status, *_ in many.map(partial(request, site), odd)} <= {200, 400}
        shown = [*many.map(partial(look, site), [f"q=word{n}" for n in range(100)], ["search"] * 100)]
    assert all("an-footer" in text for text in shown)
    assert answers(public_server) and memory(process) - before < 300


def test_visitors_who_ask_and_never_listen_are_let_go(public_server):
    site, process = public_server
    before = memory(process)
    for connection in [visit(site) for _ in range(20)]:
        with connection:
            for n in range(50):
                connection.send(rerun(f"q=word{n}", "search"))
    assert answers(public_server) and memory(process) - before < 200


def let_in(site: str) -> ClientConnection | None:
    """A connection; None while those of the test before are still being closed."""
    try:
        return visit(site)
    except InvalidStatus:
        return None


def test_the_visitor_after_the_last_is_told_to_come_back(public_server):
    site, _ = public_server
    with ExitStack() as stay:
        inside = [stay.enter_context(wait_until(partial(let_in, site))) for _ in range(MOST_VISITORS)]
        with pytest.raises(InvalidStatus, match="503"):
            visit(site)
        status, headers, body = request(site, "/actions")
        assert (status, headers["retry-after"]) == (503, "60")
        assert body.decode() == "Too many people are looking at this site just now. Please try again in a minute."
        assert request(site, "/_stcore/health")[0] == request(site, "/app/static/mark.svg")[0] == 200
        assert "an-footer" in texts_of(ask(inside[0], rerun()))  # who is inside is served
        inside[0].close()
        assert answers(public_server)
    assert answers(public_server)


def test_connections_that_begin_and_never_end_hold_up_nobody(public_server):
    site, process = public_server
    before, place = memory(process), urlsplit(site)
    with ExitStack() as stay:
        for n in range(100):
            slow = stay.enter_context(closing(socket.create_connection((place.hostname, place.port))))
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"a" * n)
        assert answers(public_server) and memory(process) - before < 100


@pytest.mark.parametrize("first", ["GET / HTTP/1.1", "PUT /_stcore/upload_file/session/file HTTP/1.1"])
def test_what_is_sent_along_is_never_kept(public_server, first):
    site, process = public_server
    before, place = memory(process), urlsplit(site)
    with closing(socket.create_connection((place.hostname, place.port), timeout=PATIENCE)) as sender, suppress(OSError):
        sender.sendall(f"{first}\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n".encode())
        for _ in range(100):
            sender.sendall(b"a" * 1_000_000)
    assert answers(public_server) and memory(process) - before < 50


def test_headers_without_end_are_cut_off(public_server):
    place = urlsplit(public_server[0])
    with closing(socket.create_connection((place.hostname, place.port), timeout=PATIENCE)) as sender:
        sender.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        with pytest.raises(OSError, match=r"reset|[Bb]roken"):
            for _ in range(100):
                sender.sendall(b"X-Long: " + b"a" * 1_000_000 + b"\r\n")


def test_messages_that_are_begun_and_never_ended_take_little(public_server):
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
