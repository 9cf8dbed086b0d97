"""Signing in and out without a browser, with a real provider on this computer: who gets in, what ends a sign-in."""

from __future__ import annotations  # see conftest.py for the reason

import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest
from browser import every_address
from signing_in import (
    LEAVER,
    MANY,
    NOBODY,
    OFFICER,
    SignedIn,
    browser_without_windows,
    rerun_of,
    start_office,
    start_provider,
)  # fmt: skip
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visitor import ask, request, texts_of, visit
from waiting import PATIENCE, wait_until
from websockets.exceptions import ConnectionClosed, InvalidStatus

from pages.server.form_routes import form_routes
from pages.staff.sign_in import sign_in_address

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def provider():
    with start_provider() as address:
        yield address


@pytest.fixture(scope="module")
def office(merrowshire, tmp_path_factory, provider):
    with start_office(merrowshire.built, tmp_path_factory.mktemp("settings"), provider) as started:
        yield started


@pytest.fixture(autouse=True)
def usual_roles(office):
    office.give_roles()


def leads_to(answer: httpx.Response) -> str:
    return answer.headers.get("location", "")


# Before signing in


def test_before_signing_in_every_page_redirects_to_the_sign_in_and_remembers_itself(office):
    for address in [*every_address(), "/load?file=abc&said=x", "/no-such-page"]:
        answer = httpx.get(office.site + address, headers=HTML, trust_env=False)
        assert (answer.status_code, answer.text) == (302, ""), address
        assert leads_to(answer) == sign_in_address.with_wanted(address)


def test_before_signing_in_nothing_else_is_answered(office):
    for path in (
        "/calendar.ics",
        "/changes.atom",
        "/actions.json?ref=S03",
        "/media/0a.csv",
        "/data/actions.csv",
        "/tables/actions.csv",
        "/charts/evidence.svg",
        "/sitemap.xml",
    ):
        assert request(office.site, path)[::2] == (401, b"You are not signed in. Sign in, then try again."), path
    for route in form_routes():
        assert request(office.site, route.path, "POST", body="a=b", Origin=office.site)[0] == 401, route.path


def test_before_signing_in_nobody_is_connected(office):
    with pytest.raises(InvalidStatus, match="401"):
        visit(office.site, office.site)


def test_addresses_without_records_are_open_to_everybody(office):
    for path in ("/_stcore/health", "/signed-out", "/not-signed-in", "/robots.txt", "/app/static/mark.svg"):
        assert request(office.site, path)[0] == 200, path
    for path in ("/auth", "/auth/login/x", "/x/auth/login", "/oauth2callback/x", "/component/x"):
        assert request(office.site, path)[0] == 404, path


@pytest.mark.parametrize("forged", ["", "x", "eyJzdWIiOiAib2ZmaWNlci0xIn0.aaa.bbb", '"', "\u00e9"])
def test_a_foreign_cookie_signs_nobody_in(office, forged):
    answer = request(office.site, "/load", Cookie=f"_streamlit_user={forged}", Accept="text/html")
    assert answer[0] == 302 and answer[1]["location"].startswith("/sign-in?")


# Signing in


def test_whoever_signs_in_lands_on_the_page_that_was_wanted(office):
    one = SignedIn(office.site, OFFICER, "/load?file=abc&day=2026-03-31")
    assert leads_to(one.landed) == "/load?file=abc&day=2026-03-31" and one.get("/load").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "elsewhere", "/sign-in?to=/x",
     "/auth/logout", "/a\r\nSet-Cookie: b=c", "", "/\t/elsewhere.example"],
)  # fmt: skip
def test_a_sign_in_redirects_to_no_other_site(office, address):
    assert sign_in_address.local(address) == "/"
    assert leads_to(SignedIn(office.site, OFFICER, address).landed) == "/"


def test_another_host_name_redirects_to_the_one_that_the_provider_knows(office):
    other = office.site.replace("127.0.0.1", "localhost")
    answer = httpx.get(f"{other}/sign-in?to=/load", headers=HTML, trust_env=False)
    assert leads_to(answer) == f"{office.site}/sign-in?to=%2Fload"


def test_an_abandoned_sign_in_says_so_and_does_not_loop(office):
    client = browser_without_windows(office.site)
    asked = client.get("/sign-in", follow_redirects=True)
    denied = client.post(str(asked.url), data={"action": "deny"})
    assert leads_to(client.get(denied.headers["location"])) == "/not-signed-in"
    assert "<h1>You are not signed in</h1>" in client.get("/not-signed-in").text


def begun(office, n: int, **headers: str) -> list[int]:
    """The statuses when this many people begin to sign in at once."""
    begin = leads_to(httpx.get(f"{office.site}/sign-in", headers=HTML, trust_env=False))
    with ThreadPoolExecutor(8) as many:
        return [answer[0] for answer in many.map(lambda _: request(office.site, begin, **headers), range(n))]


