"""The page Verify: what it checks, what it found, and what to do about each fault."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from drawing import Collection
from screen import html_of, open_page, words
from waiting import wait_until

from loaders.__main__ import main
from loaders.received import ledger
from pages.staff.jobs import Jobs
from pages.staff.load import work as load_work
from pages.staff.verify import work as verify_work
from pages.staff.verify.work import PUBLISHED, REBUILT, RECEIVED

PAGE = "staff/88_verify.py"
PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | d:2026-03-31 | | In progress | |"


@pytest.fixture
def staff(collection: Collection, monkeypatch) -> Collection:
    collection.plan("2026-01-31", PLAN)
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setenv("TRACKER_PUBLIC", str(collection.received.parent / "public"))
    monkeypatch.setattr(load_work, "LAYOUTS", collection.layouts)
    monkeypatch.setattr(verify_work, "RUNS", Jobs(10))
    return collection


def pressed(kind: str):
    """Presses the button for this kind of check; returns the page once no work is under way."""
    open_page(PAGE, as_of="").button(key=f"verify {kind}").click().run()
    at = wait_until(lambda: page if "so far." not in words(page := open_page(PAGE, as_of="")) else None, 0.5)
    assert not at.exception
    return at


def test_nothing_runs_before_somebody_presses_a_button(staff):
    at = open_page(PAGE, as_of="")
    assert [one.label for one in at.button] == [
        "Verify: files and ledger", "Verify: the same, and the database built once more",
    ]  # fmt: skip
    assert all(verify_work.last(kind) is None for kind in (RECEIVED, REBUILT, PUBLISHED))


def test_a_press_in_a_second_tab_shows_the_run_that_the_first_one_began(staff):
    tabs = [open_page(PAGE, as_of="") for _ in range(2)]
    tabs[0].button(key=f"verify {RECEIVED}").click().run()
    first = verify_work.last(RECEIVED)
    wait_until(lambda: first.is_done)
    tabs[1].button(key=f"verify {RECEIVED}").click().run()
    assert verify_work.last(RECEIVED) is first and "Nothing was altered, removed or inserted." in words(tabs[1])
    tabs[1].button(key=f"verify {RECEIVED}").click().run()
    assert verify_work.last(RECEIVED) is not first  # somebody who has seen the result may run it again


@pytest.mark.parametrize("kind", [RECEIVED, REBUILT])
def test_the_page_says_that_all_is_well_with_the_head_of_the_ledger(staff, kind):
    text = words(pressed(kind))
    assert "Nothing was altered, removed or inserted." in text and "1 file, each as it was received." in text
    assert ledger.head(ledger.read(staff.received)) in text
    assert ("has the very rows that the files give" in text) == (kind == REBUILT)


def test_the_salt_of_one_file_is_shown_as_the_command_prints_it(staff, capsys):
    assert "Salt" not in html_of(open_page(PAGE, as_of=""))
    text = words(open_page(PAGE, as_of="", number="1"))
    assert main(["salt", "1", str(staff.received)]) == 0
    printed = dict(line.split(": ") for line in capsys.readouterr().out.splitlines()[:3])
    assert printed["Salt"] in text and printed["Commitment, as published"] in text


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("9", "There is no record 9 in"),
        ("x", "“x” is not the number of a record."),
        ("9" * 30, "9” is not the number of a"),
    ],
)
def test_a_number_without_a_record_of_a_file_is_reported(staff, number, why):
    assert why in words(open_page(PAGE, as_of="", number=number))


def test_each_fault_is_reported_with_what_to_do_as_by_the_command(staff, capsys):
    file = staff.received / "transport" / "2026-01-31.xlsx"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b" ")
    (staff.received / "transport" / "2026-02-28.csv").write_bytes(b"Ref,Action\nA1,Mend\n")
    at = pressed(RECEIVED)
    assert "2 faults found." in words(at) and html_of(at).count("<li>") >= 2
    folders = ["--built", str(staff.built), "--layouts", str(staff.layouts)]
    assert main(["verify", str(staff.received), *folders]) == 1
    for line in capsys.readouterr().out.splitlines():
        assert line in words(at), line


def test_an_altered_record_of_the_ledger_is_reported(staff):
    staff.plan("2026-02-28", PLAN.replace("Mend", "Paint"))
    staff.load()
    path = staff.received / ledger.LEDGER
    path.write_bytes(path.read_bytes().replace(b"2026-01-31.xlsx", b"2026-01-30.xlsx", 1))
    assert "Record 1 of the ledger" in words(pressed(RECEIVED))


def test_nothing_is_verified_while_the_example_is_shown_in_place_of_own_files(staff, monkeypatch):
    monkeypatch.setattr(load_work, "is_example_in_place_of_own", lambda: True)
    at = open_page(PAGE, as_of="")
    assert not at.button and "nothing of yours to verify" in words(at)
