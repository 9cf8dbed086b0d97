"""The page Withdraw in each of its states, and what its forms do, without a browser."""

from __future__ import annotations  # see conftest.py for the reason

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from drawing import Collection, write_workbook
from screen import heading, html_of, open_page, words
from waiting import wait_until

from loaders.load.correct import Choice, Way
from loaders.load.correction_trial import try_correction
from loaders.load.load import load
from loaders.load.trial_report import position_words
from loaders.mapping.layout_files import layouts_sha256
from loaders.received import ledger, ledger_records, receive, verify, waiting_files
from loaders.received.actor import Actor
from loaders.received.withdraw import CorrectionDecision, withdraw
from pages.parts.today import london_day
from pages.staff.jobs import Jobs
from pages.staff.load import work as load_work
from pages.staff.withdraw import answers as withdraw_answers
from pages.staff.withdraw import work as withdraw_work
from tracker import store
from tracker.findings import NotReadable
from tracker.terms import Change

PAGE = "staff/86_withdraw.py"
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
FIRST = HEADINGS + "A1 | 1 | Mend | d:2026-03-01 | | In progress | |\nA2 | 1 | Paint | d:2027-06-30 | | In progress | |"
LAST = (
    HEADINGS + "A1 | 1 | Mend | d:2026-03-01 | d:2026-02-20 | Complete | Photo |\nA3 | 1 | Sweep | | | Not started | |"
)
FILE = "transport/2026-02-28.xlsx"
BY = "Head of scrutiny"


@pytest.fixture
def staff(collection: Collection, monkeypatch) -> Collection:
    """Two returns on record, of which the later one was a mistake, shown to staff."""
    collection.plan("2026-01-31", FIRST)
    collection.plan("2026-02-28", LAST)
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setenv("TRACKER_PUBLIC", str(collection.received.parent / "public"))
    monkeypatch.setattr(load_work, "LAYOUTS", collection.layouts)
    monkeypatch.setattr(load_work, "load", lambda folder, built: load(folder, built, collection.layouts))
    monkeypatch.setattr(load_work, "LOADS", Jobs(20))
    monkeypatch.setattr(withdraw_work, "TRIALS", Jobs(20))
    return collection


def shown(**query: str):
    """The page once no work is under way."""
    at = wait_until(lambda: page if "so far." not in words(page := open_page(PAGE, as_of="", **query)) else None, 0.5)
    assert not at.exception
    return at


def fields(staff: Collection, **others: str) -> dict[str, str]:
    """The fields of the form on the page of the file."""
    head = ledger.head(ledger.read(staff.received))
    seen = {"file": FILE, "ledger": head, "layouts": layouts_sha256(load_work.layouts())}
    return {**seen, "because": "misfiled", "why": "A draft", "by": BY, **others}


def said(address: str) -> str:
    """The words of the page to which an answer leads."""
    assert urlsplit(address).path == "/withdraw"
    return words(shown(**dict(parse_qsl(urlsplit(address).query))))


def withdrawals(staff: Collection) -> list[ledger_records.FileWithdrawn]:
    return [*ledger_records.withdrawals(ledger.read(staff.received)).values()]


def refuse(why: str, *_: object) -> None:
    raise NotReadable(why)


def test_every_file_leads_to_what_its_withdrawal_would_change(staff):
    at = shown()
    assert "2 files on record" in words(at) and f"file={FILE.replace('/', '%2F')}" in html_of(at)


def test_what_it_would_change_is_what_the_withdrawal_changes(staff):
    before = ledger.read(staff.received)
    at, text = shown(file=FILE), words(shown(file=FILE))
    assert heading(at) == f"Withdraw {FILE}" and "No longer on record: the only file that held it was withdrawn" in text
    today = london_day()
    decision = CorrectionDecision(Actor(BY), today, "A draft")
    trial = try_correction(Choice(FILE), decision, staff.received, staff.built, staff.layouts)
    assert ledger.read(staff.received) == before
    assert {(row.action_ref, row.change) for row in trial.effects.changes} >= {("A3", Change.WITHDRAWN)}
    assert (trial.effects.counts_before["overdue"], trial.effects.counts["overdue"]) == (0, 1)
    withdraw(FILE, decision, staff.received)
    staff.load()
    counts = words(shown(file="transport/2026-01-31.xlsx"))
    assert f": {position_words(trial.effects.counts)}." in counts.partition("Without the file")[0]


