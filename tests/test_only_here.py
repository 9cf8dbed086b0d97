"""Where nobody signs in, an instance that is not published answers only on its own computer, and says so."""

from __future__ import annotations  # for the reason told in conftest.py

import re
from pathlib import Path

import pytest
from browser import START_COOKIE, START_TOKEN, every_address, staff_addresses, start_dashboard, start_server
from visitor import handshake, look, request, visit
from websockets.exceptions import InvalidStatus

from pages.parts.this_computer import is_of_this_computer
from pages.server.form_routes import form_routes
from pages.server.guard import hosts
from pages.server.only_here import NO_TOKEN, REFUSED, TITLE

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
def test_a_proxy_that_nobody_configured_is_not_this_computer(version, headers):
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


def test_told_to_answer_to_another_name_it_does_not_start(merrowshire):
    said = r"found “tracker\.example”, and nobody signs in to this tracker"
    with pytest.raises(RuntimeError, match=said), start_dashboard(merrowshire.built, TRACKER_HOSTS="tracker.example"):
        pass


def test_its_own_names_may_be_named(monkeypatch):
    monkeypatch.setenv("TRACKER_HOSTS", "localhost, 127.0.0.1")
    assert hosts(is_open=False) == ["localhost", "127.0.0.1"]


def test_every_page_for_staff_says_so(merrowshire_site):
    for address in staff_addresses():
        assert SAYS in look(merrowshire_site, page=address.strip("/")), address


# The address that is printed at the start: a proxy that adds no header looks like a browser on this computer

OTHERS = ["", "answerable_start=", "answerable_start=x", f"answerable_start={START_TOKEN[:-1]}", f"start={START_TOKEN}",
          'answerable_start="\u00e9"']  # fmt: skip
SOME_FILES = ["/calendar.ics", "/changes.atom", "/actions.json?ref=S03", "/media/0a.csv", "/data/actions.csv",
              "/_stcore/host-config", "/robots.txt", "/auth/login"]  # fmt: skip


@pytest.mark.parametrize("cookie", OTHERS)
def test_without_the_token_nothing_is_shown_and_nothing_taken(merrowshire_site, cookie):
    for address in [*every_address(), *SOME_FILES]:
        status, _, body = request(merrowshire_site, address, Cookie=cookie)
        assert status == 404 or (status, body) == (403, " ".join(NO_TOKEN).encode()), address
    for route in form_routes():
        sent = {"body": "a=b", "Origin": merrowshire_site, "Cookie": cookie}
        assert request(merrowshire_site, route.path, "POST", **sent)[0] == 403, route.path


def test_without_the_token_nobody_is_connected(merrowshire_site, monkeypatch):
    with visit(merrowshire_site):
        pass
    monkeypatch.setattr("visitor.START_COOKIE", "answerable_start=x")
    with pytest.raises(InvalidStatus, match="403"):
        visit(merrowshire_site)


def test_a_person_is_told_where_the_address_stands(merrowshire_site):
    status, headers, body = request(merrowshire_site, "/load", Cookie="", Accept="text/html,*/*")
    assert status == 403 and headers["content-type"].startswith("text/html")
    assert f"<h1>{TITLE}</h1>" in body.decode() and "an-first" not in body.decode()
    assert request(merrowshire_site, "/app/static/logo.svg", Cookie="")[0] == 200


def test_whether_the_program_runs_is_no_secret(merrowshire_site):
    assert request(merrowshire_site, "/_stcore/health", Cookie="")[0] == 200


def printed(log: Path) -> str:
    """The address that a program printed at its start."""
    return re.findall(r"Answerable is at (http://\S+)", log.read_text(encoding="utf-8"))[0]


def test_the_printed_address_lets_in_and_is_another_one_after_every_start(merrowshire, tmp_path):
    opened = []
    for n in (1, 2):
        with start_server(merrowshire.built, log=tmp_path / f"{n}", TRACKER_START_TOKEN="") as (site, _):
            first = printed(tmp_path / f"{n}")
            assert first.startswith(f"{site}/?start=") and "Streamlit" not in (tmp_path / f"{n}").read_text()
            assert request(site, "/", Cookie=START_COOKIE)[0] == 403
            status, headers, _ = request(site, first.removeprefix(site), Cookie="")
            cookie, *how = headers["set-cookie"].split("; ")
            assert (status, headers["location"], headers["cache-control"]) == (303, "/", "no-store")
            assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {*how}
            assert cookie.startswith(f"answerable_start_{site.rpartition(':')[2]}=")  # of this program alone
            assert request(site, "/", Cookie=f"a=b; {cookie}")[0] == 200
            opened.append(first.partition("start=")[2])
    assert opened[0] != opened[1] and min(map(len, opened)) >= 32


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/actions?ref=S03&start={}&sender=saltby", "/actions?ref=S03&sender=saltby"),
        ("//elsewhere.example/?start={}", "/elsewhere.example/"),
        ("/\\elsewhere.example?start={}", "/elsewhere.example"),
        ("/%0d%0aa:%20b?start={}", "/%0d%0aa:%20b"),
    ],
)
def test_the_token_goes_out_of_the_address_and_leads_nowhere_else(merrowshire_site, address, leads_to):
    for cookie in ("", START_COOKIE):
        status, headers, _ = request(merrowshire_site, address.format(START_TOKEN), Cookie=cookie)
        assert (status, headers.get("location")) == (303, leads_to)


@pytest.mark.parametrize("port", ["", ":99999"])
def test_a_host_without_a_port_that_can_be_read_gets_its_cookie_too(merrowshire_site, port):
    status, headers, _ = request(merrowshire_site, f"/?start={START_TOKEN}", Host=f"localhost{port}", Cookie="")
    assert status == 303 and re.match(f"answerable_start(_99999)?={START_TOKEN};", headers["set-cookie"])


@pytest.mark.parametrize("wrong", ["x", START_TOKEN[:-1], f"{START_TOKEN}x", "%C3%A9", "&start="])
def test_a_wrong_token_opens_nothing(merrowshire_site, wrong):
    status, headers, _ = request(merrowshire_site, f"/?start={wrong}", Cookie="")
    assert status == 403 and "set-cookie" not in headers


def test_behind_another_program_the_token_opens_nothing(merrowshire_site):
    assert request(merrowshire_site, f"/?start={START_TOKEN}", Via="1.1 proxy")[0] == 403


def test_with_a_token_that_can_be_guessed_it_does_not_start(merrowshire):
    said = "TRACKER_START_TOKEN needs 20 characters or more"
    with pytest.raises(RuntimeError, match=said), start_dashboard(merrowshire.built, TRACKER_START_TOKEN="letmein"):
        pass


def test_a_published_copy_asks_for_no_token(public_server):
    assert request(public_server[0], "/", Cookie="")[0] == 200
