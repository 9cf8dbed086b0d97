"""An action stays the same and stays counted, whatever happens to its reference, its response or its lead."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from drawing import Collection, rows, write_workbook
from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import COMPARED, HISTORIES, RETURNS, files_of
from returns import FULL, changes, deadlines, position, positions
from step_by_step import from_nothing, load_all, tables
from test_pages import open_page, words
from trials import trials

from checks.received_file import ReceivedFile, Sheet
from loaders.load.build import build
from tracker import store
from tracker.terms import Kind

AS_OF = "2026-12-31"


def on_page(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, page: str = "public/60_actions.py", **query
) -> str:
    """The words of a page of the collection as last loaded."""
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    at = open_page(page, **{"as_of": AS_OF, **query})
    assert not at.exception
    return words(at)


# Parts

PART = FULL.replace("[columns]", '[split_from]\n"A2" = "A1"\n\n[columns]', 1)
WHOLE = "A1 | 1 | Mend | Head | | {} | | In progress | |"
NEW = "A2 | 1 | Sweep | Head | | {} | | In progress | |"
DATES = ("first_due_on", "due_on", "times_moved", "is_overdue_by_first_date")


def test_a_later_date_of_the_whole_does_not_change_its_part(plans, collection):
    """The whole had no date when the part was split off, so there was none to keep."""
    collection.layout("transport", PART)
    first = {
        "2026-01-31": WHOLE.format("TBC"),
        "2026-02-28": WHOLE.format("TBC") + "\n" + NEW.format("d:2026-09-30"),
    }
    before = position(plans(first), "2026-03-01", *DATES, ref="A2")
    db = plans({"2026-04-30": WHOLE.format("d:2026-02-01") + "\n" + NEW.format("d:2026-09-30")})
    assert position(db, "2026-03-01", *DATES, ref="A2") == before == ("2026-09-30", "2026-09-30", "0", "false")
    assert position(db, "2026-12-31", *DATES, ref="A2") == ("2026-09-30", "2026-09-30", "0", "true")


def test_a_part_without_a_date_keeps_the_date_of_the_whole(plans, collection):
    """Otherwise late work could escape the clock by being divided into parts without a date."""
    collection.layout("transport", PART)
    db = plans({
        "2026-01-31": WHOLE.format("d:2026-03-31"),
        "2026-04-30": WHOLE.format("d:2026-03-31") + "\n" + NEW.format("TBC"),
        "2026-05-31": WHOLE.format("d:2026-03-31") + "\n" + NEW.format("d:2026-12-31"),
    })  # fmt: skip
    assert position(db, "2026-04-30", *DATES, ref="A2") == ("2026-03-31", None, "0", "true")
    assert position(db, "2026-06-30", *DATES, ref="A2") == ("2026-03-31", "2026-12-31", "1", "true")
    assert deadlines(db, "A2") == [
        (1, "2026-04-30", "2026-03-31", None, None, ""),
        (2, "2026-04-30", None, "2026-03-31", None, ""),
        (3, "2026-05-31", "2026-12-31", "2026-03-31", 275, ""),
    ]


def test_a_split_that_a_layout_adds_later_changes_nothing_already_shown(plans, collection):
    both = WHOLE.format("d:2026-03-31") + "\n" + NEW.format("d:2026-09-30")
    asked = (*DATES, "split_from")
    before = position(plans({"2026-01-31": both}), "2026-04-15", *asked, ref="A2")
    collection.layout("transport.2026-04-20", PART)
    db = plans({"2026-04-30": both})
    assert position(db, "2026-04-15", *asked, ref="A2") == before == ("2026-09-30", "2026-09-30", "0", "false", "")
    assert position(db, "2026-04-30", *asked, ref="A2") == ("2026-03-31", "2026-09-30", "1", "true", "A1")
    assert tables(load_all(collection).path) == from_nothing(collection)


def test_a_column_of_the_plan_may_say_which_action_was_split(plans, collection):
    collection.layout("transport", FULL.replace('reason = "Reason"', 'split_from = "Reason"'))
    db = plans({
        "2026-01-31": WHOLE.format("d:2026-03-31"),
        "2026-04-30": "A2 | 1 | Sweep | Head | | d:2026-09-30 | A1 | In progress | |",
    })  # fmt: skip
    assert position(db, "2026-05-31", *DATES, ref="A2") == ("2026-03-31", "2026-09-30", "1", "true")


def test_a_split_from_a_reference_that_never_came_is_a_problem(plans, collection, monkeypatch):
    collection.layout("transport", PART.replace('"A1"', '"A7"'))
    plans({"2026-01-31": WHOLE.format("d:2026-03-31") + "\n" + NEW.format("d:2026-09-30")})
    text = on_page(collection, monkeypatch, "staff/90_problems.py")
    assert "An action is split from one that its sender has already reported." in text
    assert "'A7' is in no return." in text
    plans({"2026-02-28": WHOLE.format("d:2026-03-31").replace("A1", "A7") + "\n" + NEW.format("d:2026-09-30")})
    db = load_all(collection).path
    assert tables(db) == from_nothing(collection)
    found = [row for row in tables(db)["problem"] if row[-1] == "whole_is_known"]
    assert [row[0] for row in found] == [1]  # when the second came, the whole had come too


def test_actions_that_are_parts_of_each_other_end_no_load(plans, collection):
    """Two layouts, each correct by itself, may together say so."""
    collection.layout("transport", PART)
    collection.layout("transport.2026-04-01", PART.replace('"A2" = "A1"', '"A1" = "A2"'))
    both = WHOLE.format("d:2026-03-31") + "\n" + NEW.format("d:2026-09-30")
    db = plans({"2026-01-31": both, "2026-04-30": both})
    assert position(db, AS_OF, "first_due_on", ref="A1") == ("2026-09-30",)
    assert position(db, AS_OF, "first_due_on", ref="A2") == ("2026-03-31",)


# Acceptance

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason | Lead\n"
ANSWERS = "Rec | Recommendation | Agency | Response\n"
TRANSPORT, PORT = "Department of Transport", "Port Authority"
COUNTED = ("is_accepted", "response", "state")


def drawn(collection: Collection, columns: str = 'agency = "Lead"') -> None:
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", f"[columns]\n{columns}"))


def plan(collection: Collection, on: str, rec: str, lead: str = TRANSPORT) -> None:
    collection.plan(on, HEADINGS + f"A1 | {rec} | Mend | d:2026-03-31 | | In progress | | | {lead}")


REGISTER = ANSWERS + (
    f"1 | Mend it | {TRANSPORT} | Accepted\n2 | Sweep it | {TRANSPORT} | Not accepted\n"
    f"1 | Mend it | {PORT} | Not accepted\n3 | Paint it | {TRANSPORT} | Noted"
)


def test_accepted_work_stays_counted_under_another_number_or_lead(collection, monkeypatch):
    cases = {
        "A1": ("2", TRANSPORT, "not accepted", "Not accepted. Accepted before, so still counted."),
        "A2": ("3", TRANSPORT, "noted", "Noted. Accepted before, so still counted."),
        "A3": ("9", TRANSPORT, "no response", "No response. Accepted before, so still counted."),
        "A4": ("", TRANSPORT, "no response", "No response. Accepted before, so still counted."),
        "A5": ("1", PORT, "not accepted", "Not accepted. Accepted before, so still counted."),
    }
    row = "{} | {} | Mend | d:2026-03-31 | | In progress | | | {}"
    drawn(collection)
    collection.register("2026-01-10", REGISTER)
    collection.plan("2026-01-31", HEADINGS + "\n".join(row.format(ref, "1", TRANSPORT) for ref in cases))
    lines = [row.format(ref, rec, lead) for ref, (rec, lead, *_) in cases.items()]
    collection.plan("2026-04-30", HEADINGS + "\n".join(lines))
    db = collection.load()
    assert positions(db, "2026-04-29", *COUNTED) == dict.fromkeys(cases, ("true", "accepted", "Overdue"))
    assert positions(db, "2026-04-30", *COUNTED) == {
        ref: ("true", response, "Overdue") for ref, (*_, response, _) in cases.items()
    }
    for ref, (*_, shown) in cases.items():
        assert shown in on_page(collection, monkeypatch, ref=ref), ref


def test_a_plan_that_takes_back_its_own_acceptance_removes_nothing_from_the_count(collection):
    drawn(collection, 'response = "Lead"')
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text + '[response]\n"Accepted" = "accepted"\n"No" = "not accepted"\n')
    plan(collection, "2026-01-31", "1", "Accepted")
    plan(collection, "2026-04-30", "1", "No")
    assert position(collection.load(), AS_OF, *COUNTED) == ("true", "not accepted", "Overdue")


def test_a_presumed_acceptance_gives_way_to_the_first_response(collection):
    drawn(collection)
    plan(collection, "2026-01-31", "2")
    collection.register("2026-03-10", REGISTER)
    plan(collection, "2026-04-30", "2")
    db = collection.load()
    assert position(db, "2026-03-09", *COUNTED) == ("true", "no response", "Open")
    assert position(db, "2026-03-10", *COUNTED) == ("false", "not accepted", "Not accepted")


def test_nothing_counts_as_accepted_before_the_register_came(collection):
    """The action stood under 1 before, and the register that accepts 1 comes when it stands under 2."""
    drawn(collection)
    plan(collection, "2026-01-31", "1")
    plan(collection, "2026-02-28", "2")
    collection.register("2026-03-10", REGISTER)
    plan(collection, "2026-04-30", "2")
    db = collection.load()
    assert position(db, "2026-03-09", *COUNTED) == ("true", "no response", "Open")
    assert position(db, "2026-03-10", *COUNTED) == ("true", "not accepted", "Open")


# Registers that disagree

HARBOUR = ANSWERS + f"1 | Mend it | {TRANSPORT} | "


def other_register(collection: Collection, on: str, answer: str) -> None:
    """A register of a second sender."""
    collection.layout("harbour", (collection.layouts / "committee.toml").read_text(encoding="utf-8"))
    write_workbook(collection.received / "harbour" / f"{on}.xlsx", {"Register": HARBOUR + answer})


def test_two_registers_that_disagree_are_a_problem_for_the_committee(collection, monkeypatch):
    drawn(collection)
    collection.register("2026-01-10", HARBOUR + "Accepted")
    other_register(collection, "2026-02-10", "Noted")
    collection.register("2026-03-10", HARBOUR + "Accepted")
    other_register(collection, "2026-04-10", "Accepted")
    plan(collection, "2026-01-31", "1")
    db = load_all(collection).path
    assert tables(db) == from_nothing(collection)
    found = {(row[0], row[4], row[-2]) for row in tables(db)["problem"] if row[-1] == "answers_agree"}
    assert found == {(3, "Noted", "the committee's officer"), (4, "Accepted", "the committee's officer")}
    text = on_page(collection, monkeypatch, "staff/90_problems.py", as_of="2026-02-28")
    assert "The register that 'committee' sent on 10 January 2026 says 'accepted'." in text
    text = on_page(collection, monkeypatch, "staff/90_problems.py")
    assert "The register that 'harbour' sent on 10 February 2026 says 'noted'." in text


def test_two_sheets_of_a_register_that_disagree_are_a_problem(collection, monkeypatch):
    text = (collection.layouts / "committee.toml").read_text(encoding="utf-8")
    collection.layout("committee", text.replace('sheet = "Register"', 'sheet = ["Register", "Summary"]'))
    sheets = {"Register": HARBOUR + "Not accepted", "Summary": HARBOUR + "Accepted"}
    write_workbook(collection.received / "committee" / "2026-01-10.xlsx", sheets)
    plan(collection, "2026-01-31", "1")
    collection.load()
    text = on_page(collection, monkeypatch, "staff/90_problems.py")
    assert "Row 2 of sheet 'Summary' says 'accepted'." in text
    assert "Row 2 of sheet 'Register' says 'not accepted'." in text


@pytest.mark.parametrize("first", ["committee", "harbour"])
def test_a_register_without_an_answer_does_not_remove_the_answer_of_another(collection, first):
    drawn(collection)
    collection.register("2026-01-10" if first == "committee" else "2026-02-10", HARBOUR + "Not accepted")
    other_register(collection, "2026-02-10" if first == "committee" else "2026-01-10", "")
    plan(collection, "2026-01-31", "1")
    db = collection.load()
    assert position(db, AS_OF, *COUNTED) == ("false", "not accepted", "Not accepted")
    assert rows(db, "SELECT count(*) FROM problem WHERE rule = 'answers_agree'") == [(0,)]


# Changes with a kind of their own

MANY = FULL.replace('reason = "Reason"', 'agency = "First"\nsupporting_agencies = "Reason"\nrag = "Owner"').replace(
    'original_due_on = "First"\nowner = "Owner"', 'priority = "Done"'
)
MANY = MANY.replace('completed_on = "Done"\n', "").replace(
    "[columns]", '[split]\nrecommendation_ref = ";"\nsupporting_agencies = ";"\n[agencies]\nPA = "Port Authority"\n'
    'DoT = "Department of Transport"\nHB = "Harbour Board"\n[columns]', 1
)  # fmt: skip
SAME = {"rec": "1", "rag": "Red", "lead": "DoT", "with": "HB", "status": "In progress", "priority": "High"}


def said(ref: str = "A1", **other: str) -> str:
    row = SAME | other
    status, priority = row["status"], row["priority"]
    return f"{ref} | {row['rec']} | Mend | {row['rag']} | {row['lead']} | | {row['with']} | {status} | {priority} |"


def test_a_change_of_number_lead_support_priority_or_rating_is_a_change(plans, collection, monkeypatch):
    cases = [
        ({"rec": "2"}, "answers another recommendation", "1", "2"),
        ({"rec": "1; 2"}, "answers another recommendation", "1", "1, 2"),
        ({"rec": ""}, "answers another recommendation", "1", ""),
        ({"lead": "PA"}, "lead agency changed", "Department of Transport", "Port Authority"),
        ({"with": "PA; HB"}, "supporting agencies changed", "Harbour Board", "Harbour Board, Port Authority"),
        ({"with": ""}, "supporting agencies changed", "Harbour Board", ""),
        ({"priority": "Low"}, "priority changed", "High", "Low"),
        ({"priority": ""}, "priority changed", "High", ""),
        ({"rag": "Green"}, "colour or rating changed", "Red", "Green"),
        ({"status": "Under way"}, "status reworded", "In progress", "Under way"),
    ]
    refs = [f"A{n}" for n in range(1, len(cases) + 1)]
    collection.layout("transport", MANY + '"Under way" = "in progress"\n')
    now = [said(ref, **other) for ref, (other, *_) in zip(refs, cases, strict=True)]
    db = plans({"2026-01-31": "\n".join(map(said, refs)), "2026-02-28": "\n".join(now)})
    assert {ref: changes(db, ref)[1:] for ref in refs} == {
        ref: [("2026-02-28", *case, "")] for ref, (_, *case) in zip(refs, cases, strict=True)
    }
    what_changed = on_page(collection, monkeypatch, "public/20_what_changed.py", since="2026-02-01")
    for ref, (_, change, was, became) in zip(refs, cases, strict=True):
        sentence = f"{change.capitalize()}: was {was}, now {became or 'blank'}"
        assert sentence in what_changed, ref
        assert sentence in on_page(collection, monkeypatch, ref=ref), ref


def test_another_order_of_numbers_and_names_is_not_a_change(plans, collection):
    collection.layout("transport", MANY)
    db = plans(
        {"2026-01-31": said(rec="1; 2", **{"with": "PA; HB"}), "2026-02-28": said(rec="2; 1", **{"with": "HB; PA"})}
    )
    assert changes(db)[1:] == []


def test_a_column_that_is_added_or_removed_is_not_a_change(plans, collection):
    collection.layout("transport", MANY)
    collection.layout("transport.2026-02-01", MANY.replace('priority = "Done"', "").replace('rag = "Owner"', ""))
    collection.layout("transport.2026-03-01", MANY)
    db = plans({day: said() for day in ("2026-01-31", "2026-02-28", "2026-03-31")})
    assert changes(db)[1:] == []


# One reference for several actions

TWICE = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
RAIL = "D | 1 | Mend the railing along the wall | d:2026-03-31 | | {} | | |\n"
LAMP = "D | 1 | Light the whole of the pier | d:2026-06-30 | | {} | | |\n"
OTHER = "E | 1 | Sweep the quay | d:2026-06-30 | | In progress | | |\n"


def stands(db, as_of: str = AS_OF) -> dict[str, tuple]:
    """By words of the action: its reference, since when it is missing, and the date first promised."""
    sql = "SELECT action, action_ref, missing_since::TEXT, first_due_on::TEXT FROM position_on($as_of)"
    return {action: tuple(row) for action, *row in rows(db, sql, as_of=date.fromisoformat(as_of))}


def test_the_second_of_two_does_not_become_the_first_when_that_one_goes(collection):
    collection.plan("2026-01-31", TWICE + RAIL.format("In progress") + LAMP.format("Not started") + OTHER)
    collection.plan("2026-02-28", TWICE + LAMP.format("In progress") + OTHER)
    collection.plan("2026-03-31", TWICE + LAMP.format("Complete") + RAIL.format("In progress") + OTHER)
    db = collection.load()
    first, second = "Mend the railing along the wall", "Light the whole of the pier"
    assert stands(db, "2026-03-01") == {
        first: ("D", "2026-02-28", "2026-03-31"),
        second: ("D (2)", None, "2026-06-30"),
        "Sweep the quay": ("E", None, "2026-06-30"),
    }
    assert stands(db)[first] == ("D", None, "2026-03-31")
    assert changes(db, "D (2)")[-1][1:4] == ("reported complete, no evidence named", "in progress", "reported complete")
    assert tables(load_all(collection).path) == from_nothing(collection)


def test_a_few_changed_words_are_the_same_action_and_different_words_are_a_new_one(collection, monkeypatch):
    collection.plan("2026-01-31", TWICE + RAIL.format("In progress") + LAMP.format("Not started"))
    collection.plan("2026-02-28", TWICE + LAMP.format("In progress").replace("pier", "pier by night"))
    collection.plan("2026-03-31", TWICE + "D | 1 | Paint all of the boats | d:2026-06-30 | | In progress | | |\n")
    found = stands(collection.load())
    assert found["Light the whole of the pier by night"] == ("D (2)", "2026-03-31", "2026-06-30")
    assert found["Paint all of the boats"] == ("D (3)", None, "2026-06-30")
    text = on_page(collection, monkeypatch, "staff/90_problems.py")
    assert "unlike those of 'D', 'D (2)', so it is taken as a new action, 'D (3)'." in text


def test_the_remaining_one_of_two_twins_counts_as_the_first_and_the_doubt_is_reported(collection, monkeypatch):
    collection.plan("2026-01-31", TWICE + RAIL.format("In progress") * 2)
    collection.plan("2026-03-31", TWICE + RAIL.format("In progress"))
    db = collection.load()
    assert "It may be another action of that reference; it is taken as 'D'." in on_page(
        collection, monkeypatch, "staff/90_problems.py"
    )
    seen = "SELECT action_ref, missing_since::TEXT FROM position_on(DATE '2026-12-31') ORDER BY 1"
    assert rows(db, seen) == [("D", None), ("D (2)", "2026-03-31")]


def test_a_number_that_the_sender_uses_is_not_given_to_another_action(collection):
    own = "D (2) | 1 | Paint all of the boats | d:2026-06-30 | | In progress | | |\n"
    collection.plan("2026-01-31", TWICE + RAIL.format("In progress") + LAMP.format("Not started") + own)
    collection.plan("2026-02-28", TWICE + LAMP.format("In progress") + own)
    found = stands(collection.load())
    assert {words: ref for words, (ref, *_) in found.items()} == {
        "Mend the railing along the wall": "D",
        "Light the whole of the pier": "D (3)",
        "Paint all of the boats": "D (2)",
    }


def test_a_check_of_a_reference_that_two_actions_share_counts_for_neither(collection, monkeypatch):
    log = "Agency | Ref | Found | Checker | On | Seen | Why\n"
    of = f"{TRANSPORT} | {{}} | Yes | Board | d:2026-02-15 | Visit |\n"
    collection.plan("2026-01-31", TWICE + RAIL.format("Complete"))
    collection.log("2026-02-20", log + of.format("D"))
    collection.plan("2026-02-28", TWICE + RAIL.format("Complete") + LAMP.format("Complete"))
    verified = "SELECT action_ref FROM position_on(DATE '2026-12-31') WHERE is_verified ORDER BY 1"
    assert rows(collection.load(), verified) == [("D",)]  # only one action had it when the check came
    (collection.received / "board" / "2026-02-20.xlsx").unlink()
    for log_of_ours in ("ledger.jsonl", "builds.jsonl"):
        (collection.received / log_of_ours).unlink()
    collection.log("2026-03-20", log + of.format("D"))
    assert rows(collection.load(), verified) == []
    assert "A check names one action" in on_page(collection, monkeypatch, "staff/90_problems.py")
    collection.log("2026-03-21", log + of.format("D (2)"))
    assert rows(collection.load(), verified) == [("D (2)",)]


def test_a_column_with_one_reference_in_every_row_keeps_its_order_and_is_quick(collection):
    """Such a column has no real references, and the rows are too many to compare every pair."""
    lines = [f"D | 1 | Thing {n} {{}} | d:2026-06-30 | | In progress | | |" for n in range(150)]
    collection.plan("2026-01-31", TWICE + "\n".join(lines).format(*["then"] * 150))
    collection.plan("2026-02-28", TWICE + "\n".join(lines).format(*["now"] * 150))
    found = stands(collection.load())
    assert found["Thing 17 now"][0] == "D (18)" and len(found) == 150


@settings(max_examples=trials(2))
@given(histories=HISTORIES, seed=st.integers(0, 9_999), as_of=st.dates(RETURNS[0], date(2025, 10, 31)))
def test_with_one_reference_for_all_each_action_has_the_same_state_as_with_its_own(histories, seed, as_of):
    for history in histories:
        history.whole = None
    # A check could not say which of them it means.
    own = [file for file in files_of(histories) if all(sheet.kind != Kind.VERIFICATION for sheet in file.sheets)]
    with tempfile.TemporaryDirectory() as folder:
        expected = where(store.connect(build(Path(folder) / "own", own)), as_of)
        one = [with_one_reference(file, Random(seed)) for file in own]
        assert where(store.connect(build(Path(folder) / "one", one)), as_of) == expected


def with_one_reference(file: ReceivedFile, random: Random) -> ReceivedFile:
    """The same file, except that all actions share one reference and their order is different."""
    return replace(file, sheets=tuple(_shuffled(sheet, random) for sheet in file.sheets))


def _shuffled(sheet: Sheet, random: Random) -> Sheet:
    if sheet.kind != Kind.ACTION:
        return sheet
    order = random.sample(range(len(sheet.numbers)), len(sheet.numbers))
    same = sheet.values | {"action_ref": ["D"] * len(order)}
    return replace(sheet, values=_in_order(same, order), written=_in_order(sheet.written, order))


def _in_order(columns: dict[str, Sequence], order: list[int]) -> dict[str, list]:
    return {name: [column[n] for n in order] for name, column in columns.items()}


def where(db, as_of: date) -> list[tuple]:
    """The state of each action, by its words."""
    return rows(db, f"SELECT action, {', '.join(COMPARED)} FROM position_on($as_of) ORDER BY action", as_of=as_of)
