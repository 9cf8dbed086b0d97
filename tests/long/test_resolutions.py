"""What a committee asked and resolved is shown beside the record as known on the day, and is in no figure."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import duckdb
import openpyxl
import pytest
from drawing import Collection, rows, write_workbook
from one_plan import refusal
from step_by_step import from_nothing, load_all, tables

from loaders.publishing import build_publication
from tracker import store
from tracker.questions import downloads, measures, problems, resolutions
from tracker.reports.ask import every_question
from tracker.reports.committee import committee_paper
from tracker.reports.html import html_file
from tracker.reports.meeting import Meeting
from tracker.terms import WITHHELD

MINUTES = """
agency = "Harbour Committee"
fills = "resolution"
illustrative = true
sheet = "Log"
dates = "day first"
split = { asked_of = ";", action_ref = ";", recommendation_ref = ";" }
confirmed = ["Department of Transport", "Harbour Board"]

[columns]
meeting_on = "Meeting"
item = "Item"
resolution = "Kind"
minute = "Words"
asked_of = "Of"
action_ref = "Ref"
recommendation_ref = "Rec"
due_on = "Due"
outcome = "Answer"
outcome_on = "Answered"

[resolution]
"Asked" = "asked"
"Noted" = "noted"
"Closed" = "closed"
"""
HEADINGS = "Meeting | Item | Kind | Words | Of | Ref | Rec | Due | Answer | Answered\n"
MET = "d:2026-03-10"
WHY = f"{MET} | 6a | Asked | Why so late? | Department of Transport | A1 | | d:2026-04-10 | |"
WHY_ANSWERED = WHY.removesuffix("| |") + "| Rain. | d:2026-04-02"
PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
MEND = PLAN + "A1 | 1 | Mend | d:2026-03-31 | | In progress | |\nA2 | 1 | Sweep | d:2026-05-31 | | In progress | |"
AGENCY = "Department of Transport"
DECISION = '[[decision]]\nby = "Clerk"\non = 2026-01-05\ncolumns = [{}]\nwhy = "Printed."\n'
TEXTS = '"resolution_version.item", "resolution_version.minute", "resolution_version.outcome"'


def minutes(collection: Collection, on: str, table: str, layout: str = MINUTES) -> None:
    """Draws what the committee's officer sends on a day."""
    collection.layout("minutes", layout)
    write_workbook(collection.received / "minutes" / f"{on}.xlsx", {"Log": HEADINGS + table})


def told(db, as_of: str, **filters) -> list[tuple[str, str]]:
    """Each resolution by meeting and item, with its answer."""
    found = resolutions.rows(db, date.fromisoformat(as_of), **filters)
    return [(resolutions.meeting_line(row), resolutions.answer(row)) for row in found]


def with_an_answer(collection: Collection) -> Collection:
    """A plan of January, a question of March about A1, and its answer in a log of April."""
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", WHY)
    minutes(collection, "2026-04-15", WHY_ANSWERED)
    return collection


