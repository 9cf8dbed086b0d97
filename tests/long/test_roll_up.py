"""A recommendation is rolled up first for each body it was addressed to, then over these bodies."""

from __future__ import annotations  # see conftest.py for the reason

import tempfile
from datetime import date
from pathlib import Path

import pytest
import random_roll_up
import stored_roll_up
from drawing import LAYOUT, Collection, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from returns import LOG
from screen import open_page, words
from stored_histories import MERROWSHIRE_DATES
from test_checks_that_count import on_page
from test_late_files import everything
from trials import trials

from tracker import store

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
DONE = "A1 | 1 | Mend the railing | 31/3/2026 | 1/3/2026 | Complete | Photographs |\n"
REGISTER = "Rec | Recommendation | Agency | Response\n"
TRANSPORT, HARBOUR, FERRIES = "Department of Transport", "Harbour Office", "Ferry Board"
JOINT_HEADINGS = "Ref | Rec | Action | Lead | With | Due | Done | Status | Evidence | Reason\n"
TOGETHER = f"H1 | 1 | Sound it | {HARBOUR} | {FERRIES} | | | In progress | |"
LATER = date(2026, 5, 31)
JOINT = LAYOUT.replace(TRANSPORT, HARBOUR).replace(
    "[columns]",
    'split = { supporting_agencies = ";" }\nconfirmed = ["Ferry Board", "Coastguard", "Lighthouse Trust"]\n'
    '[columns]\nagency = "Lead"\nsupporting_agencies = "With"',
)


def addressed(*bodies: str, response: str = "Accepted") -> str:
    return REGISTER + "".join(f"1 | Mend the railing | {body} | {response}\n" for body in bodies)


# Which bodies have sent a plan


def plans_held(db, as_of: date = LATER) -> dict[str, tuple[bool, bool]]:
    """By body: whether its plan has arrived, and whether one of its files could not be read."""
    sql = "SELECT agency, has_plan, has_unread_file FROM addressee_on($as_of)"
    return {body: flags for body, *flags in rows(db, sql, as_of=as_of)}


def test_a_plan_counts_for_its_sender_from_the_day_it_came(collection):
    collection.register("2026-01-31", addressed(TRANSPORT, FERRIES))
    collection.plan("2026-03-31", HEADINGS + DONE)
    db = collection.load()
    assert plans_held(db) == {TRANSPORT: [True, False], FERRIES: [False, False]}
    assert plans_held(db, date(2026, 3, 30)) == {TRANSPORT: [False, False], FERRIES: [False, False]}


def test_a_joint_plan_counts_for_every_body_that_it_names_as_lead(collection):
    """A body that only supports others has not sent a plan; in April a second body leads."""
    others = (FERRIES, "Coastguard", "Lighthouse Trust")
    collection.layout("harbour", JOINT)
    collection.register("2026-01-31", addressed(HARBOUR, *others))
    table = (
        f"H1 | 2 | Sound the bell | {HARBOUR} | Coastguard; Lighthouse Trust | | | In progress | |\n"
        "H2 | 2 | Trim the lamp | {} | | | | In progress | |\n"
    )
    for on, lead in {"2026-03-31": HARBOUR, "2026-04-30": FERRIES}.items():
        collection.plan(on, JOINT_HEADINGS + table.format(lead), sender="harbour")
    db = collection.load()
    held = {
        day: {body: holds for body, (holds, _) in plans_held(db, day).items()} for day in (date(2026, 4, 29), LATER)
    }
    assert held == {
        date(2026, 4, 29): {HARBOUR: True, **dict.fromkeys(others, False)},
        LATER: {HARBOUR: True, **dict.fromkeys(others, True)},
    }


def test_a_plan_for_another_review_does_not_count_for_this_one(collection):
    collection.layout("transport", LAYOUT.replace("Harbour Review", "Lighthouse Review"))
    collection.register("2026-01-31", addressed(TRANSPORT))
    collection.plan("2026-03-31", HEADINGS + DONE)
    assert plans_held(collection.load()) == {TRANSPORT: [False, False]}


def test_an_unreadable_plan_does_not_count_but_did_arrive(collection):
    collection.register("2026-01-31", addressed(TRANSPORT))
    collection.plan("2026-03-31", "Nothing | of | this | is | known\n1 | 2 | 3 | 4 | 5")
    assert plans_held(collection.load()) == {TRANSPORT: [False, True]}


# Names that nobody knows


