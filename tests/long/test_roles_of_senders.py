"""However they ask, an agency and a checker see only their own page; tried without a browser, with real accounts."""

from __future__ import annotations  # see conftest.py for the reason

import re
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit

import openpyxl
import pytest
from browser import every_address
from markupsafe import escape
from signing_in import (
    CHECKER,
    HEALTH,
    LEAVER,
    OFFICER,
    POLICE,
    READER,
    SignedIn,
    rerun_of,
)
from staff_copy import BOUNDARY, StaffCopy, asked, fill, multipart, november, post
from staff_words import STAFF
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from test_roles import made, offered, session_of
from visitor import PARAMETERS, ask, look, request, texts_of
from waiting import PATIENCE, wait_until
from websockets.exceptions import ConnectionClosed

from loaders.received import ledger, ledger_records
from loaders.received.waiting_files import MOST_FILES_OF_SENDER
from loaders.request.request import new_name
from pages.server.feeds_route import FEEDS
from pages.server.form_routes import form_routes
from pages.staff.your_return import routes as your_routes

OWN = "Only those who sign in for this sender see it until it is submitted"
NOT_HERE = "There is no such file of yours here."
# Words of other senders, none of which may be on the police's own page.
OTHERS = "Northmere/Saltby/Health Board/Safeguarding/Youth Justice/Assurance/NBC-/HB 7/health-".split("/")
# Words of every other page for staff; the sender's page has a part of What to put right.
OF_STAFF = [said for name, said in STAFF.items() if name != "what-to-put-right"]
ASKED = {
    "agency": "Merrowshire Health Board", "sender": "health-board", "as_of": "2026-06-30", "record": "40",
    "ref": "HB 7", "part": "all", "list": "requests", "review": "Larkfield Review", "q": "Saltby",
}  # fmt: skip
# Pages about the tracker itself, with a few words of each.
ABOUT = {
    "privacy": "What this site keeps about you",
    "accessibility": "Web Content Accessibility Guidelines",
    "corrections": "How to report an error",
    "find-support": "Somebody to talk to",
}
ELSEWHERE = [path.strip("/") for path in every_address()[1:] if path.strip("/") not in ABOUT]
CSV = b"Ref,Action\nA1,Mend\n"
SUBMIT = [route.path for route in your_routes.ROUTES]
IDS = re.compile(r"\b[0-9a-f]{32}\b")


@pytest.fixture(autouse=True)
def usual_roles(office):
    office.give_roles()


@pytest.fixture(scope="module")
def police(office) -> SignedIn:
    return SignedIn(office.site, POLICE)


@pytest.fixture(scope="module")
def health(office) -> SignedIn:
    return SignedIn(office.site, HEALTH)


@pytest.fixture(scope="module")
def checker(office) -> SignedIn:
    return SignedIn(office.site, CHECKER)


def shown_to(one: SignedIn, query: str = "", page: str = "") -> str:
    with one.visit() as connection:
        return texts_of(ask(connection, rerun_of(page, query)))


def sent_by(one: SignedIn, name: str, content: bytes, path: str = "/your-return-send") -> str:
    """Sends a file; returns the address to which the answer leads."""
    answer = one.client.post(path, files={"files": (name, content)}, headers={"Origin": one.site})
    return answer.headers.get("location", "") or f"{answer.status_code} {answer.text}"


def remove_all(*people: SignedIn, copy: StaffCopy) -> None:
    for file in copy.waiting:
        for one in people:
            one.post("/your-return-remove", file=file.sha256)


def words_of(shown: str) -> str:
    """The words shown, without styles (they repeat the address) and without what differs in each run."""
    return IDS.sub("", re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL))


def only_own(shown: str) -> None:
    """Asserts that this is the page of the police, without a word of anybody else's."""
    without_style = re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)
    assert OWN in shown and "Return of Merrowshire Police" in shown
    assert not [word for word in (*OTHERS, *OF_STAFF) if word in without_style]


# Pages


@pytest.mark.parametrize("address", ["", "your-return", *ELSEWHERE])
def test_a_message_that_asks_for_any_page_gets_only_the_senders_own_page(police, checker, address):
    for one, words in ((police, "Return of Merrowshire Police"), (checker, "Return of Merrowshire Assurance Board")):
        with one.visit() as connection:
            for way in (rerun_of(address), rerun_of(page_hash=calc_hash(address)), rerun_of(f"../staff/80_{address}")):
                came = ask(connection, way)
                shown = texts_of(came)
                assert OWN in shown and words in shown and not [said for said in OF_STAFF if said in shown]
                navigation = [message.navigation for message in came if message.HasField("navigation")]
                assert [{page.url_pathname for page in one.app_pages} for one in navigation] == [{"", *ABOUT}]


