"""Where a plan leaves some lead agencies blank, no agency is given the work of another."""

from datetime import date

import pytest
from drawing import LAYOUT, LOG, rows
from papers import joined, words_of
from test_roll_up import FERRIES, HARBOUR, HEADINGS, JOINT, JOINT_HEADINGS, TRANSPORT, addressed

from loaders.publishing import allow_list, public_database
from loaders.publishing.release.texts import read_texts
from tracker import store
from tracker.questions import actions, agencies, choices, downloads, recommendations, search
from tracker.reports.agency_lines import every_agency
from tracker.reports.committee import committee_paper
from tracker.reports.meeting import Meeting
from tracker.reports.questions import nothing_planned
from tracker.reports.weekly.chasing import chasing_notes

NOT_STATED = "Lead not stated"
ON = date(2026, 5, 31)
TWO = (
    f"H1 | 1 | Sound the bell | {HARBOUR} | | 31/3/2026 | | In progress | |\n"
    "H2 | 1 | Trim the lamp | | | 30/4/2026 | | In progress | |\n"
)


@pytest.fixture
def joint(collection):
    """Draws a plan with a column of lead agencies and loads it with the other files."""

    def draw(lines: str = TWO, layout: str = JOINT, on: str = "2026-03-31"):
        collection.layout("harbour", layout)
        collection.plan(on, JOINT_HEADINGS + lines, sender="harbour")
        return collection.load()

    return draw


def leads(db, as_of: date = ON) -> dict[str, str]:
    return dict(rows(db, "SELECT action_ref, agency FROM position_on($as_of)", as_of=as_of))


def problems(db, rule: str = "lead_agency_is_stated") -> list[tuple]:
    sql = "SELECT sheet, cell, found, to_do, severity, who_acts FROM problem WHERE rule = $rule ORDER BY row_number"
    return rows(db, sql, rule=rule)


# Whose an action is


def test_a_blank_lead_gets_no_other_agency_and_is_a_problem_with_its_cell(joint):
    db = joint()
    assert leads(db) == {"H1": HARBOUR, "H2": NOT_STATED}
    to_do = "Name the lead agency under “Lead” for {refs}."
    assert problems(db) == [("Plan", "D3", "", to_do, "warning", "whoever sent the file")]


@pytest.mark.parametrize("filler", ["TBC", "n/a", "-", "To be confirmed", "as above", "< Select >"])
def test_a_word_that_names_nobody_counts_as_blank(joint, filler):
    db = joint(TWO.replace("lamp | |", f"lamp | {filler} |"))
    assert leads(db)["H2"] == NOT_STATED
    assert [(cell, found) for _, cell, found, *_ in problems(db)] == [("D3", filler)]


def test_a_word_that_the_layout_explains_is_not_a_filler(joint):
    db = joint(TWO.replace("lamp | |", "lamp | Self |"), f'{JOINT}[agencies]\n"Self" = "{HARBOUR}"\n')
    assert leads(db)["H2"] == HARBOUR and problems(db) == []


@pytest.mark.parametrize("always", [HARBOUR, FERRIES])
def test_another_agency_fills_blanks_only_where_the_layout_says_always(joint, always):
    db = joint(layout=JOINT.replace("[columns]", f'always = {{ agency = "{always}" }}\n[columns]'))
    assert leads(db) == {"H1": HARBOUR, "H2": always} and problems(db) == []


def test_a_plan_without_such_a_column_belongs_to_its_own_agency(collection):
    collection.plan("2026-03-31", HEADINGS + "A1 | 1 | x | | | | |")
    db = collection.load()
    assert leads(db) == {"A1": TRANSPORT} and problems(db) == []


