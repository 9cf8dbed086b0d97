"""History, acceptance and clocks continue when bodies are renamed, merged or divided; nothing is joined silently."""

from datetime import date

import pytest
from drawing import Collection, rows
from returns import position
from step_by_step import from_nothing, load_all, tables
from test_identity import ANSWERS, HEADINGS, on_page

from loaders.load.report import report
from loaders.mapping.bodies import read_bodies
from tracker.findings import NotReadable
from tracker.questions import cells_left_out, downloads, freshness, problems

OLD, NEW = "Department of Transport", "Merrow Council"
RENAMED = f'''
[[body]]
name = "{OLD}"
until = 2026-04-01
succeeded_by = "{NEW}"
why = "The Merrow Order 2025"
'''
BACK = RENAMED.replace(OLD, "x").replace(NEW, OLD).replace("x", NEW)
DIVIDED = RENAMED.replace(f'"{NEW}"', '["East Merrow", "West Merrow"]')
ROW = "A1 | 1 | Mend the railing | d:2026-03-31 | | In progress | | |\n"


def bodies(collection: Collection, text: str) -> None:
    (collection.layouts / "bodies.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def renamed(collection: Collection) -> Collection:
    bodies(collection, RENAMED)
    collection.plan("2026-01-31", HEADINGS + ROW)
    collection.register("2026-02-10", ANSWERS + f"1 | Mend | {OLD} | Accepted")
    return collection


def test_the_old_name_is_shown_until_its_end_and_the_new_one_from_then_on(renamed):
    db = renamed.load()
    assert position(db, "2026-03-31", "agency", "response", "state") == (OLD, "accepted", "Open")
    assert position(db, "2026-04-01", "agency", "response", "state") == (NEW, "accepted", "Overdue")
    assert position(db, "2026-04-01", "first_due_on", "is_accepted") == ("2026-03-31", "true")


def test_nothing_is_joined_without_the_list(renamed):
    (renamed.layouts / "bodies.toml").unlink()
    renamed.register("2026-05-10", ANSWERS + f"1 | Mend | {NEW} | Not accepted")
    assert position(renamed.load(), "2026-06-01", "agency", "response") == (OLD, "accepted")


def test_an_answer_of_the_new_body_counts_for_the_work_of_the_old_one(renamed):
    renamed.register("2026-05-10", ANSWERS + f"1 | Mend | {NEW} | Not accepted")
    db = renamed.load()
    assert position(db, "2026-05-10", "agency", "response", "state") == (NEW, "not accepted", "Overdue")  # was accepted
    told = (
        "SELECT agency, was, became FROM recommendation_change_on(DATE '2026-06-01') WHERE change = 'response changed'"
    )
    assert rows(db, told) == [(NEW, "accepted", "not accepted")]


def test_the_first_acceptance_may_come_under_the_new_name_alone(collection):
    bodies(collection, RENAMED)
    collection.plan("2026-01-31", HEADINGS + ROW)
    collection.register("2026-03-10", ANSWERS + f"1 | Mend | {NEW} | Accepted\n1 | Mend | {OLD} | Noted")
    db = collection.load()
    assert position(db, "2026-03-31", "response", "is_accepted") == ("noted", "false")
    assert position(db, "2026-04-01", "was_accepted", "is_accepted") == ("true", "true")


def test_both_names_lead_to_the_page(renamed, monkeypatch):
    renamed.load()
    text = on_page(renamed, monkeypatch, "public/40_agencies.py", agency=OLD)
    assert f"On this day “{OLD}” is {NEW}." in text
    assert f"Until 31 March 2026 {OLD}. The Merrow Order 2025." in text and "A1" in text
    before = on_page(renamed, monkeypatch, "public/40_agencies.py", agency=NEW, as_of="2026-03-31")
    assert f"On this day “{NEW}” is {OLD}." in before and "A1" in before
    assert f"Until 31 March 2026 {OLD}." in on_page(renamed, monkeypatch, ref="A1")


def test_a_supporting_body_continues_under_its_new_name(collection):
    bodies(collection, RENAMED.replace(OLD, "Harbour Board"))
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", '[columns]\nsupporting_agencies = "Lead"'))
    collection.plan("2026-01-31", HEADINGS + ROW.strip() + " Harbour Board")
    db = collection.load()
    assert position(db, "2026-03-31", "supporting_agencies") == ("[Harbour Board]",)
    assert position(db, "2026-04-01", "supporting_agencies") == (f"[{NEW}]",)


def test_a_body_cannot_verify_what_it_did_under_its_old_name(renamed):
    log = "Agency | Ref | Found | Checker | On | Seen | Why\n"
    renamed.plan("2026-02-28", HEADINGS + ROW.replace("In progress", "Complete"))
    renamed.log("2026-05-20", log + f" | A1 | Yes | {NEW} | d:2026-05-15 | Visit |")
    assert position(renamed.load(), "2026-06-01", "is_verified") == ("false",)


def test_a_spelling_of_the_old_name_is_not_another_body(collection):
    """The work is new under the new name, so the old name leads none of it."""
    bodies(collection, RENAMED)
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text + f'\n[agencies]\n"DTp" = "{OLD}"\n')
    collection.plan("2026-01-31", HEADINGS + ROW.replace("A1", "Z9"))
    plan_of(collection, "merrow", NEW, "2026-05-10", ROW.replace("In progress", "Complete"))
    log = "Agency | Ref | Found | Checker | On | Seen | Why\n"
    collection.log("2026-05-20", log + " | A1 | Yes | DTp | d:2026-05-15 | Visit |")
    assert position(collection.load(), "2026-06-01", "is_verified") == ("false",)


