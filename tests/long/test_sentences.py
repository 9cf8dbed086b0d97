"""Sentences say no more than the files: who reported when, out of how many, in whose words, and since when."""

import re
from datetime import date
from itertools import product

import pytest
from drawing import LAYOUT, Collection, rows

from pages.parts import pieces
from pages.parts.here import Here
from tracker.measure import Measure
from tracker.questions import agencies, burn_up, downloads, measures
from tracker.terms import Response

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
A1 = "A1 | 1 | Mend | {} | | In progress | | "
TRANSPORT, FERRIES = "Department of Transport", "Ferry Board"


# Who reported when


def every(days: int, agency: str = TRANSPORT, review: str = "Harbour Review") -> str:
    """The layout of a plan whose sender agreed to report at that interval."""
    text = LAYOUT.replace(TRANSPORT, agency).replace("Harbour Review", review)
    return text.replace("illustrative = true", f"illustrative = true\nreports_every = {days}")


def joint(agency: str, days: int) -> str:
    """The layout of a plan of one body whose rows name the agency that leads."""
    return every(days, agency).replace("[columns]", '[columns]\nagency = "Lead"')


JOINT = HEADINGS.replace("Ref", "Lead | Ref")


def test_another_bodys_silence_is_not_attributed_to_the_agency(collection, on_page):
    """As at Northmere: two of its actions are in the plan of a partnership that reports at another time."""
    collection.layout("transport", every(45))
    collection.layout("quay", joint("Quay Partnership", 40))
    collection.plan("2026-01-01", f"{JOINT}{TRANSPORT} | Q1 | 1 | Sweep | | | In progress | |", sender="quay")
    collection.plan("2026-02-20", HEADINGS + A1.format(""))
    collection.load()
    text = on_page("2026-02-27", "40_agencies")
    assert (
        f"20 February 2026 7 days ago Quay Partnership {'0 ' * 2}{'– ' * 5}1 January 2026 57 days ago, over the limit"
        in text
    )


def test_an_agency_late_with_one_plan_is_late_whatever_its_other_plan_says(collection, on_page):
    collection.layout("transport", every(45))
    collection.layout("second", every(100, review="Quay Review"))
    collection.plan("2026-01-01", HEADINGS + A1.format(""))
    collection.plan("2026-02-20", HEADINGS + A1.format(""), sender="second")
    collection.load()
    assert "1 January 2026 59 days ago, over the limit of 45, for one of its 2 plans" in on_page(
        "2026-03-01", "40_agencies"
    )
    one_review = on_page("2026-03-01", "40_agencies", review="Quay Review")
    assert "20 February 2026 9 days ago" in one_review and "over the limit" not in one_review
    overview = on_page("2026-03-01", "10_overview", review="Quay Review")
    assert "Returns up to date: 1 of 1" in overview and "0 of 1 agency have not reported" in overview
    assert "Returns up to date: 0 of 1" in on_page("2026-03-01", "10_overview")


def test_an_agency_in_anothers_plan_alone_agreed_no_interval(collection, on_page):
    collection.layout("quay", joint("Quay Partnership", 40))
    collection.plan("2026-01-01", f"{JOINT}{FERRIES} | Q1 | 1 | Sweep | | | In progress | |", sender="quay")
    collection.load()
    assert "1 January 2026 In the plan of Quay Partnership" in on_page("2026-03-01", "40_agencies")
    text = on_page("2026-03-01", "40_agencies", agency=FERRIES)
    assert "The newest file was received on 1 January 2026." in text
    assert "No file had been received" not in text