def test_actions_that_come_and_go_on_one_day_are_counted_and_listed(staff):
    """The day before did not have them, so no change from day to day shows that they go."""
    today = str(london_day())
    staff.plan(today, LAST + "\nA8 | 1 | Light | d:2026-04-01 | | Not started | |\nA9 | 1 | Sign | | | Not started | |")
    staff.load()
    text = words(shown(file=f"transport/{today}.xlsx"))
    assert "2 actions no longer on record" in text and "A8 Light" in text and "A9 Sign" in text
    assert "No action or recommendation would change." not in text


def test_a_withdrawal_is_one_record_as_by_the_command_and_is_loaded(staff):
    take_back = partial(withdraw_answers.correct_file, Way.WITHDRAW)
    sent = fields(staff)
    assert urlsplit(take_back(sent)).path == "/withdraw"
    assert take_back(sent) == take_back(fields(staff))  # pressed again and again
    (record,) = withdrawals(staff)
    assert (record.file, record.because, record.why, record.by) == (FILE, "misfiled", "A draft", BY)
    assert record.on == str(london_day())
    at = shown(file=FILE)
    assert heading(at) == "Withdrawn" and "A draft." in words(at) and f"{BY} (typed, not signed in)" in words(at)
    assert "/withdraw-file" not in html_of(at) and (staff.received / FILE).exists()
    assert [*verify.all_faults(staff.received, ledger.read(staff.received), built=staff.built)] == []
    assert "Withdrawn on" in words(shown())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"by": ""}, "Nothing was recorded. Say which post decides."),
        ({"by": "Margaret Thornbury"}, "Name a post, never a person."),
        ({"why": ""}, "Say what kind of mistake it was, and why"),
        ({"why": "Margaret Thornbury sent it"}, "Give the reason without it."),
        ({"why": "x" * 301}, "longer than 300 characters"),
        ({"because": "personal data"}, "Say what kind of mistake it was"),
        ({"ledger": ""}, "Say what kind of mistake it was"),
        (
            {"ledger": "f" * 64},
            "so nothing was recorded now. Look at what it would change now, then decide.",
        ),
        ({"file": "transport/2020-01-01.xlsx"}, "is on no record"),
        ({"file": "../ledger.jsonl"}, "is on no record"),
    ],
)
def test_a_faulty_form_records_nothing(staff, wrong, sentence):
    before = ledger.read(staff.received)
    assert sentence in said(withdraw_answers.correct_file(Way.WITHDRAW, fields(staff, **wrong)))
    assert ledger.read(staff.received) == before


def test_a_withdrawal_that_is_on_record_and_not_loaded_offers_the_load(staff, monkeypatch):
    monkeypatch.setattr(
        load_work, "load", lambda folder, built: (_ for _ in ()).throw(NotReadable("The disk is full."))
    )
    withdraw_answers.correct_file(Way.WITHDRAW, fields(staff))
    at = shown(file=FILE)
    assert heading(at) == "Withdrawn, not loaded yet" and "The disk is full." in words(at)
    assert 'action="/withdraw-load"' in html_of(at)
    monkeypatch.setattr(load_work, "load", partial(load, layouts=staff.layouts))
    withdraw_answers.load_again({"file": FILE})
    assert heading(shown(file=FILE)) == "Withdrawn"


def test_nothing_is_withdrawn_from_an_earlier_day(staff):
    for query in ({}, {"file": FILE}):
        at = open_page(PAGE, as_of="2026-03-31", **query)
        assert "/withdraw-file" not in html_of(at) and "go to the latest position first" in words(at)


def test_nothing_of_the_example_in_place_of_own_files_is_withdrawn(staff, monkeypatch):
    monkeypatch.setattr(load_work, "is_example_in_place_of_own", lambda: True)
    assert "nothing of yours to withdraw" in words(shown())


def test_a_place_without_a_file_and_an_unreadable_ledger_are_reported(staff):
    assert heading(shown(file="transport/2020-01-01.xlsx")) == "Not here"
    (staff.received / ledger.LEDGER).write_bytes(b"no ledger\n")
    assert "No file can be corrected at the moment." in words(shown(file=FILE))


