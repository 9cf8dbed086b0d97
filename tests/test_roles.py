"""What each role sees and may do, tried by protocol: by address, message, widget value, fragment, download and form."""

from __future__ import annotations  # see conftest.py for the reason

import re
import socket
from urllib.parse import urlsplit

import pytest
from browser import public_addresses
from signing_in import LEAVER, READER, SignedIn, rerun_of
from staff_copy import BOUNDARY, asked, multipart, november
from staff_words import STAFF
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from visitor import ask, texts_of
from waiting import PATIENCE, wait_until
from websockets.exceptions import ConnectionClosed

from loaders.publishing.release import release_log
from loaders.received import accounts, ledger
from pages.parts import page_files
from pages.server.form_routes import form_routes
from pages.staff.acts import MAY, Act, StaffRole
from pages.staff.sign_in.page_access import act_of

WAITS = "2517b9ba"
FOR_READERS = {"problems", "edit-questions", "what-to-put-right", "weekly-sheet"}


@pytest.fixture(autouse=True)
def usual_roles(office):
    office.give_roles()


@pytest.fixture(scope="module")
def reader(office) -> SignedIn:
    return SignedIn(office.site, READER)


@pytest.fixture
def nothing_written(copy):
    """Asserts after the test that what waits and what is on record is the same as before."""
    before, waits = copy.everything, copy.waiting
    yield
    assert copy.everything == before and copy.waiting == waits


def shown_to(one: SignedIn, message: bytes) -> str:
    with one.visit() as connection:
        return texts_of(ask(connection, message))


# Pages


def test_a_page_that_is_not_for_a_reader_is_not_there_for_the_first_one_after_a_start(office, reader, officer):
    """First in this file: Streamlit could run a page's script by itself only while it knows no navigation."""
    for address, words in STAFF.items():
        ways = [rerun_of(address), rerun_of(page_hash=calc_hash(address)), rerun_of(f"../staff/80_{address}")]
        shown = [words in shown_to(reader, way) for way in ways]
        assert shown == ([True, True, False] if address in FOR_READERS else [False] * 3), address
        assert words in shown_to(officer, rerun_of(address)), address


def test_the_links_of_a_reader_lead_to_no_page_that_is_not_there(reader, officer):
    public = {address.strip("/") for address in public_addresses()} - {""}
    for one, pages in ((reader, public | FOR_READERS), (officer, public | {*STAFF})):
        with one.visit() as connection:
            came = ask(connection, rerun_of())
        (navigation,) = [message.navigation for message in came if message.HasField("navigation")]
        assert {page.url_pathname for page in navigation.app_pages} - {""} == pages
        assert ("<bdi>Release</bdi></a>" in texts_of(came)) == (one is officer)


def test_a_page_of_officers_and_a_page_that_does_not_exist_are_answered_with_the_same_sentence(reader, officer):
    words = "There is no page for your role at this address, so you see “Overview”."
    for one, shown in ((reader, ["", "overview", "problems"]), (officer, ["", "load"])):
        assert not [address for address in shown if words in shown_to(one, rerun_of(address))]
    for one, missing in ((reader, ["load", "loaf", "../load"]), (officer, ["loaf", "your-return"])):
        assert not [address for address in missing if words not in shown_to(one, rerun_of(address))]


def test_every_page_says_by_an_act_for_whom_it_is_or_is_for_officers_alone():
    acts = {page_files.address(file): act_of(file) for file in page_files.screens()}
    assert {name for name, act in acts.items() if act} >= FOR_READERS and acts["overview"] is Act.READ
    assert acts["load"] is acts["release"] is None


# Forms


def test_the_table_names_every_role_and_an_officer_may_do_everything_that_is_for_all_senders():
    assert MAY.keys() == set(StaffRole) and MAY[StaffRole.OFFICER] == set(Act) - {Act.OWN, Act.SUBMIT}
    assert MAY[StaffRole.AGENCY] == MAY[StaffRole.CHECKER] == {Act.ABOUT, Act.OWN, Act.SUBMIT}
    assert all(Act.ABOUT in acts for acts in MAY.values())


@pytest.mark.parametrize("path", [route.path for route in form_routes()])
def test_no_form_takes_anything_from_a_reader_whatever_it_says(reader, office, nothing_written, path):
    answer = reader.post(path, by="Data officer", role="officer", file="x", decision="release", marks=WAITS, why="x")
    assert answer.status_code == 403 and answer.text.startswith("As reader you cannot ")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_a_page_of_another_site_cannot_use_the_cookie_of_an_officer(officer, office, nothing_written, origin):
    for route in form_routes():
        answer = officer.client.post(route.path, data={"file": "x"}, headers={"Origin": origin})
        assert answer.status_code == 403, route.path


