"""The form of the page Returns, without a browser: it makes one request, as the command does, or none."""

from __future__ import annotations  # see conftest.py for the reason

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import urlsplit

import openpyxl
import pytest
from staff_copy import StaffCopy, asked, fill, post
from visitor import look, request

from loaders.load.load import load
from loaders.received import ledger, ledger_records, request_log, verify
from loaders.received.receive import receive
from loaders.request.request import new_name
from loaders.request.to_send import folder_beside
from pages.server.form_routes import form_routes


def fields(copy: StaffCopy, **others: str) -> dict[str, str]:
    """The fields of the form on the page of the police."""
    return {
        "form": new_name(), "ledger": copy.head, "sender": "police", "due": "2027-01-08", "which": "all",
        "by": "Scrutiny officer", **others,
    }  # fmt: skip


def made(copy: StaffCopy) -> list[ledger_records.ReturnRequested]:
    return [*ledger_records.requests(ledger.read(copy.received)).values()]


def test_no_staff_form_is_accepted_from_another_site_or_through_another_program(site, copy):
    before = copy.everything
    for route in form_routes():
        assert post(site, route.path, b"file=x", Origin="https://elsewhere.example")[0] == 403, route.path
        assert post(site, route.path, b"file=x", X_Forwarded_For="127.0.0.1")[0] == 403, route.path
        assert request(site, route.path, "PUT", Origin=site)[0] == 405, route.path
    assert copy.everything == before and copy.waiting == []


def test_only_a_page_of_this_site_and_this_computer_may_ask(site, copy):
    before = copy.everything
    status, said = post(site, "/returns-request", b"form=x", X_Forwarded_For="127.0.0.1")
    assert status == 403 and "answers only on the computer on which it runs" in said
    assert request(site, "/returns-request?form=form-000000000000")[0] == 200 and copy.everything == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"by": " "}, "Say which post asks for the return."),
        ({"by": "Margaret Thornbury"}, "Name a post, never a person."),
        ({"due": "8/1/2027"}, "Choose whom to ask, the day by which it is to come"),
        ({"due": "2026-10-26"}, "2026-10-26 is not after 2026-10-26, the last day on record."),
        ({"which": "some"}, "Choose whom to ask"),
        ({"sender": "nobody"}, "There is no sender “nobody”"),
        ({"sender": "../police"}, "There is no sender “../police”"),
        ({"sender": "committee"}, "reads nothing that its sender keeps and can be asked for"),
        ({"sender": "police:verification"}, "reads no verifications that its sender keeps"),
        ({"ledger": ""}, "Choose whom to ask"),
        ({"ledger": "f" * 64}, "Something else was recorded in the meantime"),
        ({"form": ""}, "Choose whom to ask"),
        ({"form": "../../form-0000"}, "Choose whom to ask"),
    ],
)
def test_a_faulty_form_makes_no_request(site, copy, wrong, said):
    before = copy.everything
    status, where = fill(site, "/returns-request", **fields(copy, **wrong))
    assert status == 303 and urlsplit(where).path == "/returns" and "form" not in asked(where)
    shown = look(site, urlsplit(where).query, "returns")
    assert f"Nothing was asked. {said}" in shown or ("Nothing was asked." in shown and said in shown)
    assert copy.everything == before and not [*folder_beside(copy.received).glob("*")]


def test_pressing_the_button_repeatedly_makes_one_request_as_the_command_does(site, copy):
    sent, before = fields(copy), len(made(copy))
    with ThreadPoolExecutor(4) as many:
        answers = [*many.map(lambda n: fill(site, "/returns-request", **sent), range(4))]
    assert {where for _, where in answers} == {f"/returns?form={sent['form']}"}
    (record,) = made(copy)[before:]
    assert (record.form, record.sender, record.due, record.by) == (
        sent["form"], "police", "2027-01-08", "Scrutiny officer",
    )  # fmt: skip
    assert fill(site, "/returns-request", **sent)[1] == f"/returns?form={sent['form']}"  # as the back button would do
    assert len(made(copy)) == before + 1
    shown = look(site, f"form={sent['form']}", "returns")
    assert "Subject: Your actions, by 8 January 2027" in shown and "Nothing was sent." in shown
    (book,) = folder_beside(copy.received).glob(f"police {sent['form']}.xlsx")
    about = {row[0].value: row[1].value for row in openpyxl.load_workbook(io.BytesIO(book.read_bytes()))["Form"].rows}
    assert about["Form"] == sent["form"]
    assert [*verify.all_faults(copy.received, ledger.read(copy.received), built=copy.built)] == []


def test_open_actions_alone_and_all_of_them_are_what_the_form_says(site, copy):
    counts = []
    for which in ("open", "all"):
        sent = fields(copy, which=which)
        fill(site, "/returns-request", **sent)
        form = request_log.on_record(copy.received, ledger.read(copy.received)).forms[sent["form"]]
        assert form.open_only == (which == "open")
        counts.append(sum(bool(row.action_ref) for row in form.rows))
    assert 0 < counts[0] < counts[1]


def test_the_second_of_two_officers_at_once_sees_a_message_and_nothing_is_lost(site, copy):
    both, before = [fields(copy), fields(copy, sender="saltby")], len(made(copy))
    with ThreadPoolExecutor(2) as two:
        answers = [*two.map(lambda sent: fill(site, "/returns-request", **sent)[1], both)]
    (told_so,) = [where for where in answers if "said" in asked(where)]
    assert "Something else was recorded in the meantime" in look(site, urlsplit(told_so).query, "returns")
    left = next(sent for sent in both if sent["sender"] == asked(told_so)["sender"])
    assert asked(told_so)["due"] == "2027-01-08"
    fill(site, "/returns-request", **left | {"ledger": copy.head})
    assert {one.sender for one in made(copy)[before:]} == {"police", "saltby"}
    assert [*ledger.chain_faults(ledger.read(copy.received))] == []


def test_a_checker_is_asked_for_its_log_and_an_untouched_form_counts_as_returned(site, copy):
    sent = fields(copy, sender="assurance-board")
    fill(site, "/returns-request", **sent)
    shown = look(site, f"form={sent['form']}", "returns")
    assert "Subject: " in shown and "Not come back yet" in shown and "Its file" not in shown
    (book,) = folder_beside(copy.received).glob(f"assurance-board {sent['form']}.xlsx")
    receive(book, "assurance-board", date(2026, 11, 29), copy.received)
    load(copy.received, copy.built)
    assert "Came back on 29 November 2026" in look(site, f"form={sent['form']}", "returns")


def test_a_form_asked_for_on_screen_comes_back_and_is_read_by_its_name(site, copy):
    sent = fields(copy)
    fill(site, "/returns-request", **sent)
    (book,) = folder_beside(copy.received).glob(f"police {sent['form']}.xlsx")
    receive(book, "police", date(2026, 11, 30), copy.received)
    load(copy.received, copy.built)
    shown = look(site, f"form={sent['form']}", "returns")
    assert "Came back on 30 November 2026" in shown
    assert "police/2026-11-30.xlsx" in shown and "This file brings MP/4.2 and MP/6.5.2 back" in shown
