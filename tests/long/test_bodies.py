"""Every body appears: also one that sends nothing, and one that only supports what others lead."""

import re
from datetime import date
from itertools import product

import pytest
from drawing import LAYOUT, REGISTER, Collection, rows
from screen import open_page, words
from test_roll_up import FERRIES, HARBOUR, HEADINGS, JOINT, TRANSPORT, addressed

from tracker.folding import Term
from tracker.measure import Measure
from tracker.questions import actions, agencies, choices, downloads, freshness, measures, recommendations, search
from tracker.terms import Role

A1 = "A1 | 1 | Mend the railing | 31/3/2026 | | In progress | |\n"
EVERY = LAYOUT.replace("illustrative = true", "illustrative = true\nreports_every = 45")
NONE_SINCE = "o plan received since the register of 5 May 2025"
TWO_REVIEWS = REGISTER.replace('review = "Harbour Review"\n', "").replace("[columns]", '[columns]\nreview = "Review"')


@pytest.fixture
def silent(collection: Collection) -> Collection:
    """Four bodies are addressed, of which one sends a plan."""
    collection.layout("transport", EVERY)
    collection.register("2025-05-05", addressed(TRANSPORT, FERRIES, "Coastguard", "Lighthouse Trust"))
    collection.plan("2025-07-01", HEADINGS + A1)
    collection.load()
    return collection


# A silent body is still visible


def test_a_body_that_sends_nothing_is_in_every_list(silent, on_page):
    text = on_page("2025-07-31", "40_agencies")
    for body in (FERRIES, "Coastguard", "Lighthouse Trust"):
        assert f"{body} Not known 0 {'Not known ' * 5}N{NONE_SINCE}" in text
    overview = on_page("2025-07-31", "10_overview")
    assert "Returns up to date: 1 of 4" in overview
    assert f"Coastguard: n{NONE_SINCE}." in overview and "No plan received from 3." in overview
    assert "No plan received from 3 of 4 agencies" in overview
    assert f"{FERRIES} None received None agreed N{NONE_SINCE}" in overview


def test_count_list_and_open_data_agree(silent):
    db, as_of = silent.load(), date(2025, 7, 31)
    without_plan = [row.agency for row in freshness.rows(db, as_of) if row.owes_plan]
    assert without_plan == ["Coastguard", FERRIES, "Lighthouse Trust"]
    assert [row.agency for row in agencies.rows(db, as_of) if row.no_plan_since] == without_plan
    table = downloads.rows(db, "agencies", as_of)
    since = table.columns.index("no_plan_since")
    assert [row[0] for row in table.rows if row[since] == date(2025, 5, 5)] == without_plan
    assert set(without_plan) <= set(choices.agencies(db))


def test_the_page_of_a_silent_body_says_so_and_counts_nothing(silent, on_page):
    text = on_page("2025-07-31", "40_agencies", agency=FERRIES)
    said = f"{FERRIES}: n{NONE_SINCE}. So we do not know what it has done."
    assert said in text
    assert "We do not have" not in text and "Verified complete: 0" not in text and "0 are overdue" not in text
    assert "see what was recommended to it" in text
    overview = on_page("2025-07-31", "10_overview", agency=FERRIES)
    assert said in overview and "Returns up to date: 0 of 1" in overview
    assert "Overdue: 0" not in overview and "No action is overdue" not in overview


def test_silence_ends_on_the_day_a_plan_comes(silent, on_page):
    silent.layout("ferries", LAYOUT.replace(TRANSPORT, FERRIES))
    silent.plan("2025-08-01", HEADINGS + A1, sender="ferries")
    silent.load()
    assert "Returns up to date: 1 of 4" in on_page("2025-07-31", "10_overview")
    assert "Returns up to date: 1 of 3" in on_page("2025-08-01", "10_overview")  # it agreed no interval


def test_before_any_plan_the_bodies_of_the_register_are_listed(silent, on_page):
    assert f"{TRANSPORT} Not known" in on_page("2025-05-05", "40_agencies")
    assert "Returns up to date: 0 of 4" in on_page("2025-05-05", "10_overview")


def test_a_joint_plan_that_names_a_body_ends_its_silence(collection):
    collection.layout("harbour", JOINT)
    collection.register("2025-05-05", addressed(HARBOUR, FERRIES, "Coastguard"))
    head = "Ref | Rec | Action | Lead | With | Due | Done | Status | Evidence | Reason\n"
    lines = (
        f"H1 | 1 | Sound the bell | {HARBOUR} | Coastguard | | | In progress | |\n"
        "H2 | 1 | Trim | {} | | | | In progress | |\n"
    )
    collection.plan("2025-06-30", head + lines.format(HARBOUR), sender="harbour")
    assert _without_plan(collection.load()) == ["Coastguard", FERRIES]
    collection.plan("2025-07-31", head + lines.format(FERRIES), sender="harbour")
    assert _without_plan(collection.load()) == []


