"""Sentences about changes, checks and dates claim no more than the files that they come from."""

import pytest
from drawing import Collection

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
LOG = "Agency | Ref | Found | Checker | On | Seen | Why\nDepartment of Transport | A1 | "
DONE = "A1 | 1 | Mend the railing | 31/3/2026 | 1/1/2026 | Complete | Minute 4 |"
UNDONE = "A1 | 1 | Mend the railing | 31/3/2026 | | In progress | |"


@pytest.fixture
def found(collection: Collection):
    """Loads a plan with a finding of the board on its one action."""

    def load(finding: str, **plans: str) -> None:
        collection.plan("2026-01-31", HEADINGS + DONE)
        collection.log("2026-02-28", f"{LOG}{finding} | Harbour Board | 2/2/2026 | Minute 5 | Seen")
        for day, plan in plans.items():
            collection.plan(day.replace("_", "-").removeprefix("on-"), HEADINGS + plan)
        collection.load()

    return load


def test_a_check_that_was_undone_is_not_called_unchecked(found, on_page):
    found("Yes", on_2026_03_01=UNDONE)
    text = on_page("2026-03-15", ref="A1")
    assert "Not checked. Last check" not in text
    assert (
        "Not checked since. Last check: verified, by Harbour Board on 2 February 2026. It no longer counts: the work "
        "was reported as not complete on 1 March 2026." in text
    )


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        ("Again", "Reopened by Harbour Board on 2 February 2026"),
        ("Cannot", "Found unable to be implemented by Harbour Board on 2 February 2026"),
        ("No", "Found insufficient by Harbour Board on 2 February 2026"),
    ],
)
def test_a_finding_is_put_into_plain_english(found, on_page, finding, said):
    found(finding)
    text = on_page("2026-03-15")
    assert said in text and "Found reopened" not in text and "Found cannot" not in text


def test_a_reopened_action_claimed_again_was_reopened(found, on_page):
    found("Again", on_2026_03_01=DONE.replace("1/1/2026", "20/2/2026"))
    text = on_page("2026-03-15")
    assert "Reopened by Harbour Board on 2 February 2026; claimed again since" in text


def test_an_action_is_overdue_because_its_due_date_passed(found, on_page):
    found("Yes", on_2026_03_01=UNDONE)
    text = on_page("2026-05-15", "20_what_changed", since="2026-01-31")
    assert "Became overdue: due 31 March 2026 Date passed" in text


def test_a_reason_is_given_for_the_change_that_it_came_with(collection, on_page):
    """The cell still says why the date moved; that is not a reason for a report half a year later."""
    for day, line in {
        "2026-01-31": "A1 | 1 | Mend | 31/3/2026 | | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | 30/6/2026 | | In progress | | A bidder withdrew",
        "2026-06-30": "A1 | 1 | Mend | 30/6/2026 | 29/6/2026 | Complete | Minute 4 | A bidder withdrew",
    }.items():
        collection.plan(day, HEADINGS + line)
    collection.load()
    text = on_page("2026-07-01", ref="A1")
    assert "30 June 2026 Reported complete, evidence named; was in progress 28 February 2026 Due date moved" in text
    assert text.count("Reason: A bidder withdrew") == 1


def test_a_vague_date_is_vague_in_the_list_of_changes(collection, on_page):
    for day, due, done, status in (
        ("2026-01-31", "March 2026", "", "In progress"),
        ("2026-02-28", "Q2 2026/27", "", "In progress"),
        ("2026-06-30", "Q2 2026/27", "May 2026", "Complete"),
        ("2026-07-31", "Q2 2026/27", "1/4/2026", "Complete"),
    ):
        collection.plan(day, HEADINGS + f"A1 | 1 | Mend | {due} | {done} | {status} | Minute 4 |")
    collection.load()
    text = on_page("2026-08-01", ref="A1")
    assert "First recorded, due 31 March 2026 (the last day of the month given)" in text
    assert (
        "Due date moved from 31 March 2026 (the last day of the month given) to 30 September 2026 (the last day of the "
        "quarter given)" in text
    )
    assert "Completion date changed: was 31 May 2026 (the last day of the month given), now 1 April 2026" in text
    since = on_page("2026-05-01", "20_what_changed", since="2026-03-01")
    assert "Became overdue by the date first promised: 31 March 2026 (the last day of the month given)" in since


def test_a_sentence_about_a_single_action_does_not_say_all(found, on_page):
    found("No")
    text = on_page("2026-03-15", "10_overview")
    assert "0 are overdue; 0 would be if no deadline had moved." in text


def test_two_actions_have_two_plans_and_two_returns(collection, on_page):
    collection.plan("2026-01-31", HEADINGS + "A1 | 1 | Mend | 31/3/2026 | | In progress | |")
    more = "\nA2 | 1 | Dredge | 31/3/2026 | | In progress | |\nA3 | 1 | Light | 31/3/2026 | | In progress | |"
    collection.plan("2026-02-28", HEADINGS + "A1 | 1 | Mend | 30/6/2026 | | In progress | |" + more)
    collection.load()
    assert "2 added later" in on_page("2026-03-15", "10_overview")
    assert "Moved once, 91 days later" in on_page("2026-03-15", "30_overdue_and_moved")