@pytest.mark.parametrize("address", ABOUT)
def test_pages_about_the_tracker_open_for_every_role_and_show_nobodys_records(office, address):
    for account in (POLICE, CHECKER, READER, OFFICER):
        one = SignedIn(office.site, account)
        answer = one.get(f"/{address}")
        assert answer.status_code == 200 and "an-first" not in answer.text
        shown = shown_to(one, page=address)
        assert ABOUT[address] in shown and (led := re.findall(f'href="([^"]*{address}[^"]*)"', shown_to(one))), led
        assert {urlsplit(href).path.strip("./") for href in led} == {address}, led
        if account in (POLICE, CHECKER):
            without_style = words_of(shown)
            assert not [word for word in (*OTHERS, *OF_STAFF) if word in without_style]
            led_to = {urlsplit(href).path.strip("/") for href in re.findall(r'href="(/[^"]*)"', without_style)}
            assert led_to <= {"", "auth/logout", *ABOUT}
            asked_for = [(f"{name}={ASKED.get(name, 'health-board')}") for name in PARAMETERS]
            assert words_of(shown_to(one, "&".join(asked_for), address)) == without_style


def test_no_parameter_of_an_address_opens_another_sender_or_day(police):
    usual = IDS.sub("", re.sub(r"<style>.*?</style>", "", shown_to(police), flags=re.DOTALL))
    only_own(usual)
    for name in {*PARAMETERS} - {"file"}:
        with police.visit() as connection:
            shown = texts_of(ask(connection, rerun_of("", urlencode({name: ASKED.get(name, "health-board")}))))
        assert IDS.sub("", re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)) == usual, name


@pytest.mark.parametrize(
    "path",
    [
        *(f"/{address}" for address in ELSEWHERE),
        *(f"/{address}/" for address in ABOUT),
        *(f"{route.path}?ref=MP/4.3&sender=police" for route in FEEDS),
        *(route.path for route in form_routes()),
        "/data/actions.csv", "/tables/actions.csv", "/charts/evidence.svg", "/papers/committee.pdf", "/sitemap.xml",
        "/security.txt", "/media/0a.csv", "/your-return",
        "//", "/?x", "/./load", "/%6coad", "/load/", "/auth", "/component/x", "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
    ],
)  # fmt: skip
def test_no_other_address_is_answered(police, path):
    for method in ("GET", "HEAD"):
        cookies = "; ".join(f"{name}={value}" for name, value in police.cookies.items())
        status, _, body = request(police.site, path, method, Cookie=cookies, Accept="text/html")
        if path == "/?x":
            assert status == 200 and b"an-first" not in body
        else:
            assert status == 404 and b"Merrowshire" not in body, (method, path)


def test_the_first_page_has_no_figures_for_a_sender(police, officer):
    assert 'id="an-first"' in officer.get("/").text
    for query in ("", "?agency=Merrowshire%20Health%20Board", "?as_of=2026-06-30"):
        answer = police.get(f"/{query}")
        assert answer.status_code == 200 and "an-first" not in answer.text and "Health" not in answer.text


def test_the_foot_names_the_sender_of_an_account_and_officers_and_readers_have_no_such_page(police, officer, office):
    assert "Signed in as Returns clerk, agency (police)." in shown_to(police)
    for one in (officer, SignedIn(office.site, READER)):
        assert OWN not in shown_to(one, page="your-return") and "<bdi>Your return</bdi>" not in shown_to(one)


def test_where_nobody_signs_in_there_is_no_such_page_and_no_file_is_accepted(merrowshire_site):
    assert OWN not in look(merrowshire_site, page="your-return")
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    assert post(merrowshire_site, SUBMIT[0], multipart(("plan.csv", CSV)), kind)[0] == 403
    for path in SUBMIT[1:]:
        assert fill(merrowshire_site, path, file="x")[0] == 403


# Forms


