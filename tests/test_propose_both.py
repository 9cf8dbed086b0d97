"""A row that holds a recommendation and the action that answers it is drafted as both, and loads as offered."""

from __future__ import annotations  # see conftest.py for the reason

import re
import tomllib

import pytest
from drawing import write_workbook
from unknown_workbooks import draft_lines_of

from loaders.propose.draft import draft
from loaders.propose.proposal import propose
from tracker.terms import Kind

BOTH = """
Rec no | Recommendation | Accepted? | Action ref | Agreed action | Lead agency | Due date | Status
1 | Teach everyone who meets children what to look for. | Yes | A1 | Train the officers | Police | 31/01/2026 | Open
2 | Name one person in each agency whom others can ask. | In part | A2 | Name them | Council | 28/02/2026 | Complete
"""


def drafted(folder, table: str) -> dict:
    return tomllib.loads(draft(propose(write_workbook(folder / "plan.xlsx", {"Plan": table}), "transport")))


def offered(collection, table: str) -> dict[Kind, list[dict]]:
    """The records that the draft reads as offered, by kind; only the agency, the review and the words are accepted."""
    collection.plan("2026-03-31", table)
    text = draft(propose(collection.received / "transport" / "2026-03-31.xlsx", "transport"))
    text = text.replace("draft = true", 'illustrative = true\nreview = "Harbour Review"').replace("#? agency", "agency")
    collection.layout("transport", re.sub(r'(?m)^#\? ("[^"]+" = )', r"\1", text))
    checked = collection.check()
    # A column read for the recommendation counts as known for the action in the same row, and the other way round.
    unnamed = checked.problems[checked.problems.rule == "columns_are_named"]
    assert [*unnamed.found] == []
    return {kind: rows[~rows.is_refused].to_dict("records") for kind, rows in checked.rows.items()}


def test_a_row_with_a_recommendation_and_an_action_is_read_as_both(collection):
    rows = offered(collection, BOTH)
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    assert [(row["recommendation_ref"], row["agency"], row["response"]) for row in register] == [
        ("1", "Police", "accepted"),
        ("2", "Council", "accepted in part"),
    ]
    assert register[0]["recommendation"] == "Teach everyone who meets children what to look for."
    assert [
        (row["action_ref"], row["recommendation_ref"], row["action"], row["reported_status"], str(row["due_on"])[:10])
        for row in actions
    ] == [
        ("A1", ["1"], "Train the officers", "in progress", "2026-01-31"),
        ("A2", ["2"], "Name them", "reported complete", "2026-02-28"),
    ]


def test_one_number_in_each_row_is_that_of_the_recommendation_and_of_its_action(tmp_path):
    table = BOTH.replace("| Action ref ", "").replace("| A1 ", "").replace("| A2 ", "")
    register, action = drafted(tmp_path, table)["sheets"]
    assert register["columns"]["recommendation_ref"] == "Rec no"
    assert action["columns"]["action_ref"] == action["columns"]["recommendation_ref"] == "Rec no"


@pytest.mark.parametrize("again", ["\n1 |", "\n^ |"])
def test_actions_that_share_the_number_of_a_recommendation_are_known_by_their_words(again, tmp_path):
    table = BOTH.replace("| Action ref ", "").replace("| A1 ", "").replace("| A2 ", "").replace("\n2 |", again)
    _, action = drafted(tmp_path, table)["sheets"]
    assert action["numbered_by"] == ["action"]
    assert "action_ref" not in action["columns"]


def test_a_number_that_comes_again_and_may_be_anything_is_never_filled_in_for_the_action(tmp_path):
    table = BOTH.replace("| Action ref ", "").replace("| A1 ", "").replace("| A2 ", "").replace("\n2 |", "\n1 |")
    table = table.replace("Rec no", "No.")
    assert draft_lines_of(tmp_path, table, "# No ") == [
        "# No action will load without `action_ref`: column A, No., may be it."
    ]
    assert draft_lines_of(tmp_path, table, "#? action_ref") == [
        '#? action_ref = "No." # unsure, column A: it comes again, and rows with one number are told apart by their '
        "words"
    ]


@pytest.mark.parametrize("answers", ["Accept | Do not accept | Note", "Agreed | Agreed in part | Noted"])
@pytest.mark.parametrize("heading", ["Position", "Reply", "Agreed or not agreed"])
def test_recommendations_and_answers_alone_are_a_register(answers, heading, tmp_path):
    rows = [
        f"{n} | Count the passengers of ferry {n} | Ferries Board | {a}" for n, a in enumerate(answers.split(" | "))
    ]
    table = "\n".join([f"Rec | Text of the recommendation | Directed to | {heading}", *rows])
    found = drafted(tmp_path, table)
    assert (found["fills"], found["columns"]["response"]) == ("recommendation", heading)


