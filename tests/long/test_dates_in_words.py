"""The same date in other words is not a move, a vague date between two days hides no move, and blanks are not words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_dates import MONTHS, days, moved
from returns import FULL, changes, deadlines, position

ROW = "A1 | 1 | Mend | Head | {} | {} | {} | In progress | {} | "
COLUMNS = ("first_due_on", "due_on", "times_moved", "days_moved")


def told(plans, *dates: str):
    """A database with one action whose monthly returns gave these due dates."""
    returns = {f"2025-{month:02}-15": ROW.format("", due, "", "") for month, due in enumerate(dates, 1)}
    return plans(returns)


def kinds(db) -> list[str]:
    return [change for _, change, *_ in changes(db)[1:]]


def test_a_date_that_was_vague_for_a_while_has_not_moved(plans, on_page):
    db = told(plans, "1/3/2026", "March 2026", "1/3/2026")
    assert kinds(db) == ["date reworded", "date reworded"]
    assert position(db, "2025-02-20", *COLUMNS) == ("2026-03-01", "2026-03-31", "0", "0")
    assert position(db, "2025-12-31", *COLUMNS) == ("2026-03-01", "2026-03-01", "0", "0")
    assert "31 March 2026) 1 March 2026 Date reworded" in on_page("2025-02-20")
    text = on_page("2025-02-20", ref="A1")
    assert "March 2026 (counted as 31 March 2026) (reworded, but the same time as first promised)" in text
    assert "not moved: counts as 31 March 2026 (the last day of the month given); before, as 1 March 2026" in text
    assert "1 March 2026 Not moved" in on_page("2025-12-31")


def test_a_move_by_way_of_a_vague_date_is_still_a_move(plans, on_page):
    db = told(plans, "1/3/2026", "March 2026", "31/3/2026")
    assert kinds(db) == ["date reworded", "date moved later"]
    assert position(db, "2025-12-31", *COLUMNS) == ("2026-03-01", "2026-03-31", "1", "30")
    assert deadlines(db)[1:] == [
        (2, "2025-02-15", "2026-03-31", "2026-03-01", 0, ""),
        (3, "2025-03-15", "2026-03-31", "2026-03-01", 30, ""),
    ]
    assert "Due date moved from 1 March 2026 to 31 March 2026 No reason was recorded" in on_page("2025-12-31", ref="A1")
    overdue = on_page("2025-12-31", "30_overdue_and_moved")
    assert "1 March 2026, then 31 March 2026 (the last day of the month given), then 31 March 2026" in overdue


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("Spring 2026", "Q1 2026/27"), (0, 0)),  # March to May, April to June: both may mean May
        (("Spring 2026", "Q1 2026/27", "June 2026"), (1, 30)),  # what both meant was April or May
        (("March 2026", "31/3/2026", "1/3/2026"), (0, 0)),  # earlier than what was last said, and still in March
        (("March 2026", "15/3/2026", "10/4/2026"), (1, 10)),  # from the end of the month first promised
        (("1/3/2026", "2025/26", "2026/27"), (1, 395)),
        (("1/3/2026", "", "March 2026", "2/3/2026"), (1, 1)),
        (("H2 2025/26", "Q4 2025/26", "February 2026", "28/2/2026"), (0, 0)),
        (("30/6/2026", "March 2026", "31/3/2026"), (0, -91)),
    ],
)
def test_the_current_date_is_what_all_wordings_since_the_last_move_agree_on(plans, dates, expected):
    db = told(plans, *dates)
    found = position(db, "2025-12-31", "times_moved", "days_moved")
    assert tuple(map(int, found)) == expected


def test_a_removed_date_that_is_set_again_in_other_words_counts_as_set(plans):
    db = told(plans, "1/3/2026", "TBC", "March 2026")
    assert kinds(db) == ["date removed", "date set"]


def test_vague_words_for_a_later_day_are_counted_and_listed(plans, on_page):
    """“2025/26” for the first of April adds a year to the current clock: not a move, but it stays visible."""
    told(plans, "1/4/2025", "2025/26")
    text = on_page("2025-12-31", "10_overview")
    assert "Deadlines moved: 0 of 1 dated 1 more reworded, now counting as a later day." in text
    assert "0 are overdue; 1 would be if no deadline had moved." in text
    assert "1 action: date reworded, counts as later" in on_page("2025-12-31", "30_overdue_and_moved")


def test_an_original_date_in_other_words_is_not_altered(plans):
    originals = ("1/3/2026", "March 2026", "Q4 2025/26", "31/3/2026")
    db = plans({
        f"2025-{month:02}-15": ROW.format(original, "1/3/2026", "", "") for month, original in enumerate(originals, 1)
    })  # fmt: skip
    assert changes(db)[1:] == [("2025-04-15", "original date altered", "2026-03-01", "2026-03-31", "")]


def test_a_completion_date_in_other_words_is_not_changed(plans):
    row = "A1 | 1 | Mend | Head | | 1/3/2026 | | Complete | {} | "
    given = ("1/3/2025", "March 2025", "2/3/2025")
    db = plans({f"2025-{month:02}-15": row.format(on) for month, on in enumerate(given, 4)})
    assert changes(db)[1:] == [("2025-06-15", "completion date changed", "2025-03-01", "2025-03-02", "")]


def test_a_vague_completion_date_is_shown_as_vague(plans, on_page):
    row = "A1 | 1 | Mend | Head | | 1/6/2026 | | {} | {} | "
    plans({"2025-05-15": row.format("In progress", ""), "2025-06-15": row.format("Complete", "March 2025")})
    assert (
        "Now reported as completed on 31 March 2025 (the last day of the month given), but the return of 15 May"
        in on_page("2025-06-30")
    )


def test_a_part_keeps_the_precision_of_the_whole_actions_date(plans, collection):
    collection.layout("transport", FULL.replace("[columns]", '[split_from]\n"A2" = "A1"\n\n[columns]', 1))
    whole = ROW.format("", "March 2026", "", "")
    db = plans(
        {"2025-01-15": whole, "2025-02-15": f"{whole}\n{ROW.format('', '15/3/2026', '', '').replace('A1', 'A2')}"}
    )
    columns = ("first_due_on", "first_due_on_precision", "times_moved", "days_moved")
    assert position(db, "2025-12-31", *columns, ref="A2") == ("2026-03-31", "month", "0", "0")


GIVEN = st.lists(
    st.builds(days, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(["day", *MONTHS])),
    min_size=1,
    max_size=6,
)


@given(given=GIVEN)
def test_no_action_promised_for_a_day_gets_a_later_day_without_a_move(given):
    """This is true whatever vague words come in between."""
    exact = [(n, promised) for n, promised in enumerate(given) if len(promised) == 1]
    for place, (n, before) in enumerate(exact):
        for m, after in exact[place + 1 :]:
            if max(after) > max(before):
                assert any(by > 0 for by in moved(given[n : m + 1])[0])


@given(given=GIVEN)
def test_a_date_wholly_later_than_first_promised_has_moved(given):
    moves, from_first = moved(given)
    if min(given[-1]) > max(given[0]):
        assert any(by > 0 for by in moves) and from_first > 0


# The same words


def test_a_new_column_that_is_empty_leaves_the_words_the_same(collection, on_page):
    row = "A1 | 1 | Mend | Head | | 1/3/2026 | | In progress | | "
    head = "Ref | Rec | Action | Owner | First | Due | Reason | Status | Done | Evidence"
    collection.layout("transport", FULL)
    with_risk = FULL.replace("[columns]", '[columns]\npriority = "Priority"')
    collection.layout("transport.2025-03-01", with_risk)
    collection.plan("2025-01-15", f"{head}\n{row}")
    collection.plan("2025-02-15", f"{head}\n{row}")
    collection.plan("2025-03-15", f"{head} | Priority\n{row} | ")
    db = collection.load()
    assert position(db, "2025-03-31", "returns_unchanged") == ("3",)
    said = "1 open, wording unchanged for three returns"
    assert said in on_page("2025-03-31", "10_overview")
    collection.plan("2025-04-15", f"{head} | Priority\n{row} | High")
    assert position(collection.load(), "2025-04-30", "returns_unchanged") == ("1",)
