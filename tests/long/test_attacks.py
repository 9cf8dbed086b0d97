"""Whatever a stranger tries on a running public instance is refused or does nothing."""

from __future__ import annotations  # see conftest.py for the reason

import json
import re
import shutil
from urllib.parse import urlsplit

import pytest
from browser import open_page, staff_addresses, start_public_instance
from staff_words import STAFF
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.util import calc_hash
from visitor import PAGES, ask, handshake, look, request, rerun, texts_of, visit
from waiting import PATIENCE
from websockets.exceptions import ConnectionClosed, InvalidStatus

from pages.server.form_routes import form_routes
from pages.server.guard import HEADERS, hosts
from pages.server.messages import ALLOWED, LONGEST_ADDRESS, LONGEST_MESSAGE


@pytest.fixture(scope="module")
def site(public_server) -> str:
    return public_server[0]


# Addresses that do not exist


def test_the_first_visitor_after_a_start_cannot_open_a_page_for_staff(site, merrowshire_site):
    """Must run first here: Streamlit runs a page's script by itself only until it knows the navigation."""
    assert [f"/{name}" for name in STAFF] == staff_addresses()
    for address, words in STAFF.items():
        name = calc_hash(address)  # as Streamlit names a page to the browser
        for asked in ({"page": address}, {"page_hash": name}, {"page": f"../staff/90_{address}"}, {"page": "frame"}):
            shown = look(site, **asked)
            assert words not in shown and "an-footer" in shown, asked
        assert words in look(merrowshire_site, page=address) and words in look(merrowshire_site, page_hash=name)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "//_stcore/metrics",
        "/any/_stcore/metrics",
        "/x/../_stcore/metrics",
        "/%5fstcore/metrics",
        "/_stcore%2fmetrics",
        "http://elsewhere.example/_stcore/metrics",
        "/_stcore/upload_file/session/file",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/bidi-components/any",
        "/_stcore/not-invented-yet",
        "/component/any/index.html",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
    ],
)
def test_addresses_that_no_page_needs_do_not_exist(site, path):
    status, headers, body = request(site, path)
    assert (status, body) == (404, b"There is nothing here.")
    assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "INVENTED"])
@pytest.mark.parametrize(
    "path",
    ["/", "/_stcore/upload_file/session/file", "/_stcore/agent/interact", "/media/any", "/calendar.ics", "/load-send"],
)
def test_nothing_can_be_sent(site, method, path):
    status, headers, body = request(site, path, method, body="x" * 10_000)
    assert (status, body) in [(405, b"This site can only be read."), (400, b"Invalid HTTP request received.")]
    assert status == 400 or headers["allow"] == "GET, HEAD"


def test_a_published_copy_has_neither_the_staff_forms_nor_their_code(site, published_merrowshire):
    forms = [route.path for route in form_routes()]
    assert len(forms) > 15 and {"/load-send", "/your-return-submit", "/publish-now", "/withdraw-erase"} <= {*forms}
    first_page = request(site, "/nowhere")[2]
    for path in forms:
        status, headers, body = request(site, path, "POST", body="x" * 1_000, Origin=site)
        assert (status, headers["allow"], body) == (405, "GET, HEAD", b"This site can only be read.")
        assert request(site, path)[2] == first_page
    code = [path.read_bytes() for path in published_merrowshire.rglob("*.py")]
    assert len(code) > 100 and not (published_merrowshire / "pages" / "staff").exists()
    doors = (b"load-send", b"your-return", b"MultiPartParser", b"waiting_folder", b"submitted")
    assert not [one for one in code if any(door in one for door in doors)]
    assert request(site, "/")[1]["referrer-policy"] == "no-referrer"


