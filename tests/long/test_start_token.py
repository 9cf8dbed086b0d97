"""Where a token is set, only a browser that opened the printed address gets an answer."""

from __future__ import annotations  # see conftest.py for the reason

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import every_address, start_dashboard, start_public_instance, start_server
from visitor import request

from pages.parts.start_token import token
from pages.server.form_routes import form_routes
from pages.server.only_here import NO_TOKEN, TITLE
from pages.staff.sign_in.page_access import privacy_sentence

TOKEN = "what-a-dashboard-prints-at-its-start"
COOKIE = f"answerable_start={TOKEN}"
OTHERS = ["", "answerable_start=", "answerable_start=x", COOKIE[:-1], f"start={TOKEN}", 'answerable_start="\u00e9"']
SOME_FILES = ["/calendar.ics", "/changes.atom", "/actions.json?ref=S03", "/media/0a.csv", "/data/actions.csv",
              "/tables/actions.csv", "/_stcore/host-config", "/robots.txt", "/auth/login"]  # fmt: skip
CONNECT = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
           "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("log") / "printed"


@pytest.fixture(scope="module")
def site(merrowshire, log) -> Iterator[str]:
    with start_server(merrowshire.built, log=log, TRACKER_START_TOKEN=TOKEN) as (address, _):
        yield address


@pytest.mark.parametrize("cookie", OTHERS)
def test_without_the_token_nothing_is_shown_or_accepted(site, cookie):
    for address in [*every_address(), *SOME_FILES]:
        status, _, body = request(site, address, Cookie=cookie)
        assert status == 404 or (status, body) == (403, " ".join(NO_TOKEN).encode()), address
    for route in form_routes():
        sent = {"body": "a=b", "Origin": site, "Cookie": cookie}
        assert request(site, route.path, "POST", **sent)[0] == 403, route.path


@pytest.mark.parametrize(("cookie", "status"), [(COOKIE, 101), ("", 403), ("answerable_start=x", 403)])
def test_a_connection_needs_the_token(site, cookie, status):
    assert request(site, "/_stcore/stream", Cookie=cookie, **CONNECT)[0] == status


def test_a_person_reads_where_to_find_the_address(site):
    status, headers, body = request(site, "/load", Accept="text/html,*/*")
    assert status == 403 and headers["content-type"].startswith("text/html")
    assert f"<h1>{TITLE}</h1>" in body.decode() and "an-first" not in body.decode()
    assert request(site, "/app/static/logo.svg")[0] == 200


def test_anybody_may_ask_whether_the_program_runs(site):
    assert request(site, "/_stcore/health")[0] == 200


def test_the_printed_address_lets_in(site, log):
    [first] = re.findall(r"Answerable is at (http://\S+)", log.read_text(encoding="utf-8"))
    assert first == f"{site}/?start={TOKEN}"
    status, headers, _ = request(site, first.removeprefix(site))
    cookie, *how = headers["set-cookie"].split("; ")
    assert (status, headers["location"], headers["cache-control"]) == (303, "/", "no-store")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {*how}
    assert cookie == f"answerable_start_{site.rpartition(':')[2]}={TOKEN}"  # only of this program
    assert request(site, "/", Cookie=f"a=b; {cookie}")[0] == 200


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/actions?ref=S03&start={}&sender=saltby", "/actions?ref=S03&sender=saltby"),
        ("//elsewhere.example/?start={}", "/elsewhere.example/"),
        ("/\\elsewhere.example?start={}", "/elsewhere.example"),
        ("/%0d%0aa:%20b?start={}", "/%0d%0aa:%20b"),
    ],
)
def test_the_token_is_removed_from_the_address_without_leading_elsewhere(site, address, leads_to):
    for cookie in ("", COOKIE):
        status, headers, _ = request(site, address.format(TOKEN), Cookie=cookie)
        assert (status, headers.get("location")) == (303, leads_to)


@pytest.mark.parametrize("port", ["", ":99999"])
def test_a_host_without_a_readable_port_also_gets_the_cookie(site, port):
    status, headers, _ = request(site, f"/?start={TOKEN}", Host=f"localhost{port}")
    assert status == 303 and re.match(f"answerable_start(_99999)?={TOKEN};", headers["set-cookie"])


@pytest.mark.parametrize("wrong", ["x", TOKEN[:-1], f"{TOKEN}x", "%C3%A9", "&start="])
def test_a_wrong_token_opens_nothing(site, wrong):
    status, headers, _ = request(site, f"/?start={wrong}")
    assert status == 403 and "set-cookie" not in headers


def test_behind_another_program_the_token_opens_nothing(site):
    assert request(site, f"/?start={TOKEN}", Via="1.1 proxy")[0] == 403


def test_the_program_does_not_start_with_a_token_that_can_be_guessed(merrowshire):
    said = "TRACKER_START_TOKEN needs 20 characters or more"
    with pytest.raises(RuntimeError, match=said), start_dashboard(merrowshire.built, TRACKER_START_TOKEN="letmein"):
        pass


def test_no_token_is_needed_where_none_is_set(merrowshire_site):
    assert request(merrowshire_site, f"/?start={TOKEN}")[0] == 200


def test_a_published_copy_asks_for_no_token(published_merrowshire):
    with start_public_instance(published_merrowshire, TRACKER_START_TOKEN=TOKEN) as (address, _):
        assert request(address, "/")[0] == 200


@pytest.mark.parametrize("setting", [TOKEN, ""])
def test_the_privacy_page_names_the_cookie_where_there_is_one(monkeypatch, setting):
    monkeypatch.setenv("TRACKER_START_TOKEN", setting)
    token.cache_clear()
    assert ("answerable_start" in privacy_sentence()) == bool(setting)
    monkeypatch.undo()
    token.cache_clear()