IS_SLIP = {
    "Department of Trasnport": True,
    "department of transport": True,
    "Department of Transports": True,
    "Department for Transport": False,  # one short word may distinguish two bodies
    "Department of Tarnsprot": False,  # two slips are another name until somebody says so
    "Deportment of Transporta": False,
}


def test_a_misspelt_name_beside_the_right_one_is_not_a_body(collection):
    """Each misspelt name is beside the right one, under a recommendation of its own."""
    lines = (f"{n} | Mend | {name} | Accepted\n{n} | Mend | {TRANSPORT} | Accepted" for n, name in enumerate(IS_SLIP))
    collection.register("2026-01-31", REGISTER + "\n".join(lines))
    collection.plan("2026-03-31", HEADINGS + DONE)
    sql = "SELECT recommendation_ref, agency, meant, is_body FROM addressee_on($as_of)"
    found = {(ref, agency): judged for ref, agency, *judged in rows(collection.load(), sql, as_of=LATER)}
    right = {(str(n), TRANSPORT): [[], True] for n in range(len(IS_SLIP))}
    others = {
        (str(n), name): [[TRANSPORT] if is_slip else [], not is_slip]
        for n, (name, is_slip) in enumerate(IS_SLIP.items())
    }
    assert found == right | others


def test_two_bodies_with_like_names_are_two(collection):
    pairs = [
        ("East Saltby Council", "West Saltby Council"),
        ("Agency A", "Agency B"),
        ("Force 12 Constabulary", "Force 13 Constabulary"),
        ("Division2 of Transport", "Division3 of Transport"),
    ]
    lines = [f"{n} | Mend | {body} | Accepted" for n, pair in enumerate(pairs) for body in pair]
    collection.register("2026-01-31", REGISTER + "\n".join(lines))
    for n, (one, _) in enumerate(pairs):
        collection.layout(f"sender{n}", LAYOUT.replace(TRANSPORT, one))
        collection.plan("2026-03-31", HEADINGS + DONE.replace("A1 | 1 |", f"A{n} | {n} |"), sender=f"sender{n}")
    found = rows(collection.load(), "SELECT agency, has_plan, is_body FROM addressee_on($as_of)", as_of=LATER)
    expected = [(body, holds, True) for pair in pairs for body, holds in zip(pair, (True, False), strict=True)]
    assert sorted(found) == sorted(expected)


# How far


def rolled_up(db, as_of: date = LATER, ref: str = "1") -> tuple[str, list[str]]:
    sql = "SELECT roll_up, decided_by FROM recommendation_on($as_of) WHERE recommendation_ref = $ref"
    ((roll_up, bodies),) = rows(db, sql, as_of=as_of, ref=ref)
    return roll_up, bodies


def test_four_acceptances_and_one_verified_action_are_not_verified(collection, monkeypatch):
    collection.layout("harbour", LAYOUT.replace(TRANSPORT, HARBOUR))
    collection.register("2026-01-31", addressed(TRANSPORT, HARBOUR, FERRIES, "Coastguard"))
    collection.plan("2026-03-31", HEADINGS + DONE)
    collection.plan("2026-03-31", HEADINGS + "H1 | 2 | Sound the bell | | | In progress | |", sender="harbour")
    collection.log("2026-04-30", LOG + "Yes | Board | 2/4/2026 | Site visit |")
    assert rolled_up(collection.load()) == ("No action planned", [HARBOUR])
    text = on_page(collection, monkeypatch, page="public/50_recommendations.py", ref="1")
    assert f"No action planned by {HARBOUR}" in text
    assert f"{HARBOUR} Accepted None No action planned None recorded" in text
    assert f"{FERRIES} Accepted None No plan received None recorded" in text
    assert f"{TRANSPORT} Accepted Leads A1 Verified complete None recorded" in text


def test_one_verified_action_among_43_forces_does_not_verify_the_recommendation(collection, monkeypatch):
    forces = [f"Force {n}" for n in range(1, 44)]
    collection.layout("transport", LAYOUT.replace(TRANSPORT, "Force 7"))
    collection.register("2026-01-31", addressed(*forces))
    collection.plan("2026-03-31", HEADINGS + DONE)
    collection.log("2026-04-30", LOG.replace(TRANSPORT, "Force 7") + "Yes | Board | 2/4/2026 | Site visit |")
    roll_up, bodies = rolled_up(collection.load())
    assert (roll_up, sorted(bodies)) == ("No plan received", sorted({*forces} - {"Force 7"}))
    text = on_page(collection, monkeypatch, page="public/50_recommendations.py")
    assert "No plan received from Force 1, Force 10, Force 11 and 39 more" in text
    text = on_page(collection, monkeypatch, page="public/50_recommendations.py", ref="1", part="all")
    assert all(f"{force} Accepted None No plan received" in text for force in {*forces} - {"Force 7"})
    assert "Force 7 Accepted Leads A1 Verified complete" in text