def test_a_published_copy_has_no_sign_in_and_no_code_for_it(site, published_merrowshire):
    for path in ("/auth/login", "/auth/login?provider=x", "/auth/logout", "/oauth2callback", "/oauth2callback?code=x"):
        assert request(site, path)[::2] == (404, b"There is nothing here."), path
    first_page = request(site, "/nowhere")[2]
    for path in ("/sign-in", "/sign-in?to=/load", "/signed-out", "/not-signed-in"):
        status, headers, body = request(site, path, Cookie="_streamlit_user=x")
        assert (status, body) == (200, first_page) and "set-cookie" not in headers and "location" not in headers
    code = [path.read_bytes() for path in published_merrowshire.rglob("*.py")]
    words = (b"cookie_secret", b"redirect_uri", b"claims_of", b"Signed in as", b"staff.toml", b"accounts.jsonl")
    assert not [(one[:80], word) for one in code for word in words if word in one]
    locked = (published_merrowshire / "requirements" / "public.txt").read_text(encoding="utf-8").lower()
    assert not [package for package in ("authlib", "httpx", "joserfc") if package in locked]


def test_settings_for_signing_in_open_nothing_in_a_published_copy(published_merrowshire, tmp_path):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[auth]\nredirect_uri = "http://127.0.0.1/oauth2callback"\n', encoding="utf-8")
    named = {"STREAMLIT_SECRETS_FILES": str(secrets)}
    with start_public_instance(published_merrowshire, **named) as (site, _):
        assert request(site, "/auth/login")[0] == request(site, "/oauth2callback")[0] == 404
        assert "an-footer" in look(site) and "Sign" not in look(site).partition("an-footer")[2]


OUTSIDE = [
    "../parts/guard.py",
    "%2e%2e/parts/guard.py",
    "..%2fparts%2fguard.py",
    "%2e%2e%2fparts%2fguard.py",
    "%252e%252e%252fparts%252fguard.py",
    "..%c0%afparts%c0%afguard.py",
    "..%ef%bc%8fparts/guard.py",
    "....//parts/guard.py",
    "..;/parts/guard.py",
    "..\\parts\\guard.py",
    "..%5cparts%5cguard.py",
    "./../parts/guard.py",
    "x/../../parts/guard.py",
    "mark.svg/../../parts/guard.py",
    "mark.svg%00/../../parts/guard.py",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "%5c%5c127.0.0.1%5cshare%5cfile",
    "~/.bashrc",
]


@pytest.mark.parametrize("folder", ["/app/static/", "/static/", "/media/", "/open-data/", "/app/", "/"])
def test_no_path_leads_out_of_a_folder(site, folder):
    first_page = request(site, "/nowhere")[2]  # without the figures of the first address
    for path in OUTSIDE:
        status, _, body = request(site, folder + path)
        assert status in (400, 404) or body == first_page, folder + path
        assert b"class Guard" not in body and b"root:" not in body


def test_static_files_are_served_but_not_listed(site):
    assert request(site, "/app/static/mark.svg")[0] == 200
    assert request(site, "/app/static/")[0] == 404  # no list of what there is


# Who may ask, and for what


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "localhost@elsewhere.example", ""]
)
def test_another_host_is_refused(site, host):
    assert request(site, "/", Host=host)[0] == 400
    assert handshake(site, host) == 400
    assert handshake(site, urlsplit(site).netloc) == 101


def test_the_hosts_are_a_setting(published_merrowshire):
    with start_public_instance(published_merrowshire, TRACKER_HOSTS="tracker.example, 127.0.0.1") as (site, _):
        assert request(site, "/", Host="tracker.example")[0] == 200
        assert request(site, "/", Host="localhost")[0] == 400


@pytest.mark.parametrize("names", ["https://tracker.example", "tracker.example:443", "*", "localhost tracker.example/"])
def test_the_program_does_not_start_with_hosts_that_admit_nobody_or_everybody(monkeypatch, names):
    monkeypatch.setenv("TRACKER_HOSTS", names)
    with pytest.raises(ValueError, match="Write names alone"):
        hosts()


def test_a_page_of_another_site_cannot_connect(site):
    port = urlsplit(site).port
    for origin in (
        "https://elsewhere.example",
        "null",
        "file://",
        "http://[",
        "x",
        f"http://localhost:{port}",
        "http://127.0.0.1:1",
    ):
        with pytest.raises(InvalidStatus, match="403"):
            visit(site, origin)
    with visit(site, origin=site) as connection:
        assert "an-footer" in texts_of(ask(connection, rerun()))