def test_some_of_many_who_begin_at_once_must_wait(office):
    begin = leads_to(httpx.get(f"{office.site}/sign-in", headers=HTML, trust_env=False))
    with ThreadPoolExecutor(8) as many:
        answers = [*many.map(lambda n: request(office.site, begin, X_Forwarded_For="203.0.113.7"), range(80))]
    assert {status for status, *_ in answers} == {302, 503}
    (told, body) = next(answer[1:] for answer in answers if answer[0] == 503)
    assert told["retry-after"] == "60" and b"Too many people are signing in" in body
    assert wait_until(lambda: request(office.site, begin)[0] == 302)


def test_one_address_that_keeps_beginning_blocks_nobody_else(office):
    """A proxy on this computer names the visitor's address; the server believes only such a proxy."""
    assert wait_until(lambda: set(begun(office, 20)) == {302})  # after the test before
    statuses = begun(office, 80, X_Forwarded_For="203.0.113.5")
    assert set(statuses) == {302, 503}
    assert begun(office, 5, X_Forwarded_For="203.0.113.6") == [302] * 5
    assert begun(office, 5, X_Forwarded_For="2001:db8::1") == [302] * 5
    # What the visitor wrote is left of what the proxy added, and is ignored.
    forged = [begun(office, 1, X_Forwarded_For=f"198.51.100.{n}, 203.0.113.5") for n in range(20)]
    assert sum(one == [503] for one in forged) > 10


@pytest.mark.parametrize("query", ["?code=x&state=y", "?state=y", "?code=x"])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(office, query):
    answer = httpx.get(f"{office.site}/oauth2callback{query}", headers=HTML, trust_env=False)
    assert leads_to(answer) == "/not-signed-in" and "_streamlit_user=" not in answer.headers.get("set-cookie", "")


def test_a_page_says_that_the_provider_cannot_be_reached(merrowshire, tmp_path):
    with start_office(merrowshire.built, tmp_path, "http://127.0.0.1:9") as lonely:
        answer = httpx.get(
            f"{lonely.site}/sign-in", headers=HTML, trust_env=False, follow_redirects=True, timeout=PATIENCE
        )
        assert answer.status_code == 503 and "the sign-in service could not be reached" in answer.text


def test_the_cookie_is_protected_and_no_token_is_stored(office, provider):
    one = SignedIn(office.site, OFFICER)
    set_cookies = one.landed.headers.get_list("set-cookie")
    assert [cookie for cookie in set_cookies if cookie.startswith("_streamlit_user=")]
    assert all("httponly" in cookie.lower() and "samesite=lax" in cookie.lower() for cookie in set_cookies)
    assert not [cookie for cookie in set_cookies if "tokens" in cookie and "Max-Age=0" not in cookie]
    told = request(office.site, "/sign-in", X_Forwarded_Proto="https", Host=urlsplit(office.site).netloc)[1]
    assert "secure" in told["set-cookie"].lower()


def test_the_page_brings_the_token_that_a_connection_needs(office):
    """This works after the browser was closed, which forgets the token and keeps the sign-in."""
    one = SignedIn(office.site, OFFICER)
    for _ in range(2):
        assert "_streamlit_xsrf" not in one.cookies
        one.get("/load")
        assert one.cookies["_streamlit_xsrf"].startswith("2|")
        one.client.cookies.delete("_streamlit_xsrf")


def test_an_account_in_many_groups_gets_in(office):
    one = SignedIn(office.site, MANY)
    assert sum(map(len, one.cookies.values())) > 4_500
    with one.visit() as connection:
        assert "Signed in as Member of the committee, reader." in texts_of(ask(connection, rerun_of()))


def test_an_account_without_a_role_sees_its_number_and_nothing_else(office):
    one = SignedIn(office.site, NOBODY)
    answer = one.get("/")
    assert answer.status_code == 403 and "Your account has no role here" in answer.text
    assert f"<code>{NOBODY}</code>" in answer.text and "an-first" not in answer.text
    assert one.get("/calendar.ics").status_code == 403
    with pytest.raises(InvalidStatus, match="403"):
        one.visit()


def test_the_foot_says_who_is_signed_in(officer):
    with officer.visit() as connection:
        shown = texts_of(ask(connection, rerun_of()))
    assert 'Signed in as Data officer, officer. <a href="/auth/logout">Sign out</a>' in shown


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null"])
def test_a_connection_without_the_origin_of_this_site_is_refused(officer, origin):
    with pytest.raises(InvalidStatus, match="403"):
        officer.visit(origin=origin)


def test_nobody_is_connected_under_another_host_name(office):
    """People sign in under one host name only."""
    one = SignedIn(office.site, OFFICER)
    one.site = one.site.replace("127.0.0.1", "localhost")
    with pytest.raises(InvalidStatus, match="403"):
        one.visit()


def test_a_connection_without_the_token_of_a_page_is_refused(officer):
    with officer.visit(token="no-token") as connection:
        shown = texts_of(ask(connection, rerun_of("load")))
    assert "You are not signed in. Load this page again." in shown and "<form" not in shown


