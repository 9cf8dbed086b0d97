"""A log of checks has only new entries, or is a whole record; a check that a whole log drops is withdrawn visibly."""

from datetime import date

import pytest
from drawing import LOG as LAYOUT
from drawing import REGISTER, Collection, rows, write_workbook
from returns import LOG, changes, position, positions
from test_checks_that_count import DONE, log_of, on_page

from loaders.mapping.read_layout import read_layout
from loaders.propose.draft import draft
from loaders.propose.proposal import propose
from loaders.publishing import public_database
from loaders.publishing.release.texts import read_texts
from tracker import store
from tracker.findings import NotReadable
from tracker.questions import action as one_action
from tracker.questions import changes as what_changed
from tracker.questions import downloads, problems

TWO = DONE.format("Photographs", "") + "\nA2 | 1 | Sweep | 31/3/2026 | 1/3/2026 | Complete | Photographs |"
THREE = TWO + TWO.splitlines()[-1].replace("A2", "\nA3")
YES = "Yes | Board | 2/4/2026 | Minute 4 |"
NO = "No | Board | 2/4/2026 | Minute 4 | It is loose"
OTHER = "\nDepartment of Transport | A2 | Yes | Board | 2/4/2026 | Minute 4 |"
ONLY_A2 = LOG.splitlines()[0] + OTHER
PROBLEMS = "staff/90_problems.py"
VERIFIED, CLAIMED = ("Verified complete",), ("Reported complete, not verified",)


def log_is(collection: Collection, log: str, sender: str = "board") -> None:
    collection.layout(sender, LAYOUT.replace("[columns]", f'log = "{log}"\n[columns]'))


@pytest.fixture
def whole(collection: Collection) -> Collection:
    """A plan of two completed actions, and the first whole log of a sender, which confirms both."""
    log_is(collection, "whole")
    collection.plan("2026-03-31", TWO)
    collection.log("2026-04-10", LOG + YES + OTHER)
    return collection


def of_checks(db, ref: str = "A1") -> list[tuple]:
    """What the logs changed: day, change, old value and new value."""
    return [row[:4] for row in changes(db, ref) if row[0] > "2026-03-31"]


FOUND = ("2026-04-10", "verified", "", "Board, 2026-04-02")
ENDED = ("2026-05-10", "check withdrawn", "verified", "Board, 2026-04-02")


def test_a_check_that_a_whole_log_no_longer_lists_is_withdrawn_from_that_day(whole, monkeypatch):
    whole.log("2026-05-10", ONLY_A2)
    db = whole.load()
    assert position(db, "2026-05-09", "state", "checker") == (*VERIFIED, "Board")
    assert position(db, "2026-05-10", "state", "verification", "checker") == (*CLAIMED, "awaiting check", None)
    assert position(db, "2026-05-10", "state", ref="A2") == VERIFIED
    assert of_checks(db) == [FOUND, ENDED]
    page = on_page(whole, monkeypatch)
    assert "2 April 2026 No longer listed in the log received 10 May 2026, board/2026-05-10.xlsx" in page
    assert "Withdrawn: verified" in page
    said = "Check by Board on 2 April 2026 withdrawn: it said verified; the log no longer lists it"
    assert said in page and "No reason was recorded" in page
    page = on_page(whole, monkeypatch, page="public/20_what_changed.py", since="2026-05-01")
    assert said in page and "1 check withdrawn or corrected." in page
    assert "A1: verified, Board, 2 April 2026" in on_page(whole, monkeypatch, page=PROBLEMS)
    found = what_changed.rows(db, date(2026, 5, 9), date(2026, 5, 10))
    assert next(row.change for row in found if row.action_ref == "A1") == "check withdrawn"


def test_a_list_of_new_entries_withdraws_nothing(collection, monkeypatch):
    log_is(collection, "list")
    collection.plan("2026-03-31", TWO)
    collection.log("2026-04-10", LOG + YES)
    collection.log("2026-05-10", ONLY_A2)
    assert position(collection.load(), "2026-05-31", "state") == VERIFIED
    assert "whole" not in on_page(collection, monkeypatch, page=PROBLEMS)


