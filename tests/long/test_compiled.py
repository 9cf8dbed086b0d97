"""A register compiled from published sources: its clock, its words, and what a page says of it."""

import re
from datetime import date
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection, records, rows
from screen import PUBLIC_PAGES, open_page, words

from tracker import compiled_words
from tracker.questions import downloads
from tracker.terms import State

AS_OF = date(2026, 6, 30)
COLUMNS = 'agency = "Body"\ndue_set_by = "Set by"\nlast_source_on = "Source of"\n'
COMPILED = LAYOUT.replace('agency = "Department of Transport"', "compiled = true").replace(
    "[columns]\n", f"[columns]\n{COLUMNS}"
)
PLAN = """
    Ref | Rec | Action   | Body | Set by    | Due          | Source of    | Status      | Done | Evidence | Reason
    C1  | 1   | Mend it  | Port | Inspector | d:2025-01-31 | d:2024-02-02 |             |      |          |
    C2  | 2   | Dredge it| Port | Inspector | d:2025-01-31 | d:2025-03-02 | In progress |      |          |
    C3  | 3   | Light it | Port | Inspector | d:2025-01-31 |              | In progress |      |          |
    C4  | 4   | Paint it | Port | Inspector | d:2025-01-31 | m:2025-03-01 | In progress |      |          |
    C5  | 5   | Buy it   | Port | Port      | d:2024-01-31 | d:2024-02-02 | Complete    |      | A letter |
"""


@pytest.fixture
def compiled(tmp_path: Path) -> Collection:
    found = Collection(tmp_path)
    found.layout("transport", COMPILED)
    found.plan("2025-12-31", PLAN)
    return found


def test_the_clock_of_an_item_stops_at_its_last_exactly_dated_source(compiled: Collection) -> None:
    found = rows(compiled.load(), "SELECT action_ref, state, judged_on, days_late FROM position_on($on)", on=AS_OF)
    assert sorted(found) == [
        ("C1", "Open", date(2024, 2, 2), 0),  # the body answered before the date, and no later source was found
        ("C2", "Overdue", date(2025, 3, 2), 30),
        ("C3", "Open", None, 0),
        ("C4", "Open", None, 0),  # a month is no exact date
        ("C5", "Reported complete, not verified", date(2024, 2, 2), 0),
    ]


def test_a_source_dated_after_the_file_does_not_move_the_clock(compiled: Collection) -> None:
    compiled.plan("2025-12-31", PLAN.replace("2025-03-02", "2026-03-02"))
    sql = "SELECT judged_on FROM position_on($on) WHERE action_ref = 'C2'"
    assert rows(compiled.load(), sql, on=AS_OF) == [(date(2025, 12, 31),)]


def test_the_day_of_the_file_does_not_count_as_a_completion_date(compiled: Collection) -> None:
    sql = "SELECT done_on, timeliness, verification FROM position_on($on) WHERE action_ref = 'C5'"
    assert rows(compiled.load(), sql, on=AS_OF) == [(None, "no date", "not checked")]


def test_a_contradicted_check_is_described_in_words_of_sources(compiled: Collection, monkeypatch) -> None:
    compiled.log("2026-01-31", "Agency | Ref | Found | Checker | On | Seen | Why\n"
                               "Port | C2 | Yes | Inspector | 1/2/2025 | Report 7 |")  # fmt: skip
    compiled.load()
    monkeypatch.setenv("TRACKER_BUILT", str(compiled.built))
    page = words(open_page("public/60_actions.py", as_of=str(AS_OF), ref="C2"))
    assert "Verified on 1 February 2025, but the source of 2 March 2025 says “in progress”" in page
    overview = words(open_page("public/10_overview.py", as_of=str(AS_OF)))
    assert "5 items, 1 verified (1 contradicted)" in overview and "own report" not in overview
    changed = words(open_page("public/20_what_changed.py", as_of=str(AS_OF), since="2025-12-31"))
    assert "1 February 2025, but status published: in progress, in the file of 31 December 2025" in changed
    assert "own report" not in changed