# What ends a sign-in


def ended_by(connection, page: str = "load") -> tuple[str, str]:
    """The address to which a refused message sends the browser, and all that was shown before."""
    connection.send(rerun_of(page))
    came = []
    with pytest.raises(ConnectionClosed):
        while True:
            came.append(ForwardMsg.FromString(connection.recv(PATIENCE)))
    (sent,) = [message.auth_redirect.url for message in came if message.HasField("auth_redirect")]
    return sent, texts_of(came)


def test_a_sign_out_ends_it_in_every_window_and_makes_a_copied_cookie_useless(office):
    one = SignedIn(office.site, OFFICER)
    kept = "; ".join(f"{name}={value}" for name, value in one.cookies.items())
    with one.visit() as other_window:
        ask(other_window, rerun_of())
        assert "/oauth2/end_session?" in leads_to(one.sign_out())
        assert ended_by(other_window) == ("/sign-in", "")
    assert request(office.site, "/load", Cookie=kept, Accept="text/html")[0] == 302
    assert request(office.site, "/load-drop", "POST", Cookie=kept, Origin=office.site, body="file=x")[0] == 401


def test_a_sign_out_at_the_provider_is_shown_and_does_not_sign_in_again(office):
    assert leads_to(httpx.get(f"{office.site}/oauth2callback", headers=HTML, trust_env=False)) == "/signed-out"
    assert leads_to(httpx.get(f"{office.site}/auth/logout", headers=HTML, trust_env=False)) == "/signed-out"
    assert "<h1>You are signed out</h1>" in httpx.get(f"{office.site}/signed-out", trust_env=False).text


def test_sign_outs_and_sign_ins_survive_a_restart(merrowshire, tmp_path, provider):
    with start_office(merrowshire.built, tmp_path, provider) as before:
        gone, there = (SignedIn(before.site, OFFICER) for _ in range(2))
        cookies = [one.cookies["_streamlit_user"] for one in (gone, there)]
        gone.sign_out()
    with start_office(merrowshire.built, tmp_path, provider, urlsplit(before.site).port) as after:
        answers = [request(after.site, "/", Cookie=f"_streamlit_user={one}", Accept="text/html")[0] for one in cookies]
    assert answers == [302, 200]


ELSEWHERE = "https://elsewhere.example/page"


@pytest.mark.parametrize(
    "told",
    [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}, {},
        {"Sec-Fetch-Site": "cross-site", "Referer": "own"}, {"Referer": ELSEWHERE},
        {"Referer": "own.elsewhere.example/"},
    ],
)  # fmt: skip
def test_a_link_of_another_site_signs_nobody_out(office, officer, told):
    headers = {name: value.replace("own", office.site) for name, value in told.items()}
    answer = officer.get("/auth/logout", **headers)
    assert answer.status_code == 200 and "<h1>Do you want to sign out?</h1>" in answer.text
    assert 'href="/auth/logout">Sign out</a>' in answer.text and officer.get("/load").status_code == 200


@pytest.mark.parametrize("told", [{"Sec-Fetch-Site": "same-origin"}, {"Referer": "own/load"}])
def test_a_page_of_the_site_signs_out(office, told):
    one = SignedIn(office.site, OFFICER)
    one.get("/auth/logout", **{name: value.replace("own", office.site) for name, value in told.items()})
    assert one.get("/load").status_code == 302


def test_the_program_does_not_start_where_it_cannot_record_sign_outs(merrowshire, tmp_path, provider):
    (tmp_path / ".signed-out.txt.writing").mkdir()
    said = re.escape(f"{tmp_path} cannot be written (")
    with pytest.raises(RuntimeError, match=said), start_office(merrowshire.built, tmp_path, provider):
        pass


def test_a_sign_in_ends_when_its_hours_are_over(office):
    one = SignedIn(office.site, OFFICER)
    with one.visit() as connection:
        ask(connection, rerun_of())
        office.give_roles(hours=0.0001)
        time.sleep(0.5)
        assert ended_by(connection) == ("/sign-in", "")
    assert leads_to(one.get("/load")).startswith("/sign-in")


@pytest.mark.parametrize("text", ["staff = 1", "[[staff]]\nrole = 'king'\npost = 'Clerk'\nclaim = 'x'", "\x00"])
def test_nobody_has_a_role_while_the_roles_cannot_be_read(office, officer, text):
    (office.settings / "staff.toml").write_text(text, encoding="utf-8")
    assert officer.get("/").status_code == 403


def test_removing_a_role_closes_open_pages(office):
    one = SignedIn(office.site, LEAVER)
    with one.visit() as connection:
        assert 'action="/load-send"' in texts_of(ask(connection, rerun_of("load")))
        office.give_roles(leaver="none")
        assert ended_by(connection) == ("/", "")
    assert one.get("/load").status_code == 403