@pytest.mark.parametrize("log", ["whole", "list"])
def test_a_later_row_for_the_same_check_corrects_it_from_that_day(collection, monkeypatch, log):
    log_is(collection, log)
    collection.plan("2026-03-31", TWO)
    collection.log("2026-04-10", LOG + YES)
    collection.log("2026-05-10", LOG + NO)
    db = collection.load()
    assert position(db, "2026-05-09", "state") == VERIFIED
    assert position(db, "2026-05-10", "state", "verification") == ("Overdue", "insufficient")
    assert of_checks(db) == [
        FOUND,
        ("2026-05-10", "check corrected", "verified", "Board, 2026-04-02"),
        ("2026-05-10", "found insufficient", "", "Board, 2026-04-02"),
    ]
    page = on_page(collection, monkeypatch)
    assert "Given differently in the log received 10 May 2026, board/2026-05-10.xlsx" in page
    assert "Corrected: verified" in page and "Check by Board on 2 April 2026 corrected: it said verified" in page


def test_other_evidence_of_the_same_finding_is_a_correction_too(whole):
    whole.log("2026-05-10", LOG + YES.replace("Minute 4", "Minute 5") + OTHER)
    db = whole.load()
    assert of_checks(db) == [FOUND, ("2026-05-10", "check corrected", "", "Board, 2026-04-02")]
    assert position(db, "2026-05-10", "evidence_seen") == ("Minute 5",)


def test_a_date_that_is_corrected_withdraws_one_check_and_records_another(whole):
    """The date is first March 2026, which counts as 31 March, and is later corrected to the 12th."""
    whole.log("2026-04-20", LOG + "Yes | Board | March 2026 | Minute 4 |" + OTHER)
    whole.log("2026-05-10", LOG + "Yes | Board | 12/3/2026 | Minute 4 |" + OTHER)
    db = whole.load()
    assert of_checks(db)[1:] == [
        ("2026-04-20", "check withdrawn", "verified", "Board, 2026-04-02"),
        ("2026-04-20", "verified", "", "Board, 2026-03-31"),
        ("2026-05-10", "check withdrawn", "verified", "Board, 2026-03-31"),
        ("2026-05-10", "verified", "", "Board, 2026-03-12"),
    ]
    assert position(db, "2026-05-10", "state", "checked_on") == (*VERIFIED, "2026-03-12")


def test_a_log_with_a_refused_row_withdraws_nothing_and_says_so(whole, monkeypatch):
    refused = {
        "2026-05-10": "? | Board | 3/4/2026 | Minute 4 |",
        "2026-05-20": "Yes | Board | 3/4/2026 | none |",
    }
    for on, row in refused.items():
        whole.log(on, LOG.replace("A1", "A2") + row)
    db = whole.load()
    for on in refused:
        assert position(db, on, "state") == VERIFIED, on
        page = on_page(whole, monkeypatch, on, PROBLEMS)
        assert "A1: verified, Board, 2 April 2026" in page and "So the check goes on counting." in page, on


def test_a_log_that_cannot_be_read_withdraws_nothing(whole, monkeypatch):
    whole.log("2026-05-10", "Agency | Ref | Result | Checker\nDepartment of Transport | A2 | Yes | Board")
    assert position(whole.load(), "2026-05-31", "state") == VERIFIED
    assert "This file was not read" in on_page(whole, monkeypatch, page=PROBLEMS)


def test_a_log_of_headings_alone_withdraws_nothing(whole, monkeypatch):
    """A truncated log looks the same."""
    whole.log("2026-05-10", LOG.splitlines()[0])
    assert position(whole.load(), "2026-05-31", "state") == VERIFIED
    page = on_page(whole, monkeypatch, page=PROBLEMS)
    assert "no rows below the headings, and every check would look withdrawn. Ask the sender for it again." in page