@pytest.fixture
def asked(collection: Collection) -> Collection:
    return with_an_answer(collection)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The database of the plan with an answered question."""
    return with_an_answer(Collection(tmp_path_factory.mktemp("answered"))).load()


def test_a_later_entry_for_the_same_item_carries_the_answer(answered):
    db = answered
    assert told(db, "2026-03-14") == []
    assert told(db, "2026-03-15") == told(db, "2026-04-14") == [("10 March 2026, item 6a", "No answer seen")]
    assert told(db, "2026-04-15") == [("10 March 2026, item 6a", "Rain.")]
    assert rows(db, "SELECT count(*) FROM row_received WHERE kind = 'resolution'") == [(2,)]  # both stay on record


def test_a_log_of_new_entries_withdraws_nothing(asked):
    minutes(asked, "2026-05-15", "d:2026-05-12 | 2 | Noted | The report. | | | | | |")
    found = told(asked.load(), "2026-05-31")
    assert [name for name, _ in found] == ["12 May 2026, item 2", "10 March 2026, item 6a"]
    assert found[0][1] == ""  # nothing was asked


@pytest.mark.parametrize(("other", "withdrawn_on"), [
    (f"{MET} | 7 | Noted | The report. | | | | | |", date(2026, 5, 15)),
    (f"{MET} | 7 | Noted | n/a | | | | | |\n{MET} | 8 | Noted | The report. | | | | | |", None),  # a row is refused
])  # fmt: skip
def test_an_item_that_a_whole_log_leaves_out_is_withdrawn_and_stays_visible(asked, other, withdrawn_on):
    minutes(asked, "2026-05-15", other, 'log = "whole"\n' + MINUTES)
    db = asked.load()
    before, now = (resolutions.rows(db, date(2026, 5, day))[0] for day in (14, 15))
    assert before.withdrawn_on is None and (now.item, now.withdrawn_on) == ("6a", withdrawn_on)


def test_a_log_recorded_late_takes_its_place_from_then_on(asked):
    asked.load()
    minutes(asked, "2026-04-01", WHY.removesuffix("| |") + "| Snow. |")
    minutes(asked, "2026-05-15", "d:2026-05-12 | 2 | Noted | The report. | | | | | |")
    db = asked.load()
    assert told(db, "2026-04-14")[0][1] == "No answer seen"
    assert told(db, "2026-05-15")[-1][1] == "Rain."


def test_two_rows_of_one_item_stay_separate_and_are_reported(collection):
    both = f"{MET} | 6 | Asked | Why? | | A1 | | | {{}} |\n{MET} | 6 | Asked | When? | | A2 | | | |"
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", both.format(""))
    minutes(collection, "2026-04-15", both.format("Rain."))
    db = collection.load()
    found = {row.minute: row.outcome for row in resolutions.rows(db, date(2026, 4, 30))}
    assert found == {"Why?": "Rain.", "When?": ""}
    assert problem_cells(db, "resolution_is_listed_once") == ["B2", "B3"]


def problem_cells(db, rule: str, as_of: date = date(2026, 4, 30)) -> list[str]:
    return [one.cell for one in problems.rows(db, as_of) if one.rule == rule]


def test_a_reference_links_to_its_action_and_an_unknown_one_is_reported_with_its_cell(collection, on_page):
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", f"{MET} | 6 | Asked | Why? | {AGENCY} | A1; Z9 | 77 | | |")
    collection.register("2026-01-10", f"Rec | Recommendation | Agency | Response\n1 | Mend | {AGENCY} | Accepted")
    db = collection.load()
    assert problem_cells(db, "resolution_names_known_actions") == ["F2"]
    assert problem_cells(db, "resolution_names_known_recommendations") == ["G2"]
    (one,) = [one for one in problems.rows(db, date(2026, 4, 30)) if one.rule == "resolution_names_known_actions"]
    assert one.sentence.endswith("Not found: Z9.") and one.ref == "2026-03-10, item 6"
    assert "A1 , Z9 (not found) , recommendation 77 (not found)" in on_page("2026-04-30", "57_resolutions")


def test_a_problem_of_an_earlier_log_stays_until_the_item_is_logged_again(collection):
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", WHY.replace("A1", "Z9"))
    minutes(collection, "2026-04-15", "d:2026-04-12 | 2 | Noted | The report. | | | | | |")
    minutes(collection, "2026-05-15", WHY)
    db = collection.load()
    known = [problem_cells(db, "resolution_names_known_actions", date(2026, month, 20)) for month in (3, 4, 5)]
    assert known == [["F2"], ["F2"], []]


def test_a_later_plan_makes_a_named_action_known_from_then_on(collection):
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", WHY.replace("A1", "A1; A3"))
    collection.load()
    collection.plan("2026-04-20", MEND + "\nA3 | 1 | Paint | | | In progress | |")
    db = collection.load()
    named = [{ref for _, ref in resolutions.named_actions(db, date(2026, 4, day))} for day in (19, 20)]
    assert named == [{"A1"}, {"A1", "A3"}]
    assert problem_cells(db, "resolution_names_known_actions") == []


def test_files_loaded_one_by_one_give_the_database_of_all_at_once(collection):
    minutes(collection, "2026-03-15", WHY.replace("A1", "A1; A3"))
    collection.plan("2026-01-31", MEND)
    load_all(collection)
    minutes(collection, "2026-04-15", WHY_ANSWERED.replace("A1", "A1; A3"))
    load_all(collection)
    collection.plan("2026-04-20", MEND + "\nA3 | 1 | Paint | | | In progress | |")
    step_by_step = tables(load_all(collection).path)
    assert len(step_by_step["resolution_action"]) == 4 and step_by_step == from_nothing(collection)


@pytest.mark.parametrize(("of", "sender"), [("Harbour Board", "harbour"), ("The chair", None)])
def test_a_reference_in_two_plans_means_that_of_the_body_that_was_asked(collection, of, sender):
    layout = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("harbour", layout.replace(AGENCY, "Harbour Board"))
    for one in ("transport", "harbour"):
        collection.plan("2026-01-31", MEND, sender=one)
    minutes(collection, "2026-03-15", WHY.replace(AGENCY, of))
    found = resolutions.named_actions(collection.load(), date(2026, 4, 1)).values()
    assert [one.sender for one in found] == ([sender] if sender else [])


def test_a_filler_is_not_an_answer_and_a_short_answer_is(collection):
    answers = ("Yes", "TBC", "-", "Complete", "")
    lines = [f"{MET} | {answer or 'none'} | Asked | Why? | | A1 | | | {answer} |" for answer in answers]
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", "\n".join(lines))
    found = resolutions.rows(collection.load(), date(2026, 4, 1))
    assert [row.item for row in found if row.is_unanswered] == ["TBC", "-", "none"]


def test_the_date_of_a_meeting_is_shown_as_given(collection):
    collection.plan("2026-01-31", MEND)
    cells = ("March 2026", "after Easter", "")
    minutes(collection, "2026-04-15", "\n".join(WHY.replace(MET, cell) for cell in cells))
    db = collection.load()
    assert [name for name, _ in told(db, "2026-04-30")] == [
        "March 2026 (counted as 31 March 2026), item 6a",
        "“after Easter” (could not be read as a date), item 6a",
        "No date, item 6a",
    ]
    assert resolutions.meetings(db, date(2026, 4, 30)) == ()  # neither is exact
    assert problem_cells(db, "meeting_on_can_be_read") == ["A3"]
    assert problem_cells(db, "resolution_has_a_meeting") == ["A4"]


def test_what_happened_since_says_why_it_is_not_known(collection):
    """An action that was named is never said not to be."""
    collection.plan("2026-01-31", MEND)
    rest = "| Asked | Why? | Department of Transport |"
    table = f"March | 6a {rest} A1 | | | |\n{MET} | 6b {rest} Z9 | | | |\n{MET} | 6c {rest} | 1 | | |\n{WHY}"
    minutes(collection, "2026-03-15", table.replace("6a | Asked | Why so late?", "6d | Asked | Why so late?"))
    found = {one.item: resolutions.since(one) for one in resolutions.rows(collection.load(), date(2026, 4, 1))}
    assert found == {
        "6a": "Not known: the log gives no date for the meeting that can be read",
        "6b": "No return on record lists the action named",
        "6c": "",
        "6d": "No change on record since; the last file that lists it came on 31 January 2026",
    }


def test_a_word_that_the_layout_does_not_explain_is_reported_and_still_counts_as_a_question(collection, on_page):
    minutes(collection, "2026-03-15", WHY.replace("Asked", "Queried"))
    collection.plan("2026-01-31", MEND)
    db = collection.load()
    assert problem_cells(db, "resolution_is_known") == ["C2"]
    assert [row.is_unanswered for row in resolutions.rows(db, date(2026, 4, 1))] == [True]
    page = on_page("2026-04-01", "57_resolutions")
    assert "Its kind is a word that nobody has explained. It names Department of Transport" in page


def test_closing_an_action_changes_no_figure_and_no_scale(asked, on_page):
    day, before = date(2026, 5, 31), asked.load()
    of_all = "FROM position_on(DATE '2026-05-31') ORDER BY ALL"
    was = measures.counts(before, day), rows(before, f"SELECT * EXCLUDE (file_id) {of_all}")
    minutes(asked, "2026-05-15", "d:2026-05-12 | 3 | Closed | A1 is closed. | | A1 | | | |")
    now = asked.load()
    assert (measures.counts(now, day), rows(now, f"SELECT * EXCLUDE (file_id) {of_all}")) == was
    page = on_page("2026-05-31", ref="A1")
    assert "Closed by resolution of the committee on 12 May 2026, item 3" in page
    assert "Reported status In progress" in page and "Overdue" in page
    assert "Closed by resolution" not in on_page("2026-05-14", ref="A1")
    assert "Closed by resolution" not in on_page("2026-05-31", ref="A2")


def test_the_page_lists_them_by_meeting_and_by_body(asked, on_page):
    minutes(asked, "2026-05-15", "d:2026-05-12 | 2 | Noted | The report. | | | | | |")
    asked.load()
    every = on_page("2026-05-31", "57_resolutions")
    assert "2 resolutions. 1 question: 1 of them answered, 0 with no answer seen." in every
    assert "Rain. Answered 2 April 2026. Due 10 April 2026" in every and "The report." in every
    one = on_page("2026-05-31", "57_resolutions", meeting="2026-05-12")
    assert "Resolutions of 12 May 2026" in one and "Rain." not in one
    assert "Rain." in on_page("2026-05-31", "57_resolutions", agency=AGENCY)
    wrong = on_page("2026-05-31", "57_resolutions", meeting="2026-05-13")
    assert "We have no resolutions of a meeting on “2026-05-13”. Showing all meetings." in wrong
    assert "No resolution of a committee is on record" in on_page("2026-02-01", "57_resolutions")


def test_a_recommendation_shows_the_resolutions_about_it(collection, on_page):
    register = (
        f"Rec | Recommendation | Agency | Response\n1 | Mend | {AGENCY} | Accepted\n2 | Sweep | {AGENCY} | Accepted"
    )
    collection.register("2026-01-10", register)
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", f"{MET} | 6 | Asked | Why? | | | 2 | | |")
    collection.load()
    shown = [on_page("2026-04-30", "50_recommendations", ref=ref) for ref in ("1", "2")]
    assert ["1 resolution about this recommendation" in page for page in shown] == [False, True]


def test_the_words_are_shown_as_typed(collection, on_page):
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", WHY.replace("Why so late?", "<b>1</b> [x](y) **z**"))
    collection.load()
    assert "<b>1</b> [x](y) **z**" in on_page("2026-04-01", "57_resolutions")
    assert "<b>1</b> [x](y) **z**" in on_page("2026-04-01", ref="A1")


def test_readers_can_compare_with_the_last_meeting(asked, on_page):
    asked.load()
    for page in ("20_what_changed", "58_committee_report"):
        assert "Since the last meeting, 10 March 2026" in on_page("2026-04-30", page)
        assert "Since the last meeting" not in on_page("2026-03-10", page)
    assert "compared with 10 March 2026" in on_page("2026-04-30", "58_committee_report")


@pytest.mark.parametrize(("columns", "is_shown"), [('"names"', False), (f'"names", {TEXTS}', True)])
def test_the_public_copy_has_the_words_once_they_are_released(asked, tmp_path, columns, is_shown):
    (asked.received / "publication.toml").write_text(DECISION.format(columns), encoding="utf-8")
    asked.load()
    sources = build_publication.read_sources(asked.received, store.current(asked.built))
    public = build_publication._build(sources, tmp_path / "public")
    assert (b"Why so late?" in public.read_bytes()) is is_shown
    db = store.open_file(public)
    (row,) = resolutions.rows(db, date(2026, 4, 30))
    assert (row.minute, row.outcome) == (("Why so late?", "Rain.") if is_shown else (WITHHELD, WITHHELD))
    assert (row.meeting_on, row.is_unanswered) == (date(2026, 3, 10), False)
    assert [one.ref for one in resolutions.named_actions(db, date(2026, 4, 30)).values()] == ["A1"]


def test_an_answer_without_words_is_not_called_missing_where_the_log_dates_it(collection):
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", WHY + "\n" + WHY.replace("6a", "6b").removesuffix("|") + "| d:2026-03-14")
    db = collection.load()
    found = {row.item: row for row in resolutions.rows(db, date(2026, 6, 1))}
    assert {item: resolutions.answer(row) for item, row in found.items()} == {
        "6a": "No answer seen",
        "6b": "No answer seen, although the log gives a date for one",
    }
    assert resolutions.dates(found["6b"]) == "Answered 14 March 2026. Due 10 April 2026"
    assert problem_cells(db, "answer_is_complete") == ["I3"]


def test_no_decision_covers_hidden_text_of_the_sheet(asked, tmp_path):
    (asked.received / "publication.toml").write_text(DECISION.format(f'"names", {TEXTS}'), encoding="utf-8")
    path = asked.received / "minutes" / "2026-03-15.xlsx"
    book = openpyxl.load_workbook(path)
    book["Log"].column_dimensions["D"].hidden = True
    book.save(path)
    (asked.received / "minutes" / "2026-04-15.xlsx").unlink()
    asked.load()
    sources = build_publication.read_sources(asked.received, store.current(asked.built))
    public = build_publication._build(sources, tmp_path / "public")
    assert b"Why so late?" not in public.read_bytes()


def test_the_open_data_contains_them(answered):
    day, db = date(2026, 4, 30), answered
    found = downloads.rows(db, "resolutions", day)
    (row,) = (dict(zip(found.columns, row, strict=True)) for row in found.rows)
    assert (row["item"], row["resolution"], row["outcome"]) == ("6a", "asked", "Rain.")
    (pair,) = downloads.rows(db, "resolution_actions", day).rows
    assert pair == (row["ledger_number"], row["resolution_number"], "transport", "A1", AGENCY)


@pytest.mark.parametrize(("was", "becomes"), [
    ('agency = "Harbour Committee"\n', ""),
    ("illustrative = true", "compiled = true"),
    ('dates = "day first"', 'dates = "day first"\nalways = { agency = "Another" }'),
])  # fmt: skip
def test_no_layout_lets_one_body_resolve_for_another(workbook, was, becomes):
    path = workbook(Log=HEADINGS + WHY)
    assert "a sheet that fills resolution is the committee's own" in refusal(path, MINUTES.replace(was, becomes))


def test_no_agency_resolves_on_its_own_plan(workbook):
    plan = '\n[[sheets]]\n[[sheets]]\nfills = "action"\nsheet = "Plan"\ncolumns = { action_ref = "Ref" }\n'
    path = workbook(Log=HEADINGS + WHY, Plan=MEND)
    assert "no body resolves on its own plan" in refusal(path, MINUTES + plan)


def again(db, as_of: str) -> list[str]:
    """The questions of the rule about unanswered questions, among those of all rules."""
    meeting = Meeting(db, date.fromisoformat(as_of), date(2026, 3, 10))
    return [one.question.text for one in every_question(meeting) if one.rule == "asked_without_change"]


UNCHANGED = "The committee asked about A1 on 10 March 2026. The record has not changed. What was done?"


@pytest.mark.parametrize(("as_of", "fires"), [("2026-04-10", False), ("2026-04-11", True), ("2026-04-15", False)])
def test_the_committee_asks_again_once_an_answer_was_due_and_until_it_comes(answered, as_of, fires):
    assert again(answered, as_of) == [UNCHANGED] * fires


@pytest.mark.parametrize(("row", "fires"), [
    ("A1 | 1 | Mend | d:2026-03-31 | | In progress | |", True),
    ("A1 | 1 | Mend | d:2026-04-30 | | In progress | |", False),  # the date moved
    ("A1 | 1 | Mend | d:2026-03-31 | | Complete | |", False),
])  # fmt: skip
def test_the_committee_asks_again_if_a_new_return_says_the_same(asked, row, fires):
    asked.plan("2026-04-12", PLAN + row + "\nA2 | 1 | Sweep it all | d:2026-05-31 | | In progress | |")
    assert again(asked.load(), "2026-04-14") == [UNCHANGED] * fires


def test_the_committee_does_not_ask_again_for_an_answer_whose_date_its_log_gives(collection):
    collection.plan("2026-01-31", MEND)
    minutes(collection, "2026-03-15", WHY.removesuffix("|") + "| d:2026-04-02")
    assert again(collection.load(), "2026-04-14") == []


def test_only_the_last_meeting_asks_again(asked):
    (asked.received / "minutes" / "2026-04-15.xlsx").unlink()
    minutes(asked, "2026-05-15", "d:2026-05-12 | 2 | Noted | The report. | | | | | |")
    assert again(asked.load(), "2026-05-31") == []


def test_the_paper_opens_with_what_was_asked(answered):
    db = answered
    page = html_file(committee_paper(Meeting(db, date(2026, 4, 14), date(2026, 3, 10))))
    asked_on, changed = page.index("You asked on 10 March 2026"), page.index("What changed since 10 March 2026")
    assert asked_on < page.index("No answer seen. No change on record since") < changed
    later = html_file(committee_paper(Meeting(db, date(2026, 4, 30), date(2026, 3, 10))))
    assert "Rain." in later
    assert "You asked" not in html_file(committee_paper(Meeting(db, date(2026, 3, 10), date(2026, 1, 31))))