DAYS = [date(2025, 6, 20 + n) for n in (0, 9)] + [date(2025 + (6 + n) // 12, (6 + n) % 12 + 1, 27) for n in range(16)]


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_the_wait_for_an_agency_counts_from_its_own_last_plan(merrowshire, as_of):
    received = rows(
        merrowshire.db,
        "SELECT DISTINCT agency, received_on, reports_every_days FROM file_received JOIN row_received USING (file_id) "
        "WHERE kind = 'action' AND is_read AND known_on <= $as_of",
        as_of=as_of,
    )
    last = {agency: (on, every) for agency, on, every in sorted(received)}
    table = downloads.rows(merrowshire.db, "agencies", as_of)
    taken_away = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    listed = sorted(agencies.rows(merrowshire.db, as_of), key=lambda row: row.agency)
    for row, taken in zip(listed, taken_away, strict=True):
        on, every = last.get(row.agency, (None, None))
        assert (row.last_returned_on, row.reports_every_days, row.in_plan_of) == (on, every, "")
        assert row.is_silent == (on is None or (as_of - on).days > every)
        first_named = date(2026, 5, 11) if "Fire" in row.agency else date(2025, 6, 16)
        assert row.no_plan_since == (None if on else first_named)
        for column in ("last_returned_on", "reports_every_days", "no_plan_since"):
            assert taken[column] == getattr(row, column)


# Out of how many


RESPONSES = ["Accepted", "In part", "In principle", "Noted", "Not accepted", "Purple", ""]
STATUSES = ["Not started", "In progress", "Complete", "Dropped", "Purple", ""]
FOUND = ["", "Yes", "No", "Again", "Cannot", "Listed"]


@pytest.fixture(scope="module")
def all_kinds(tmp_path_factory):
    """An action for every response, status, date, evidence and finding together."""
    collection = Collection(tmp_path_factory.mktemp("all_kinds"))
    kinds = [*product(range(len(RESPONSES)), STATUSES, ("1/3/2026", ""), ("", "Minute 4"), FOUND)]
    lines = [
        f"A{n} | {answer} | Mend | {due} | | {status} | {evidence} | "
        for n, (answer, status, due, evidence, _) in enumerate(kinds)
    ]
    log = [
        f"{TRANSPORT} | A{n} | {found} | Board | 2/4/2026 | Minute 5 | Because"
        for n, (*_, found) in enumerate(kinds)
        if found
    ]
    register = [f"{n} | Mend | {TRANSPORT} | {answer}" for n, answer in enumerate(RESPONSES)]
    collection.register("2026-01-31", "Rec | Recommendation | Agency | Response\n" + "\n".join(register))
    collection.plan("2026-03-31", HEADINGS + "\n".join(lines))
    collection.log("2026-04-30", "Agency | Ref | Found | Checker | On | Seen | Why\n" + "\n".join(log))
    return collection.load()


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure.out_of])
def test_a_measure_counts_no_action_that_its_whole_does_not(all_kinds, measure):
    """Tries every response: “5 of 4” once waited for a check, because a waiting one was never accepted."""
    sql = """
        SELECT action_ref, response
        FROM position_for(DATE '2026-05-31', NULL, NULL)
        WHERE list_contains(measures, $part) AND NOT list_contains(measures, $whole)
    """
    assert rows(all_kinds, sql, part=str(measure), whole=str(measure.out_of)) == []


def test_every_response_is_tried_and_some_wait_for_a_check_with_each_but_a_refusal(all_kinds):
    sql = "SELECT DISTINCT response FROM position_for(DATE '2026-05-31', NULL, NULL)"
    assert {response for (response,) in rows(all_kinds, sql)} == set(Response)
    waiting = {response for (response,) in rows(all_kinds, f"{sql} WHERE counts_as.waiting")}
    assert waiting == set(Response) - {Response.NOT_ACCEPTED}


def test_how_we_count_shows_no_part_larger_than_its_whole(collection):
    collection.register("2026-01-31", f"Rec | Recommendation | Agency | Response\n1 | Mend | {TRANSPORT} | Noted")
    collection.plan("2026-03-31", HEADINGS + "A1 | 1 | Mend | | | Complete | Minute 4 | ")
    table = pieces.measures(Here(collection.load(), date(2026, 5, 31), is_latest=False, is_illustrative=True))
    shares = [(int(part), int(whole)) for part, whole in re.findall(r">(\d+) of (\d+)", table)]
    assert len(shares) == len(Measure) and all(part <= whole for part, whole in shares)


# In whose words, and since when


def test_the_words_of_another_bodys_plan_are_not_attributed_to_the_lead_agency(collection, on_page):
    collection.layout("quay", joint("Quay Partnership", 40))
    collection.plan("2026-01-01", f"{JOINT}{FERRIES} | Q1 | 1 | Sweep | | | In progress | |", sender="quay")
    collection.load()
    text = on_page("2026-03-01", ref="Q1")
    assert "In the words of the plan of Quay Partnership" in text
    assert f"In the words of the plan of {FERRIES}" not in text