def test_a_word_for_not_checked_withdraws_the_only_check(whole, monkeypatch):
    text = (whole.layouts / "board.toml").read_text(encoding="utf-8")
    whole.layout("board", text + '"Taken back" = "not checked"\n')
    whole.log("2026-05-10", LOG + YES.replace("Yes", "Taken back"))
    db = whole.load()
    assert position(db, "2026-05-09", "state") == VERIFIED and position(db, "2026-05-10", "state") == CLAIMED
    assert of_checks(db) == [FOUND, ("2026-05-10", "check corrected", "verified", "Board, 2026-04-02")]
    assert "Corrected: verified" in on_page(whole, monkeypatch)


@pytest.mark.parametrize("log", ["whole", "list"])
def test_a_blank_finding_withdraws_no_check(collection, monkeypatch, log):
    log_is(collection, log)
    collection.plan("2026-03-31", TWO)
    collection.log("2026-04-10", LOG + YES)
    collection.log("2026-05-10", LOG + YES.replace("Yes", ""))
    assert position(collection.load(), "2026-05-31", "state") == VERIFIED
    page = on_page(collection, monkeypatch, page=PROBLEMS)
    assert "A check says what it found." in page
    assert ("So the check goes on counting." in page) == (log == "whole")


@pytest.mark.parametrize("log", ["whole", "list"])
def test_a_row_that_withdraws_a_finding_is_a_problem(collection, monkeypatch, log):
    """Otherwise a finding against an agency could disappear unseen."""
    log_is(collection, log)
    collection.plan("2026-03-31", THREE)
    collection.log("2026-04-10", log_of([YES, NO], ["A1", "A3"]))
    collection.log("2026-05-10", log_of([YES.replace("Yes", "Listed")] * 2, ["A1", "A3"]) + OTHER)
    db = collection.load()
    assert [position(db, "2026-05-31", "state", ref=ref) for ref in ("A1", "A3")] == [CLAIMED, CLAIMED]
    page = on_page(collection, monkeypatch, page=PROBLEMS)
    for ref, word in {"A1": "verified", "A3": "insufficient"}.items():
        assert f"{ref}: {word}, Board, 2 April 2026 This row says " in page


def test_a_check_that_comes_back_counts_again(whole):
    whole.log("2026-05-10", ONLY_A2)
    whole.log("2026-05-20", LOG + YES + OTHER)
    db = whole.load()
    assert [position(db, day, "state") for day in ("2026-05-10", "2026-05-20")] == [CLAIMED, VERIFIED]
    assert of_checks(db) == [FOUND, ENDED, ("2026-05-20", *FOUND[1:])]


# Whose log, and which sheet


def test_a_log_does_not_withdraw_what_another_sender_listed(whole):
    log_is(whole, "whole", "auditor")
    for on, table in {"2026-04-20": LOG + YES, "2026-05-10": ONLY_A2}.items():
        write_workbook(whole.received / "auditor" / f"{on}.xlsx", {"Log": table})
    db = whole.load()
    assert position(db, "2026-05-31", "state") == VERIFIED
    assert of_checks(db) == [FOUND, ENDED]  # found once although two logs list it; one of them no longer does


TWO_SHEETS = LAYOUT.replace('sheet = "Log"', 'sheet = ["Log", "Log 2"]').replace(
    "[columns]", 'log = "whole"\n[columns]'
)


def two_sheets(collection: Collection, on: str, first: str, second: str) -> None:
    write_workbook(collection.received / "board" / f"{on}.xlsx", {"Log": first, "Log 2": second})


@pytest.fixture
def in_two_sheets(collection: Collection) -> Collection:
    """A check in each of two sheets of a whole log."""
    collection.layout("board", TWO_SHEETS)
    collection.plan("2026-03-31", TWO)
    two_sheets(collection, "2026-04-10", LOG + YES, ONLY_A2)
    return collection


def test_a_check_may_move_to_another_sheet_of_the_log(in_two_sheets):
    two_sheets(in_two_sheets, "2026-05-10", ONLY_A2, LOG + YES)
    db = in_two_sheets.load()
    assert [position(db, "2026-05-31", "state", ref=ref) for ref in ("A1", "A2")] == [VERIFIED, VERIFIED]
    assert of_checks(db) == [FOUND]


