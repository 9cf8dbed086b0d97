"""Decisions and releases publish nothing that nobody saw, and only one column of one sender at a time."""

from __future__ import annotations  # see conftest.py for the reason

import re
from pathlib import Path

import msgspec
import openpyxl
import pytest
from drawing import LAYOUT, Collection

from loaders.__main__ import main
from loaders.publishing import build_publication, public_database
from loaders.publishing.proofs import hidden_plants, structure
from loaders.publishing.proofs.hidden_plants import IN_SIGHT, PLANTS
from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.release_log import Release
from loaders.publishing.release.texts import WITH_MARKS, Key, Text, read_texts
from loaders.received import json_lines, ledger_records
from loaders.received.actor import Actor
from tracker import store
from tracker.file_terms import Hidden
from tracker.terms import WITHHELD

DECISION = """
[[decision]]
by = "Clerk to the committee"
on = 2026-01-05
columns = [{columns}]
{more}
why = "Printed in the report."
"""
PLAN = """
Ref  | Rec | Action                     | Due          | Status      | Evidence | Reason | Priority
P-01 | 1   | Light the landing stage.   | d:2026-03-31 | Not started |          |        | Amber
P-02 | 1   | Mark the edge of the quay. | d:2026-06-30 | In progress |          | Amber  |
"""
WITH_PRIORITY = LAYOUT.replace('completed_on = "Done"', 'priority = "Priority"')


def decision(*columns: str, more: str = "") -> str:
    return DECISION.format(columns=", ".join(f'"{column}"' for column in columns), more=more)


def decide(collection: Collection, *decisions: str) -> None:
    (collection.received / "publication.toml").write_text("".join(decisions), encoding="utf-8")


def published(collection: Collection, into: Path) -> Path:
    """The public database."""
    sources = build_publication.read_sources(collection.received, store.current(collection.built))
    return build_publication._build(sources, into)


def put_marks(collection: Collection, sender: str, **words: str) -> None:
    """Draws a plan of the sender with a mark in every hidden place."""
    collection.layout(sender, hidden_plants.layout())
    path = collection.received / sender / "2026-01-05.xlsx"
    path.parent.mkdir()
    path.write_bytes(hidden_plants.workbook(lambda name: words.get(name, f"Mark {name}.")))


@pytest.fixture
def planted(collection) -> Collection:
    """The plan with marks, and a decision that covers their column."""
    put_marks(collection, "marks")
    decide(collection, decision("names", "action_version.action"))
    collection.load()
    return collection


def test_a_decision_covers_no_text_that_nobody_saw(planted, tmp_path):
    content = published(planted, tmp_path / "public").read_bytes()
    assert f"Mark {IN_SIGHT}.".encode() in content
    assert [name for name in PLANTS if f"Mark {name}.".encode() in content] == []


def test_a_decision_covers_hidden_words_that_are_visible_in_that_column_of_that_sender(planted, tmp_path):
    """Words that another sender shows are covered only there."""
    put_marks(planted, "others", **{IN_SIGHT: "Something else.", "filter": f"Mark {IN_SIGHT}."})
    book = openpyxl.load_workbook(planted.received / "marks" / "2026-01-05.xlsx", rich_text=True)
    book["filter"].cell(2, 2).value = f"Mark {IN_SIGHT}."
    book.save(planted.received / "marks" / "2026-02-05.xlsx")
    planted.load()
    with store.read_only(published(planted, tmp_path / "public")) as db:
        sql = "SELECT sender, action FROM action_version JOIN action USING (action_id) WHERE action_ref = 'No. filter'"
        found = db.execute(sql).fetchall()
    assert {*found} == {("marks", f"Mark {IN_SIGHT}."), ("marks", WITHHELD), ("others", WITHHELD)}


def test_a_hidden_name_stops_a_publication_until_it_is_released(collection, tmp_path):
    collection.layout("transport", WITH_PRIORITY)
    collection.plan("2026-01-05", PLAN.replace("\nP-02", "\n~| P-02"))
    decide(collection, decision("names"))
    collection.load()
    with pytest.raises(build_publication.PublicationRefused, match="1 name not released: “P-02”"):
        published(collection, tmp_path / "public")
    release_log.add(collection.received, [Key("", "", "P-02")], True, Actor("Head of scrutiny"), "2026-02-01")
    assert b"P-02" in published(collection, tmp_path / "public").read_bytes()


NAMES = """
Ref  | Rec | Action                     | Status      | Evidence
P-01 | 1   | Light the landing stage.   | Not started |
{row}| {rec}   | Mark the edge of the quay. | Not started | {name}
"""
# Columns without cells in NAMES.
NOT_DRAWN = re.compile("^(due_on|completed_on|reason) = .*\n", re.MULTILINE)