ANSWERS_AND_DECIDED = [
    # A refusal, or an answer without a commitment, counts only for the body that gave it.
    ({HARBOUR: "Not accepted"}, ("Verified complete", [TRANSPORT])),
    ({HARBOUR: "Noted", FERRIES: "In principle"}, ("Verified complete", [TRANSPORT])),
    ({HARBOUR: "In part"}, ("No action planned", [HARBOUR])),
    # Silence does not put a recommendation in a better position than acceptance.
    ({HARBOUR: ""}, ("No response", [HARBOUR])),
    ({FERRIES: ""}, ("No plan received", [FERRIES])),
    ({HARBOUR: "", FERRIES: ""}, ("No plan received", [FERRIES])),
    # A word that the layout does not know counts as accepted.
    ({HARBOUR: "Yes, subject to funding"}, ("No action planned", [HARBOUR])),
    ({"Department of Trasnport": "Accepted"}, ("Verified complete", [TRANSPORT])),
    ({"Harbour Offise": "Accepted"}, ("Name not known", ["Harbour Offise"])),
]


def each_rolled_up(db, number: int) -> dict[str, tuple[str, list[str]]]:
    """How far the recommendations 1 to `number` have got."""
    return {str(n): rolled_up(db, ref=str(n)) for n in range(1, number + 1)}


def register_of(answers: list[dict[str, str]]) -> str:
    """Recommendations 1, 2, 3 … with the answers of bodies."""
    return REGISTER + "".join(
        f"{n} | Mend the railing | {body} | {answer}\n"
        for n, one in enumerate(answers, start=1)
        for body, answer in one.items()
    )


def test_what_other_bodies_answered_beside_one_verified_action(collection):
    cases = range(1, len(ANSWERS_AND_DECIDED) + 1)
    collection.layout("harbour", LAYOUT.replace(TRANSPORT, HARBOUR))
    collection.register("2026-01-31", register_of([{TRANSPORT: "Accepted"} | said for said, _ in ANSWERS_AND_DECIDED]))
    collection.plan("2026-03-31", HEADINGS + "".join(DONE.replace("A1 | 1 |", f"A{n} | {n} |") for n in cases))
    collection.plan("2026-03-31", HEADINGS + "H1 | 99 | Sound the bell | | | In progress | |", sender="harbour")
    head, row = (LOG + "Yes | Board | 2/4/2026 | Site visit |").splitlines()
    collection.log("2026-04-30", "\n".join([head, *(row.replace("A1", f"A{n}") for n in cases)]))
    decided = {str(n): one for n, (_, one) in enumerate(ANSWERS_AND_DECIDED, start=1)}
    assert each_rolled_up(collection.load(), len(decided)) == decided


def test_without_an_action_the_answers_decide(collection):
    cases = [
        ({TRANSPORT: "Not accepted", FERRIES: "Not accepted"}, "Not accepted"),
        ({TRANSPORT: "Not accepted", FERRIES: "Noted"}, "No commitment"),
        ({TRANSPORT: "In principle", FERRIES: "Not accepted"}, "No commitment"),
        ({TRANSPORT: "Accepted", FERRIES: "Not accepted"}, "No action planned"),
    ]
    collection.register("2026-01-31", register_of([answers for answers, _ in cases]))
    collection.plan("2026-03-31", HEADINGS + DONE.replace("| 1 |", "| 99 |"))
    found = each_rolled_up(collection.load(), len(cases))
    assert {ref: word for ref, (word, _) in found.items()} == {
        str(n): word for n, (_, word) in enumerate(cases, start=1)
    }


def test_an_acceptance_that_was_undone_still_binds(collection):
    for on, answer in {"2026-01-31": "Accepted", "2026-02-28": "Not accepted"}.items():
        collection.register(on, addressed(TRANSPORT, response=answer))
    collection.plan("2026-03-31", HEADINGS + DONE.replace("| 1 |", "| 2 |"))
    assert rolled_up(collection.load()) == ("No action planned", [TRANSPORT])


