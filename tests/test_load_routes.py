"""What the staff's instance takes and refuses, tried by protocol, since a form can be sent without any page."""

from __future__ import annotations  # see conftest.py for the reason

import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import start_dashboard
from staff_copy import BOUNDARY, NAME, StaffCopy, asked, fill, multipart, november, post, send
from starlette.datastructures import FormData
from streamlit.proto.BackMsg_pb2 import BackMsg
from visitor import look, request
from waiting import PATIENCE, wait_until

from loaders.received import ledger, ledger_records
from loaders.received.waiting_files import drop, put
from pages.server import messages
from pages.server.only_here import REFUSED
from pages.staff.acts import Act
from pages.staff.form_messages import MOST, leave_messages, messages_at
from pages.staff.form_route import MOST_OF_A_FORM, why_refused
from pages.staff.load import answers as load_answers
from pages.staff.load import work as load_work

CSV = ("plan.csv", b"Ref,Action\nA1,Mend\n")


@pytest.fixture
def nothing_taken(copy):
    """Asserts after the test that what waits and what is on record is the same as before."""
    before, waits = copy.everything, copy.waiting
    yield
    assert copy.everything == before and copy.waiting == waits


# Who may send


@pytest.mark.parametrize(
    "origin",
    [None, "null", "", "https://elsewhere.example", "http://127.0.0.1", "http://127.0.0.1:1", "http://tracker.example"],
)
@pytest.mark.parametrize("path", ["/load-send", "/load-keep", "/load-drop", "/load-again"])
def test_a_page_of_another_site_can_send_nothing(site, nothing_taken, path, origin):
    assert post(site, path, b"file=x", Origin=origin) == (403, "Only pages of this site may send anything to it.")


def test_no_file_is_accepted_under_a_foreign_host_name(site, nothing_taken):
    assert send(site, CSV, Host="elsewhere.example", Origin="http://elsewhere.example")[0] == 400


@pytest.mark.parametrize(
    "header", ["X_Forwarded_For", "X_Forwarded_Proto", "X_Forwarded_Host", "Forwarded", "X_Real_IP"]
)
def test_no_file_is_accepted_through_another_program(site, nothing_taken, header):
    status, said = send(site, CSV, **{header: "127.0.0.1"})
    assert (status, said) == (403, REFUSED)


@pytest.mark.parametrize(
    ("client", "server", "is_taken"),
    [
        (("127.0.0.1", 5), ("127.0.0.1", 8501), True),
        (("192.0.2.7", 5), ("192.0.2.1", 8501), False),
    ],
)
def test_only_this_computer_may_send_whatever_the_program_listens_on(client, server, is_taken):
    headers = {"host": "tracker.example", "origin": "https://tracker.example", "content-length": "5"}
    refused = why_refused({"client": client, "server": server}, headers, 10, Act.RECEIVE)
    assert (refused is None) == is_taken and (is_taken or refused.status_code == 403)


def test_a_form_goes_to_its_own_address_and_to_no_other(site, nothing_taken):
    for path in (
        "/",
        "/load",
        "/load-send/",
        "/x/load-send",
        "/_stcore/load-send",
        "/load-keep2",
        "/_stcore/upload_file/a/b",
    ):
        assert post(site, path, multipart(CSV))[0] in (404, 405), path
    for method in ("PUT", "DELETE", "PATCH"):
        assert request(site, "/load-send", method, Origin=site)[0] == 405


def test_to_open_the_address_of_a_form_does_nothing(site, nothing_taken):
    for path in ("/load-send", "/load-keep?file=x", "/load-drop", "/load-again"):
        assert request(site, path)[0] == 200
        assert b"This site" in request(site, path)[2] or b"<html" in request(site, path)[2]


def test_a_page_tells_the_browser_to_say_where_a_form_comes_from(site):
    assert request(site, "/load")[1]["referrer-policy"] == "same-origin"


# What may be sent


