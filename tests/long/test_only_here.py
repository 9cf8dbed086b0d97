"""Where nobody signs in, an instance that is not published answers only on its own computer, and says so."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from browser import staff_addresses, start_dashboard
from visitor import handshake, look, request

from pages.parts.this_computer import is_of_this_computer
from pages.server.guard import hosts
from pages.server.only_here import REFUSED

SAYS = "Nobody signs in here: this tracker answers only on this computer, and a post that goes on record is typed."


@pytest.mark.parametrize(
    ("client", "server", "is_here"),
    [
        (("127.0.0.1", 5), ("127.0.0.1", 8501), True),
        (("::1", 5), ("::1", 8501), True),
        (("192.0.2.7", 5), ("192.0.2.1", 8501), False),
        (("127.0.0.1", 5), ("192.0.2.1", 8501), False),
        (None, ("127.0.0.1", 8501), False),
        (("127.0.0.1", 5), ("/run/socket", None), False),
    ],
)
def test_both_ends_must_be_on_this_computer(client, server, is_here):
    assert is_of_this_computer({"client": client, "server": server}, {}) == is_here


@pytest.mark.parametrize(("version", "headers"), [("1.0", {}), ("1.1", {"via": "1.1 proxy"})])
def test_an_unconfigured_proxy_does_not_count_as_this_computer(version, headers):
    ends = {"client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8501), "http_version": version}
    assert not is_of_this_computer(ends, headers)
    assert is_of_this_computer(ends | {"http_version": "1.1"}, {})


@pytest.mark.parametrize("header", ["X_Forwarded_For", "X_Forwarded_Proto", "Forwarded", "X_Real_IP"])
def test_behind_another_program_it_answers_nobody(merrowshire_site, header):
    for path in ("/", "/load", "/calendar.ics", "/_stcore/health", "/media/x"):
        assert request(merrowshire_site, path, **{header: "127.0.0.1"})[::2] == (403, REFUSED.encode()), path


def test_under_another_name_it_answers_nobody(merrowshire_site):
    assert (
        request(merrowshire_site, "/", Host="tracker.example")[0]
        == handshake(merrowshire_site, "tracker.example")
        == 400
    )


def test_it_does_not_start_with_another_host_name(merrowshire):
    said = r"found “tracker\.example”, and nobody signs in to this tracker"
    with pytest.raises(RuntimeError, match=said), start_dashboard(merrowshire.built, TRACKER_HOSTS="tracker.example"):
        pass


def test_it_starts_with_its_own_host_names(monkeypatch):
    monkeypatch.setenv("TRACKER_HOSTS", "localhost, 127.0.0.1")
    assert hosts(is_open=False) == ["localhost", "127.0.0.1"]


def test_every_page_for_staff_says_so(merrowshire_site):
    for address in staff_addresses():
        assert SAYS in look(merrowshire_site, page=address.strip("/")), address
