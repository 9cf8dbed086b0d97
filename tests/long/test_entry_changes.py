"""What a file does with resolutions, comments and planned checks is one sentence, and each of them names its cell."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection, write_workbook

from loaders.load.trial import Trial, try_file
from loaders.load.trial_report import trial_report
from tracker.questions import entry_changes
from tracker.questions.entry_changes import EntryChange

MINUTES = """
agency = "Harbour Committee"
fills = "resolution"
illustrative = true
sheet = "Log"
dates = "day first"
confirmed = ["Department of Transport"]

[columns]
meeting_on = "Meeting"
item = "Item"
resolution = "Kind"
minute = "Words"
asked_of = "Of"
due_on = "Due"
outcome = "Answer"
outcome_on = "Answered"

[resolution]
"Asked" = "asked"
"Noted" = "noted"
"""
WHOLE = 'log = "whole"\n' + MINUTES
HEADINGS = "Meeting | Item | Kind | Words | Of | Due | Answer | Answered\n"
ASKED = "d:2026-03-10 | 6a | Asked | Why so late? | Department of Transport | d:2026-04-10 | |"
ANSWERED = ASKED.removesuffix(" | |") + " | Rain. | d:2026-04-02"
NOTED = "d:2026-03-10 | 7 | Noted | The report. | | | |"
PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | d:2026-03-31 | | In progress | |"
CHECKS = "Agency | Ref | Found | Checker | On | Seen | Why\nDepartment of Transport | A1 | {} | Board | {} | Site |"
WITH_COMMENT = (
    LAYOUT.replace('sheet = "Plan"\n', "")
    + '[[sheets]]\nsheet = "Plan"\n[[sheets]]\nfills = "comment"\nsheet = "Reply"\n'
    + 'columns = { review = "Review", comment = "Words" }\n'
)


class Office:
    """A collection to which files are sent, and in which the next file is tried before it is recorded."""

    def __init__(self, collection: Collection, folder: Path):
        self.collection, self.folder = collection, folder
        collection.plan("2026-01-31", PLAN)

    def minutes(self, on: str, *lines: str, layout: str = MINUTES) -> None:
        self.collection.layout("minutes", layout)
        place = self.collection.received / "minutes" / f"{on}.xlsx"
        write_workbook(place, {"Log": HEADINGS + "\n".join(lines)})

    def tried(self, sender: str, sheets: dict[str, str], on: str = "2026-06-30") -> Trial:
        file = write_workbook(self.folder / "sent.xlsx", sheets)
        self.collection.load()
        built = self.collection.built
        return try_file(
            file, None, sender, date.fromisoformat(on), self.collection.received, self.collection.layouts, built
        )

    def tried_minutes(self, *lines: str, layout: str = MINUTES, on: str = "2026-06-30") -> Trial:
        self.collection.layout("minutes", layout)
        return self.tried("minutes", {"Log": HEADINGS + "\n".join(lines)}, on)


@pytest.fixture
def office(collection: Collection, tmp_path: Path) -> Office:
    return Office(collection, tmp_path)


def told(trial: Trial) -> list[tuple[str, str, str, str]]:
    """Each changed entry with its reference, sheet and cell."""
    return [(str(one.change), one.ref, one.sheet, one.cell) for one in trial.entries]


def cells(trial: Trial, place: int = 0) -> dict[str, tuple[str, str]]:
    return {one.name: (one.was, one.became) for one in trial.entries[place].cells}


def test_a_new_resolution_and_an_answer_name_their_cells(office):
    office.minutes("2026-03-15", ASKED)
    trial = office.tried_minutes(ANSWERED, NOTED)
    assert told(trial) == [
        ("resolution answered", "2026-03-10, item 6a", "Log", "G2"),
        ("resolution added", "2026-03-10, item 7", "Log", "D3"),
    ]
    assert cells(trial) == {"outcome": ("", "Rain."), "outcome_on": ("", "2026-04-02")}
    assert cells(trial, 1) == {"resolution": ("", "Noted"), "minute": ("", "The report.")}
    assert entry_changes.sentence(trial.entries) == "This file answers 1 resolution and adds 1 resolution."


def test_the_same_log_again_changes_nothing_though_a_date_is_written_in_another_way(office):
    office.minutes("2026-03-15", ANSWERED)
    assert told(office.tried_minutes(ANSWERED)) == []
    assert told(office.tried_minutes(ANSWERED.replace("d:2026-04-10", "10 April 2026"))) == []


@pytest.mark.parametrize(("later", "change", "cell", "expected"), [
    (ASKED, EntryChange.ANSWER_REMOVED, "G2", {"outcome": ("Rain.", ""), "outcome_on": ("2026-04-02", "")}),
    (ANSWERED.replace("Rain", "Snow"), EntryChange.RESOLUTION_CHANGED, "G2", {"outcome": ("Rain.", "Snow.")}),
    (ANSWERED.replace("04-10", "05-10"), EntryChange.RESOLUTION_CHANGED, "Row 2",
     {"due_on": ("2026-04-10", "2026-05-10")}),
    (ANSWERED.replace("so late", "late"), EntryChange.RESOLUTION_CHANGED, "D2",
     {"minute": ("Why so late?", "Why late?")}),
])  # fmt: skip
def test_a_removed_answer_and_other_words_are_shown_as_they_were_and_as_they_become(
    office, later, change, cell, expected
):
    office.minutes("2026-03-15", ANSWERED)
    trial = office.tried_minutes(later)
    assert told(trial) == [(change, "2026-03-10, item 6a", "Log", cell)] and cells(trial) == expected


def test_a_whole_log_withdraws_what_it_leaves_out_and_brings_it_back(office):
    office.minutes("2026-03-15", ASKED, NOTED, layout=WHOLE)
    gone = office.tried_minutes(ASKED, layout=WHOLE)
    assert told(gone) == [("resolution withdrawn", "2026-03-10, item 7", "", "")]
    assert cells(gone) == {"minute": ("The report.", "")}
    assert told(office.tried_minutes(ASKED)) == []  # a list of new entries withdraws nothing
    office.minutes("2026-04-15", ASKED, layout=WHOLE)
    back = office.tried_minutes(ASKED, NOTED, layout=WHOLE)
    assert told(back) == [("resolution back", "2026-03-10, item 7", "Log", "Row 3")]
    assert entry_changes.sentence(back.entries) == "This file brings 1 withdrawn resolution back."


def test_a_log_that_comes_late_changes_only_what_no_later_log_holds(office):
    office.minutes("2026-04-15", ANSWERED)
    late = office.tried_minutes(ASKED, NOTED, on="2026-04-01")
    assert told(late) == [("resolution added", "2026-03-10, item 7", "Log", "D3")]


def test_a_check_without_a_finding_is_listed_until_the_same_log_says_the_same_again(office):
    first = office.tried("board", {"Log": CHECKS.format("Listed", "d:2026-03-30")}, "2026-03-31")
    assert told(first) == [("check without a finding", "A1", "Log", "C2")]
    assert cells(first)["checker"] == ("", "Board")
    office.collection.log("2026-03-31", CHECKS.format("Listed", "d:2026-03-30"))
    assert told(office.tried("board", {"Log": CHECKS.format("Listed", "d:2026-03-30")})) == []
    found = office.tried("board", {"Log": CHECKS.format("Yes", "d:2026-06-01")})
    assert told(found) == [] and found.changes


def test_comments_are_compared_with_the_last_return(office):
    office.collection.layout("transport", WITH_COMMENT)
    reply = "Review | Words\n"
    first = office.tried("transport", {"Plan": PLAN, "Reply": f"{reply} | The crane came late."})
    assert told(first) == [("comment added", "", "Reply", "B2")]
    place = office.collection.received / "transport" / "2026-05-31.xlsx"
    write_workbook(place, {"Plan": PLAN, "Reply": f"{reply} | The crane came late."})
    assert told(office.tried("transport", {"Plan": PLAN, "Reply": f"{reply} | The crane came late."})) == []
    without = office.tried("transport", {"Plan": PLAN})
    assert told(without) == [("comment removed", "", "", "")]
    assert cells(without) == {"comment": ("The crane came late.", "")}
    assert "  comment removed: 1" in trial_report(without, date(2026, 6, 30))
    earlier = office.tried("transport", {"Plan": PLAN, "Reply": f"{reply} | All is well."}, "2026-04-30")
    assert told(earlier) == []  # a later return is on record


def test_a_file_that_does_nothing_with_entries_has_no_sentence(office):
    assert entry_changes.sentence(office.tried("transport", {"Plan": PLAN}).entries) == ""