def test_a_file_waits_and_the_answer_leads_to_it(site, copy):
    before = copy.everything
    status, where = send(site, ("Plan für März.csv", b"Ref,Action\nZ1,Mend\n"))
    (one,) = [one for one in copy.waiting if one.name == "Plan für März.csv"]
    assert (status, where) == (303, f"/load?file={one.sha256}")
    assert copy.everything == before
    assert fill(site, "/load-drop", file=one.sha256)[0] == 303 and one not in copy.waiting


def test_many_files_are_accepted_at_once_and_each_refused_one_is_named_with_its_reason(site, copy):
    sent = [("a.csv", b"a,1"), ("b.exe", b"MZ"), ("c.xlsx", b"%PDF-1.7"), ("d.csv", b""), ("e.csv", b"e,1")]
    status, where = send(site, *sent)
    assert status == 303 and "file" not in asked(where)
    assert {"a.csv", "e.csv"} <= {one.name for one in copy.waiting}
    shown = look(site, urlsplit(where).query, "load")
    for name in (
        "b.exe was not taken.",
        "c.xlsx was not taken. The file is a PDF.",
        "d.csv was not taken. It is empty",
    ):
        assert name in shown
    for one in copy.waiting:
        fill(site, "/load-drop", file=one.sha256)


def test_too_large_is_refused_before_anything_is_read(site, nothing_taken):
    where = send(site, ("large.csv", b"x" * 20_000_001))[1]
    assert "It is over 20 MB" in look(site, urlsplit(where).query, "load")
    head = b"POST /load-send HTTP/1.1\r\nHost: %b\r\nOrigin: %b\r\nContent-Length: 100000001\r\n\r\n"
    place = urlsplit(site)
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
        line.sendall(head % (place.netloc.encode(), site.encode()))  # and not a byte of the body
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("path", ["/load-keep", "/load-drop", "/load-again"])
def test_a_form_without_files_is_short(site, nothing_taken, path):
    assert post(site, path, b"file=" + b"x" * MOST_OF_A_FORM)[0] == 413


@pytest.mark.parametrize("path", ["/load-send", "/load-keep"])
def test_a_body_of_unknown_length_is_refused(site, nothing_taken, path):
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
    headers = {"Origin": site, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    connection.request("POST", path, iter([multipart(CSV)]), headers, encode_chunked=True)
    assert connection.getresponse().status == 411
    connection.close()


@pytest.mark.parametrize("pieces", ["chunked", "identity", "x, chunked", ""])
def test_what_says_in_two_ways_how_long_it_is_is_refused(site, nothing_taken, pieces):
    """A proxy that goes by the other length would read the rest as somebody else's request."""
    place, body = urlsplit(site), multipart(CSV)
    head = (
        f"POST /load-send HTTP/1.1\r\nHost: {place.netloc}\r\nOrigin: {site}\r\n"
        f"Content-Length: {len(body)}\r\nTransfer-Encoding: {pieces}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n{len(body):x}\r\n"
    )
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body + b"\r\n0\r\n\r\nGET /_stcore/health HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(10_000), b""))
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501")) and answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (multipart(CSV)[:-20], f"multipart/form-data; boundary={BOUNDARY}"),
        (multipart(CSV), "multipart/form-data"),
        (multipart(CSV), "multipart/form-data; boundary=another"),
        (multipart(*[CSV] * 21), f"multipart/form-data; boundary={BOUNDARY}"),
        (b"", f"multipart/form-data; boundary={BOUNDARY}"),
        (b"files=plan.csv", "application/x-www-form-urlencoded"),
        (b"\xff" * 500, "text/plain"),
    ],
    ids=["torn", "no boundary", "another", "too many", "empty", "no files", "noise"],
)
def test_a_body_that_is_not_our_form_leaves_nothing(site, nothing_taken, body, kind):
    status, said = post(site, "/load-send", body, kind)
    assert status == 400 or "No file was chosen" in look(site, urlsplit(said).query, "load")