@pytest.mark.parametrize("path", [route.path for route in form_routes()])
def test_a_form_is_accepted_only_from_its_own_sender(police, checker, officer, office, copy, path):
    before, waits = copy.everything, copy.waiting
    fields = {"file": "x", "sender": "police", "by": "Data officer", "role": "officer", "marks": "x", "why": "x"}
    refused = [officer, SignedIn(office.site, READER)] if path in SUBMIT else [police, checker]
    for one in refused:
        answer = one.post(path, **fields)
        assert answer.status_code == 403 and re.match(r"As (agency|checker|officer|reader) you cannot", answer.text)
    assert copy.everything == before and copy.waiting == waits


def test_a_file_too_large_or_of_another_kind_is_refused_before_it_is_read(police, copy):
    assert sent_by(police, "plan.csv", b"x" * 20_020_000).startswith("413")
    for name, content, said in (
        ("plan.csv", b"x" * 20_000_001, "It is over 20 MB"),
        ("plan.exe", b"MZ", "does not end in one of"),
        ("plan.xlsx", b"%PDF-1.7", "The file is a PDF"),
        ("plan.csv", b"", "It is empty"),
    ):
        where = sent_by(police, name, content)
        assert said in shown_to(police, where.partition("?")[2]) and copy.waiting == []


def test_an_account_cannot_fill_the_disk_or_use_up_the_room_of_others(police, health, copy):
    for n in range(MOST_FILES_OF_SENDER):
        assert "file" in asked(sent_by(police, "plan.csv", CSV + b"%d" % n))
    where = sent_by(police, "plan.csv", CSV + b"and another")
    assert "Remove one or take one back first" in shown_to(police, where.partition("?")[2])
    assert len(copy.waiting) == MOST_FILES_OF_SENDER and "file" in asked(sent_by(health, "plan.csv", CSV))
    remove_all(police, health, copy=copy)
    assert copy.waiting == []


# Files of others


def test_no_mark_opens_a_file_of_another_sender(police, health, officer, copy):
    theirs = asked(sent_by(health, "Secret plan of the board.csv", CSV))["file"]
    by_officer = asked(sent_by(officer, "At the officer.csv", CSV + b"B2,Paint\n", "/load-send"))["file"]
    for mark in (theirs, f"{theirs}.health-board", by_officer, f"{by_officer}.", "../" + theirs, "*", ".", theirs[:8]):
        shown = shown_to(police, urlencode({"file": mark}))
        assert NOT_HERE in shown and "Secret plan" not in shown and "At the officer" not in shown
        for path in ("/your-return-submit", "/your-return-remove"):
            assert "file" not in asked(police.post(path, file=mark, sender="health-board").headers["location"])
    assert {one.name for one in copy.waiting} == {"Secret plan of the board.csv", "At the officer.csv"}
    assert "Secret plan" not in shown_to(police)
    # The same bytes become a separate file with its own name, so nobody learns that another sender has them.
    assert asked(sent_by(police, "ours.csv", CSV))["file"] == theirs
    assert "ours.csv" in shown_to(police) and "ours.csv" not in shown_to(health)
    # Only its sender sees a tried file, not even an officer.
    for mark in (theirs, f"{theirs}.health-board", f"{theirs}.police"):
        assert "There is no such file here." in shown_to(officer, urlencode({"file": mark}), "load")
        officer.post("/load-drop", file=mark)
        officer.post("/load-hand-back", file=mark, why="No.")
    assert len(copy.waiting) == 3 and "Secret plan" not in shown_to(officer, page="load")
    remove_all(police, health, copy=copy)
    officer.post("/load-drop", file=by_officer)
    assert copy.waiting == []


def test_only_the_sender_of_a_file_gets_its_receipt(police, health, copy):
    records = ledger_records.received(ledger.read(copy.received))
    last = [[one for one in records if one.sender == sender][-1] for sender in ("police", "health-board")]
    for one, (own, other) in ((police, last), (health, last[::-1])):
        assert "This is your receipt" in (shown := shown_to(one, f"file={own.sha256}"))
        assert own.sha256 in shown and f"Record {own.number}" in shown
        assert NOT_HERE in shown_to(one, f"file={other.sha256}") and other.sha256 not in shown_to(one)