def read_names(collection: Collection, column: str, *plans: str) -> dict[str, set[tuple[str, ...]]]:
    """Reads plans with names under the heading Evidence; returns where each name is visible."""
    layout = NOT_DRAWN.sub("", LAYOUT).replace('evidence = "Evidence"', f'{column} = "Evidence"')
    collection.layout("transport", layout)
    for n, plan in enumerate(plans, 1):
        collection.plan(f"2026-0{n}-05", plan)
    seen: dict[str, set[tuple[str, ...]]] = {}
    for text in read_texts(collection.load()):
        seen.setdefault(text.text, set()).add(text.seen_in)
    return seen


@pytest.mark.parametrize(("rec", "name", "hidden"), [("1", "Quay Trust", "Quay Trust"), ("77", "Board", "77")])
def test_a_hidden_name_is_hidden_where_a_change_repeats_it(collection, rec, name, hidden):
    first = NAMES.format(row="P-02 ", rec="1", name="Board")
    then = NAMES.format(row="~| P-02 ", rec=rec, name=name)
    seen = read_names(collection, "supporting_agencies", first, then)
    assert seen["Board"] == {(WITH_MARKS,)} and seen[hidden] == {()}


def test_a_hidden_reference_of_a_whole_is_hidden(collection):
    seen = read_names(collection, "split_from", NAMES.format(row="~| P-02 ", rec="1", name="P-90"))
    assert seen["P-90"] == {()}


def test_a_hidden_checker_is_hidden_where_a_change_repeats_it(collection):
    read_names(collection, "evidence", NAMES.format(row="P-02 ", rec="1", name="").replace("Not started", "Complete"))
    collection.log(
        "2026-02-05",
        """
Agency                     | Ref  | Found | Checker | On           | Seen | Why
~| Department of Transport | P-01 | Yes   | Board   | d:2026-02-01 | Log  |
""",
    )
    seen = {text.text: text.seen_in for text in read_texts(collection.load())}
    assert seen["Board"] == seen["Board, 2026-02-01"] == ()


def test_hidden_texts_are_counted_and_a_listed_group_is_released_at_once(planted, tmp_path, capsys):
    command = ["release", str(planted.received), "--built", str(planted.built)]
    assert main(command) == 0
    listed = capsys.readouterr().out
    assert (
        f"{len(PLANTS)} texts wait for a release. No decision covers 6 texts: font in the colour of its fill." in listed
    )
    assert "No decision covers 1 text: row filtered out." in listed
    assert "Mark filter.  [row filtered out]" in listed
    (mark,) = [line[:8] for line in listed.splitlines() if line.endswith(f"6 texts of marks: {Hidden.FONT_COLOUR}")]
    by = ["--by", "Head of scrutiny", "--on", "2026-02-01"]
    assert main([*command, "--group", mark]) == 2
    assert main([*command, "--group", mark, *by]) == 0
    assert capsys.readouterr().out.startswith("6 texts released by Head of scrutiny")
    recorded = [(one.column, one.sender, one.is_public) for one in release_log.read(planted.received)]
    assert recorded == [("action_version.action", "marks", True)] * 6
    content = published(planted, tmp_path / "public").read_bytes()
    released = {name for name, (why, _) in PLANTS.items() if why == Hidden.FONT_COLOUR}
    assert {name for name in PLANTS if f"Mark {name}.".encode() in content} == released
    assert main([*command, "--group", mark, *by]) == 2
    assert "There is no group" in capsys.readouterr().err


def test_a_group_changes_once_a_text_comes_or_goes_and_contains_no_personal_data():
    hidden = [
        Text("action_version.action", text, "", "transport", "P-01", seen_in=(), hidden=("hidden row",))
        for text in ("Mend it.", "Paint it.", "Ring 0161 496 0123.")
    ]
    (both,), (one,) = waiting_texts.groups(hidden), waiting_texts.groups(hidden[:1])
    assert [text.text for text in both.texts] == ["Mend it.", "Paint it."]
    assert both.id != one.id


@pytest.mark.parametrize("formats", [[], [".csv"], [".ods", ".xls"]])
def test_a_decision_names_a_format_that_cannot_show_what_is_hidden(collection, tmp_path, formats):
    path = collection.received / "transport" / "2026-01-05.csv"
    path.parent.mkdir()
    path.write_text("Ref,Rec,Action,Due,Done,Status,Evidence,Reason\nP-01,1,Light the stage.,,,,,\n", encoding="utf-8")
    of_actions = decision("action_version.action", more=f"formats = {formats}")
    decide(collection, decision("names", more='formats = [".csv"]'), of_actions)
    collection.load()
    is_public = b"Light the stage." in published(collection, tmp_path / "public").read_bytes()
    assert is_public is (".csv" in formats)


@pytest.fixture
def two_senders(collection) -> Collection:
    """Both use "Amber", each as a priority and, in another row, as a reason."""
    collection.layout("transport", WITH_PRIORITY)
    collection.layout("harbour", WITH_PRIORITY.replace("Department of Transport", "Harbour Board"))
    collection.plan("2026-01-05", PLAN)
    collection.plan("2026-01-05", PLAN.replace("P-0", "H-0"), "harbour")
    decide(collection, decision("names"))
    collection.load()
    return collection