def test_a_correction_that_cannot_be_tried_is_reported_and_not_offered(staff, monkeypatch):
    monkeypatch.setattr(withdraw_work, "try_correction", partial(refuse, "Load first."))
    at = shown(file=FILE)
    assert "What it would change cannot be said. Load first." in words(at) and "/withdraw-file" not in html_of(at)


def test_a_day_before_the_file_came_changes_nothing_that_was_known_then(staff):
    trial = try_correction(
        Choice(FILE),
        CorrectionDecision(Actor(BY), date(2026, 5, 1), "A draft"),
        staff.received,
        staff.built,
        staff.layouts,
    )
    assert trial.on == date(2026, 5, 1)


# Another day, another file, and words erased


def recorded(staff: Collection) -> list[tuple[str, str]]:
    """The kind and the file of each record."""
    return [(one.kind, one.file) for one in ledger.read(staff.received) if one.kind != "changed"]


def refused(staff: Collection, way: Way, sent: dict[str, str]) -> str:
    """The message after a form that recorded nothing."""
    before, files = ledger.read(staff.received), {path: path.read_bytes() for path in staff.received.rglob("*.xlsx")}
    text = said(withdraw_answers.correct_file(way, sent))
    assert ledger.read(staff.received) == before
    assert {path: path.read_bytes() for path in staff.received.rglob("*.xlsx")} == files
    return text


def test_each_kind_of_correction_is_offered_and_an_unknown_one_is_reported(staff):
    html = html_of(shown(file=FILE))
    assert all(f"way={way}" in html for way in ("redate", "replace", "erase"))
    assert "nothing called “burn”" in words(shown(file=FILE, way="burn"))


def test_another_day_is_tried_first_and_then_recorded_as_the_command_does(staff):
    at = shown(file=FILE, way="redate")
    assert heading(at) == f"Give {FILE} another day" and "/withdraw-redate" not in html_of(at)
    text = words(shown(file=FILE, way="redate", day="2026-01-15"))
    assert (
        re.search(r"With the other day: [^.]*\b3 open", text) and "Missing from the return: 1" in text
    )  # A3, by the later file
    before = ledger.read(staff.received)
    assert ledger.read(staff.received) == before
    withdraw_answers.correct_file(Way.REDATE, fields(staff, day="2026-01-15"))
    assert recorded(staff)[-2:] == [("dated anew", FILE), ("received", "transport/2026-01-15.xlsx")]
    at = shown(file=FILE, way="redate")
    assert heading(at) == "Dated anew" and "In its place: transport/2026-01-15.xlsx" in words(at)
    assert heading(shown(file=FILE)) == "Dated anew"  # whichever way is asked for
    assert [*verify.all_faults(staff.received, ledger.read(staff.received), built=staff.built)] == []


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-02-30", "“2026-02-30” is not a day. Write year, month and day: 2026-03-31."),
        ("31/03/2026", "“31/03/2026” is not a day."),
        ("2126-03-31", "2126-03-31 is after"),
        ("1026-03-31", "1026-03-31 is before 1990-01-01. Give the day on which the file was received."),
        ("2026-02-28", f"{FILE} has that day. Nothing more is needed."),
    ],
)
def test_an_impossible_day_is_refused_in_the_words_of_the_command(staff, day, why):
    at = shown(file=FILE, way="redate", day=day)
    assert why in words(at) and "/withdraw-redate" not in html_of(at)
    assert why in refused(staff, Way.REDATE, fields(staff, day=day))


def test_without_a_day_or_another_file_nothing_is_recorded(staff):
    assert "Give the day on which the file came" in refused(staff, Way.REDATE, fields(staff))
    assert "Send the file to put in its place" in refused(staff, Way.REPLACE, fields(staff))
    assert "is no longer waiting" in refused(staff, Way.REPLACE, fields(staff, other="f" * 64))


def take(content: bytes, name: str = "Right plan.xlsx") -> str:
    """Sends a file that replaces another; returns the address to which the answer leads."""
    return withdraw_answers.take(FILE, name, len(content), io.BytesIO(content))


def plan(folder: Path, text: str) -> bytes:
    return write_workbook(folder / "right.xlsx", {"Plan": text}).read_bytes()


def sent(content: bytes) -> str:
    """Sends a file; returns the mark under which it waits."""
    return dict(parse_qsl(urlsplit(take(content)).query))["other"]