def test_only_the_addressee_sees_a_request_and_its_workbook(police, health, officer, copy):
    name = new_name()
    form = {"form": name, "ledger": copy.head, "sender": "police", "due": "2027-01-08", "which": "all"}
    assert officer.post("/returns-request", **form).headers["location"] == f"/returns?form={name}"
    with police.visit() as desk, health.visit() as other:
        came = ask(desk, rerun_of())
        assert "To come by" in texts_of(came) and "Download the workbook" in texts_of(came)
        theirs = ask(other, rerun_of("", f"form={name}"))
        assert "Nobody has asked for a return" in texts_of(theirs) and name not in texts_of(theirs)
        number = next(id_ for id_ in offered(came) if id_ not in offered(theirs))
        own = offered(theirs)[0]
        assert [*made(other, session_of(theirs), number, own)] == [own]
        address = made(desk, session_of(came), number)[number]
        answer = police.get(address)
        assert answer.status_code == 200 and answer.content[:2] == b"PK"
        assert answer.content == (copy.received.parent / "to-send" / f"police {name}.xlsx").read_bytes()
        assert health.get(address).status_code == officer.get(address).status_code == 404


# Messages of a connection


def test_fragments_widgets_and_sessions_of_others_give_nothing(police, officer, health):
    with officer.visit() as desk:
        came = ask(desk, rerun_of("edit-questions"))
        elements = [one.delta.new_element for one in came if one.HasField("delta")]
        ids = {one.text_area.id for one in elements if one.text_area.id}
        sessions = [session_of(came)]
    with health.visit() as other:
        sessions.append(session_of(ask(other, rerun_of())))
    assert ids
    for message in (rerun_of("load", fragment="any"), rerun_of("edit-questions", **dict.fromkeys(ids, "x"))):
        with police.visit() as connection:
            only_own(texts_of(ask(connection, rerun_of())))
            connection.send(message)
            connection.send(rerun_of())
            came = []
            while sum(one.WhichOneof("type") == "script_finished" for one in came) < 1 or OWN not in texts_of(came):
                came.append(ForwardMsg.FromString(connection.recv(PATIENCE)))
            assert not [word for word in OF_STAFF if word in texts_of(came)]
    for session in sessions:
        with police.visit(session) as connection:
            came = ask(connection, rerun_of())
            assert session_of(came) != session
            only_own(texts_of(came))


def test_an_account_moved_to_another_sender_loses_access_to_the_first(office, police):
    office.give_roles(leaver="agency", sender="health-board")
    one = SignedIn(office.site, LEAVER)
    with one.visit() as connection:
        came = ask(connection, rerun_of())
        session, number = session_of(came), offered(came)[0]
        address = made(connection, session, number)[number]
        assert "Return of Merrowshire Health Board" in texts_of(came) and one.get(address).status_code == 200
        office.give_roles(leaver="agency", sender="police")
        connection.send(rerun_of())
        with pytest.raises(ConnectionClosed):
            while True:
                assert OWN not in texts_of([ForwardMsg.FromString(connection.recv(PATIENCE))])
    assert one.get(address).status_code == 404
    with one.visit(session) as again:
        came = ask(again, rerun_of())
        assert session_of(came) != session
        only_own(texts_of(came).replace("Assistant to the data officer", ""))


# The whole way


def once_shown(one: SignedIn, words: str, query: str, page: str = "") -> str:
    return wait_until(lambda: shown if words in (shown := shown_to(one, query, page)) else "")