def places_of_amber(collection: Collection, into: Path) -> set[tuple[str, str]]:
    sources = build_publication.read_sources(collection.received, store.current(collection.built))
    database = build_publication._build(sources, into)
    assert [*structure.texts_not_released(database, sources.public)] == []
    with store.read_only(database) as db:
        sql = """
            SELECT sender, priority, v.reason, d.reason
            FROM action_version v JOIN action USING (action_id) JOIN deadline d USING (action_id)
        """
        found = db.execute(sql).fetchall()
    names = ("priority", "reason", "reason of the date")
    return {(row[0], name) for row in found for name, text in zip(names, row[1:], strict=True) if text == "Amber"}


def test_a_word_decided_for_one_column_of_one_sender_is_public_only_there(two_senders, tmp_path):
    of_one = decision("action_version.priority", more='sender = "transport"')
    decide(two_senders, decision("names"), of_one)
    assert places_of_amber(two_senders, tmp_path / "public") == {("transport", "priority")}


def test_a_word_released_for_one_column_of_one_sender_is_public_only_there(two_senders, tmp_path):
    key = Key("action_version.reason", "harbour", "Amber")
    release_log.add(two_senders.received, [key], True, Actor("Head of scrutiny"), "2026-02-01")
    found = places_of_amber(two_senders, tmp_path / "public")
    assert found == {("harbour", "reason"), ("harbour", "reason of the date")}


def test_the_proof_finds_a_text_outside_the_place_of_its_release(two_senders, tmp_path):
    """Simulates a builder that ignores the place."""
    sources = build_publication.read_sources(two_senders.received, store.current(two_senders.built))
    everywhere = {text.key for text in sources.texts if text.text == "Amber"} | sources.public
    public_database.build(sources.database, tmp_path / "public.duckdb", everywhere)
    one = {Key("action_version.priority", "transport", "Amber"), *sources.public}
    assert sorted(structure.texts_not_released(tmp_path / "public.duckdb", one)) == [
        "action_version.priority holds 1 that were released in another place alone",
        "action_version.reason holds 2 that were released in another place alone",
    ]


def old_release(collection: Collection, text: str, is_public: bool, on: str) -> None:
    """A release as recorded before releases named column and sender."""
    one = Release(number=1, text=text, is_public=is_public, by="Head of scrutiny", on=on, chain="")
    one = msgspec.structs.replace(one, chain=one.link(ledger_records.START))
    json_lines.append(collection.received / release_log.RELEASES, [one])


def test_an_old_release_counts_where_its_text_was_on_its_day_and_is_listed(two_senders, capsys):
    two_senders.plan("2026-03-05", PLAN.replace("Mark the edge of the quay.", "Amber"))
    two_senders.load()
    old_release(two_senders, "Amber", True, "2026-02-01")
    sources = build_publication.read_sources(two_senders.received, store.current(two_senders.built))
    assert {key for key in sources.public if key.text == "Amber"} == {
        Key(f"action_version.{column}", sender, "Amber")
        for column in ("priority", "reason")
        for sender in ("transport", "harbour")
    }
    command = ["release", str(two_senders.received), "--built", str(two_senders.built)]
    assert main(command) == 0
    assert "4 texts were released by the words alone" in capsys.readouterr().out
    mark = waiting_texts.text_id(Key("action_version.priority", "transport", "Amber"))
    assert main([*command, "--text", mark, "--by", "Clerk", "--on", "2026-03-06"]) == 0
    assert main(command) == 0
    assert "3 texts were released by the words alone" in capsys.readouterr().out


def test_an_old_withdrawal_counts_wherever_its_text_occurs(two_senders, tmp_path):
    decide(two_senders, decision("names", "action_version.priority", "action_version.reason"))
    old_release(two_senders, "Amber", False, "2025-01-01")
    assert places_of_amber(two_senders, tmp_path / "public") == set()


def test_a_word_of_a_scale_in_a_free_text_needs_a_release_like_any_other(two_senders, tmp_path):
    two_senders.plan("2026-03-05", PLAN.replace("Amber", "verified"))
    two_senders.load()
    with store.read_only(published(two_senders, tmp_path / "public")) as db:
        found = db.execute("SELECT DISTINCT reason FROM action_version WHERE reason <> ''").fetchall()
    assert found == [(WITHHELD,)]


@pytest.mark.parametrize("checked_on", ["20/3/2026", "March 2026"])
def test_a_change_names_its_checker_also_where_the_day_of_the_check_is_vague(collection, tmp_path, checked_on):
    """Such a check counts from the day of its log at the latest, and the change gives that day."""
    collection.layout("transport", WITH_PRIORITY)
    collection.plan("2026-01-05", PLAN)
    found = f"Department of Transport | P-01 | No | Board | {checked_on} | Quay | Dark"
    collection.log("2026-03-20", f"Agency | Ref | Found | Checker | On | Seen | Why\n{found}")
    decide(collection, decision("names"))
    collection.load()
    with store.read_only(published(collection, tmp_path / "public")) as db:
        found = db.execute("SELECT became FROM action_change WHERE change = 'found insufficient'").fetchall()
    assert found == [("Board, 2026-03-20",)]