def test_another_file_is_tried_and_then_replaces_the_one_on_record(staff, tmp_path):
    mark = sent(plan(tmp_path, LAST.replace("A3 | 1 | Sweep |", "A3 | 1 | Sweep twice | d:2026-01-31")))
    at = shown(file=FILE, way="replace", other=mark)
    text = words(at)
    assert heading(at) == f"Replace {FILE}" and "“Right plan.xlsx” waits" in text
    assert "1 action would stand differently" in text and "Sweep twice" in text
    assert "Open, no date set, no evidence named" in text and "Overdue, due 31 January 2026, first" in text
    assert re.search(r"With the other file: [^.]*\b2 open[^.]*; 1 overdue, 1 by the dates first promised\.", text)
    assert len(recorded(staff)) == 2
    withdraw_answers.correct_file(Way.REPLACE, fields(staff, other=mark))
    assert recorded(staff)[-2:] == [("replaced", FILE), ("received", "transport/2026-02-28.2.xlsx")]
    new = ledger_records.received(ledger.read(staff.received))[-1]
    assert (new.sent_as, new.sha256, withdraw_work.find_waiting(mark)) == ("Right plan.xlsx", mark, None)
    assert withdrawals(staff)[0].because == "damaged" and heading(shown(file=FILE)) == "Replaced"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("plan.pdf", b"%PDF-1.7", "Its name does not end in one of"),
        ("plan.xlsx", b"", "It is empty (0 bytes)."),
        ("plan.xlsx", b"%PDF-1.7 and more", "PDF"),
    ],
)
def test_a_file_that_cannot_be_a_return_is_refused(staff, name, content, why):
    assert why in said(take(content, name))
    assert not [*load_work.waiting_folder().glob("[0-9a-f]*")]


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b""], ids=["damaged", "another form"])
def test_an_unreadable_file_is_reported_and_not_offered(staff, tmp_path, content):
    mark = sent(content or plan(tmp_path, "Something | else\n1 | 2"))
    at = shown(file=FILE, way="replace", other=mark)
    assert "What it would change cannot be said." in words(at) and "/withdraw-replace" not in html_of(at)


def erasing(staff: Collection, **others: str) -> dict[str, str]:
    return fields(staff, **{"typed": FILE, "sure": "yes", **others})


def test_the_page_says_beforehand_what_erasing_reaches_and_asks_twice(staff):
    at = shown(file=FILE, way="erase")
    text = words(at)
    said_before = (
        "gone for ever",
        "3 cells would say “[erased]”",
        "until you publish again",
        "Backups",
        "witness",
    )
    assert [one for one in said_before if one not in text] == []
    before, after = re.findall(r"(\d+ open[^.;]*; \d+ overdue, \d+ by the dates first promised)", text)
    assert before == after
    assert "type the name of the file as it stands here" in refused(staff, Way.ERASE, erasing(staff, typed="plan"))
    assert "tick that you have read" in refused(staff, Way.ERASE, erasing(staff, sure=""))
    assert "Say why its words are erased" in refused(staff, Way.ERASE, erasing(staff, why=""))
    assert "Say which post decides" in refused(staff, Way.ERASE, erasing(staff, by=""))
    assert "so nothing was recorded now" in refused(staff, Way.ERASE, erasing(staff, ledger="f" * 64))


def test_erased_words_are_gone_from_the_file_the_database_and_what_waits(staff):
    content = (staff.received / FILE).read_bytes()
    waiting_files.put(load_work.waiting_folder(), "again.xlsx", content)
    shown(file=FILE, way="erase")
    assert withdraw_work.TRIALS.done()
    withdraw_answers.correct_file(Way.ERASE, erasing(staff))
    assert withdraw_work.TRIALS.done() == []
    assert recorded(staff)[-1] == ("words erased", FILE) and not (staff.received / FILE).exists()
    at = shown(file=FILE, way="erase")
    assert heading(at) == "Words erased" and "It does not reach these." in words(at)
    assert waiting_files.list_waiting(load_work.waiting_folder()) == []
    with store.read_only(store.current(staff.built)) as db:
        assert db.execute("SELECT count(*) FROM action_version WHERE action = 'Sweep'").fetchone() == (0,)
    html = html_of(shown(file=FILE))  # it still counts and can be withdrawn, but has no bytes to redate
    assert "/withdraw-file" in html and "way=replace" in html and "way=redate" not in html