def test_a_file_is_tried_submitted_taken_back_returned_and_kept(police, health, officer, copy, merrowshire, tmp_path):
    content, before = november(merrowshire, tmp_path).read_bytes(), copy.everything
    mark = asked(sent_by(police, "Our plan.xlsx", content))["file"]
    early = police.post("/your-return-submit", file=mark)  # before anybody could have seen what it would change
    shown = once_shown(police, "Submit it", f"file={mark}")
    assert "moves 1 deadline later (with no reason), changes the wording of MP/4.3" in shown
    assert "only those who sign in for this sender see it" in shown and not [word for word in OTHERS if word in shown]
    assert "Our plan.xlsx" not in shown_to(officer, page="load") or "said" not in asked(early.headers["location"])

    police.post("/your-return-submit", file=mark)
    assert "Submitted by Returns clerk" in shown_to(police) and copy.everything == before
    assert "Submitted by police (Returns clerk)" in shown_to(officer, page="load")
    police.post("/your-return-remove", file=mark)
    assert copy.waiting == [] and "Our plan.xlsx" not in shown_to(officer, page="load")

    sent_by(police, "Our plan.xlsx", content)
    once_shown(police, "Submit it", f"file={mark}")
    police.post("/your-return-submit", file=mark)
    at_load = f"{mark}.police"
    refused = officer.post("/load-drop", file=at_load)  # a submitted file is never dropped without a word
    said = shown_to(officer, refused.headers["location"].partition("?")[2], "load")
    assert "Our plan.xlsx was submitted by its sender, so it was not dropped. Hand it back to them instead." in said
    assert "What its sender has to put right" in once_shown(officer, "Keep it and load it", f"file={at_load}", "load")
    officer.post("/load-hand-back", file=at_load, why=" ")
    officer.post("/load-hand-back", file=at_load, why="The dates are those of June.")
    assert "The dates are those of June." in shown_to(police, f"file={mark}")
    assert "Handed back" in shown_to(police) and "Our plan.xlsx" not in shown_to(officer, page="load")
    assert copy.everything == before

    police.post("/your-return-remove", file=mark)
    sent_by(police, "Our plan.xlsx", content)
    once_shown(police, "Submit it", f"file={mark}")
    police.post("/your-return-submit", file=mark)
    fields = {"file": at_load, "day": str(date.today()), "ledger": copy.head}
    for wrong in ("health-board", "", "nobody"):
        assert "said" in asked(officer.post("/load-keep", sender=wrong, **fields).headers["location"])
    assert copy.everything == before
    assert officer.post("/load-keep", sender="police", **fields).headers["location"] == f"/load?file={at_load}"
    record = ledger_records.received(ledger.read(copy.received))[-1]
    assert (record.sender, record.sent_as, record.sha256, record.by) == (
        "police", "Our plan.xlsx", mark, "Data officer",
    )  # fmt: skip
    once_shown(officer, "Loaded", f"file={at_load}", "load")
    receipt = shown_to(police, f"file={mark}")
    assert "This is your receipt" in receipt and f"Record {record.number}, taken in by Data officer" in receipt
    assert f"{len(content):,} bytes" in receipt and mark in receipt
    assert NOT_HERE in shown_to(health, f"file={mark}") and copy.waiting == []
    sent_by(police, "Again.xlsx", content)
    assert "is on record already" in once_shown(police, "is on record already", f"file={mark}")
    again = police.post("/your-return-submit", file=mark).headers["location"].partition("?")[2]
    assert "It was not submitted: the same file of yours is on record already." in shown_to(police, again)
    remove_all(police, copy=copy)


def test_a_checker_sees_no_words_of_the_actions_that_its_log_names(checker, officer, copy, merrowshire, tmp_path):
    book = openpyxl.load_workbook(merrowshire.received / "assurance-board" / "2026-10-26.xlsx")
    book["Log"]["A43"] = datetime(2026, 11, 20)  # the check of NBC-14
    book.save(tmp_path / "log.xlsx")
    content = (tmp_path / "log.xlsx").read_bytes()
    mark = asked(sent_by(checker, "log.xlsx", content))["file"]
    shown = once_shown(checker, "Submit it", f"file={mark}")
    assert asked(sent_by(officer, "log.xlsx", content, "/load-send"))["file"] == mark
    to_officer = once_shown(officer, "Keep it and load it", f"file={mark}", "load")
    sql = "SELECT action FROM position_for($on, NULL, NULL) WHERE action_ref = 'NBC-14'"
    ((words,),) = merrowshire.db.execute(sql, {"on": merrowshire.as_of}).fetchall()
    assert "verifies NBC-14" in shown and "verifies NBC-14" in to_officer
    assert escape(words) in to_officer and escape(words) not in shown
    remove_all(checker, copy=copy)
    officer.post("/load-drop", file=mark)


def test_an_unreadable_file_is_reported_and_cannot_be_submitted(police, copy):
    mark = asked(sent_by(police, "strange.csv", CSV))["file"]
    shown = once_shown(police, "This file cannot be read", f"file={mark}")
    assert "This file does not look like your last one: in the sheet “Live actions”, " in shown
    assert "tell whoever asks for your returns" in shown
    for ours in (".toml", "layout", "page Load"):
        assert ours not in shown.partition("</style>")[2].partition("an-footer")[0], ours
    assert "look at what it would change now" in shown_to(
        police, police.post("/your-return-submit", file=mark).headers["location"].partition("?")[2]
    )
    assert [one.sender for one in copy.waiting] == ["police"]
    remove_all(police, copy=copy)