def test_no_answer_lets_another_site_read_it(site):
    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/app/static/mark.svg", "/media/none"):
        headers = request(site, path, Origin="https://elsewhere.example")[1]
        # Streamlit lets everybody read the pictures and fonts in pages/static, which are nobody's secret.
        assert "access-control-allow-origin" not in headers or "static" in path, path
        assert {name: headers[name.lower()] for name in HEADERS} == HEADERS, path


def test_strict_transport_security_is_sent_only_over_https(site):
    assert "strict-transport-security" not in request(site, "/")[1]
    assert request(site, "/", X_Forwarded_Proto="https")[1]["strict-transport-security"] == "max-age=31536000"


def test_an_address_that_is_too_long_is_refused(site):
    assert request(site, "/search?q=" + "a" * (LONGEST_ADDRESS - 20))[0] == 200
    for path in ("/search?q=" + "a" * LONGEST_ADDRESS, "/" + "a" * LONGEST_ADDRESS, "/?" + "&" * 20_000):
        assert request(site, path)[0] == 414


# Messages over the connection


def closed_after(site: str, message: bytes | str) -> int:
    """The code with which the server closes the connection after a message."""
    with visit(site) as connection:
        ask(connection, rerun())
        connection.send(message)
        with pytest.raises(ConnectionClosed) as end:
            while True:
                connection.recv(PATIENCE)
    return end.value.rcvd.code


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\x00" * (LONGEST_MESSAGE + 1), 1009),
        (rerun("q=" + "a" * (LONGEST_ADDRESS + 1)), 1009),
        (b"\xff" * 50, 1002),
        (rerun()[:-1] + b"\xff\xff\xff", 1002),
        (b"", 1002),
        ("words instead of bytes", 1002),
    ],
    ids=["too long", "long address", "noise", "torn", "empty", "text"],
)
def test_a_message_that_no_browser_sends_ends_only_its_own_connection(site, message, code):
    assert closed_after(site, message) == code
    assert "an-footer" in look(site)


def test_a_message_that_no_page_sends_is_dropped(site):
    others = [kind.name for kind in BackMsg.DESCRIPTOR.fields if kind.name not in ALLOWED]
    assert {"clear_cache", "load_git_info", "file_urls_request", "debug_shutdown_runtime"} <= set(others)
    with visit(site) as connection:
        for kind in BackMsg.DESCRIPTOR.fields:
            if kind.name in others:
                message = BackMsg()
                part = getattr(message, kind.name)
                part.SetInParent() if kind.message_type else setattr(message, kind.name, type(part)(1))
                connection.send(message.SerializeToString())
        came = ask(connection, rerun())
    assert "an-footer" in texts_of(came)
    assert {message.WhichOneof("type") for message in came}.isdisjoint({"git_info_changed", "file_urls_response"})


WRONG = {
    "string_value": "'; DROP TABLE action; --",
    "int_value": 10**18,
    "double_value": float("nan"),
    "bool_value": True,
    "json_value": "{]",
    "bytes_value": b"\xff" * 100,
    "trigger_value": True,
}


@pytest.mark.parametrize("kind", WRONG)
def test_an_impossible_choice_spoils_only_the_page_of_its_own_visitor(site, kind):
    with visit(site) as connection:
        elements = [message.delta.new_element for message in ask(connection, rerun(page="actions"))]
    choices = {element.download_button.id for element in elements} - {""}
    assert len(choices) == 2
    for choice in choices:
        message = BackMsg.FromString(rerun(page="actions"))
        setattr(message.rerun_script.widget_states.widgets.add(id=choice), kind, WRONG[kind])
        with visit(site) as connection:
            shown = texts_of(ask(connection, message.SerializeToString()))
        assert "an-footer" in shown or "This page did not load" in shown
        assert not re.search(r"Traceback|Error:|\.py\b", shown.partition("</style>")[2])
    assert "did not load" not in look(site, page="actions")


# What a browser must refuse