def test_only_the_listed_actions_of_a_divided_body_continue_elsewhere(collection, monkeypatch):
    bodies(collection, DIVIDED + '[body.actions]\n"A2" = "East Merrow"\n')
    collection.plan("2026-01-31", HEADINGS + ROW + ROW.replace("A1", "A2"))
    collection.register("2026-02-10", ANSWERS + f"1 | Mend | {OLD} | Accepted")
    db = collection.load()
    asked = ("agency", "is_accepted")
    assert [position(db, "2026-03-31", *asked, ref=ref) for ref in ("A1", "A2")] == [(OLD, "true"), (OLD, "true")]
    assert [position(db, "2026-04-01", *asked, ref=ref) for ref in ("A1", "A2")] == [
        (OLD, "true"),
        ("East Merrow", "true"),
    ]
    text = on_page(collection, monkeypatch, "public/40_agencies.py", agency=OLD)
    assert "Ended on 31 March 2026, followed by East Merrow and West Merrow." in text


def test_a_name_changed_twice_leads_to_the_last(collection):
    bodies(
        collection,
        RENAMED + RENAMED.replace(OLD, "x").replace(NEW, "Merrow Union").replace("x", NEW).replace("-04-", "-07-"),
    )
    collection.plan("2026-01-31", HEADINGS + ROW)
    db = collection.load()
    found = [position(db, on, "agency")[0] for on in ("2026-03-31", "2026-06-30", "2026-07-01")]
    assert found == [OLD, NEW, "Merrow Union"]


def test_a_changed_list_gives_another_database(renamed):
    load_all(renamed)
    bodies(renamed, RENAMED.replace("2026-04-01", "2026-05-01"))
    done = load_all(renamed)
    assert done.why_all_again == "bodies.toml has changed"
    assert tables(done.path) == from_nothing(renamed)
    assert load_all(renamed).is_new is False


def test_a_load_reports_a_name_that_no_file_has(renamed):
    bodies(renamed, RENAMED.replace(OLD, "Departement of Transport"))
    said = report(load_all(renamed), renamed.received)
    assert "bodies.toml: no file names 'Departement of Transport', so nothing goes on" in said
    assert f"Did you mean '{OLD}'?" in said