def test_a_body_that_supports_an_action_counts_as_having_planned_one(collection):
    collection.layout("harbour", JOINT)
    collection.plan("2026-03-31", f"{JOINT_HEADINGS}{TOGETHER}", "harbour")
    collection.register("2026-01-31", addressed(HARBOUR, FERRIES))
    assert rolled_up(collection.load()) == ("Open", [FERRIES, HARBOUR])


def test_work_that_its_lead_refused_does_not_count_as_planned_by_its_supporters(collection):
    collection.layout("harbour", JOINT)
    collection.plan("2026-03-31", f"{JOINT_HEADINGS}{TOGETHER}", "harbour")
    collection.register("2026-01-31", addressed(FERRIES) + f"1 | Mend the railing | {HARBOUR} | Not accepted\n")
    assert rolled_up(collection.load()) == ("No plan received", [FERRIES])


def test_6_3_of_merrowshire_waits_for_the_council_that_accepted(monkeypatch, merrowshire):
    assert rolled_up(merrowshire.db, merrowshire.as_of, "6.3") == ("No action planned", ["Northmere Borough Council"])
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    text = words(open_page("public/50_recommendations.py", ref="6.3"))
    assert "No action planned by Northmere Borough Council" in text
    assert "Saltby Borough Council Not accepted 12 June 2025 Leads S10 Not accepted" in text


def test_a_misspelt_name_is_a_problem_and_not_a_body(monkeypatch, merrowshire):
    """Alone it holds the recommendation back, beside its right form it does not; its plan is never called missing."""
    name, meant = "Merrowshire Safegaurding Partnership", "Merrowshire Safeguarding Partnership"
    assert rolled_up(merrowshire.db, date(2025, 9, 1), "13") == ("Name not known", [name])
    assert rolled_up(merrowshire.db, merrowshire.as_of, "13") == ("Closed, not done", [meant])
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    text = words(open_page("public/50_recommendations.py", ref="13"))
    assert f"Name not known Looks like {meant}, which is listed here too" in text
    found = "SELECT count(*) FROM problem WHERE rule = 'agency_is_known' AND found = $name"
    assert rows(merrowshire.db, found, name=name) == [(1,)]


# Superseded work

BY_COLUMN = LAYOUT.replace('reason = "Reason"', 'reason = "Reason"\nsuperseded_by = "Replaced by"').replace(
    '"Dropped" =', '"Replaced" = "superseded"\n"Dropped" ='
)
WITH_SUCCESSOR = HEADINGS.replace("\n", " | Replaced by\n")
OPEN = "{} | {} | Paint it | d:2026-12-31 | | In progress | | |"
REPLACED = "{} | 1 | Mend it | d:2026-01-31 | | Replaced | | | {}"


def superseded(collection: Collection, *table: str) -> None:
    collection.layout("transport", BY_COLUMN)
    collection.register("2026-01-31", addressed(TRANSPORT) + f"2 | Light it | {TRANSPORT} | Not accepted\n")
    collection.plan("2026-03-31", WITH_SUCCESSOR + "\n".join(table))


TABLES_AND_WORDS = [
    ([REPLACED.format("A1", "A2"), OPEN.format("A2", "1")], "Open"),
    ([REPLACED.format("A1", "A2"), REPLACED.format("A2", "A3"), OPEN.format("A3", "1")], "Open"),
    # Without a valid successor it still counts, as closed and not done.
    ([REPLACED.format("A1", ""), DONE + OPEN.format("A2", "2")], "Closed, not done"),
    ([REPLACED.format("A1", "TBC")], "Closed, not done"),
    ([REPLACED.format("A1", "A9")], "Closed, not done"),
    ([REPLACED.format("A1", "A2"), OPEN.format("A2", "2")], "Closed, not done"),
    ([REPLACED.format("A1", "A1")], "Closed, not done"),
    ([REPLACED.format("A1", "A2"), REPLACED.format("A2", "A1")], "Closed, not done"),
    ([REPLACED.format("A0", "A1"), REPLACED.format("A1", "A2"), REPLACED.format("A2", "A1")], "Closed, not done"),
    ([REPLACED.format("A1", "A2"), REPLACED.format("A2", "A9")], "Closed, not done"),
]


def apart(n: int, table: list[str]) -> str:
    """The table with other numbers: recommendation 1 becomes the nth and A1 becomes nA1; 2 is the refused one."""
    return "\n".join(table).replace("| 2 |", "| Refused |").replace("| 1 |", f"| {n} |").replace("A", f"{n}A")