def test_a_sheet_of_headings_alone_withdraws_nothing(in_two_sheets, monkeypatch):
    two_sheets(in_two_sheets, "2026-05-10", LOG.splitlines()[0], ONLY_A2)
    assert position(in_two_sheets.load(), "2026-05-31", "state") == VERIFIED
    page = on_page(in_two_sheets, monkeypatch, page=PROBLEMS)
    assert "A1: verified, Board, 2 April 2026" in page and "a sheet has no rows" in page


def test_a_sheet_that_a_new_layout_leaves_out_withdraws_nothing(in_two_sheets, monkeypatch):
    in_two_sheets.layout("board.2026-05-01", TWO_SHEETS.replace('["Log", "Log 2"]', '"Log 2"'))
    two_sheets(in_two_sheets, "2026-05-10", LOG + YES, ONLY_A2)
    assert position(in_two_sheets.load(), "2026-05-31", "state") == VERIFIED
    assert "or is not in the layout" in on_page(in_two_sheets, monkeypatch, page=PROBLEMS)


def test_a_log_without_rows_beside_a_register_withdraws_nothing(collection, monkeypatch):
    """The workbook has rows, so it is read."""
    whole_log = LAYOUT.replace('fills = "verification"\nillustrative = true\n', "")
    tables = whole_log.replace("[columns]", "[sheets.columns]").replace("[verification]", "[sheets.verification]")
    register = REGISTER.replace("[columns]", "[sheets.columns]").replace("[response]", "[sheets.response]")
    register = register.replace('review = "Harbour Review"\nillustrative = true\n', "")
    log = f'fills = "verification"\nlog = "whole"\n{tables}'
    collection.layout(
        "board", f'review = "Harbour Review"\nillustrative = true\n[[sheets]]\n{register}\n[[sheets]]\n{log}'
    )
    collection.plan("2026-03-31", TWO)
    answers = "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport | Accepted"
    for on, table in {"2026-04-10": LOG + YES, "2026-05-10": LOG.splitlines()[0]}.items():
        write_workbook(collection.received / "board" / f"{on}.xlsx", {"Register": answers, "Log": table})
    assert position(collection.load(), "2026-05-31", "state") == VERIFIED
    assert "A1: verified, Board, 2 April 2026" in on_page(collection, monkeypatch, page=PROBLEMS)


@pytest.mark.parametrize(("first", "state"), [("whole", CLAIMED), ("list", VERIFIED)])
def test_a_whole_sheet_withdraws_only_checks_from_that_sheet(collection, first, state):
    """The other sheet has only new entries."""
    second = "list" if first == "whole" else "whole"
    head, _, tables = LAYOUT.partition("[columns]")
    columns, words = tables.split("[verification]")
    entries = "".join(
        f'[[sheets]]\nsheet = "{sheet}"\nlog = "{log}"\n' for sheet, log in {"Log": first, "Log 2": second}.items()
    )
    head = head.replace('sheet = "Log"\n', "")
    collection.layout("board", f"{head}[columns]{columns}[verification]{words}{entries}")
    collection.plan("2026-03-31", TWO)
    two_sheets(collection, "2026-04-10", LOG + YES, ONLY_A2)
    two_sheets(collection, "2026-05-10", ONLY_A2.replace("2/4", "3/4"), ONLY_A2)
    assert position(collection.load(), "2026-05-31", "state") == state


def test_the_row_that_found_a_fault_counts_if_two_rows_are_about_one_check(collection, monkeypatch):
    collection.plan("2026-03-31", THREE)
    collection.log("2026-04-10", log_of([YES, NO, NO, YES], ["A1", "A1", "A2", "A2"]))
    found = positions(collection.load(), "2026-05-31", "state", "verification")
    assert (found["A1"], found["A2"]) == (("Overdue", "insufficient"), ("Overdue", "insufficient"))
    page = on_page(collection, monkeypatch, page=PROBLEMS)
    assert page.count("A log has one finding for one action") == 2  # each finding
    of_rows = "SELECT count(*) FROM problem WHERE sentence LIKE 'A log has one finding for one action%'"
    assert rows(collection.load(), of_rows) == [(4,)]