def test_a_plan_of_no_single_body_is_named_after_its_sender(collection, on_page):
    collection.layout("quay", joint("", 40).replace('agency = ""\n', ""))
    collection.plan("2026-01-01", f"{JOINT}{FERRIES} | Q1 | 1 | Sweep | | | In progress | |", sender="quay")
    collection.load()
    assert "In the words of the plan of quay" in on_page("2026-03-01", ref="Q1")


def test_a_status_dates_from_the_first_return_with_it_whatever_the_words(collection, on_page):
    two_words = LAYOUT.replace('"In progress" = "in progress"', '"Amber" = "in progress"\n"Red" = "in progress"')
    collection.layout("transport", two_words)
    for on, word in {"2026-01-31": "Amber", "2026-02-28": "Red"}.items():
        collection.plan(on, HEADINGS + f"A1 | 1 | Mend | | | {word} | | ")
    collection.load()
    text = on_page("2026-03-31", ref="A1")
    assert "As written: “Red”. This status since the return of 31 January 2026" in text
    assert "unchanged" not in text


# Dates


def test_a_date_moved_earlier_is_not_called_unmoved(collection, on_page):
    collection.plan("2026-01-31", HEADINGS + A1.format("30/6/2026"))
    collection.plan("2026-02-28", HEADINGS + A1.format("31/3/2026"))
    collection.load()
    text = on_page("2026-03-01")
    assert "31 March 2026 30 June 2026 Moved earlier" in text and "Not moved" not in text


def test_a_date_removed_from_completed_work_is_reported(collection, on_page):
    collection.plan("2026-01-31", HEADINGS + A1.format("30/6/2026"))
    collection.plan("2026-02-28", HEADINGS + "A1 | 1 | Mend | | 1/2/2026 | Complete | | ")
    collection.load()
    text = on_page("2026-03-01")
    assert "No date 30 June 2026 Date removed" in text and "Not moved" not in text


PROMISED = "A1 | 1 | Mend | 31/1/2026 | | {} | | \nA2 | 1 | Sweep | 28/2/2026 | | In progress | | \n"
OTHERS = "A3 | 1 | Paint | 31/12/2026 | | Complete | | \nA4 | 1 | Light | | | Complete | | "


def test_actions_that_were_not_due_are_not_counted_among_the_due_ones(collection):
    """The sentence once counted two others, due later or never, as “2 more reported complete” of the two due."""
    collection.plan("2026-01-15", HEADINGS + PROMISED.format("In progress") + OTHERS)
    found = burn_up.rows(collection.load(), date(2026, 3, 31))
    said = burn_up.sentence(found, date(2026, 3, 31), True)
    assert said.title == (
        "2 actions were due by the dates first promised: 0 of these are verified complete, 0 more reported "
        "complete, not verified"
    )
    assert "2 more are complete early, or never had a first date." in said.subtitle
    collection.plan("2026-03-15", HEADINGS + PROMISED.format("Complete") + OTHERS)
    said = burn_up.sentence(burn_up.rows(collection.load(), date(2026, 3, 31)), date(2026, 3, 31), True)
    assert "0 of these are verified complete, 1 more reported complete" in said.title


# A median


def test_a_median_between_two_days_is_given_to_the_half_day(collection, on_page):
    first = [f"A{n} | 1 | Mend | 1/1/2026 | | In progress | | " for n in range(6)]
    moved = [f"A{n} | 1 | Mend | {1 + 3 * n}/2/2026 | | In progress | | " for n in range(6)]
    for on, lines in {"2025-12-01": first, "2026-01-15": moved}.items():
        collection.plan(on, HEADINGS + "\n".join(lines))
    db = collection.load()
    assert measures.moves(db, date(2026, 3, 1)).median_days == 38.5
    assert "Median 38.5 days later." in on_page("2026-03-01", "10_overview")


def test_dates_moved_later_and_then_further_back_count_as_earlier(collection, on_page):
    for on, due in {"2025-12-01": "1/3/2026", "2026-01-15": "1/6/2026", "2026-02-15": "25/2/2026"}.items():
        lines = [f"A{n} | 1 | Mend | {due} | | In progress | | " for n in range(6)]
        collection.plan(on, HEADINGS + "\n".join(lines))
    collection.load()
    assert "6 moves in all. Median 4 days earlier." in on_page("2026-03-01", "10_overview")
