"""The privacy page is true: no log has what a visitor sends, and no memory has it for longer than the page says."""

from __future__ import annotations  # see conftest.py for the reason

import re
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from browser import start_public_instance, start_server
from signing_in import start_office, start_provider
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visitor import ask, handshake, look, request, rerun, texts_of, visit
from waiting import PATIENCE, wait_until
from websockets.exceptions import ConnectionClosed

from pages.server.messages import NEEDED_OPERATIONS

WORD = "quibblewort"  # occurs only in what these tests send
ADDRESS = "203.0.113.77"


def message(**parts: object) -> bytes:
    """A message to rerun a page with other fields of the message set."""
    made = BackMsg.FromString(rerun(f"q={WORD}", "search"))
    for name, value in parts.items():
        setattr(made.rerun_script, name, value)
    return made.SerializeToString()


def operation(kind: str, session: str = "") -> BackMsg:
    """A session's request for one of the operations that Streamlit offers to a browser."""
    made = BackMsg()
    made.backend_operation_request.request_id = WORD
    made.backend_operation_request.session_id = session
    part = getattr(made.backend_operation_request, kind)
    part.SetInParent()
    for field in part.DESCRIPTOR.fields:
        if field.name in ("file_id", "source_id"):
            setattr(part, field.name, WORD)
    return made


OPERATIONS = [field.name for field in operation("deferred_file").backend_operation_request.DESCRIPTOR.oneofs[0].fields]


def say(site: str, sent: Callable[[str], bytes | str]) -> list[ForwardMsg]:
    """Sends a message on a connection of its own, then asks for a page if the connection is still open."""
    with visit(site, session=str(uuid4())) as connection, suppress(ConnectionClosed):
        came = ask(connection, rerun())
        connection.send(
            sent(next(one.new_session.initialize.session_id for one in came if one.HasField("new_session")))
        )
        return ask(connection, rerun("", "privacy"))
    return []


def asks_for(kind: str) -> Callable[[str], bytes]:
    return lambda session: operation(kind, session).SerializeToString()


def in_every_way(site: str) -> None:
    """Sends WORD and an address wherever a stranger can put them."""
    odd = [message(fragment_id=WORD), message(page_script_hash=WORD), message(page_name=WORD), WORD, WORD.encode()]
    for sent in odd:
        say(site, lambda session, sent=sent: sent)
    for kind in OPERATIONS:
        say(site, asks_for(kind))
        say(site, lambda session, kind=kind: asks_for(kind)(WORD))
    look(site, f"q={WORD}&as_of={WORD}&ref={WORD}&agency={WORD}&record={WORD}", "search")
    handshake(site, f"{WORD}.example")
    for path in (f"/{WORD}?q={WORD}", f"/open-data/{WORD}", f"/media/{WORD}", f"/app/static/{WORD}", f"/%ff{WORD}"):
        request(site, path, X_Forwarded_For=ADDRESS, Cookie=f"_streamlit_user={WORD}", Range=WORD, Origin=WORD)
    place = urlsplit(site)
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as torn:
        torn.sendall(f"{WORD} / HTTP/9\r\n{WORD}\r\n\r\n".encode())
        torn.recv(1_000)


@pytest.fixture(scope="module")
def failing(published_merrowshire, tmp_path_factory) -> Path:
    """A public instance with a page that fails and names what was asked for."""
    copy = shutil.copytree(published_merrowshire, tmp_path_factory.mktemp("failing") / "copy")
    page = copy / "pages" / "public" / "70_data.py"
    page.write_text(
        '"""Fails."""\n\nimport streamlit as st\n\nraise KeyError(st.query_params["q"])\n', encoding="utf-8"
    )
    return copy


def test_the_log_holds_no_word_and_no_address_of_a_visitor(failing, tmp_path):
    log = tmp_path / "log"
    with start_public_instance(failing, log) as (site, _):
        in_every_way(site)
        assert "did not load" in look(site, f"q={WORD}", "data")
        wait_until(lambda: "KeyError" in text_of(log))
    said = text_of(log)
    assert WORD not in said and ADDRESS not in said
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", said)) <= {str(urlsplit(site).port)}  # our own, at the start
    assert "70_data.py" in said and "KeyError" in said  # faults of the program can still be found


def text_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


# What a browser may ask the server to do


def test_downloads_are_the_only_operations_allowed(public_server):
    site, _ = public_server
    assert {"install_skills", "dismiss_skills_nudge", "dataframe_chunk"} == set(OPERATIONS) - NEEDED_OPERATIONS
    for kind in OPERATIONS:
        came = say(site, asks_for(kind))
        answered = [one for one in came if one.WhichOneof("type") == "backend_operation_response"]
        assert len(answered) <= (kind in NEEDED_OPERATIONS), kind
        assert "an-footer" in texts_of(came)


# Cookies


def cookies(site: str, **headers: str) -> list[SimpleCookie]:
    """The cookies that come with every kind of answer."""
    paths = ("/", "/_stcore/health", "/_stcore/host-config", "/app/static/mark.svg", "/search?q=a", "/sign-in")
    answers = [request(site, path, **headers)[1] for path in paths]
    return [SimpleCookie(answer["set-cookie"]) for answer in answers if "set-cookie" in answer]


def test_the_public_copy_sets_and_needs_no_cookie(public_server):
    site, _ = public_server
    assert cookies(site) == cookies(site, X_Forwarded_Proto="https") == []
    assert "sets no cookie" in look(site, page="privacy")


def test_a_cookie_of_the_staff_instance_is_protected(merrowshire, tmp_path):
    with start_server(merrowshire.built) as (site, _):
        plain = cookies(site)
        assert "one cookie" in look(site, page="privacy")
    with start_provider() as provider, start_office(merrowshire.built, tmp_path, provider) as office:
        secure = cookies(office.site, X_Forwarded_Proto="https")
    assert plain and secure
    assert not any(morsel["secure"] for cookie in plain for morsel in cookie.values())
    for cookie in secure:
        for name, morsel in cookie.items():
            assert morsel["secure"] and morsel["samesite"]
            assert bool(morsel["httponly"]) == (name != "_streamlit_xsrf")  # which Streamlit's scripts read