@pytest.mark.parametrize("heading", ["Wotsit", "Position"])
def test_what_a_row_is_is_never_a_suggestion_where_it_is_open(heading, tmp_path):
    """With a wrong suggestion every row would count as something else, and nothing would say so."""
    rows = [f"{n} | Count the passengers of ferry {n} | Ferries Board | {a}" for n, a in enumerate(["East", "West"], 1)]
    table = "\n".join([f"Rec | Text of the recommendation | Directed to | {heading}", *rows])
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport"))
    assert "fills" not in tomllib.loads(text)
    assert "#? fills" not in text and "# fills = ..." in text and "numbered_by" not in text


def test_an_answer_in_sentences_is_the_action(tmp_path):
    table = """
    Rec no | Recommendation | Management response | Owner | Due | Status
    1 | Reconcile the accounts every month. | We will do so from the end of April. | Treasurer | 30/04/2026 | Open
    2 | Keep the keys in a safe. | A safe was bought and the keys are in it. | Clerk | 31/05/2026 | Closed
    """
    register, action = drafted(tmp_path, table)["sheets"]
    assert action["columns"]["action"] == "Management response"
    assert "response" not in register["columns"]


def test_without_an_action_the_recommendation_becomes_the_action(tmp_path):
    table = """
    Rec no | Recommendation | Accepted | Responsible officer | Implementation date | Status
    1 | Reconcile the harbour accounts every month. | Yes | Head of Finance | 30/04/2026 | Open
    2 | Keep the keys of the harbour office in a safe. | Yes | Clerk | 31/05/2026 | Closed
    """
    register, action = drafted(tmp_path, table)["sheets"]
    assert (action["columns"]["action"], register["columns"]["response"]) == ("Recommendation", "Accepted")
    (line,) = [line for line in draft_lines_of(tmp_path, table, "action = ") if "Recommendation" in line]
    assert line.endswith("no heading of an action: what was recommended is to be done")


def test_a_recommendation_above_several_rows_is_asked_about(tmp_path):
    table = BOTH + " | | | A3 | Test what they learnt | Police | 31/03/2026 | Open\n | | | A4 | Tell them | Police | |"
    lines = draft_lines_of(tmp_path, table, "#? fill_down")
    assert [line.partition(" #")[0] for line in lines] == [
        '#? fill_down = ["recommendation_ref", "recommendation"]',
        '#? fill_down = ["recommendation_ref"]',
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Rec no | Recommendation | Addressed to | Response\n1 | Teach everyone who meets children. | Police | Accepted",
        "Ref | Rec | Action | Owner | Due date\nA1 | 4 | Train the officers | Head of Training | 31/01/2026",
        "Ref | Issue | Action | Owner | Due date\nA1 | The quay is slippery when wet | Lay mats | Head | 31/01/2026",
    ],
)
def test_a_row_of_one_kind_is_drafted_as_one(table, tmp_path):
    assert "sheets" not in drafted(tmp_path, table)


def test_beside_a_revised_date_the_other_one_is_the_original(tmp_path):
    table = "Ref | Action | Target date | Revised target date\nA1 | Train them | 31/01/2026 | 28/02/2026"
    columns = drafted(tmp_path, table)["columns"]
    assert (columns["original_due_on"], columns["due_on"]) == ("Target date", "Revised target date")


def test_of_two_columns_with_one_heading_the_letter_says_which(tmp_path):
    table = "Ref | Action | Deadline | Comments | Deadline\nA1 | Train them | 31/01/2026 | None | 28/02/2026"
    assert draft_lines_of(tmp_path, table, "#? due_on") == [
        '#? due_on = "column C: Deadline" # unsure, column C, or column E: Deadline?'
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "Action | Owner | Status\nTrain them | Head | Open\nTrain them | Clerk | Open",
            "No action will load without `action_ref`: no column seems to hold a reference; if the plan gives none, "
            "accept `numbered_by`.",
        ),
        (
            "Ref | Action | Due date\nA1 | Train them | 04/05/2026",
            "Nothing will load without `dates`, the order of day and month: ambiguous: choose. 04/05/2026 in C2 could "
            "be either.",
        ),
        ("Ref | Action | Due date", "Nothing will load: no row below the headings seems to be a record."),
        (
            "Action ref | Checked by | Result | Evidence seen\nA1 | Audit team | Verified | Ten files",
            "No check will load without `checked_on`: no column seems to hold it (the date it looked).",
        ),
    ],
)
def test_a_fault_that_would_stop_every_row_is_reported_first(table, said, tmp_path):
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport"))
    before = text.partition('# Lines that begin with "#?"')[0].splitlines()[1:]
    assert said in " ".join(line.removeprefix("#").strip() for line in before)