def test_superseded_work_leaves_the_roll_up_only_for_a_valid_successor(collection):
    collection.layout("transport", BY_COLUMN)
    refused = f"Refused | Light it | {TRANSPORT} | Not accepted\n"
    collection.register("2026-01-31", register_of([{TRANSPORT: "Accepted"}] * len(TABLES_AND_WORDS)) + refused)
    tables = [apart(n, table) for n, (table, _) in enumerate(TABLES_AND_WORDS, start=1)]
    collection.plan("2026-03-31", WITH_SUCCESSOR + "\n".join(tables))
    db = collection.load()
    words_of_each = {str(n): (word, [TRANSPORT]) for n, (_, word) in enumerate(TABLES_AND_WORDS, start=1)}
    assert each_rolled_up(db, len(tables)) == words_of_each
    counted = "SELECT recommendation_ref, actions FROM recommendation_on($as_of)"
    under_it = "SELECT unnest(recommendation_refs) AS ref, count(*) FROM position_on($as_of) GROUP BY ref"
    actions = dict(rows(db, under_it, as_of=LATER))
    assert actions == dict(rows(db, counted, as_of=LATER))  # nothing leaves a total
    assert sum(actions.values()) == sum(table.count("\n") + 1 for table in tables)


@pytest.fixture(scope="module")
def with_successors(tmp_path_factory) -> Collection:
    """A2 replaces A1, B2 replaces B1 and, in a later return, B1 replaces B2; the successor of C1 never came."""
    collection = Collection(tmp_path_factory.mktemp("successors"))
    collection.layout("transport", BY_COLUMN)
    collection.register("2026-01-31", register_of([{TRANSPORT: "Accepted"}] * 3))
    rows_of_b = [REPLACED.format("B1", "B2"), OPEN.format("B2", "1")]
    table = [
        REPLACED.format("A1", "A2"), OPEN.format("A2", "1"),
        *(row.replace("| 1 |", "| 2 |") for row in rows_of_b),
        REPLACED.format("C1", "C9").replace("| 1 |", "| 3 |"),
    ]  # fmt: skip
    collection.plan("2026-03-31", WITH_SUCCESSOR + "\n".join(table))
    collection.plan("2026-05-31", WITH_SUCCESSOR + REPLACED.format("B2", "B1").replace("| 1 |", "| 2 |"))
    collection.load()
    return collection


def test_a_circle_of_successors_over_several_returns_is_a_problem(with_successors, monkeypatch):
    db = with_successors.load()
    assert rolled_up(db, date(2026, 5, 30), "2") == ("Open", [TRANSPORT])
    assert rolled_up(db, ref="2") == ("Closed, not done", [TRANSPORT])
    problems = on_page(with_successors, monkeypatch, page="staff/90_problems.py")
    assert problems.count("leads back to it over several returns") == 2


def test_the_pages_of_superseded_work_and_of_its_successor_link_to_each_other(with_successors, monkeypatch):
    text = on_page(with_successors, monkeypatch, "2026-05-30")
    assert "Superseded by A2 It replaces this action under recommendation 1" in text
    text = on_page(with_successors, monkeypatch, "2026-05-30", "public/60_actions.py", ref="A2")
    assert "Replaces A1" in text and "Superseded by" not in text.partition("Where this is written")[0]


def test_the_page_of_work_without_a_successor_says_that_it_still_counts(with_successors, monkeypatch):
    says = "Nothing accepted replaces it, so this action still counts as closed, not done"
    text = on_page(with_successors, monkeypatch, "2026-05-30", "public/60_actions.py", ref="C1")
    assert f"Superseded by No action on record {says}" in text
    assert "'C9' is in no return." in on_page(with_successors, monkeypatch, "2026-05-30", "staff/90_problems.py")


def test_late_work_replaced_by_an_action_verified_earlier_is_a_problem(collection, monkeypatch):
    """Nobody checked whether the successor includes what the late action promised; a check of 20 May did."""
    superseded(collection, OPEN.format("A1", "1"), DONE.strip().replace("A1", "A2") + " |")
    verified = "Agency | Ref | Found | Checker | On | Seen | Why\n | A2 | Yes | Board | {} | Minute 4 |"
    collection.log("2026-04-20", verified.format("2/4/2026"))
    collection.plan(
        "2026-05-10", WITH_SUCCESSOR + REPLACED.format("A1", "A2") + "\n" + DONE.strip().replace("A1", "A2") + " |"
    )
    collection.log("2026-05-25", verified.format("20/5/2026"))
    assert rolled_up(collection.load(), date(2026, 5, 24)) == ("Verified complete", [TRANSPORT])
    found = "A2 was verified on 2 April 2026, before the return of 10 May 2026"
    assert found in on_page(collection, monkeypatch, "2026-05-24", "staff/90_problems.py")
    assert found not in on_page(collection, monkeypatch, page="staff/90_problems.py")