def test_the_same_row_twice_is_one_check(whole, monkeypatch):
    whole.log("2026-05-10", LOG + YES + "\nDepartment of Transport | A1 | " + YES + OTHER)
    assert of_checks(whole.load()) == [FOUND]
    assert "A log has one finding for one action" not in on_page(whole, monkeypatch, page=PROBLEMS)


def test_an_action_under_another_name_is_the_same_check(whole):
    """The agency is spelt differently, left out, or given with the review; the checker has other capitals."""
    text = (whole.layouts / "board.toml").read_text(encoding="utf-8")
    text = text.replace("[columns]", '[columns]\nreview = "Review"')
    whole.layout("board", text + '[agencies]\n"DT" = "Department of Transport"\n')
    log = LOG.replace("Why\n", "Why | Review\n")
    whole.log("2026-04-10", log + YES)
    for on, agency in {"2026-05-10": "DT", "2026-05-20": ""}.items():
        row = YES.replace("Board", "BOARD") + " | Harbour Review"
        whole.log(on, log.replace("Department of Transport", agency) + row)
    assert of_checks(whole.load()) == [FOUND]


# As known then


def test_a_late_log_changes_no_earlier_day(whole):
    whole.log("2026-05-10", ONLY_A2)
    before = [position(whole.load(), day, "state") for day in ("2026-04-30", "2026-05-10")]
    whole.log("2026-04-20", LOG + NO + OTHER)
    db = whole.load()
    assert [position(db, day, "state") for day in ("2026-04-30", "2026-05-10")] == before == [VERIFIED, CLAIMED]


def test_a_late_log_that_leaves_a_check_out_counts_from_the_day_it_is_known(whole):
    whole.plan("2026-05-10", TWO)
    whole.load()
    whole.log("2026-04-20", ONLY_A2)
    db = whole.load()
    assert position(db, "2026-05-09", "state") == VERIFIED and position(db, "2026-05-10", "state") == CLAIMED
    assert of_checks(db) == [FOUND, ("2026-04-20", *ENDED[1:])]


def test_a_log_withdraws_only_once_all_of_its_rows_are_read(whole):
    """One row names an action that is only reported later."""
    whole.log("2026-05-10", ONLY_A2 + OTHER.replace("A2", "A3"))
    assert position(whole.load(), "2026-05-31", "state") == VERIFIED
    whole.plan("2026-05-20", TWO + "\nA3 | 1 | Paint | 31/3/2026 | 1/3/2026 | Complete | Photographs |")
    db = whole.load()
    assert position(db, "2026-05-19", "state") == VERIFIED and position(db, "2026-05-20", "state") == CLAIMED
    assert of_checks(db) == [FOUND, ENDED]


# Problems of a list of new entries stay


def test_a_problem_of_a_list_of_new_entries_stays_until_the_action_is_logged_again(collection, monkeypatch):
    """A later list repeats nothing, so it corrects nothing; otherwise a refused finding would be lost unseen."""
    log_is(collection, "list")
    collection.plan("2026-03-31", TWO)
    collection.log("2026-04-10", LOG + NO.replace("No", "Partly"))
    collection.log("2026-05-10", ONLY_A2)
    collection.log("2026-05-20", LOG + NO.replace("2/4", "3/4"))
    db = collection.load()
    before, then, after = date(2026, 5, 9), date(2026, 5, 19), date(2026, 5, 31)
    assert "verification_is_known" in [row.rule for row in problems.rows(db, then)]
    assert "verification_is_known" not in [row.rule for row in problems.corrections(db, before, then)]
    assert "Partly" in on_page(collection, monkeypatch, "2026-05-19", PROBLEMS)
    assert "verification_is_known" not in [row.rule for row in problems.rows(db, after)]
    assert "verification_is_known" in [row.rule for row in problems.corrections(db, before, after)]


# A layout that does not say what the log is what the log is


