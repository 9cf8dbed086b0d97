"""Waiting files: whole or not at all, once, within limits, apart from the record, and no longer than a week."""

from __future__ import annotations  # see conftest.py for the reason

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from drawing import LAYOUT, REGISTER, write_workbook

from loaders.load.recognise import fits, only_sender
from loaders.received import submissions, waiting_files
from loaders.received.arrival import SENDER
from loaders.received.folder import files_in
from loaders.received.request_log import Requests
from loaders.received.waiting_files import drop, drop_old, find, folder_beside, list_waiting, put
from tracker.findings import NotReadable
from tracker.london import LONDON

CSV = b"Ref,Action\nA1,Mend\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_beside(tmp_path / "received")


def test_a_file_waits_under_its_fingerprint_with_the_name_and_the_bytes_that_were_sent(folder):
    name = "Plan – März (final) v2.CSV"
    one = put(folder, name, CSV)
    assert (one.name, one.size_bytes, one.path.read_bytes()) == (name, len(CSV), CSV)
    assert len(one.sha256) == 64 and find(folder, one.sha256) == one and list_waiting(folder) == [one]


def test_nothing_that_waits_lies_where_a_load_looks(folder, tmp_path):
    put(folder, "plan.csv", CSV)
    assert files_in(tmp_path / "received") == [] and folder.parent == tmp_path


def test_the_same_bytes_wait_once_under_the_name_they_had_first(folder):
    first = put(folder, "plan.csv", CSV)
    assert put(folder, "the same.csv", CSV) == first and len(list_waiting(folder)) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.exe", CSV, "does not end in one of .xlsx"),
        ("plan", CSV, "does not end in one of .xlsx"),
        (".csv", CSV, "does not end in one of .xlsx"),
        ("../plan.csv", CSV, "Rename it"),
        ("..\\plan.csv", CSV, "Rename it"),
        ("plan\n.csv", CSV, "Rename it"),
        ("plan\u202e.csv", CSV, "Rename it"),
        ("\ud800.csv", CSV, "Rename it"),
        ("é" * 99 + ".csv", CSV, "Rename it"),
        ("plan.csv", b"", "It is empty"),
        ("plan.xlsx", b"%PDF-1.7", "The file is a PDF"),
        ("plan.xlsx", b"\x89PNG", "The file is a picture"),
        ("plan.csv", b"x" * 20_000_001, "It is over 20 MB"),
    ],
)
def test_what_can_be_no_return_does_not_wait(folder, name, content, said):
    with pytest.raises(NotReadable, match=said):
        put(folder, name, content)
    assert not folder.exists() or [*folder.iterdir()] == []


def test_there_is_room_for_so_many_files_and_bytes_and_no_more(folder, monkeypatch):
    monkeypatch.setattr(waiting_files, "MOST_FILES", 2)
    put(folder, "a.csv", b"a,b")
    put(folder, "b.csv", b"b,c")
    with pytest.raises(NotReadable, match="Keep or drop some of them first"):
        put(folder, "c.csv", b"c,d")
    put(folder, "a.csv", b"a,b")  # waits already
    monkeypatch.setattr(waiting_files, "MOST_FILES", 100)
    monkeypatch.setattr(waiting_files, "MOST_BYTES", 8)
    with pytest.raises(NotReadable, match="together already"):
        put(folder, "c.csv", b"c,d")
    assert [one.name for one in list_waiting(folder)] == ["a.csv", "b.csv"]


def test_sent_many_times_at_one_moment_it_waits_once_and_nothing_is_left_over(folder):
    with ThreadPoolExecutor(8) as many:
        found = [*many.map(lambda n: put(folder, f"{n % 2}.csv", CSV), range(40))]
    assert len({one.sha256 for one in found}) == 1
    assert [path.name for path in folder.iterdir()] == [found[0].sha256] and len(list_waiting(folder)) == 1


def test_dropped_nothing_is_left_and_a_mark_leads_nowhere_else(folder):
    one, other = put(folder, "plan.csv", CSV), put(folder, "other.csv", b"a,b")
    for mark in ("", ".", "..", "*", other.sha256[:10], "../received", "0" * 64):
        assert find(folder, mark) is None and not drop(folder, mark)
    assert drop(folder, one.sha256) and not drop(folder, one.sha256)
    assert [path.name for path in folder.iterdir()] == [other.sha256]


