"""Right of reply: a body's own comment is on its page, as known on the day, and nowhere else."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import pytest
from drawing import LAYOUT, Collection, rows, write_workbook
from one_plan import refusal
from screen import open_page, words

from loaders.publishing import build_publication
from tracker import store
from tracker.questions import comments, downloads
from tracker.terms import WITHHELD

PLAIN = (
    LAYOUT.replace('sheet = "Plan"\n', "")
    + """
[[sheets]]
sheet = "Plan"

[[sheets]]
fills = "comment"
sheet = "Reply"
columns = { said_on = "On", comment = "Words" }
"""
)
ALONE = """
agency = "Harbour Board"
fills = "comment"
sheet = "Plan"
illustrative = true
dates = "day first"
columns = { comment = "Words" }
"""
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
PLAN = HEADINGS + "A1 | 1 | Mend | 31/3/2026 | | In progress | |"
SAID = "On | Words\n"
AGENCY = "Department of Transport"
DECISION = '[[decision]]\nby = "Clerk"\non = 2026-01-05\ncolumns = [{}]\nwhy = "Printed."\n'


def send(collection: Collection, on: str, reply: str | None = None, plan: str = PLAN) -> None:
    """A return of the transport department; without a `reply` it has no sheet for one."""
    sheets = {"Plan": plan} if reply is None else {"Plan": plan, "Reply": SAID + reply}
    write_workbook(collection.received / "transport" / f"{on}.xlsx", sheets)


def said(db, as_of: str, **filters: str) -> list[tuple[str, str]]:
    found = comments.rows(db, date.fromisoformat(as_of), **filters)
    return [(comments.heading(row).removeprefix("The agency’s own comment, "), row.comment) for row in found]


@pytest.fixture
def replied(collection: Collection) -> Collection:
    """Nothing in January, a comment in February, another in March, a blank sheet in April, no sheet in May."""
    collection.layout("transport", PLAIN)
    send(collection, "2026-01-31")
    send(collection, "2026-02-28", "d:2026-02-20 | The crane came late.")
    send(collection, "2026-03-31", "d:2026-02-20 | The crane came late, and then it broke.")
    send(collection, "2026-04-30", "")
    send(collection, "2026-05-31")
    return collection


def test_the_comment_of_the_last_return_counts_on_a_day(replied):
    db = replied.load()
    assert said(db, "2026-02-27") == []
    assert said(db, "2026-02-28") == [("20 February 2026", "The crane came late.")]
    assert said(db, "2026-04-29") == [("20 February 2026", "The crane came late, and then it broke.")]
    assert said(db, "2026-04-30") == said(db, "2026-05-31") == []


def test_a_comment_changes_no_action(replied):
    db = replied.load()
    assert rows(db, "SELECT change FROM action_change") == [("first recorded",)]
    assert rows(db, "SELECT returns_unchanged FROM action_known ORDER BY known_from DESC LIMIT 1") == [(5,)]


def test_a_file_that_cannot_be_read_withdraws_no_comment(replied):
    for on in ("2026-04-30", "2026-05-31"):
        (replied.received / "transport" / f"{on}.xlsx").unlink()
    (replied.received / "transport" / "2026-04-30.xlsx").write_bytes(b"torn")
    assert said(replied.load(), "2026-05-01")[0][1].endswith("then it broke.")


def test_a_comment_beside_an_empty_plan_does_not_count_as_a_return(replied):
    send(replied, "2026-06-30", "| Ready", plan=HEADINGS)
    (why,) = rows(replied.load(), "SELECT sentence FROM problem WHERE rule = 'file_can_be_read'")
    assert "no rows below the headings, and every action would look dropped" in why[0]


def test_a_body_without_a_plan_has_a_layout_for_its_comment_alone(collection):
    collection.layout("harbour", ALONE)
    collection.plan("2026-02-28", PLAN)
    collection.plan("2026-03-31", "Words\nWe own no action.\nWe paid for the crane.", sender="harbour")
    db = collection.load()
    assert said(db, "2026-03-31", agency="Harbour Board") == [
        ("31 March 2026", "We own no action."),
        ("31 March 2026", "We paid for the crane."),
    ]
    assert rows(db, "SELECT agency FROM last_return_on(DATE '2026-04-01')") == [(AGENCY,)]


def test_a_comment_is_about_the_review_that_it_names(collection):
    layout = PLAIN.replace('columns = { said_on = "On"', 'columns = { review = "On"')
    collection.layout("transport", layout.replace('review = "Harbour Review"\n', ""))
    send(collection, "2026-02-28", "Harbour Review | Of this\n | Of all\nOther Review | Of that")
    db = collection.load()
    assert [text for _, text in said(db, "2026-03-01", review="Harbour Review")] == ["Of this", "Of all"]
    assert len(said(db, "2026-03-01")) == 3


@pytest.mark.parametrize(("cell", "heading", "below"), [
    ("d:2026-02-20", "20 February 2026", "on 28 February 2026."),
    ("Feb 2026", "Feb 2026 (counted as 28 February 2026)", "on 28 February 2026."),
    ("", "28 February 2026", "It has no date of its own."),
    ("Spring", "28 February 2026", "Its date, “Spring”, could not be read."),
])  # fmt: skip
def test_a_comment_has_its_own_date_or_that_of_its_return(collection, cell, heading, below):
    collection.layout("transport", PLAIN)
    send(collection, "2026-02-28", f"{cell} | Ready")
    (row,) = comments.rows(collection.load(), date(2026, 3, 1))
    assert comments.heading(row) == f"The agency’s own comment, {heading}"
    assert comments.source(row).startswith(f"Sent by {AGENCY} on 28 February 2026. About: Harbour Review.")
    assert below in comments.source(row)


def test_a_date_that_cannot_be_read_is_a_problem_with_its_cell(collection):
    collection.layout("transport", PLAIN)
    send(collection, "2026-02-28", "Spring | Ready")
    found = rows(collection.load(), "SELECT sheet, cell, found FROM problem WHERE rule = 'said_on_can_be_read'")
    assert found == [("Reply", "A2", "Spring")]


def test_a_comment_is_on_the_page_of_its_body_and_on_no_other(replied, on_page):
    replied.layout("harbour", ALONE)
    replied.plan("2026-02-28", PLAN.replace("A1", "H1"), sender="harbour-plan")
    replied.layout("harbour-plan", LAYOUT.replace(AGENCY, "Harbour Board"))
    replied.load()
    own = on_page("2026-03-01", "40_agencies", agency=AGENCY)
    assert "The agency’s own comment, 20 February 2026 The crane came late. Sent by Department of Transport" in own
    assert "crane" not in on_page("2026-03-01", "40_agencies", agency="Harbour Board")
    assert "crane" not in on_page("2026-03-01", "40_agencies")
    assert "then it broke" in on_page("2026-03-31", "40_agencies", agency=AGENCY)


def test_the_words_are_shown_as_typed(collection, on_page):
    collection.layout("transport", PLAIN)
    send(collection, "2026-02-28", "| <b>1</b> [x](y) **z**")
    collection.load()
    assert "<b>1</b> [x](y) **z**" in on_page("2026-03-01", "40_agencies", agency=AGENCY)


def test_a_renamed_body_keeps_its_comment_under_its_name_of_that_time(replied):
    text = f'[[body]]\nname = "{AGENCY}"\nuntil = 2026-03-15\nsucceeded_by = "Merrow Council"\nwhy = "The Order"\n'
    (replied.layouts / "bodies.toml").write_text(text, encoding="utf-8")
    (row,) = comments.rows(replied.load(), date(2026, 4, 1), agency="Merrow Council")
    assert comments.source(row).startswith(f"Sent by {AGENCY} on 31 March 2026.")


@pytest.mark.parametrize(("columns", "is_shown"), [
    ('"names"', False), ('"names", "comment_version.comment"', True),
])  # fmt: skip
def test_the_public_copy_has_the_words_once_they_are_released(replied, tmp_path, columns, is_shown):
    (replied.received / "publication.toml").write_text(DECISION.format(columns), encoding="utf-8")
    replied.load()
    sources = build_publication.read_sources(replied.received, store.current(replied.built))
    public = build_publication._build(sources, tmp_path / "public")
    assert (b"The crane came late" in public.read_bytes()) is is_shown
    (row,) = comments.rows(store.open_file(public), date(2026, 3, 1))
    assert row.comment == ("The crane came late." if is_shown else WITHHELD)
    assert comments.heading(row) == "The agency’s own comment, 20 February 2026"


def test_the_open_data_contains_the_comments(replied):
    found = downloads.rows(replied.load(), "comments", date(2026, 4, 1), review="Harbour Review", agency=AGENCY)
    (row,) = (dict(zip(found.columns, row, strict=True)) for row in found.rows)
    assert (row["agency"], row["comment_number"], row["said_on"]) == (AGENCY, 1, date(2026, 2, 20))
    assert row["comment"].endswith("then it broke.") and row["received_on"] == date(2026, 3, 31)


@pytest.mark.parametrize(("was", "becomes"), [
    ('agency = "Harbour Board"\n', ""),
    ("illustrative = true", "compiled = true"),
    ('comment = "Words"', 'comment = "Words", agency = "Who"'),
    ('dates = "day first"', 'dates = "day first"\nalways = { agency = "Another" }'),
])  # fmt: skip
def test_no_layout_lets_one_body_speak_for_another(workbook, was, becomes):
    path = workbook(Plan="Words | Who\nReady | Another")
    assert "a sheet that fills comment is the body's own" in refusal(path, ALONE.replace(was, becomes))


def test_a_layout_that_would_read_the_comment_and_not_the_plan_is_refused(workbook):
    text = refusal(workbook(Plan=PLAN, Reply=SAID), PLAIN.replace('\n[[sheets]]\nsheet = "Plan"\n', ""))
    assert "no sheet fills action" in text and "Add [[sheets]]" in text


def test_the_example_has_two_comments(merrowshire, monkeypatch):
    first, second = (said(merrowshire.db, day, agency="Merrowshire Police") for day in ("2026-10-02", "2026-10-31"))
    assert first[0][0] == "30 September 2026" and second[0][0] == "23 October 2026" and first != second
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    own = {body: "A second unit started" in page_of(body) for body in ("Merrowshire Police", "Saltby Borough Council")}
    assert own == {"Merrowshire Police": True, "Saltby Borough Council": False}


def page_of(body: str) -> str:
    return words(open_page("public/40_agencies.py", as_of="2026-10-31", agency=body))
