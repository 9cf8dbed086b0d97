"""Where few open actions have a date, no page says that none is late, and every page says why."""

import re

import pytest
from drawing import LAYOUT

TRANSPORT = "Department of Transport"
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
TWO_OF_FIVE_DATED = (
    HEADINGS
    + """
    A1 | 1 | Mend  | 31/12/2026 | | In progress | |
    A2 | 1 | Sweep | 31/12/2026 | | In progress | |
    A3 | 1 | Paint | TBC        | | In progress | |
    A4 | 1 | Light |            | | In progress | |
    A5 | 1 | Sign  | Soonish    | | In progress | |
    A6 | 1 | Fence | 31/1/2026  | 1/1/2026 | Complete | |
    """.strip()
)
WHY = "Lateness cannot be computed for 3 of 5 open actions: 2 have no date and 1 has a date that cannot be read."
NO_VERDICT = re.compile(
    r"\b0 (are |actions )?overdue|\b0 by (the )?(dates )?first|No (open )?action is (overdue|past)|Not overdue"
)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("10_overview", {}),
        ("10_overview", {"agency": TRANSPORT}),
        ("20_what_changed", {"since": "2026-03-01"}),
        ("30_overdue_and_moved", {}),
        ("40_agencies", {"agency": TRANSPORT}),
    ],
)
def test_where_few_have_a_date_nobody_reads_that_none_is_late(collection, on_page, page, query):
    collection.plan("2026-01-31", TWO_OF_FIVE_DATED)
    collection.load()
    text = on_page("2026-06-30", page, **query)
    assert WHY in text
    assert not NO_VERDICT.findall(text)
    if page in ("10_overview", "40_agencies"):
        assert f"Overdue: – of 2 dated {WHY}" in text
        assert "6 actions, 0 verified Overdue not computed" in text  # beside the squares


def test_the_agencies_table_does_not_say_that_none_is_late(collection, on_page):
    collection.plan("2026-01-31", TWO_OF_FIVE_DATED)
    collection.load()
    text, unknown = on_page("2026-06-30", "40_agencies"), "Not computed Not known for 3 of 5 open actions"
    assert f"{unknown} {unknown} 3 31 January 2026" in text


def test_the_recommendations_do_not_say_that_none_is_late(collection, on_page):
    answers = [f"{n} | Mend it | {TRANSPORT} | Accepted" for n in (1, 2)]
    collection.register("2026-01-01", "Rec | Recommendation | Agency | Response\n" + "\n".join(answers))
    dated = "A7 | 2 | Paint | 31/12/2026 | | In progress | |"
    collection.plan("2026-01-31", f"{TWO_OF_FIVE_DATED}\n{dated}")
    collection.load()
    text = on_page("2026-06-30", "50_recommendations")
    assert "1 Mend it Open 6 0 1 Not computed Not computed" in text
    assert "2 Mend it Open 1 0 0 0 0" in text
    assert WHY in on_page("2026-06-30", "50_recommendations", ref="1")
    assert "Lateness" not in on_page("2026-06-30", "50_recommendations", ref="2")


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("A1", "Not by the current date; not by the date first promised"),
        ("A3", "Cannot be computed: it has no current date"),
        ("A5", "Cannot be computed: its current date cannot be read"),
    ],
)
def test_an_action_without_a_date_is_not_called_on_time(collection, on_page, ref, said):
    collection.plan("2026-01-31", TWO_OF_FIVE_DATED)
    collection.load()
    assert f"Overdue {said}" in on_page("2026-06-30", ref=ref)


def test_actions_known_to_be_late_are_still_counted(collection, on_page):
    """Removing dates hides nothing: the date first promised and its clock stay."""
    collection.plan("2026-01-31", TWO_OF_FIVE_DATED.replace("TBC       ", "31/3/2026 "))
    collection.plan(
        "2026-04-30", TWO_OF_FIVE_DATED.replace("A1 | 1 | Mend  | 31/12/2026", "A1 | 1 | Mend  | 31/5/2026")
    )
    collection.load()
    text = on_page("2026-06-30", "10_overview")
    assert f"{WHY} 1 is overdue; 1 would be if no deadline had moved." in text
    assert "Overdue: 1 of 2 dated 1 by the dates first promised." in text
    collection.plan("2026-05-31", TWO_OF_FIVE_DATED)
    collection.load()
    text = on_page("2026-06-30", "10_overview")
    assert f"{WHY} 1 is overdue by the dates first promised." in text
    assert "Overdue not computed, 1 by first dates" in text


LATE_A1, LATE_A2 = "A1 | 1 | Mend | 31/1/2026 | | {} | |", "A2 | 1 | Sweep | 28/2/2026 | | {} | |"


@pytest.mark.parametrize(
    ("plan", "said", "card"),
    [
        ([LATE_A1.format("")], "Its status is not known, so it counts as open.", "1 with no known status."),
        (
            [LATE_A1.format(""), LATE_A2.format("Vague")],
            "None of these 2 has a known status, so all count as open.",
            "2 with no known status.",
        ),
        (
            [LATE_A1.format("In progress"), LATE_A2.format("")],
            "1 of these 2 has no known status, so it counts as open.",
            "1 with no known status.",
        ),
        ([LATE_A1.format("In progress"), LATE_A2.format("In progress")], "", ""),
    ],
)
def test_the_overview_says_how_many_overdue_actions_have_no_known_status(collection, on_page, plan, said, card):
    """No page says that a body missed a date if its plan never states how far an action has got."""
    collection.plan("2026-01-15", HEADINGS + "\n".join(plan))
    collection.load()
    text = on_page("2026-06-30", "10_overview")
    assert said in text and card in text
    assert ("known status" in text) == bool(card)
    if card:
        assert f"{len(plan)} by the dates first promised. {card}" in text
        listed = on_page("2026-06-30", "60_actions", counted="overdue, status not known")
        assert ("Sweep" in listed) == (len(plan) == 2)


def test_the_count_is_shown_where_half_have_a_date(collection, on_page):
    collection.plan("2026-01-31", TWO_OF_FIVE_DATED.replace("TBC       ", "31/12/2026"))
    collection.load()
    text = on_page("2026-06-30", "10_overview")
    assert "0 are overdue; 0 would be if no deadline had moved." in text


def test_an_item_without_an_exactly_dated_source_does_not_count_as_judged(collection, on_page):
    layout = LAYOUT.replace(f'agency = "{TRANSPORT}"', "compiled = true").replace(
        "[columns]", '[columns]\nagency = "Body"\nlast_source_on = "Source of"'
    )
    collection.layout("transport", layout)
    collection.plan(
        "2026-01-31",
        """
        Ref | Rec | Action | Body | Due | Source of | Status | Done | Evidence | Reason
        C1 | 1 | Mend  | Port | 31/3/2026 | 2/1/2026   | In progress | | |
        C2 | 1 | Sweep | Port | 31/1/2025 | March 2025 | In progress | | |
        C3 | 1 | Paint | Port | 31/1/2025 |            | In progress | | |
        """,
    )
    collection.load()
    text = on_page("2026-06-30", "10_overview")
    assert (
        "Whether a stated date passed without completion cannot be said of 2 of 3 items with no completion seen: "
        "2 have no exactly dated source."
    ) in text
    assert not NO_VERDICT.findall(text) and "0 are past" not in text