def test_cut_off_in_the_middle_nothing_waits(site, nothing_taken):
    place, body = urlsplit(site), multipart(("cut.csv", b"x" * 1_000_000))
    head = (
        f"POST /load-send HTTP/1.1\r\nHost: {place.netloc}\r\nOrigin: {site}\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    )
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body[:400_000])
    assert "No file waits." in look(site, "", "load")


def test_whoever_sends_a_byte_now_and_then_is_let_go(copy, tmp_path, nothing_taken):
    settings = tmp_path / "site.toml"
    default = Path("data/site.toml").read_text(encoding="utf-8")
    settings.write_text(f"{default}\n[limits]\nslow_seconds = 1\n", encoding="utf-8")
    with start_dashboard(copy.built, TRACKER_SITE=str(settings)) as site:
        place = urlsplit(site)
        head = (
            f"POST /load-send HTTP/1.1\r\nHost: {place.netloc}\r\nOrigin: {site}\r\nContent-Length: 500\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n--"
        )
        with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
            line.sendall(head.encode())
            assert line.recv(100).startswith(b"HTTP/1.1 400")


# Keeping


def sent(site: str, copy: StaffCopy, file: Path) -> dict[str, str]:
    """Sends a file to wait, and returns the fields of the form that keeps it."""
    where = send(site, (file.name, file.read_bytes()))[1]
    return {
        "file": asked(where)["file"], "sender": "police", "day": "2026-11-27", "ledger": copy.head,
        "by": "Data officer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"by": " "}, "Say which post takes the file in."),
        ({"by": "Margaret Thornbury"}, "Name a post, never a person."),
        ({"day": "27/11/2026"}, "Choose whose file it is and the day on which it came."),
        ({"day": "2999-01-01"}, "is in the future"),
        ({"day": "1899-12-31"}, "is before 1990-01-01"),
        ({"sender": "nobody"}, "Choose whose file it is"),
        ({"sender": "../police"}, "Choose whose file it is"),
        ({"ledger": ""}, "Choose whose file it is"),
        ({"ledger": "f" * 64}, "was recorded in the meantime"),
    ],
)
def test_a_faulty_form_records_nothing(site, copy, merrowshire, tmp_path, wrong, said):
    fields, before = sent(site, copy, november(merrowshire, tmp_path)), copy.everything
    status, where = fill(site, "/load-keep", **fields | wrong)
    assert status == 303 and asked(where)["file"] == fields["file"]
    assert said in look(site, f"said={asked(where)['said']}&file={fields['file']}", "load")
    assert copy.everything == before and fields["file"] in [one.sha256 for one in copy.waiting]
    fill(site, "/load-drop", file=fields["file"])


def test_kept_it_is_one_record_with_its_post_its_name_and_its_day_and_it_is_loaded(site, copy, merrowshire, tmp_path):
    file = november(merrowshire, tmp_path)
    fields, records = sent(site, copy, file), len(ledger.read(copy.received))
    with ThreadPoolExecutor(4) as many:  # as if the button were pressed again and again
        answers = [*many.map(lambda n: fill(site, "/load-keep", **fields), range(4))]
    assert {asked(where)["file"] for _, where in answers} == {fields["file"]} and copy.waiting == []
    (record,) = ledger.read(copy.received)[records:]
    assert (record.sender, record.received_on, record.sent_as, record.by) == (
        "police", "2026-11-27", NAME, "Data officer",
    )  # fmt: skip
    assert (copy.received / record.file).read_bytes() == file.read_bytes()
    wait_until(lambda: "Loaded" in look(site, f"file={fields['file']}", "load"))
    assert "Check the language in every fourth file" in look(site, "ref=MP/4.3&sender=police", "actions")