def test_a_disk_without_room_leaves_nothing_half(folder, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(waiting_files, "wait_for_disk", full)
    with pytest.raises(OSError, match="No space left"):
        put(folder, "plan.csv", CSV)
    assert [*folder.iterdir()] == []


def since(path: Path, day: date) -> None:
    seconds = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON).timestamp()
    for one in (path, path.parent):
        os.utime(one, (seconds, seconds))


def test_after_seven_days_it_is_gone_and_so_is_what_an_upload_that_was_cut_off_left(folder):
    today = date(2026, 12, 1)
    old, young = put(folder, "old.csv", CSV), put(folder, "young.csv", b"a,b")
    begun = folder / f"{waiting_files.BEGUN}1" / "half.csv"
    begun.parent.mkdir()
    begun.write_bytes(b"half")
    since(old.path, today - timedelta(days=8))
    since(begun, today - timedelta(days=8))
    since(young.path, today - timedelta(days=7))
    assert {one.name for one in list_waiting(folder)} == {"old.csv", "young.csv"}
    assert find(folder, young.sha256).since == date(2026, 11, 24)
    drop_old(folder, today)
    assert [path.name for path in folder.iterdir()] == [young.sha256]


def test_without_any_file_there_is_nothing_to_list_or_to_drop(folder):
    drop_old(folder, date(2026, 12, 1))
    assert list_waiting(folder) == [] and find(folder, "0" * 64) is None


# Whose file it is

PLAN = (
    "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | d:2026-03-01 | | In progress | |\n"
)
OTHER = LAYOUT.replace('"Ref"', '"Number"').replace('"Action"', '"What we do"').replace('"Plan"', '"Actions"')


@pytest.fixture
def layouts(collection) -> Path:
    collection.layout("transport", LAYOUT)
    collection.layout("harbour", OTHER)
    collection.layout("committee", REGISTER)
    return collection.layouts


def test_a_file_is_recognised_by_the_one_layout_that_finds_its_headings(workbook, layouts):
    found = fits(workbook(Plan=PLAN, Notes="See above"), date(2026, 3, 31), layouts, Requests())
    assert [*found] == [("transport", "Department of Transport", 1, 8, False)]
    assert only_sender(found) == "transport"


def test_of_two_that_fit_neither_is_taken(workbook, layouts, collection):
    collection.layout("railways", LAYOUT)
    found = fits(workbook(Plan=PLAN), date(2026, 3, 31), layouts, Requests())
    assert [one.sender for one in found] == ["railways", "transport"] and only_sender(found) == ""


def test_a_layout_that_lacks_a_heading_does_not_fit(workbook, layouts):
    table = "Ref | Weather | Status\nA1 | Rain | Wet"
    for drawn in (table, PLAN.replace("Reason", "Why")):
        assert fits(workbook(Plan=drawn), date(2026, 3, 31), layouts, Requests()) == []
    assert only_sender([]) == ""


def test_the_layout_of_the_day_counts(workbook, layouts, collection, tmp_path):
    collection.layout("transport.2026-04-01", OTHER)
    renamed = write_workbook(
        tmp_path / "april.xlsx", {"Actions": PLAN.replace("Ref ", "Number ").replace("Action ", "What we do ")}
    )
    assert [one.sender for one in fits(renamed, date(2026, 3, 31), layouts, Requests())] == ["harbour"]
    assert [one.sender for one in fits(renamed, date(2026, 4, 1), layouts, Requests())] == ["harbour", "transport"]