def test_a_form_comes_from_the_address_at_which_people_sign_in_whatever_host_is_named(officer, office, nothing_written):
    other = office.site.replace("127.0.0.1", "localhost")
    for route in form_routes():
        named = {"Origin": other, "Host": urlsplit(other).netloc}
        answer = officer.client.post(route.path, data={"file": "x"}, headers=named)
        assert (answer.status_code, answer.text) == (403, "Only pages of this site may send anything to it."), (
            route.path
        )


def once_it_says(words: str, one: SignedIn, query: str) -> str:
    """The text of the page Load as soon as it holds `words`, which it shows when its work is done."""
    return wait_until(lambda: shown if words in (shown := shown_to(one, rerun_of("load", query))) else "")


def test_a_file_is_kept_by_whoever_is_signed_in_and_not_by_what_the_form_says(officer, copy, merrowshire, tmp_path):
    file = november(merrowshire, tmp_path)
    sent = officer.client.post(
        "/load-send", files={"files": (file.name, file.read_bytes())}, headers={"Origin": officer.site}
    )
    mark = asked(sent.headers["location"])["file"]
    page = wait_until(
        lambda: said if "Keep it" in (said := shown_to(officer, rerun_of("load", f"file={mark}"))) else ""
    )
    assert "On record as Data officer, since you are signed in." in page and 'name="by"' not in page
    fields = {"file": mark, "sender": "police", "day": "2026-11-27", "ledger": copy.head, "by": "Chief constable"}
    assert officer.post("/load-keep", **fields).headers["location"] == f"/load?file={mark}"
    record = ledger.read(copy.received)[-1]
    (account,) = accounts.read(copy.received)
    assert (record.by, record.account) == ("Data officer", account.commitment)
    assert account.account == "oid-of-officer" and len(account.salt) == 64
    assert b"oid-of-officer" not in (copy.received / "ledger.jsonl").read_bytes()
    assert "taken in by Data officer." in once_it_says("Loaded", officer, f"file={mark}")


def test_a_text_is_released_by_whoever_is_signed_in(officer, copy):
    shown = shown_to(officer, rerun_of("release"))
    mark = re.findall(r'name="ticked" value="(\w+)"', shown)[0]
    answer = officer.post("/release-decide", decision="private", marks=mark, why="Not yet.", by="Chair", list="")
    assert answer.status_code == 303
    last = release_log.read(copy.received)[-1]
    (account,) = {one.commitment for one in accounts.read(copy.received)}
    assert (last.by, last.account, last.is_public) == ("Data officer", account, False)


def test_a_role_that_is_taken_away_while_a_file_is_being_sent_is_gone_when_it_has_come(office, copy, nothing_written):
    one, body = SignedIn(office.site, LEAVER), multipart(("late.csv", b"a,1"))
    place = urlsplit(office.site)
    cookies = "; ".join(f"{name}={value}" for name, value in one.cookies.items())
    head = (
        f"POST /load-send HTTP/1.1\r\nHost: {place.netloc}\r\nOrigin: {office.site}\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nCookie: {cookies}\r\n\r\n"
    )
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body[:40])
        assert one.get("/load").status_code == 200  # by now the request above is at the door, or past it
        office.give_roles(leaver="reader")
        line.sendall(body[40:])
        assert line.recv(100).startswith(b"HTTP/1.1 403")


# Messages of a connection


def session_of(came: list[ForwardMsg]) -> str:
    return next(message.new_session.initialize.session_id for message in came if message.HasField("new_session"))


def test_a_role_that_is_taken_away_takes_fragments_and_sessions_with_it(office, copy):
    one = SignedIn(office.site, LEAVER)
    with one.visit() as connection:
        came = ask(connection, rerun_of("release"))
        session = session_of(came)
        assert STAFF["release"] in texts_of(came)
        office.give_roles(leaver="reader")
        connection.send(rerun_of("release", fragment="any"))
        with pytest.raises(ConnectionClosed):
            while True:
                came = ForwardMsg.FromString(connection.recv(PATIENCE))
                assert came.WhichOneof("type") in ("session_status_changed", "auth_redirect")
                assert came.auth_redirect.url in ("", "/")
    with one.visit(session) as again:
        came = ask(again, rerun_of("release"))
    assert session_of(came) != session and STAFF["release"] not in texts_of(came)