def test_returns_and_problems_under_the_old_name_belong_to_the_new_one(renamed, monkeypatch):
    text = (renamed.layouts / "transport.toml").read_text(encoding="utf-8")
    renamed.layout("transport", text.replace("illustrative", "reports_every = 45\nillustrative"))
    renamed.plan("2026-02-28", HEADINGS + ROW.replace("d:2026-03-31", "soon"))
    db = renamed.load()
    after, before = date(2026, 5, 1), date(2026, 3, 31)
    assert [(row.agency, row.returned_on) for row in freshness.rows(db, after)] == [(NEW, ("2026-01-31", "2026-02-28"))]
    assert {row.agency for row in problems.rows(db, after, NEW)} == {NEW}
    assert [row.found for row in problems.rows(db, after, NEW)] == [row.found for row in problems.rows(db, before, OLD)]
    assert problems.counts(db, after, NEW) == problems.counts(db, before, OLD)
    assert cells_left_out.counts(db, after, NEW) == cells_left_out.counts(db, before, OLD)
    assert len(downloads.rows(db, "files", after, agency=NEW).rows) == 2
    assert "soon" in on_page(renamed, monkeypatch, "staff/90_problems.py", agency=NEW)


def test_an_unreadable_file_of_the_old_name_does_not_make_the_new_one_silent(collection, monkeypatch):
    bodies(collection, RENAMED)
    collection.register("2026-02-10", ANSWERS + f"1 | Mend | {OLD} | Accepted")
    collection.plan("2026-02-28", "Nothing | of | this | is | known\n1 | 2 | 3 | 4 | 5")
    db = collection.load()
    assert rows(db, "SELECT roll_up FROM recommendation_on(DATE '2026-06-01')") == [("Plan could not be read",)]
    assert "No plan that could be read was received" in on_page(collection, monkeypatch, "public/40_agencies.py")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[body]", "bodies.toml is not correct TOML"),
        ("[[bodies]]", "found 'bodies', but it must be [[body]], once for each body. Did you mean 'body'?"),
        ('body = "x"', "bodies.toml, body: found 'x', but it must be written as [[body]], once for each body."),
        (RENAMED + 'succeded_by = "x"', "one of name, until, succeeded_by, why, actions. Did you mean 'succeeded_by'?"),
        (RENAMED.replace("why =", "#"), "'why' is missing. Add it"),
        (RENAMED.replace("2026-04-01", '"2026-04-01"'), "found '2026-04-01', but it must be a day without quotes"),
        (RENAMED.replace(f'"{NEW}"', "[]"), "succeeded_by: found [], but it must be other bodies, each once."),
        (RENAMED.replace(NEW, OLD), "but it must be other bodies, each once."),
        (RENAMED.replace('"The Merrow Order 2025"', '""'), "why: found '', but it must be text in quotes."),
        (RENAMED * 2, f"bodies.toml, [[body]]: found '{OLD}', but it must be there once."),
        (RENAMED + BACK, "but it must be later than 2026-04-01"),
        (DIVIDED + '[body.actions]\nA2 = "East Merow"',
         "it must be one of East Merrow, West Merrow. Did you mean 'East Merrow'?"),
    ],
)  # fmt: skip
def test_every_fault_in_the_list_is_refused_in_a_sentence(collection, text, sentence):
    bodies(collection, text)
    with pytest.raises(NotReadable) as refused:
        read_bodies(collection.layouts)
    assert sentence in str(refused.value)


# Plans of the successors, in folders of their own


def plan_of(collection: Collection, sender: str, agency: str, on: str, *rows_of_plan: str) -> None:
    """Draws the layout and plan of another sender, for this agency."""
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout(sender, text.replace(f'agency = "{OLD}"', f'agency = "{agency}"'))
    collection.plan(on, HEADINGS + "".join(rows_of_plan), sender=sender)


def where(db, as_of: str, *columns: str) -> list[tuple]:
    """Every action by the columns asked for."""
    return rows(db, f"SELECT {', '.join(columns)} FROM position_on(DATE '{as_of}') ORDER BY ALL")


PAINT = "A1 | 1 | Paint all of the boats | d:2026-06-30 | | In progress | | |\n"
LATER = ROW.replace("2026-03-31", "2026-09-30")