def test_a_plan_of_nobody_without_such_a_column_is_one_problem(collection):
    collection.layout("transport", LAYOUT.replace(f'agency = "{TRANSPORT}"\n', ""))
    collection.plan("2026-03-31", HEADINGS + "A1 | 1 | x | | | | |\nA2 | 1 | y | | | | |")
    db = collection.load()
    assert leads(db) == {"A1": NOT_STATED, "A2": NOT_STATED}
    ((_, cell, found, to_do, *_),) = problems(db)
    assert (cell, found) == ("", "no such column")
    assert to_do.startswith("Add a column “Agency” and fill it for A1 and A2")
    assert problems(db, "agency_is_known") == []


def test_the_title_of_a_section_names_the_lead_of_what_is_below_it(collection):
    layout = LAYOUT.replace("[columns]", 'section = "agency"\n[columns]')
    collection.layout("transport", layout)
    lines = "A1 | 1 | x | | | | |\nFerry Board of Merrow | | | | | | |\nA2 | 1 | y | | | | |"
    collection.plan("2026-03-31", HEADINGS + lines)
    assert leads(collection.load()) == {"A1": NOT_STATED, "A2": "Ferry Board of Merrow"}


def test_blanking_a_lead_later_is_a_change_and_never_silent(joint):
    joint(TWO.replace("lamp | |", f"lamp | {FERRIES} |"))
    db = joint(on="2026-04-30")
    assert leads(db, date(2026, 3, 31))["H2"] == FERRIES and leads(db)["H2"] == NOT_STATED
    changed = rows(db, "SELECT was, became FROM action_change WHERE change = 'lead agency changed'")
    assert changed == [(FERRIES, NOT_STATED)]


def test_an_acceptance_outlives_the_lead(joint, collection):
    collection.register("2026-01-31", addressed(FERRIES))
    joint(TWO.replace("lamp | |", f"lamp | {FERRIES} |"))
    collection.register("2026-04-15", addressed(FERRIES, response="Not accepted"))
    db = joint(on="2026-04-30")
    counted = rows(db, "SELECT action_ref, is_accepted FROM position_on($as_of) ORDER BY ALL", as_of=ON)
    assert counted == [("H1", True), ("H2", True)]


# A register and a log


def test_a_register_that_names_nobody_addresses_nobody(collection):
    layout = (collection.layouts / "committee.toml").read_text(encoding="utf-8")
    collection.layout("committee", f'agency = "Scrutiny Committee"\n{layout}')
    collection.register("2026-01-31", addressed(FERRIES) + "2 | Paint | | Accepted\n")
    db = collection.load()
    said = rows(db, "SELECT recommendation_ref, agency FROM recommendation_version ORDER BY ALL")
    assert said == [("1", FERRIES), ("2", "")]


@pytest.mark.parametrize(
    ("layout", "table"),
    [(LOG, "Agency | Ref"), (LOG.replace('agency = "Agency"\n', ""), "Other | Ref")],
)
def test_a_log_that_names_no_lead_does_not_name_the_body_that_keeps_it(collection, layout, table):
    collection.layout("board", f'agency = "Assurance Board"\n{layout}')
    collection.plan("2026-03-31", HEADINGS + "A1 | 1 | x | | | | |")
    check = " | A1 | Yes | Mayor’s Office | 1/4/2026 | Files |"
    collection.log("2026-04-30", f"{table} | Found | Checker | On | Seen | Why\n{check}")
    assert rows(collection.load(), "SELECT verification FROM position_on($as_of)", as_of=ON) == [("verified",)]


# Who may check it

CHECK = "Agency | Ref | Found | Checker | On | Seen | Why\n{} | H2 | Yes | {} | 1/5/2026 | Visit |"


def verified(collection, lead: str, checker: str) -> list[str]:
    collection.log("2026-05-05", CHECK.format(lead, checker))
    sql = "SELECT action_ref FROM position_on($as_of) WHERE is_verified"
    return [ref for (ref,) in rows(collection.load(), sql, as_of=ON)]


