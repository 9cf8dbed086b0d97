"""Changes are told once for each record, with the true cause; an action under two references is one story."""

from datetime import date

import pytest
from drawing import LAYOUT
from screen import html_of, open_page, words

from tracker.questions import changes
from tracker.questions.stories import Story, stories
from tracker.terms import Change

HEAD = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
SINCE, AS_OF = date(2026, 9, 12), date(2026, 10, 31)


def told(db, since: date, as_of: date) -> dict[str, Story]:
    return {
        story.first.action_ref or story.first.recommendation_ref: story
        for story in stories(changes.rows(db, since, as_of))
    }


def test_every_change_is_in_exactly_one_story(merrowshire):
    rows = changes.rows(merrowshire.db, SINCE, AS_OF)
    found = stories(rows)
    assert sorted(id(row) for story in found for row in story.changes) == sorted(map(id, rows))
    refs = [(one.first.sender, one.first.action_ref or one.first.recommendation_ref) for one in found]
    assert len(refs) == len(set(refs)) < len(rows)


def test_an_action_that_came_back_renumbered_is_one_story_with_both_references(merrowshire):
    story = told(merrowshire.db, SINCE, AS_OF)["MP/4.2"]
    assert story.new_ref == "MP/4.3"
    assert [(row.change, row.action_ref) for row in story.changes] == [
        (Change.MISSING, "MP/4.2"), (Change.LOOKS_RENUMBERED, "MP/4.2"), (Change.FIRST_RECORDED, "MP/4.3"),
    ]  # fmt: skip
    assert "MP/4.3" not in told(merrowshire.db, SINCE, AS_OF)


@pytest.mark.parametrize(
    ("status", "due", "since", "cause"),
    [
        ("In progress", "31/1/2026", date(2026, 2, 15), "Open again: its date had passed before"),
        ("In progress", "28/2/2026", date(2026, 2, 15), "Date passed"),
    ],
)
def test_a_reopened_action_is_not_reported_late_because_a_date_passed(collection, status, due, since, cause):
    collection.layout("transport", LAYOUT)
    collection.plan("2026-01-10", f"{HEAD}A1 | 1 | Mend | {due} | 9/1/2026 | Complete | Minute 1 |")
    collection.plan("2026-02-20", f"{HEAD}A1 | 1 | Mend | {due} | | {status} | | Rust")
    story = told(collection.load(), since, date(2026, 3, 5))["A1"]
    assert story.first.change == Change.WENT_BACKWARDS
    causes = [story.why_late(row, since) for row in story.changes if row.change == Change.BECAME_OVERDUE]
    assert causes == [cause]
    assert story.why_late(story.first, since) == ""


@pytest.fixture
def on_screen(monkeypatch, merrowshire):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    return lambda **asked: open_page("public/20_what_changed.py", as_of=str(AS_OF), since=str(SINCE), **asked)


def test_the_page_tells_each_record_once(on_screen, merrowshire):
    page = on_screen(part="all")
    table = html_of(page).split("that changed")[-1]
    for ref, story in told(merrowshire.db, SINCE, AS_OF).items():
        assert table.count(f"<bdi>{ref}</bdi></a>") == 1, ref
        assert table.count('class="an-stacked"') >= len(story.changes)
    assert table.count('class="an-stacked"') == len(changes.rows(merrowshire.db, SINCE, AS_OF))
    assert "No changes of these kinds" not in words(page)
    assert "Open again: its date had passed before" in words(page)


def test_a_kind_in_the_address_keeps_its_records_with_all_that_changed_of_them(on_screen):
    page = words(on_screen(change="went-backwards"))
    assert "1 record that changed" in page and "Reopened by Merrowshire Assurance Board" in page
    assert "Show every kind of change" in page
    wrong = words(on_screen(change="exploded"))
    assert "There is no kind of change called “exploded”. Showing all." in wrong