def _without_plan(db, as_of: date = date(2025, 12, 31)) -> list[str]:
    return [row.agency for row in freshness.rows(db, as_of) if row.owes_plan]


@pytest.mark.parametrize(("answer", "owes"), [
    ("Accepted", True), ("In part", True), ("", True), ("Purple", True),
    ("In principle", False), ("Noted", False), ("Not accepted", False),
])  # fmt: skip
def test_a_body_that_committed_itself_to_nothing_is_listed_and_blamed_for_nothing(collection, on_page, answer, owes):
    collection.register("2025-05-05", addressed(FERRIES, response=answer))
    assert _without_plan(collection.load()) == [FERRIES] * owes
    assert f"{FERRIES} Not known" in on_page("2025-07-31", "40_agencies")
    overview = on_page("2025-07-31", "10_overview")
    assert ("Returns up to date: 0 of 1" in overview) == owes
    assert ("It made no commitment" in overview) != owes


def test_a_plan_that_could_not_be_read_is_not_silence(collection, on_page):
    collection.register("2025-05-05", addressed(TRANSPORT))
    collection.plan("2025-06-30", "Nothing | of | this | is | known\n1 | 2 | 3 | 4 | 5")
    collection.load()
    assert "No plan that could be read was received since the register of 5 May 2025" in on_page(
        "2025-07-31", "40_agencies"
    )


def test_a_plan_for_one_review_is_not_a_plan_for_another(collection, on_page):
    collection.layout("committee", TWO_REVIEWS)
    collection.layout("transport", EVERY)
    collection.register(
        "2025-05-05",
        "Review | Rec | Recommendation | Agency | Response\n"
        f"Harbour Review | 1 | Mend | {TRANSPORT} | Accepted\nQuay Review | 1 | Sweep | {TRANSPORT} | Accepted\n",
    )
    collection.plan("2025-07-01", HEADINGS + A1)
    collection.load()
    missing = "No plan received for the Quay Review since the register of 5 May 2025"
    assert f"1 July 2025 30 days ago. {missing}" in on_page("2025-07-31", "40_agencies")
    assert "Returns up to date: 0 of 1" in on_page("2025-07-31", "10_overview")
    assert "Returns up to date: 1 of 1" in on_page("2025-07-31", "10_overview", review="Harbour Review")
    assert missing in on_page("2025-07-31", "10_overview", review="Quay Review")


def test_a_misspelt_name_is_a_problem_and_not_a_silent_body(collection):
    collection.register("2025-05-05", addressed("Department of Trasnport", TRANSPORT))
    collection.plan("2025-06-30", HEADINGS + A1)
    db = collection.load()
    assert _without_plan(db) == [] and "Department of Trasnport" not in choices.agencies(db)


def test_nobody_is_silent_in_a_compiled_record(collection):
    collection.layout("committee", REGISTER.replace("illustrative", "compiled = true\nillustrative"))
    collection.register("2025-05-05", addressed(FERRIES))
    db = collection.load()
    assert rows(db, "FROM addressed_body_on(DATE '2025-12-31') WHERE is_missing") == []
    assert freshness.rows(db, date(2025, 12, 31)) == ()


# Every body has its page


JOINT_HEAD = "Ref | Rec | Action | Lead | With | Due | Done | Status | Evidence | Reason\n"
JOINT_PLAN = (
    f"{JOINT_HEAD}H1 | 1 | Sound the bell | {HARBOUR} | Coastguard; Ferry Board | 1/3/2025 | | In progress | |\n"
    f"H2 | 1 | Trim the lamp | {FERRIES} | Coastguard; {FERRIES} | | | Complete | |\n"
    f"H3 | 1 | Paint the buoy | {HARBOUR} | | 1/3/2027 | | In progress | |\n"
)


@pytest.fixture
def joint(collection: Collection) -> Collection:
    collection.layout("harbour", JOINT)
    collection.plan("2025-06-30", JOINT_PLAN, sender="harbour")
    collection.load()
    return collection


def test_leads_and_supports_are_two_counts_that_are_never_added(joint, on_page):
    db = joint.load()
    counts = {row.agency: (row.actions, row.supports) for row in agencies.rows(db, date(2025, 7, 31))}
    assert counts == {HARBOUR: (2, 0), FERRIES: (1, 1), "Coastguard": (0, 2)}
    text = on_page("2025-07-31", "40_agencies")
    assert "Agency Leads Supports Verified" in text
    assert "Coastguard 0 2 – – – – – Sends no plan" in text


def test_totals_count_an_action_once_however_many_bodies_it_names(joint):
    db, as_of = joint.load(), date(2025, 7, 31)
    every = actions.rows(db, as_of)
    assert [action.action_ref for action in every] == ["H2", "H3", "H1"]
    assert sum(row.actions for row in agencies.rows(db, as_of)) == len(every)
    count = measures.counts(db, as_of)
    assert count[Measure.ACCEPTED] + count[Measure.COUNTED_APART] == len(every)
    assert sum(measures.counts(db, as_of, agency=body)[Measure.OVERDUE] for body in choices.agencies(db)) == 1