@pytest.mark.parametrize("lead", ["", HARBOUR, FERRIES])
def test_a_check_finds_the_action_whatever_lead_the_log_names(joint, collection, lead):
    joint()
    assert verified(collection, lead, "Mayor’s Office") == ["H2"]


def test_the_body_whose_plan_it_is_cannot_check_it(joint, collection):
    """Otherwise a blank cell would let a body check its own work."""
    joint()
    assert verified(collection, "", HARBOUR) == []


def test_a_body_that_the_log_calls_the_lead_cannot_check_it(joint, collection):
    joint()
    assert verified(collection, FERRIES, FERRIES) == []


def test_a_check_that_names_a_stated_lead_is_of_that_leads_action(joint, collection):
    """If two actions share the reference, the one that states the lead is meant, whichever came first."""
    collection.plan("2026-03-31", HEADINGS + "H2 | 1 | x | | | | |")
    joint()
    collection.log("2026-05-05", CHECK.format(TRANSPORT, "Mayor’s Office"))
    found = rows(collection.load(), "SELECT sender FROM position_on($as_of) WHERE is_verified", as_of=ON)
    assert found == [("transport",)]


def test_a_later_plan_undoes_no_check_of_it(joint, collection):
    joint()
    collection.log("2026-05-05", CHECK.format(TRANSPORT, "Mayor’s Office"))
    collection.load()
    collection.plan("2026-05-20", HEADINGS + "H2 | 1 | x | | | | |")
    found = rows(collection.load(), "SELECT sender FROM position_on($as_of) WHERE is_verified", as_of=ON)
    assert found == [("harbour",)]


@pytest.mark.parametrize(("lead", "found"), [(TRANSPORT, []), (FERRIES, ["H2"])])
def test_an_action_with_a_stated_lead_is_found_only_by_that_lead(joint, collection, lead, found):
    joint(TWO.replace("lamp | |", f"lamp | {FERRIES} |"))
    joint(on="2026-04-30")
    assert verified(collection, lead, "Mayor’s Office") == found


# Under its recommendation


def rolled_up(db) -> tuple[str, list[str]]:
    return rows(db, "SELECT roll_up, decided_by FROM recommendation_on($as_of)", as_of=ON)[0]


def test_no_page_says_that_a_body_planned_nothing_if_the_action_may_be_its_own(joint, collection):
    collection.register("2026-01-31", addressed(FERRIES))
    lines = f"{TWO.replace('H1 | 1', 'H1 | 2')}H3 | 2 | Paint | {FERRIES} | | | | In progress | |\n"
    assert rolled_up(joint(lines)) == (NOT_STATED, [FERRIES])
    assert rolled_up(joint(lines.replace("H2 | 1", "H2 | 2"), on="2026-04-30")) == ("No action planned", [FERRIES])


def test_an_action_without_a_lead_holds_back_its_recommendation_like_any_other(joint, collection):
    collection.register("2026-01-31", addressed(HARBOUR))
    db = joint(TWO.replace("31/3/2026 | | In progress | |", "31/3/2026 | 1/3/2026 | Complete | Photographs |"))
    assert rolled_up(db) == ("Overdue", [NOT_STATED])


def test_no_plan_is_missing_for_a_lead_that_is_not_stated(joint, collection):
    collection.register("2026-01-31", addressed(HARBOUR))
    db = joint()
    assert rows(db, "SELECT agency FROM addressed_body_on($as_of) WHERE is_missing", as_of=ON) == []
    assert {agency for (agency,) in rows(db, "SELECT agency FROM plan_body")} == {HARBOUR}


# What is counted and shown


def test_it_counts_in_every_total_and_is_listed_apart_from_the_bodies(joint, collection):
    collection.register("2026-01-31", addressed(HARBOUR))
    db = joint()
    every = agencies.rows(db, ON)
    assert {row.agency: row.actions for row in every} == {HARBOUR: 1, NOT_STATED: 1}
    assert sum(row.actions for row in every) == len(actions.rows(db, ON)) == 2
    assert sum(row.overdue for row in every) == 2
    assert choices.agencies(db) == [HARBOUR, NOT_STATED]
    assert [row.action_ref for row in actions.rows(db, ON, agency=NOT_STATED)] == ["H2"]
    (row,) = recommendations.rows(db, ON, agency=NOT_STATED)
    assert row.recommendation_ref == "1"