# One of Streamlit's libraries tries WebAssembly for large numbers and works without it when that is refused.
TOLD = """
    window.refused = []
    addEventListener('securitypolicyviolation', told => {
        if (told.blockedURI !== 'wasm-eval') refused.push(`${told.effectiveDirective} ${told.blockedURI}`)
    })
"""
ATTACKS = {
    "script-src-elem inline": "document.body.append(made('script', {textContent: 'window.ran = 1'}))",
    # Some browsers refuse it when it is set, others when it would run.
    "script-src-attr inline": (
        "const p = made('p', {}); document.body.append(p); p.setAttribute('onclick', 'window.ran = 1'); p.click()"
    ),
    "script-src eval": "setTimeout(() => eval('window.ran = 1'))",
    "script-src-elem https://elsewhere.example/a.js": (
        "document.body.append(made('script', {src: 'https://elsewhere.example/a.js'}))"
    ),
    "img-src https://elsewhere.example/a.png": "made('img', {src: 'https://elsewhere.example/a.png'})",
    "connect-src https://elsewhere.example": "fetch('https://elsewhere.example/').catch(() => 0)",
    "connect-src wss://elsewhere.example": "try { new WebSocket('wss://elsewhere.example/') } catch {}",
    "frame-src https://elsewhere.example": (
        "document.body.append(made('iframe', {src: 'https://elsewhere.example/'}))"
    ),
    "object-src https://elsewhere.example": (
        "document.body.append(made('object', {data: 'https://elsewhere.example/a'}))"
    ),
    "base-uri https://elsewhere.example": "document.head.append(made('base', {href: 'https://elsewhere.example/'}))",
    "form-action https://elsewhere.example": (
        "const form = made('form', {action: 'https://elsewhere.example/'}); document.body.append(form); form.submit()"
    ),
}


def test_every_page_and_chart_is_drawn_within_the_policy(page, site):
    page.add_init_script(TOLD)
    pictures = 0
    for address in PAGES:
        open_page(page, f"{site}/{address}")
        for tab in page.locator("[role=tab]").all():
            tab.click()
            page.wait_for_load_state("networkidle")
        pictures += page.locator("[data-testid=stVegaLiteChart] svg path").count()
        assert page.evaluate("refused") == [], address
    assert pictures > 20


def test_a_script_that_got_into_a_page_could_do_nothing(page, site):
    """The second safeguard: cells only ever become text, and if one did not, the browser would refuse it."""
    fetched = []
    page.on("response", lambda response: fetched.append(response.url))
    page.add_init_script(TOLD)
    open_page(page, site + "/privacy")
    made = "const made = (name, values) => Object.assign(document.createElement(name), values);"
    for refusal, attack in ATTACKS.items():
        page.evaluate("refused.length = 0")
        page.evaluate(f"() => {{ {made} {attack} }}")
        page.wait_for_function("() => refused.length > 0")
        assert {told.rstrip("/?") for told in page.evaluate("refused")} == {refusal}
        assert page.evaluate("window.ran") is None, refusal
        assert [url for url in fetched if not url.startswith((site, "data:"))] == [], refusal


# Streamlit's settings


def test_the_settings_reach_the_browser(site):
    with visit(site) as connection:
        told = next(
            message.new_session.config for message in ask(connection, rerun()) if message.HasField("new_session")
        )
    assert not told.gather_usage_stats and told.toolbar_mode == told.ToolbarMode.MINIMAL
    assert told.disable_data_export and told.show_error_links == told.ShowErrorLinks.SHOW_ERROR_LINKS_FALSE
    status, _, body = request(site, "/_stcore/host-config")
    assert status == 200 and not json.loads(body)["enableCustomParentMessages"]


def test_an_error_in_a_page_shows_a_stranger_no_details(published_merrowshire, tmp_path):
    copy = shutil.copytree(published_merrowshire, tmp_path / "faulty")
    page = copy / "pages" / "public" / "70_data.py"
    page.write_text('"""Fails."""\n\nraise RuntimeError("what stands in a cell")\n', encoding="utf-8")
    with start_public_instance(copy) as (site, _):
        shown = look(site, page="data")
        assert "This page did not load" in shown
        assert "what stands in a cell" not in shown and "Traceback" not in shown and str(tmp_path) not in shown
        assert "an-footer" in look(site)