def test_two_officers_at_once_lose_nothing_and_the_second_one_is_shown_it_anew(site, copy, merrowshire, tmp_path):
    both = [sent(site, copy, november(merrowshire, tmp_path / note, note)) for note in ("one", "two")]
    records = len(ledger_records.received(ledger.read(copy.received)))
    with ThreadPoolExecutor(2) as two:
        answers = [*two.map(lambda fields: fill(site, "/load-keep", **fields)[1], both)]
    (told_so,) = [where for where in answers if "said" in asked(where)]
    assert "was recorded in the meantime" in look(site, urlsplit(told_so).query, "load")
    assert len(ledger_records.received(ledger.read(copy.received))) == records + 1
    (left,) = [fields for fields in both if fields["file"] == asked(told_so)["file"]]
    assert [one.sha256 for one in copy.waiting] == [left["file"]]
    fill(site, "/load-keep", **left | {"ledger": copy.head})
    assert len(ledger_records.received(ledger.read(copy.received))) == records + 2 and copy.waiting == []
    assert [*ledger.chain_faults(ledger.read(copy.received))] == []


def test_the_same_file_kept_twice_at_once_is_one_record_and_both_are_shown_it(site, copy, merrowshire, tmp_path):
    """A click too many, or a second officer: nobody is asked to keep again what is on record."""
    fields = sent(site, copy, november(merrowshire, tmp_path / "three", "Three."))
    records = len(ledger_records.received(ledger.read(copy.received)))
    with ThreadPoolExecutor(2) as two:
        answers = [*two.map(lambda by: fill(site, "/load-keep", **fields | {"by": by})[1], ("Clerk", "Data officer"))]
    assert len(ledger_records.received(ledger.read(copy.received))) == records + 1
    assert answers == [f"/load?file={fields['file']}"] * 2


def test_a_file_that_somebody_else_takes_in_the_middle_of_a_click_leads_to_what_became_of_it(copy, monkeypatch):
    """Between finding the file and recording it lies a moment: whoever loses it is not told to keep the file again."""
    monkeypatch.setenv("TRACKER_BUILT", str(copy.built))
    file = put(load_work.waiting_folder(), "taken.xlsx", b"PK")

    def taken_meanwhile(file):
        drop(load_work.waiting_folder(), file.id)
        return [file.sender or "police"]

    monkeypatch.setattr(load_work, "senders_of", taken_meanwhile)
    fields = {"file": file.id, "sender": "police", "day": "2026-11-27", "by": "Clerk", "ledger": copy.head}
    assert load_answers.keep(FormData(fields)) == f"/load?file={file.id}"


def test_the_same_file_is_not_recorded_twice_for_one_sender(site, copy, merrowshire):
    fields, before = sent(site, copy, merrowshire.received / "police" / "2026-10-26.xlsx"), copy.head
    where = fill(site, "/load-keep", **fields)[1]
    said = "The same file was already received as police/2026-10-26.xlsx."
    assert said in look(site, urlsplit(where).query, "load") and copy.head == before
    fill(site, "/load-drop", file=fields["file"])


def test_a_file_that_no_longer_waits_is_neither_dropped_nor_loaded(site, nothing_taken):
    for path, said in (("/load-drop", "nothing was dropped"), ("/load-again", "no such file on record")):
        assert said in look(site, urlsplit(fill(site, path, file="0" * 64)[1]).query, "load")
    assert "There is no such file here." in look(site, "file=" + "0" * 64, "load")


# What the page is told


def test_an_address_can_make_the_page_say_nothing_of_its_own(site):
    shown = look(site, "said=bought+and+sold", "load")
    assert "an-message" not in shown.partition("</style>")[2] and "No file waits." in shown


def test_only_so_many_sentences_are_remembered():
    marks = [leave_messages([str(n)]) for n in range(MOST + 20)]
    assert messages_at(marks[0]) == () and messages_at(marks[-1]) == (str(MOST + 19),) and leave_messages([]) == ""


def test_a_fragment_runs_for_staff_alone(monkeypatch):
    message = BackMsg()
    message.rerun_script.fragment_id = "any"
    assert messages._is_needed(message)
    monkeypatch.setattr(messages, "IS_PUBLISHED", True)
    assert not messages._is_needed(message)