def test_a_search_does_not_find_it_as_an_agency(joint):
    db = joint()
    found = search.rows(db, ON, search.search_terms(db, ON, "stated"))
    assert "agency" not in {row.kind for row in found}


def test_the_open_data_say_what_it_means(joint):
    db = joint()
    table = downloads.rows(db, "actions", ON)
    assert sorted(row[table.columns.index("agency")] for row in table.rows) == [HARBOUR, NOT_STATED]


def test_the_pages_list_it_and_say_that_it_is_not_a_body(joint, on_page):
    joint()
    text = on_page("2026-05-31", "40_agencies")
    assert f"{NOT_STATED} Not a body" in text
    own = on_page("2026-05-31", "40_agencies", agency=NOT_STATED)
    assert "We do not have" not in own and "H2" in own and "H1" not in own
    assert "This is not a body" in own and "that it leads" not in own and "of its own" not in own
    assert "H2" in on_page("2026-05-31", agency=NOT_STATED)


def test_the_page_of_the_action_says_that_its_plan_names_none(joint, on_page):
    joint()
    assert f"{NOT_STATED} The plan that holds this action names none for it" in on_page("2026-05-31", ref="H2")


def test_the_body_whose_plan_it_is_is_asked_for_the_lead(joint):
    (note,) = chasing_notes(Meeting(joint(), ON, date(2026, 5, 24)))
    assert note.agency == HARBOUR and note.about == "2 overdue, 2 by the dates first promised; 1 with no lead agency"
    assert "Open, with no lead agency named (1)\n- H2: Trim the lamp." in note.text
    assert "please name the lead agency in the plan" in note.text


def test_a_body_whose_action_it_may_be_is_asked_who_leads(joint, collection):
    collection.register("2026-01-31", addressed(FERRIES))
    lines = f"{TWO.replace('H1 | 1', 'H1 | 2')}H3 | 2 | Paint | {FERRIES} | | | | In progress | |\n"
    (question,) = nothing_planned.questions(Meeting(joint(lines), ON, date(2026, 5, 24)))
    assert question.text == f"{FERRIES}: an action under recommendation 1 names no lead agency. Who leads on it?"


def test_a_paper_lists_it_among_the_agencies(joint):
    meeting = Meeting(joint(), ON, date(2026, 5, 24))
    table = every_agency(meeting)
    said = words_of(committee_paper(meeting))
    assert "1 action has no lead agency named." in said
    assert {joined(row[0]): joined(row[1]) for row in table.rows} == {HARBOUR: "1", NOT_STATED: "1"}


def test_a_publication_contains_our_own_words_without_a_release(joint, collection, tmp_path):
    names = {text.key for text in read_texts(joint()) if text.is_name}
    released = {key for key in names if key.text not in allow_list.vocabulary()}
    assert {key.text for key in names - released} == {NOT_STATED}
    public_database.build(store.current(collection.built), tmp_path / "published.duckdb", released)
    with store.read_only(tmp_path / "published.duckdb") as db:
        found = db.execute("SELECT agency FROM action_version ORDER BY ALL").fetchall()
    assert found == [(HARBOUR,), (NOT_STATED,)]


@pytest.mark.parametrize("filler", ["None", "n/a", "TBC"])
def test_a_word_that_names_nobody_supports_nothing(joint, filler):
    db = joint(TWO.replace(f"bell | {HARBOUR} | |", f"bell | {HARBOUR} | {filler} |"))
    assert choices.agencies(db) == [HARBOUR, NOT_STATED]