def test_a_log_that_repeats_an_earlier_one_raises_the_question_of_what_it_is(collection, monkeypatch):
    collection.plan("2026-03-31", TWO)
    collection.log("2026-04-10", LOG + YES)
    asks = 'A log that repeats an earlier one may be a whole record. Its layout says which it is: log = "whole"'
    collection.load()
    assert asks not in on_page(collection, monkeypatch, page=PROBLEMS)
    collection.log("2026-05-10", LOG + YES + OTHER)
    collection.load()
    page = on_page(collection, monkeypatch, page=PROBLEMS)
    assert page.count(asks) == 1 and "1 check of an earlier log" in page and "the data officer" in page.lower()
    for log in ("whole", "list"):
        log_is(collection, log)
        collection.load()
        assert asks not in on_page(collection, monkeypatch, page=PROBLEMS)


def test_a_list_that_corrects_a_check_does_not_repeat_it(collection, monkeypatch):
    collection.plan("2026-03-31", TWO)
    collection.log("2026-04-10", LOG + YES)
    collection.log("2026-05-10", LOG + NO)
    collection.load()
    assert "may be a whole record" not in on_page(collection, monkeypatch, page=PROBLEMS)


@pytest.mark.parametrize(
    ("key", "sender", "found"),
    [('log = "all"', "board", "'all'"), ("log = true", "board", "True"), ('log = "whole"', "committee", "'whole'")],
)
def test_a_layout_with_a_wrong_word_for_it_is_refused(collection, key, sender, found):
    path = collection.layouts / f"{sender}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[columns]", f"{key}\n[columns]"), encoding="utf-8")
    with pytest.raises(NotReadable, match=f"{sender}.toml, log: found {found}, but it must be"):
        read_layout(path)


@pytest.mark.parametrize("kind", ["Log", "Plan"])
def test_a_draft_asks_whether_a_log_is_whole(tmp_path, kind):
    path = write_workbook(tmp_path / "sent.xlsx", {"Log": LOG + YES if kind == "Log" else TWO})
    assert ("# log = ..." in draft(propose(path, "board"))) == (kind == "Log")


# Published


def test_a_withdrawn_check_stays_withdrawn_in_a_published_copy(whole, tmp_path, monkeypatch):
    whole.log("2026-05-10", LOG + NO + OTHER)
    whole.log("2026-05-20", ONLY_A2)
    ours = whole.load()
    first = tmp_path / "published.duckdb"
    public_database.build(store.current(whole.built), first, {text.key for text in read_texts(ours)})
    db = store.connect(first.rename(tmp_path / f"published-{store.fingerprint(first)}.duckdb"))
    for day in ("2026-05-09", "2026-05-10", "2026-05-20"):
        as_of = date.fromisoformat(day)
        (action,) = one_action.rows(ours, as_of, "A1")
        assert one_action.rows(db, as_of, "A1")[0].state == action.state
        assert [row[:4] for row in downloads.rows(db, "changes", as_of).rows] == [
            row[:4] for row in downloads.rows(ours, "changes", as_of).rows
        ]
        assert downloads.rows(db, "verifications", as_of).rows == downloads.rows(ours, "verifications", as_of).rows
    ended = [(row.verification, row.ended_as, str(row.ended_on)) for row in one_action.checks(db, as_of, 1)]
    assert ended == [
        ("insufficient", "check withdrawn", "2026-05-20"),
        ("verified", "check corrected", "2026-05-10"),
    ]


@pytest.mark.parametrize(("sender", "is_problem"), [("transport", True), ("board", False)])
def test_checks_from_the_sender_of_the_plan_are_a_problem(collection, monkeypatch, sender, is_problem):
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.layout("transport.2026-04-01", LAYOUT)  # from then on it also sends a log
    write_workbook(collection.received / sender / "2026-04-10.xlsx", {"Log": LOG + YES})
    assert position(collection.load(), "2026-04-10", "state") == VERIFIED
    said = "1 check of actions in the plan of transport The sender of the plan sent these checks of it too."
    assert (said in on_page(collection, monkeypatch, page=PROBLEMS)) == is_problem