def test_other_changes_of_today_are_not_attributed_to_erasing(staff):
    withdraw("transport/2026-01-31.xlsx", CorrectionDecision(Actor(BY), london_day(), "Another"), staff.received)
    staff.load()
    assert "Counts without a withdrawn file" not in words(shown(file=FILE, way="erase"))


def test_the_words_of_named_cells_alone_are_erased(staff):
    assert "1 cell would say “[erased]”" in words(shown(file=FILE, way="erase", cells="Plan!C2"))
    assert "“C2” is not a cell." in words(shown(file=FILE, way="erase", cells="C2"))
    assert "Plan!C99 is not read" in words(shown(file=FILE, way="erase", cells="Plan!C99"))
    withdraw_answers.correct_file(Way.ERASE, erasing(staff, cells="Plan!C2"))
    shown(file=FILE, way="erase")
    with store.read_only(store.current(staff.built)) as db:
        of_file = "SELECT DISTINCT action FROM action_version WHERE action IN ('Sweep', '[erased]') ORDER BY action"
        assert db.execute(of_file).fetchall() == [("Sweep",), ("[erased]",)]


def test_the_words_of_a_withdrawn_file_are_erased_too(staff):
    withdraw_answers.correct_file(Way.WITHDRAW, fields(staff))
    assert "way=erase" in html_of(shown(file=FILE))
    assert "/withdraw-erase" in html_of(shown(file=FILE, way="erase"))
    withdraw_answers.correct_file(Way.ERASE, erasing(staff))
    assert heading(shown(file=FILE, way="erase")) == "Words erased" and heading(shown(file=FILE)) == "Withdrawn"


def test_nothing_is_recorded_where_a_copy_cannot_be_removed_and_a_second_try_works(staff, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    before = recorded(staff)
    monkeypatch.setattr(withdraw_work, "remove_copies", full)
    assert "Nothing was recorded." in said(withdraw_answers.correct_file(Way.ERASE, erasing(staff)))
    assert recorded(staff) == before and (staff.received / FILE).exists()


@pytest.mark.parametrize("way", [Way.WITHDRAW, Way.ERASE])
def test_a_layout_changed_since_the_page_was_shown_needs_another_look(staff, way):
    form, before = erasing(staff), recorded(staff)
    layout = staff.layouts / "transport.toml"
    layout.write_text(layout.read_text(encoding="utf-8") + "\n# Checked\n", encoding="utf-8")
    assert "A layout was changed in the meantime" in said(withdraw_answers.correct_file(way, form))
    assert recorded(staff) == before


def test_a_cell_without_words_has_nothing_to_erase(staff):
    at = shown(file=FILE, way="erase", cells="Plan!G3")
    assert "There is nothing to erase" in words(at) and "/withdraw-erase" not in html_of(at)


def test_changes_of_unloaded_files_are_not_attributed_to_the_correction(staff, tmp_path):
    other = write_workbook(tmp_path / "march.xlsx", {"Plan": FIRST.replace("Mend", "Mend all")})
    receive.receive(other, "transport", date(2026, 3, 1), staff.received)
    assert "1 file on record is not loaded yet" in words(shown(file=FILE))


@pytest.mark.parametrize("way", [Way.REDATE, Way.REPLACE, Way.ERASE])
def test_a_record_by_another_officer_meanwhile_needs_another_look(staff, tmp_path, way):
    mark = sent(plan(tmp_path, LAST.replace("Sweep", "Sweep twice")))
    form = erasing(staff, day="2026-01-15", other=mark)
    withdraw("transport/2026-01-31.xlsx", CorrectionDecision(Actor(BY), london_day(), "Another"), staff.received)
    assert "Look at what it would change now, then decide." in refused(staff, way, form)


@pytest.mark.parametrize("way", [Way.REDATE, Way.ERASE])
def test_only_one_of_two_officers_at_the_same_moment_is_recorded(staff, way):
    forms = [erasing(staff, day="2026-01-15", by=by) for by in (BY, "Data officer")]
    before = len(recorded(staff))
    with ThreadPoolExecutor(2) as officers:
        addresses = [*officers.map(partial(withdraw_answers.correct_file, way), forms)]
    assert [kind for kind, _ in recorded(staff)[before:]].count(
        "words erased" if way is Way.ERASE else "dated anew"
    ) == 1
    assert all(urlsplit(one).path == "/withdraw" for one in addresses)
    assert [*verify.all_faults(staff.received, ledger.read(staff.received))] == []