def test_the_plan_of_the_new_body_continues_the_actions_of_the_old_one(renamed):
    renamed.plan("2026-02-28", HEADINGS + ROW + ROW.replace("A1", "A2").replace("railing", "wall"))
    load_all(renamed)
    plan_of(renamed, "merrow", NEW, "2026-05-10", LATER, "B1 | 1 | Sweep | TBC | | In progress | | |\n")
    db = renamed.load()
    asked = (
        "action_ref",
        "sender",
        "agency",
        "first_due_on::TEXT",
        "times_moved",
        "missing_since::TEXT",
        "is_accepted",
    )
    assert where(db, "2026-05-31", *asked) == [
        ("A1", "transport", NEW, "2026-03-31", 1, None, True),
        ("A2", "transport", NEW, "2026-03-31", 0, "2026-05-10", True),
        ("B1", "merrow", NEW, None, 0, None, True),
    ]
    assert rows(db, "SELECT DISTINCT last_returned_on::TEXT FROM last_return_on(DATE '2026-05-31')") == [
        ("2026-05-10",)
    ]
    assert tables(load_all(renamed).path) == from_nothing(renamed)


def test_a_plan_that_came_before_the_end_of_the_old_body_joins_nothing(renamed):
    plan_of(renamed, "merrow", NEW, "2026-03-20", LATER)
    assert [ref for ref, *_ in where(renamed.load(), "2026-05-31", "sender", "action_ref")] == ["merrow", "transport"]


def test_without_the_list_the_plan_of_another_body_joins_nothing(renamed):
    (renamed.layouts / "bodies.toml").unlink()
    plan_of(renamed, "merrow", NEW, "2026-05-10", LATER)
    assert [ref for ref, *_ in where(renamed.load(), "2026-05-31", "sender", "action_ref")] == ["merrow", "transport"]


def test_a_reference_alone_is_not_enough_for_an_action_of_another_body(renamed, monkeypatch):
    plan_of(renamed, "merrow", NEW, "2026-05-10", PAINT)
    found = where(renamed.load(), "2026-05-31", "sender", "action", "first_due_on::TEXT")
    assert found == [
        ("merrow", "Paint all of the boats", "2026-06-30"),
        ("transport", "Mend the railing", "2026-03-31"),
    ]
    text = on_page(renamed, monkeypatch, "staff/90_problems.py")
    assert "Its words are unlike those of 'A1' of 'transport', so it is taken as a new action, 'A1'." in text


def test_words_decide_which_action_of_two_merged_bodies_is_meant(collection):
    bodies(collection, RENAMED + RENAMED.replace(OLD, "Harbour Board"))
    collection.plan("2026-01-31", HEADINGS + ROW)
    plan_of(collection, "harbour", "Harbour Board", "2026-01-31", PAINT)
    plan_of(collection, "merrow", NEW, "2026-05-10", PAINT, ROW)
    plan_of(collection, "merrow", NEW, "2026-06-10", PAINT)
    db = load_all(collection).path
    assert tables(db) == from_nothing(collection)
    found = where(collection.load(), "2026-06-30", "sender", "action", "agency", "missing_since::TEXT")
    assert found == [
        ("harbour", "Paint all of the boats", NEW, None),
        ("transport", "Mend the railing", NEW, "2026-06-10"),
    ]


def test_actions_of_a_divided_body_stay_until_the_plan_of_a_successor_has_them(collection):
    bodies(collection, DIVIDED)
    wall = ROW.replace("A1", "A2").replace("railing", "wall")
    collection.plan("2026-01-31", HEADINGS + ROW + wall)
    collection.register("2026-02-10", ANSWERS + f"1 | Mend | {OLD} | Accepted")
    load_all(collection)
    plan_of(collection, "east", "East Merrow", "2026-05-10", ROW)
    plan_of(collection, "west", "West Merrow", "2026-05-20", "B1 | 1 | Sweep | TBC | | In progress | | |\n")
    plan_of(collection, "east", "East Merrow", "2026-06-10", ROW.replace("A1", "A3").replace("Mend", "Sink"))
    db = collection.load()
    asked = ("action_ref", "agency", "response", "missing_since::TEXT")
    assert where(db, "2026-05-31", *asked) == [
        ("A1", "East Merrow", "accepted", None),
        ("A2", OLD, "accepted", None),
        ("B1", "West Merrow", "accepted", None),
    ]
    assert where(db, "2026-06-30", *asked)[:2] == [
        ("A1", "East Merrow", "accepted", "2026-06-10"),
        ("A2", OLD, "accepted", None),
    ]
    assert tables(load_all(collection).path) == from_nothing(collection)