def test_a_successor_counts_from_the_day_it_came(collection):
    superseded(collection, REPLACED.format("A1", "A2"))
    db = collection.load()
    before = everything(db, "2026-04-29")
    assert rolled_up(db) == ("Closed, not done", [TRANSPORT])
    table = [REPLACED.format("A1", "A2"), OPEN.format("A2", "1")]
    collection.plan("2026-04-30", WITH_SUCCESSOR + "\n".join(table))
    db = collection.load()
    assert rolled_up(db) == ("Open", [TRANSPORT])
    assert everything(db, "2026-04-29") == before
    assert rows(db, "SELECT count(*) FROM problem WHERE rule = 'successor_is_known'") == [(0,)]


def test_a_layout_names_the_successor_where_the_plan_has_no_column_for_it(collection):
    superseded(collection, REPLACED.format("A1", ""), OPEN.format("A2", "1"))
    collection.layout("transport", BY_COLUMN.replace("[columns]", '[superseded_by]\n"A1" = "A2"\n[columns]'))
    assert rolled_up(collection.load()) == ("Open", [TRANSPORT])


def test_a_body_whose_work_moved_to_another_takes_part_in_its_successor(collection):
    collection.layout("harbour", JOINT.replace('reason = "Reason"', 'reason = "Reason"\nsuperseded_by = "By"').replace(
        '"Dropped" =', '"Replaced" = "superseded"\n"Dropped" ='
    ))  # fmt: skip
    lines = f"H1 | 1 | Ring | {FERRIES} | | | | Replaced | | | H2\nH2 | 1 | Trim | {HARBOUR} | | | | In progress | | |"
    collection.plan("2026-03-31", JOINT_HEADINGS.replace("\n", " | By\n") + lines, sender="harbour")
    collection.register("2026-01-31", addressed(HARBOUR, FERRIES))
    assert rolled_up(collection.load()) == ("Open", [FERRIES, HARBOUR])


# In public


@pytest.mark.parametrize("as_of", MERROWSHIRE_DATES[::6], ids=str)
def test_the_published_copy_has_the_same_roll_up(merrowshire, published_merrowshire, as_of):
    public = store.connect(store.current(published_merrowshire / "data" / "built"))
    columns = "review, recommendation_ref, agency, how_far, leads, supports"
    sql = f"SELECT {columns} FROM recommendation_body_on($as_of) ORDER BY ALL"
    assert rows(public, sql, as_of=as_of) == rows(merrowshire.db, sql, as_of=as_of)
    assert stored_roll_up.found(public, as_of) == stored_roll_up.found(merrowshire.db, as_of)


# The slow plain version


@settings(max_examples=trials(3))
@given(story=random_roll_up.STORY, days=st.sets(random_roll_up.AS_OF, min_size=3, max_size=3))
def test_the_database_agrees_with_the_slow_plain_roll_up(story, days):
    with tempfile.TemporaryDirectory() as folder:
        db = random_roll_up.built(story, Path(folder))
        for as_of in days:
            assert stored_roll_up.found_bodies(db, as_of) == stored_roll_up.expected_bodies(db, as_of)
            assert stored_roll_up.found(db, as_of) == stored_roll_up.expected(db, as_of)


@pytest.mark.parametrize("as_of", MERROWSHIRE_DATES, ids=str)
def test_every_recommendation_of_merrowshire_agrees_with_the_slow_plain_roll_up(merrowshire, as_of):
    assert stored_roll_up.found(merrowshire.db, as_of) == stored_roll_up.expected(merrowshire.db, as_of)


@pytest.mark.parametrize("as_of", [date(2015, 6, 1), date(2023, 1, 1), date(2024, 3, 1), date(2026, 3, 31)], ids=str)
def test_every_recommendation_of_the_public_record_agrees_with_the_slow_plain_roll_up(public_record, as_of):
    assert stored_roll_up.found(public_record.db, as_of) == stored_roll_up.expected(public_record.db, as_of)