def test_nobody_comes_back_to_the_session_of_another(officer, reader):
    with officer.visit() as connection:
        session = session_of(ask(connection, rerun_of("release")))
    with reader.visit(session) as other:
        assert session_of(ask(other, rerun_of())) != session
    with officer.visit(session) as same:
        assert session_of(ask(same, rerun_of())) == session


def test_a_session_is_not_come_back_to_with_another_role(office):
    one = SignedIn(office.site, LEAVER)
    with one.visit() as connection:
        session = session_of(ask(connection, rerun_of("release")))
    office.give_roles(leaver="reader")
    with one.visit(session) as again:
        came = ask(again, rerun_of("release"))
    assert session_of(came) != session and STAFF["release"] not in texts_of(came)


def offered(came: list[ForwardMsg]) -> list[str]:
    """The numbers of the downloads that are made only when their button is pressed."""
    elements = [message.delta.new_element for message in came if message.delta.HasField("new_element")]
    return [one.download_button.deferred_file_id for one in elements if one.download_button.deferred_file_id]


def made(connection, session: str, *numbers: str) -> dict[str, str]:
    """Asks for downloads one after the other. Returns the addresses by number, once the last number is answered."""
    message, answers = BackMsg(), {}
    message.backend_operation_request.session_id = session
    for number in numbers:
        message.backend_operation_request.request_id = number
        message.backend_operation_request.deferred_file.file_id = number
        connection.send(message.SerializeToString())
    while numbers[-1] not in answers:
        came = ForwardMsg.FromString(connection.recv(PATIENCE))
        if came.HasField("backend_operation_response"):
            answer = came.backend_operation_response
            assert answer.error_msg == ""
            answers[answer.request_id] = answer.deferred_file.url
    return answers


def test_a_download_is_only_for_whom_it_was_offered_to(officer, reader):
    with officer.visit() as desk, reader.visit() as other:
        number = offered(ask(desk, rerun_of("what-to-put-right")))[0]
        came = ask(other, rerun_of("what-to-put-right"))
        own = offered(came)[0]
        answers = made(other, session_of(came), number, own)
        assert [*answers] == [own]
        # While both are connected: afterwards the file goes as soon as anybody else's page is drawn.
        assert reader.get(answers[own]).status_code == 200 and officer.get(answers[own]).status_code == 404


def test_to_type_the_address_of_a_download_of_others_offers_it_to_nobody(officer, reader):
    with officer.visit() as desk, reader.visit() as other:
        came = ask(desk, rerun_of("what-to-put-right"))
        (number, another), session = offered(came)[:2], session_of(came)
        address = made(desk, session, another)[another]
        shown = texts_of(ask(other, rerun_of("search", f"q={number}%20{address}")))
        assert number in shown and address in shown  # the page repeats what was typed
        came = ask(other, rerun_of("what-to-put-right"))
        own = offered(came)[0]
        assert [*made(other, session_of(came), number, own)] == [own]
        assert made(desk, session, another)[another] == address  # Streamlit keeps a file only until the next page
        assert officer.get(address).status_code == 200 and reader.get(address).status_code == 404


def test_whoever_lost_a_role_loses_the_downloads_that_were_offered_in_it(office):
    one = SignedIn(office.site, LEAVER)
    with one.visit() as connection:
        came = ask(connection, rerun_of("what-to-put-right"))
        number = offered(came)[0]
        address = made(connection, session_of(came), number)[number]
        assert one.get(address).status_code == 200
        office.give_roles(leaver="reader")
        assert one.get(address).status_code == 404


def test_the_picture_in_the_tab_is_for_everybody_whose_page_has_it(reader):
    with reader.visit() as connection:
        came = ask(connection, rerun_of())
    pictures = {message.page_config_changed.favicon for message in came} - {""}
    assert pictures and {reader.get(address).status_code for address in pictures} == {200}


def test_a_widget_of_a_page_that_is_not_there_does_nothing(officer, reader, nothing_written):
    with officer.visit() as desk:
        elements = [one.delta.new_element for one in ask(desk, rerun_of("edit-questions")) if one.HasField("delta")]
    ids = {one.text_area.id for one in elements if one.text_area.id}
    assert ids
    with reader.visit() as other:
        shown = texts_of(ask(other, rerun_of("release", **dict.fromkeys(ids, "x"))))
    assert STAFF["release"] not in shown