# Words that no page may use of a body that promised us nothing, does not report to us and is not checked for us.
OURS = re.compile(
    r"\b[Oo]verdue\b(?!-and-moved)|first promised|waits? for a check|[Ww]aiting for a check|[Nn]o response(?! seen)|"
    r"No file had been received|reporting interval|plan first agreed|first plan|Reported complete|reported complete|"
    r"No date was ever given|the latest return|No report of completion|\d days? ago",
)


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_no_page_of_the_public_record_says_more_than_its_files(monkeypatch, public_record, page):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    text = words(open_page(page, as_of="2026-11-20", since="2023-12-31"))
    assert "On this date it holds 48 items of 4 reviews." in text
    assert not OURS.findall(text.partition("What each column")[0])


@pytest.mark.parametrize("copy", ["public_record", "published_public_record"])
def test_the_page_of_a_body_says_until_when_its_file_was_compiled(monkeypatch, request, copy):
    found = request.getfixturevalue(copy)
    monkeypatch.setenv("TRACKER_BUILT", str(found / "data" / "built" if isinstance(found, Path) else found.built))
    text = words(open_page("public/40_agencies.py", agency="Greater Manchester Police", as_of="2026-11-20"))
    assert re.search(r"The newest file was compiled up to \d+ \w+ 20\d\d\.", text)
    assert "The body itself sends nothing to this record." in text
    assert not OURS.findall(text)


def test_days_past_a_date_are_counted_to_the_last_exactly_dated_source(compiled, monkeypatch):
    """Nobody looked after that day: a clock that was stopped at 2 March 2025 says so."""
    compiled.load()
    monkeypatch.setenv("TRACKER_BUILT", str(compiled.built))
    text = words(open_page("public/60_actions.py", as_of=str(AS_OF)))
    assert "The last exactly dated source is of 2 March 2025" in text
    assert "31 January 2025 30 days before its last exactly dated source" in text
    one = words(open_page("public/60_actions.py", as_of=str(AS_OF), ref="C2"))
    assert "30 days by the current date; 30 days by the date first stated, on 2 March 2025" in one


@pytest.mark.parametrize("ref", ["GBE-3", "GBE-2-West-Mercia", "OLD-C0", "OLD-C14", "ROCH-2012-C1", "IICSA-13"])
def test_the_page_of_an_item_has_the_same_words(monkeypatch, public_record, ref):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    text = words(open_page("public/60_actions.py", ref=ref, as_of="2026-11-20"))
    assert not OURS.findall(text)


@pytest.mark.parametrize("asked", [{"counted": "overdue"}, {"state": "Overdue"}, {"first_due": "2024-12"}])
def test_a_list_that_a_figure_opens_has_the_same_words(monkeypatch, public_record, asked):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    text = words(open_page("public/60_actions.py", as_of="2026-11-20", **asked))
    assert "GBE-1" in text and not OURS.findall(text)


def test_a_date_has_beside_it_who_set_it(monkeypatch, public_record):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    asked = {"ref": "GBE-2-West-Mercia", "as_of": "2026-11-20"}
    text = words(open_page("public/60_actions.py", **asked))
    assert "Deadline set by HMICFRS 31 December 2024" in text and "No later position seen" in text
    text = words(open_page("public/60_actions.py", **{**asked, "ref": "OLD-C14"}))
    assert "Date given by Mayor of Greater Manchester 31 December 2023" in text


def test_the_open_data_has_the_words_too_and_the_same_numbers(public_record):
    found = records(downloads.rows(public_record.db, "actions", AS_OF))
    states = {row["action_ref"]: row["state"] for row in found}
    assert states["GBE-1"] == "Stated date passed, no completion seen"
    assert states["GBE-2-West-Mercia"] == "No later position seen"
    assert {row["response"] for row in found} & {"no response", "no response seen"} == {"no response seen"}


def test_on_a_page_about_both_kinds_the_row_decides(compiled, monkeypatch):
    compiled.layout("ferries", LAYOUT.replace("Department of Transport", "Ferry Board"))
    plan = (
        "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nF1 | 9 | Run | d:2025-01-31 | | In progress | |"
    )
    compiled.plan("2025-12-31", plan, sender="ferries")
    compiled.load()
    monkeypatch.setenv("TRACKER_BUILT", str(compiled.built))
    text = words(open_page("public/60_actions.py", as_of=str(AS_OF)))
    assert re.search(r"F1 Run Ferry Board Overdue", text)
    assert re.search(r"C2 Dredge it Port Stated date passed, no completion seen", text)


def test_our_own_words_stay_where_nothing_is_compiled():
    for state in State:
        assert compiled_words.word(state) == compiled_words.sentence(state) == state