def test_the_page_of_a_body_lists_supported_actions_separately(joint, on_page):
    text = on_page("2025-07-31", "40_agencies", agency=FERRIES)
    assert "Of 1 accepted action" in text and "All actions that it leads" in text
    assert "1 action: 1 “Overdue”. Each counts under its lead agency, not in the figures above." in text
    assert f"H1 Sound the bell {HARBOUR} Overdue" in text
    supporter = on_page("2025-07-31", "40_agencies", agency="Coastguard")
    assert "Coastguard leads no action on 31 July 2025" in supporter and "Overdue: 0" not in supporter
    assert "2 actions: 1 “Reported complete, not verified” and 1 “Overdue”." in supporter
    assert f"H1 Sound the bell {HARBOUR}" in supporter and f"H2 Trim the lamp {FERRIES}" in supporter


def test_the_number_of_supported_actions_opens_exactly_those_actions(joint, on_page):
    text = on_page("2025-07-31", "60_actions", agency="Coastguard", role="supporting")
    assert "Actions: supported by Coastguard" in text and "2 actions" in text
    assert "H1" in text and "H2" in text and "H3" not in text
    assert "We do not have a role called “other”" in on_page("2025-07-31", agency="Coastguard", role="other")


def test_links_search_recommendations_and_open_data_lead_to_a_body_that_only_supports(joint, on_page):
    joint.register("2025-05-05", addressed(HARBOUR))
    db, as_of = joint.load(), date(2025, 7, 31)
    assert "Coastguard" in choices.agencies(db)
    assert [row.name for row in search.rows(db, as_of, [Term("coastg")]) if row.kind == "agency"] == ["Coastguard"]
    assert [row.recommendation_ref for row in recommendations.rows(db, as_of, agency="Coastguard")] == ["1"]
    assert downloads.rows(db, "action_bodies", as_of).rows == (
        ("harbour", "H1", "Coastguard", "supporting"),
        ("harbour", "H2", "Coastguard", "supporting"),
        ("harbour", "H2", FERRIES, "lead"),
        ("harbour", "H1", FERRIES, "supporting"),
        ("harbour", "H1", HARBOUR, "lead"),
        ("harbour", "H3", HARBOUR, "lead"),
    )
    assert "Coastguard Not addressed Supports H2 , H1" in on_page("2025-07-31", "50_recommendations", ref="1")


@pytest.mark.parametrize("example", ["merrowshire", "public_record"])
def test_every_body_named_anywhere_is_in_the_filter_and_the_list(example, request):
    db, as_of = request.getfixturevalue(example).db, date(2026, 10, 31)
    named = rows(
        db,
        """
        SELECT agency FROM action_version UNION SELECT unnest(supporting_agencies) FROM action_version
        UNION SELECT agency FROM recommendation_version
        """,
    )
    slips = {"Merrowshire Safegaurding Partnership"}
    after = {"Merrowshire Fire Brigade": "Merrowshire Fire and Rescue Service"}  # by its bodies.toml
    bodies = {after.get(body, body) for (body,) in named} - slips
    assert bodies == {row.agency for row in agencies.rows(db, as_of)}
    assert bodies | ({*after} if example == "merrowshire" else set()) == set(choices.agencies(db))
    for row in agencies.rows(db, as_of):
        assert row.actions == len(actions.rows(db, as_of, agency=row.agency))
        assert row.supports == len(actions.rows(db, as_of, agency=row.agency, role=Role.SUPPORTING))


@pytest.mark.parametrize("example", ["merrowshire", "public_record"])
def test_the_names_of_agencies_are_those_of_their_rows(example, request):
    db = request.getfixturevalue(example).db
    reviews, bodies = (None, *choices.reviews(db)[:3], "No review"), (*choices.agencies(db)[:8], "Nobody")
    chosen = [(review, None) for review in reviews] + [(None, agency) for agency in bodies]
    for as_of, (review, agency) in product((date(2024, 9, 1), date(2025, 9, 1), date(2026, 10, 31)), chosen):
        names = agencies.names(db, as_of, review, agency)
        assert sorted(names) == sorted(row.agency for row in agencies.rows(db, as_of, review, agency))


def test_a_body_of_a_compiled_record_is_described_in_the_words_of_that_record(public_record, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    text = words(open_page("public/40_agencies.py", agency="College of Policing", as_of="2026-10-31"))
    assert "College of Policing is named first in no item" in text and "Items that also name it" in text
    page = text[text.index("College of Policing is") : text.index("Cite this page")]
    assert not re.search("leads|supports|plan |overdue|actions", page, flags=re.IGNORECASE)