def test_what_nobody_can_read_is_reported(tmp_path, layouts):
    (tmp_path / "torn.xlsx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(NotReadable):
        fits(tmp_path / "torn.xlsx", date(2026, 3, 31), layouts, Requests())


# Files that a sender sends for itself


def test_the_same_bytes_of_two_senders_and_an_officer_are_three_files_and_each_has_its_own_name(folder):
    put(folder, "draft for nobody.csv", CSV)
    put(folder, "plan.csv", CSV, "fire")
    one = put(folder, "ours.csv", CSV, "police")
    assert (one.name, one.sender, one.sha256) == ("ours.csv", "police", waiting_files.sha256(CSV))
    assert submissions.of_sender(folder, "police") == [one] and len(list_waiting(folder)) == 3
    assert submissions.of_sender(folder, "") == submissions.of_sender(folder, "polic") == []


@pytest.mark.parametrize("sender", ["police", "St. Mary", "1.2", "-a", "fire and rescue"])
def test_a_name_of_a_sender_comes_back_whole(folder, sender):
    assert SENDER.fullmatch(sender) and put(folder, "plan.csv", CSV, sender).sender == sender


def test_officers_see_a_file_of_a_sender_from_its_submission_until_it_is_handed_back(folder):
    one = put(folder, "plan.csv", CSV, "police")
    assert submissions.of_officers(folder) == []
    submissions.submit(one, "Returns clerk", date(2026, 12, 1))
    submissions.submit(one, "Somebody else", date(2026, 12, 2))
    assert submissions.of_officers(folder) == [one]
    submissions.hand_back(one, date(2026, 12, 3), "The dates of Live actions are those of June.")
    assert submissions.of_officers(folder) == [] and submissions.of_sender(folder, "police") == [one]
    said = submissions.submission(one)
    assert (said.by, said.on, said.handed_back_on) == ("Returns clerk", date(2026, 12, 1), date(2026, 12, 3))
    drop(folder, one.id)
    assert submissions.submission(one) is None and [*folder.iterdir()] == []
    for late in (
        lambda: submissions.submit(one, "Clerk", date(2026, 12, 1)),
        lambda: submissions.hand_back(one, date(2026, 12, 1), "Late."),
    ):
        with pytest.raises(FileNotFoundError):
            late()
    assert [*folder.iterdir()] == []


def test_each_sender_has_room_of_its_own_also_for_many_files_at_once(folder, monkeypatch):
    def try_one(n: int) -> bool:
        try:
            return bool(put(folder, "plan.csv", CSV + b"%d" % n, "police"))
        except NotReadable as error:
            assert "Remove one or take one back first" in str(error)
            return False

    with ThreadPoolExecutor(8) as many:
        assert sum(many.map(try_one, range(40))) == waiting_files.MOST_FILES_OF_SENDER
    put(folder, "plan.csv", CSV, "fire")
    put(folder, "plan.csv", CSV)
    monkeypatch.setattr(waiting_files, "MOST_BYTES_OF_SENDER", len(CSV) + 5)
    with pytest.raises(NotReadable, match="would take over"):
        put(folder, "plan.csv", CSV + b"\n", "fire")


def test_a_submitted_file_waits_for_a_month_and_one_that_was_only_tried_for_a_week(folder):
    tried, sent = put(folder, "tried.csv", CSV, "police"), put(folder, "sent.csv", CSV + b"\n", "police")
    long_ago = datetime.now(LONDON) - timedelta(days=5)
    for one in (tried, sent):
        os.utime(one.path, (long_ago.timestamp(),) * 2)
    submissions.submit(sent, "Returns clerk", date.today())
    today = datetime.now(LONDON).date()
    (sent,) = [one for one in list_waiting(folder) if one.name == "sent.csv"]
    assert (sent.since, sent.until) == (today, today + timedelta(days=31))
    drop_old(folder, today + timedelta(days=3))
    assert list_waiting(folder) == [sent]
    drop_old(folder, today + timedelta(days=31))
    assert list_waiting(folder) == [sent]
    drop_old(folder, today + timedelta(days=32))
    assert list_waiting(folder) == []


def test_a_submitted_file_that_is_not_as_it_was_sent_is_a_fault_and_one_that_was_only_tried_is_none(folder):
    sent = [put(folder, f"{n}.csv", CSV + b"%d" % n, "police") for n in range(4)]
    put(folder, "tried.csv", CSV, "police").path.write_bytes(b"Ref\n")
    for one in sent:
        submissions.submit(one, "Returns clerk", date(2026, 12, 1))
    assert [*submissions.faults(folder)] == []
    sent[0].path.write_bytes(CSV)
    sent[1].path.unlink()
    (sent[2].path.parent / waiting_files.SUBMITTED).write_text("{", encoding="utf-8")
    said = [*submissions.faults(folder)]
    assert [any(one.id in fault for fault in said) for one in sent] == [True, True, True, False]
    assert len(said) == 3 and all(fault.endswith("from a copy.") for fault in said)
