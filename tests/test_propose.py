"""An unknown workbook proposes its own layout: sheet, headings, words, and never more than it knows."""

from __future__ import annotations  # for the reason told in conftest.py

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from drawing import write_workbook
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from loaders.mapping.known_words import KNOWN, plain
from loaders.mapping.layout import read_layout
from loaders.mapping.layout_files import layout_for, layouts_for
from loaders.mapping.sheets import read_workbook
from loaders.propose.draft import ACCEPT, draft, meaning
from loaders.propose.heading_meanings import Surety, alike, listed
from loaders.propose.preview import preview
from loaders.propose.proposal import Proposal, propose
from loaders.propose.propose import main
from tracker.received import NotReadable
from tracker.terms import Kind, ReportedStatus, Response, Verification


class Case(NamedTuple):
    """A workbook and what a person would say of it; `means` is our column to their heading."""

    sheets: dict[str, str]
    header_row: int | list[int]
    rows: int
    means: dict[str, str]
    sheet: str = "Plan"
    kind: Kind = Kind.ACTION
    changes: Callable[[Workbook], None] | None = None


def merging(sheet: str, *ranges: str) -> Callable[[Workbook], None]:
    return lambda book: [book[sheet].merge_cells(cells) for cells in ranges] and None


def _hide_due_dates(book: Workbook) -> None:
    book["Plan"].column_dimensions["D"].hidden = True


def _hide_old_copy(book: Workbook) -> None:
    book["Plan 2024"].sheet_state = "hidden"


def _colour_rag(book: Workbook) -> None:
    for cell, colour in {"E2": "FF00B050", "E3": "FFFFC000", "E4": "FF00B050"}.items():
        book["Plan"][cell].fill = PatternFill("solid", start_color=colour)


def _band(book: Workbook) -> None:
    for column in "ABCDE":
        book["Plan"][f"{column}3"].fill = PatternFill("solid", start_color="FFEEEEEE")


def _choose_from_lists(book: Workbook) -> None:
    written, listed_ = DataValidation("list", formula1='"High,Low"'), DataValidation("list", formula1="Lists!$A$1:$A$4")
    written.add("F2:F50")
    listed_.add("E2:E50")
    for validation in (written, listed_):
        book["Plan"].add_data_validation(validation)


def _break_headings(book: Workbook) -> None:
    book["Plan"]["C1"] = "Responsible\nOfficer(s)"
    book["Plan"]["D1"] = "Target\u00a0date\n(dd/mm/yyyy, e.g. 31/03/2026)"


PLAIN = """
    Action ref | Agreed action | Owner | Due date | Status
    A1 | Train every new officer | Head of Training | 31/01/2026 | In progress
    A2 | Name one contact for schools | Head of Schools | 28/02/2026 | Complete
    A3 | Review the protocol | Head of Safeguarding | 30/06/2026 | Not started
"""
MEANS_PLAIN = {
    "action_ref": "Action ref",
    "action": "Agreed action",
    "owner": "Owner",
    "due_on": "Due date",
    "reported_status": "Status",
}

CASES: dict[str, Case] = {
    "headings in the first row": Case({"Plan": PLAIN}, 1, 3, MEANS_PLAIN),
    "titles above": Case(
        {
            "Plan": """
            Harbour Review action plan
            Position at 31 March 2026
            |
            Ref | Rec no. | Action | Lead officer | Target date | Progress update
            1 | R4 | Write to every carrier | Head of Licensing | d:2026-05-31 | Letters sent
            2 | R5 | Publish the results | Head of Licensing | d:2026-07-31 | Draft ready
            """
        },
        4,
        2,
        {
            "action_ref": "Ref",
            "recommendation_ref": "Rec no.",
            "action": "Action",
            "owner": "Lead officer",
            "due_on": "Target date",
            "progress_note": "Progress update",
        },
    ),
    "far down, below facts and guidance": Case(
        {
            "Plan": """
            Monitoring return
            Organisation | Department of Transport
            Period | April to June 2026
            Status | Final
            |
            How to fill in this return
            Give one row to each action and do not add columns.
            Owner means the post that answers for the action.
            |
            Section B
            |
            | No. | Specific actions | Responsible officer | Deadline | Current status | Comments
            | 1 | Agree the form | Head of Licensing | 30/04/2026 | Done | None
            | 2 | Share the form | Head of Data | 31/05/2026 | On track | Two of three have it
            """
        },
        12,
        2,
        {
            "action_ref": "No.",
            "action": "Specific actions",
            "owner": "Responsible officer",
            "due_on": "Deadline",
            "reported_status": "Current status",
            "progress_note": "Comments",
        },
    ),
    "the third of four sheets": Case(
        {
            "Cover": "Action plan\nOwner | Head of Safeguarding\nStatus | Draft",
            "Lists": "Status | Priority | Owner | Agency\nDone | High | Chair | Police\nOpen | Low | Clerk | Board",
            "Improvement actions": PLAIN,
            "Key": "Status | Meaning\nComplete | Finished\nNot started | Nothing has been done",
        },
        1,
        3,
        MEANS_PLAIN,
        sheet="Improvement actions",
    ),
    "two dates below one heading": Case(
        {
            "Plan": """
            Ref | Action | Target date | | Status
            | | Original | Revised |
            1 | Train staff | 31/03/2025 | 30/09/2025 | Delayed
            2 | Tell the public | 30/04/2025 | | Complete
            """
        },
        [1, 2],
        2,
        {
            "action_ref": "Ref",
            "action": "Action",
            "original_due_on": "Target date / Original",
            "due_on": "Target date / Revised",
            "reported_status": "Status",
        },
        changes=merging("Plan", "A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    ),
    "groups of headings": Case(
        {
            "Plan": """
            Harbour plan
            Recommendation | | What we will do | | | Position |
            No. | Page | Ref | Action | Owner | Status | Evidence
            4 | 12 | T1 | Train staff | Head of Training | On track |
            5 | 14 | T2 | Tell the public | Head of Press | Complete | Leaflet of May
            5 | 14 | T3 | Ask the schools | Head of Schools | On track |
            """
        },
        [2, 3],
        3,
        {
            "recommendation_ref": "Recommendation / No.",
            "action_ref": "What we will do / Ref",
            "action": "What we will do / Action",
            "owner": "What we will do / Owner",
            "reported_status": "Position / Status",
            "evidence": "Position / Evidence",
        },
        changes=merging("Plan", "A1:G1", "A2:B2", "C2:E2", "F2:G2"),
    ),
    "three rows of headings": Case(
        {
            "Plan": """
            Recommendation | What we will do | | | Timescale | | Position |
            | | | | Month or quarter | | |
            No. | Ref | Action | Owner | Due | Done | Status | Evidence
            R1 | H1 | Train nurses | Head of Nursing | m:2026-03-01 | | On track |
            R1 | H2 | Share the form | Head of Data | Q4 2025 | m:2025-12-01 | Complete | Form 12
            """
        },
        [1, 2, 3],
        2,
        {
            "recommendation_ref": "Recommendation / No.",
            "action_ref": "What we will do / Ref",
            "action": "What we will do / Action",
            "owner": "What we will do / Owner",
            "due_on": "Timescale / Month or quarter / Due",
            "completed_on": "Timescale / Month or quarter / Done",
            "reported_status": "Position / Status",
            "evidence": "Position / Evidence",
        },
        changes=merging("Plan", "A1:A2", "B1:D2", "E1:F1", "E2:F2", "G1:H2"),
    ),
    "three rows of headings, the third for two columns": Case(
        {
            "Plan": """
            Recommendation | What we will do | | | Timescale | | Position | |
            No. | Ref | Action | Owner(s) | Month or quarter | | Status | Evidence | Contact
            | | | | Due | Done | | |
            1 | H1 | Train nurses | Head of Nursing | March 2026 | | On track | | Reception
            4 | H2 | Share the form | Head of Data | Q4 2025/26 | December 2025 | Complete | Form 12 | Reception
            """
        },
        [1, 2, 3],
        2,
        {
            "recommendation_ref": "Recommendation / No.",
            "action_ref": "What we will do / Ref",
            "action": "What we will do / Action",
            "owner": "What we will do / Owner(s)",
            "due_on": "Timescale / Month or quarter / Due",
            "completed_on": "Timescale / Month or quarter / Done",
            "reported_status": "Position / Status",
            "evidence": "Position / Evidence",
        },
        changes=merging("Plan", "B1:D1", "E1:F1", "E2:F2", "G1:I1"),
    ),
    "actions merged below one recommendation": Case(
        {
            "Plan": """
            Rec. No. | Recommendation | Action required | Lead agency | By when | RAG
            1 | Everyone who meets children knows what to look for. | Train staff | Police | 31/03/2026 | G
            | | Test what they learnt | Police | 30/06/2026 | A
            2 | Each agency names a person whom the others can ask. | Name the person | Council | 31/03/2026 | R
            """
        },
        1,
        3,
        {
            "recommendation_ref": "Rec. No.",
            "action": "Action required",
            "agency": "Lead agency",
            "due_on": "By when",
            "rag": "RAG",
        },
        changes=merging("Plan", "A2:A3", "B2:B3"),
    ),
    "guidance below the headings": Case(
        {
            "Plan": """
            Action plan of the partnership
            Action ref | Agreed action | Owner | Due date | Status
            Unique number | Describe what will be done | Enter a post, no names | dd/mm/yyyy | Select from the list
            A1 | Train every new officer | Head of Training | 31/01/2026 | In progress
            A2 | Name one contact for schools | Head of Schools | 28/02/2026 | Complete
            """
        },
        2,
        2,
        MEANS_PLAIN,
    ),
    "an example row": Case(
        {
            "Plan": """
            Task no | Task description | Responsible person | Planned completion date | Status
            V-1 Example | Close the door behind you | Head of Doors | 2026-01-31 | Open
            1 | Write the guide | Head of Training | 2026-05-31 | Open
            2 | Print the guide | Head of Training | 2026-06-30 | Open
            3 | Give out the guide | Head of Training | 2026-07-31 | Open
            """
        },
        1,
        3,
        {
            "action_ref": "Task no",
            "action": "Task description",
            "owner": "Responsible person",
            "due_on": "Planned completion date",
            "reported_status": "Status",
        },
    ),
    "a legend beside the data": Case(
        {
            "Plan": """
            Ref | Action | Owner | Due date | RAG rating | | RAG rating | Status
            1 | Train staff | Head of Training | 31/03/2026 | Green | | Green | Going to plan
            2 | Tell the public | Head of Press | 30/04/2026 | Amber | | Amber | At risk
            3 | Ask the schools | Head of Schools | 31/05/2026 | Red | | Red | Late
            """
        },
        1,
        3,
        {"action_ref": "Ref", "action": "Action", "owner": "Owner", "due_on": "Due date", "rag": "RAG rating"},
    ),
    "colour in otherwise empty cells": Case(
        {
            "Plan": """
            Ref | Action | Lead | Timescale | BRAG | Outcome
            1 | Train staff | Head of Training | 31/03/2026 | | Staff know the signs
            2 | Tell the public | Head of Press | 30/04/2026 | | More people ask for help
            3 | Ask the schools | Head of Schools | ongoing | | Schools answer in a week
            """
        },
        1,
        3,
        {
            "action_ref": "Ref",
            "action": "Action",
            "owner": "Lead",
            "due_on": "Timescale",
            "rag": "BRAG",
            "success_measure": "Outcome",
        },
        changes=_colour_rag,
    ),
    "status words below RAG": Case(
        {
            "Plan": """
            Ref | Action | SRO | Target completion date | RAG
            1 | Train staff | Director of People | 31/03/2026 | On track
            2 | Tell the public | Director of Press | 30/04/2026 | Complete
            3 | Ask the schools | Director of Schools | 31/05/2026 | On track
            """
        },
        1,
        3,
        {
            "action_ref": "Ref",
            "action": "Action",
            "owner": "SRO",
            "due_on": "Target completion date",
            "reported_status": "RAG",
        },
        changes=_band,
    ),
    "drop-down lists": Case(
        {
            "Plan": """
            Reference | Actions | Owner | Deadline | Action status | Priority
            1 | Train staff | Head of Training | 31/03/2026 | Underway | High
            2 | Tell the public | Head of Press | 30/04/2026 | Underway | Low
            """,
            "Lists": "Not yet started\nUnderway\nEmbedded\nNo longer feasible",
        },
        1,
        2,
        {
            "action_ref": "Reference",
            "action": "Actions",
            "owner": "Owner",
            "due_on": "Deadline",
            "reported_status": "Action status",
            "priority": "Priority",
        },
        changes=_choose_from_lists,
    ),
    "percent complete": Case(
        {
            "Plan": """
            ID | Task | By whom | Start date | End date | % complete | Notes
            1 | Write the guide | Head of Training | d:2026-01-05 | d:2026-02-27 | n:0.5 | Half written
            2 | Print the guide | Head of Training | d:2026-03-02 | d:2026-03-31 | n:0 |
            """
        },
        1,
        2,
        {"action_ref": "ID", "action": "Task", "owner": "By whom", "due_on": "End date", "progress_note": "Notes"},
    ),
    "due dates in a hidden column": Case({"Plan": PLAIN}, 1, 3, MEANS_PLAIN, changes=_hide_due_dates),
    "a register": Case(
        {
            "Register": """
            Register of recommendations
            |
            Rec. no. | Recommendation | Addressed to | Response | Date of response | Reason given
            1 | Train every officer who meets children. | Police | Accepted | 01/04/2026 |
            1 | Train every officer who meets children. | Council | In part | 17/04/2026 | Contractors train their own
            2 | Publish the position twice a year. | Police | Not accepted | 17/04/2026 | The law gives another way
            """
        },
        3,
        3,
        {
            "recommendation_ref": "Rec. no.",
            "recommendation": "Recommendation",
            "agency": "Addressed to",
            "response": "Response",
            "response_on": "Date of response",
            "reason": "Reason given",
        },
        sheet="Register",
        kind=Kind.RECOMMENDATION,
    ),
    "a register in other words": Case(
        {
            "Notes": "This workbook lists what the review asked for.",
            "Recs": """
            Reference | Chapter | Text of recommendation | Organisation | Government response
            60.1 | 4 | Name one person to answer for the plan. | Council | Agreed
            n:60.1 | 4 | Say each year what was done. | Council | Agreed in principle
            """,
        },
        1,
        2,
        {
            "recommendation_ref": "Reference",
            "recommendation": "Text of recommendation",
            "agency": "Organisation",
            "response": "Government response",
        },
        sheet="Recs",
        kind=Kind.RECOMMENDATION,
    ),
    "a verification log": Case(
        {
            "Log": """
            Assurance board
            Log of checks
            Date checked | Agency | Action ref | Finding | Checked by | Evidence seen | Remarks
            14/11/2025 | Police | P3 | Confirmed | Assurance board | Minutes of 3 November |
            14/11/2025 | Council | N7 | Not enough evidence | Assurance board | One page | The list was not attached
            16/01/2026 | Council | N7 | Confirmed | Assurance board | The list |
            """
        },
        3,
        3,
        {
            "checked_on": "Date checked",
            "agency": "Agency",
            "action_ref": "Action ref",
            "verification": "Finding",
            "checker": "Checked by",
            "evidence": "Evidence seen",
            "reason": "Remarks",
        },
        sheet="Log",
        kind=Kind.VERIFICATION,
    ),
    "a log with few columns": Case(
        {
            "Checks 2026": """
            Action no. | Lead agency | Verified by | Verified on | Result | Evidence reviewed
            4 | Police | Audit team | d:2026-03-20 | Verified | Sample of 20 files
            9 | Police | Audit team | d:2026-03-20 | Re-opened | Sample of 20 files
            """
        },
        1,
        2,
        {
            "action_ref": "Action no.",
            "agency": "Lead agency",
            "checker": "Verified by",
            "checked_on": "Verified on",
            "verification": "Result",
            "evidence": "Evidence reviewed",
        },
        sheet="Checks 2026",
        kind=Kind.VERIFICATION,
    ),
    "a total and a key below": Case(
        {
            "Plan": PLAIN
            + """
            |
            Total | 3 actions
            Key | Status
            Complete | Everything has been done
            Not started | Nothing has been done
            """
        },
        1,
        3,
        MEANS_PLAIN,
    ),
    "parts with titles and headings of their own": Case(
        {
            "Plan": """
            Harbour plan
            Part A: prevention
            Action ref | Agreed action | Owner | Due date | Status
            A1 | Train every new officer | Head of Training | 31/01/2026 | In progress
            A2 | Name one contact | Head of Schools | 28/02/2026 | Complete
            Part B: protection
            Action ref | Agreed action | Owner | Due date | Status
            B1 | Review the protocol | Head of Safeguarding | 30/06/2026 | Not started
            B2 | Test the protocol | Head of Safeguarding | 31/07/2026 | Not started
            """
        },
        3,
        4,
        MEANS_PLAIN,
    ),
    "an older copy is hidden": Case(
        {"Plan 2024": PLAIN, "Plan": "Plan for 2026\n" + PLAIN.strip()}, 2, 3, MEANS_PLAIN, changes=_hide_old_copy
    ),
    "rows that nobody has filled in": Case(
        {
            "Plan": """
            | Item | Action | Owner | Target date | Status
            | 1 | Train staff | Head of Training | 31/03/2026 | Started
            | 2 | Tell the public | Head of Press | 30/04/2026 | Started
            | 3 | | < Select > | | < Select >
            | 4 | | < Select > | | < Select >
            | END
            """
        },
        1,
        2,
        {
            "action_ref": "Item",
            "action": "Action",
            "owner": "Owner",
            "due_on": "Target date",
            "reported_status": "Status",
        },
    ),
    "progress in long words": Case(
        {
            "Plan": """
            Ref | What we will do | Who | By when | Progress | Closed
            1 | Train staff | Head of Training | Mar-26 | Two of the three courses were held. |
            2 | Tell the public | Head of Press | Apr-26 | The leaflet is at the printer for a week. |
            3 | Ask the schools | Head of Schools | May-26 | All answered, and the board has read it. | 31/01/2026
            """
        },
        1,
        3,
        {
            "action_ref": "Ref",
            "action": "What we will do",
            "owner": "Who",
            "due_on": "By when",
            "progress_note": "Progress",
            "completed_on": "Closed",
        },
    ),
    "progress in one word": Case(
        {
            "Plan": """
            Ref | Action | Lead | When | Progress | Date completed | Completion date
            1 | Train staff | Head of Training | 31/03/2026 | Ongoing | | 31/03/2026
            2 | Tell the public | Head of Press | 30/04/2026 | Complete | 1/4/2026 | 30/04/2026
            3 | Ask the schools | Head of Schools | 31/05/2026 | Ongoing | | 31/05/2026
            """
        },
        1,
        3,
        {
            "action_ref": "Ref",
            "action": "Action",
            "owner": "Lead",
            "reported_status": "Progress",
            "completed_on": "Date completed",
        },
    ),
    "headings over several lines, with instructions": Case(
        {
            "Plan": """
            S.No | Action | - | - | Reason for delay | Update (December 2025)
            1 | Train staff | Head of Training | 31/03/2026 | The trainer was ill | Booked
            2 | Tell the public | Head of Press | 30/04/2026 | | Printed
            """
        },
        1,
        2,
        {
            "action_ref": "S.No",
            "action": "Action",
            "owner": "Responsible Officer(s)",
            "due_on": "Target date (dd/mm/yyyy, e.g. 31/03/2026)",
            "reason": "Reason for delay",
            "progress_note": "Update (December 2025)",
        },
        changes=_break_headings,
    ),
    "three sheets of one plan": Case(
        {"Open": PLAIN, "Closed": PLAIN, "Paused": PLAIN}, 1, 3, MEANS_PLAIN, sheet="Open"
    ),
    "two columns that could both be the due date": Case(
        {
            "Plan": """
            Action no | Planned action | Person responsible | Target date | Deadline | Status
            1 | Train staff | Head of Training | 31/03/2026 | 30/04/2026 | Open
            2 | Tell the public | Head of Press | 30/04/2026 | 31/05/2026 | Closed
            """
        },
        1,
        2,
        {
            "action_ref": "Action no",
            "action": "Planned action",
            "owner": "Person responsible",
            "reported_status": "Status",
        },
    ),
    "words of their own": Case(
        {
            "Plan": """
            Strand | Our promise to you | Whose job it is | We mean to finish
            Trust | Answer every letter | Head of Post | Spring
            Care | Call back within a day | Head of Calls | Summer
            """
        },
        1,
        2,
        {"action": "Our promise to you", "owner": "Whose job it is", "due_on": "We mean to finish"},
    ),
}
WHOLE_DRAFT = """\
# A draft for the sender 'transport', made from unknown.xlsx. Check every line.
# Lines that begin with "#?" are suggestions: take these two characters away to accept one.
draft = true                                  # nothing loads by it until a person has checked it and removed this line

#? agency = "transport"                       # the agency's name, as everybody is to read it
# review = ...  the name of the review, unless a column says it
fills = "action"                              # points by headings: action 15, verification 7, recommendation -3
sheet = "Plan"
header_row = 1
dates = "day first"                           # day first: 31/01/2026 in D2

[columns]  # our name = their heading
action_ref = "Action ref"                     # sure, column A
action = "Agreed action"                      # sure, column B
owner = "Owner"                               # sure, column C
due_on = "Due date"                           # sure, column D
reported_status = "Status"                    # sure, column E
# Ours without a heading here: review, recommendation_ref, agency, supporting_agencies, response,
# original_due_on, completed_on, rag, reason, evidence, progress_note, priority, success_measure, source,
# source_on.

[reported_status]  # their word = ours; check each, then accept it
#? "In progress" = "in progress"              # found in 1 row
#? "Complete" = "reported complete"           # found in 1 row
#? "Not started" = "not started"              # found in 1 row
# Ours: not started, in progress, paused, reported complete, will not do, superseded, not reported.

# To look at in the workbook:
# - nothing but the table was found
"""
EXAMPLES = Path(__file__).parent.parent / "data" / "examples"
MISSED = ["words of their own"]
NAMES = [name for name in CASES if name not in MISSED]


def written(name: str, folder: Path) -> Path:
    """The workbook of a case, with what cannot be drawn added to it."""
    case = CASES[name]
    path = write_workbook(folder / "unknown.xlsx", case.sheets)
    if case.changes:
        book = openpyxl.load_workbook(path)
        case.changes(book)
        book.save(path)
    return path


def proposed(name: str, folder: Path) -> Proposal:
    return propose(written(name, folder), "transport")


def accepted(text: str) -> str:
    """What a person leaves who accepts every suggestion."""
    lines = [line.removeprefix(ACCEPT) for line in text.splitlines() if not line.startswith("draft = ")]
    return "\n".join(lines)


def is_found(name: str, folder: Path) -> bool:
    case = CASES[name]
    try:
        proposal = proposed(name, folder)
    except NotReadable:
        return False
    wanted = case.header_row if isinstance(case.header_row, list) else [case.header_row]
    return (proposal.sheet, list(proposal.header_rows)) == (case.sheet, wanted)


def test_sheet_and_headings_are_found_in_all_but_those_listed(tmp_path):
    missed = [name for name in CASES if not is_found(name, tmp_path / plain(name))]
    assert missed == MISSED
    assert (len(CASES) - len(missed), len(CASES)) == (30, 31)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_filled_in_is_right(name, tmp_path):
    """Sure and likely alike: what a person would not say must not be filled in."""
    proposal = proposed(name, tmp_path)
    assert proposal.kind == CASES[name].kind
    filled_in = {ours: proposal.heading(found.column) for ours, found in proposal.active.items()}
    assert {ours: heading for ours, heading in filled_in.items() if CASES[name].means.get(ours) != heading} == {}


def test_what_is_left_for_a_person_to_fill_in(tmp_path):
    left = {name: CASES[name].means.keys() - proposed(name, tmp_path / plain(name)).active.keys() for name in NAMES}
    assert {name: columns for name, columns in left.items() if columns} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_that_was_checked_loads_with_the_right_rows(name, tmp_path):
    path, case = written(name, tmp_path), CASES[name]
    layout = tmp_path / "transport.toml"
    layout.write_text(accepted(draft(propose(path, "transport"))), encoding="utf-8")
    (sheet,) = read_workbook(path, read_layout(layout))
    assert (sheet.name, sheet.kind, len(sheet.rows)) == (case.sheet, case.kind, case.rows)


@pytest.mark.parametrize("name", NAMES)
def test_the_records_are_counted_without_what_is_none(name, tmp_path):
    assert len(proposed(name, tmp_path).data_rows) == CASES[name].rows


@pytest.mark.parametrize("name", NAMES)
def test_every_draft_says_that_it_is_one(name, tmp_path):
    text = draft(proposed(name, tmp_path))
    assert tomllib.loads(text)["draft"] is True
    assert tomllib.loads(accepted(text)).get("draft") is None
    assert max(map(len, preview(proposed(name, tmp_path)).splitlines())) <= 120


@pytest.mark.parametrize("example", ["merrowshire", "public-record"])
def test_the_examples_propose_what_their_layouts_say(example):
    """Their layouts were written by hand: another table is as wrong as another row or kind."""
    received = EXAMPLES / example / "received"
    for path in sorted(received.glob("*/*.xlsx")):
        layout = layout_for(path.parent.name, date.fromisoformat(path.stem), layouts_for(received))
        proposal = propose(path, path.parent.name)
        found = (proposal.sheet, proposal.header_rows, proposal.kind)
        assert found in [(name, sheet.header_row, sheet.fills) for sheet in layout.sheets for name in sheet.sheet]


def test_a_whole_draft(tmp_path):
    assert draft(proposed(next(iter(CASES)), tmp_path)) == WHOLE_DRAFT


def lines(name: str, folder: Path, start: str) -> list[str]:
    found = draft(proposed(name, folder)).splitlines()
    return [re.sub(r" +", " ", line) for line in found if line.startswith(start)]


def test_two_columns_as_good_as_each_other_are_never_filled_in(tmp_path):
    assert lines("two columns that could both be the due date", tmp_path, "#? due_on") == [
        '#? due_on = "Target date" # unsure, column D, or Deadline?'
    ]


def test_a_heading_that_may_mean_two_of_ours_is_never_filled_in(tmp_path):
    table = "Ref | Action | Owner | Completion date\n1 | Train staff | Head of Training | 31/03/2026"
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": table})
    text = draft(propose(path, "transport"))
    assert '#? due_on = "Completion date"' in text
    assert "or is it completed_on?" in text


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("31/01/2026 | 04/05/2026", 'dates = "day first" # day first: 31/01/2026 in D2'),
        ("01/31/2026 | 04/05/2026", 'dates = "month first" # month first: 01/31/2026 in D2'),
        ("2026-05-04 | 2026-06-30", 'dates = "year first" # year first: 2026-05-04 in D2'),
        ("04/05/2026 | 05/06/2026", '#? dates = "day first" # ambiguous: choose. 04/05/2026 in D2 could be either'),
        (
            "d:2026-05-31 | d:2026-06-30",
            '#? dates = "day first" # all dates are real dates: choose for those that may be typed later',
        ),
        (
            "31/01/2026 | 01/31/2026",
            '#? dates = "day first" # both orders stand in the sheet: 31/01/2026 in D2, 01/31/2026 in D3. Choose',
        ),
        (
            "March 2026 | TBC",
            '#? dates = "day first" # no date was found that shows the order: choose',
        ),
    ],
)
def test_the_order_of_day_and_month_is_proved_or_left_open(dates, expected, tmp_path):
    first, second = dates.split(" | ")
    table = f"Ref | Action | Owner | Due date\n1 | Train | Head | {first}\n2 | Tell | Head | {second}"
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": table})
    found = [line for line in draft(propose(path, "transport")).splitlines() if "dates = " in line]
    assert [re.sub(r" +", " ", line) for line in found] == [expected]


def test_real_dates_that_may_be_swapped_are_said(tmp_path):
    table = """
    Ref | Action | Owner | Due date
    1 | Train | Head | 31/01/2026   # typed as text, since no month is the 31st
    2 | Tell | Head | d:2026-05-04
    3 | Ask | Head | d:2026-01-12
    4 | Test | Head | d:2026-02-11
    """
    proposal = propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport")
    assert proposal.dates.evidence.endswith("No real date has a day over 12: day and month may be swapped in them")


def test_words_of_a_scale_are_only_suggested(tmp_path):
    text = draft(proposed("drop-down lists", tmp_path))
    assert tomllib.loads(text)["reported_status"] == {}
    assert lines("drop-down lists", tmp_path, '#? "') == [
        '#? "Underway" = "in progress" # found in 2 rows',
        '#? "Not yet started" = "not started" # in the drop-down list only',
        '#? "Embedded" = "reported complete" # in the drop-down list only',
        '#? "No longer feasible" = "will not do" # in the drop-down list only',
    ]


def test_drop_down_lists_are_told_with_their_column(tmp_path):
    assert [line for line in lines("drop-down lists", tmp_path, "# - ") if "drop-down" in line] == [
        "# - column E, Action status, has a drop-down list: Not yet started, Underway, Embedded, No longer feasible",
        "# - column F, Priority, has a drop-down list: High, Low",
    ]


def test_a_colour_is_never_a_status(tmp_path):
    table = """
    Ref | Action | Owner | Due date | Status
    1 | Train | Head | 31/01/2026 | Green
    2 | Tell | Head | TBC | Done
    """
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": table})
    text = draft(propose(path, "transport"))
    assert '# "Green": found in 1 row. A colour or number means only what the plan\'s own key says' in text
    assert '"Green" =' not in text


def test_a_plan_with_colours_alone_is_asked_for_its_key(tmp_path):
    assert len(lines("a legend beside the data", tmp_path, "# No heading of a status")) == 1
    assert len(lines("drop-down lists", tmp_path / "status", "# No heading of a status")) == 0


def test_colours_are_told_where_they_carry_meaning(tmp_path):
    assert "# - colours in column E, BRAG: 00B050 in 2, FFC000 in 1. They are no status" in lines(
        "colour in otherwise empty cells", tmp_path, "# - "
    )
    assert not [line for line in lines("status words below RAG", tmp_path / "banded", "# - ") if "colours" in line]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("titles above", ["rows above the headings are not read: 1 to 2"]),
        (
            "guidance below the headings",
            [
                "rows above the headings are not read: 1",
                "rows that seem to be guidance or an example, and records unless leave_out names them: 3",
            ],
        ),
        (
            "rows that nobody has filled in",
            [
                "rows that nobody seems to have filled in: 4 to 5",
                "rows below the table: 6",
            ],
        ),
        (
            "parts with titles and headings of their own",
            [
                "rows above the headings are not read: 1 to 2",
                "rows that seem to be a title, and records unless section says what they are: 6",
                "the headings stand once more and are passed over: 7",
            ],
        ),
        ("a legend beside the data", ["columns that stand beside the table are not read: G, H"]),
        ("due dates in a hidden column", ["column D, Due date, is hidden in the workbook. It is read"]),
    ],
)
def test_what_is_not_plain_data_is_told(name, expected, tmp_path):
    assert lines(name, tmp_path, "# - ") == [f"# - {sentence}" for sentence in expected]


def test_what_ends_the_table_is_suggested(tmp_path):
    assert lines("a total and a key below", tmp_path, "#? stops_at") == [
        '#? stops_at = "Total" # row 7: what stands there is not part of the table'
    ]


def test_headings_that_match_nothing_are_listed(tmp_path):
    assert lines("percent complete", tmp_path, "#? not_read") == [
        '#? not_read = ["Start date", "% complete"] # columns D, F: a column that is not named is a warning'
    ]


def drafted(folder: Path, table: str, start: str) -> list[str]:
    """The lines of the draft for a drawn plan that begin so, with single blanks."""
    text = draft(propose(write_workbook(folder / "plan.xlsx", {"Plan": table}), "transport"))
    return [re.sub(r" +", " ", line) for line in text.splitlines() if line.startswith(start)]


FORM = """
Ref | Action | Lead agency | Supporting agencies | Due date | Status
Unique number | Describe what will be done over the whole of the year | Enter a name | Enter names | Date | Select
1 | Train staff | Police | Council; Health board | 31/03/2026 | {00B050}
2 | Tell the public | Council | Police;Council | 30/04/2026 | Done
3 | Text | Text | | Date |
4 |
5 |
"""


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("#? leave_out", '#? leave_out = ["Unique number"] # guidance or an example: row 2'),
        ("#? fillers", '#? fillers = ["Text", "Date"] # nobody has filled in row 5'),
        ("#? prefilled", '#? prefilled = ["action_ref"] # only numbered: rows 6 to 7'),
        ("#? split", '#? split = { supporting_agencies = ";" } # only where every name is confirmed'),
        (
            "#? confirmed",
            '#? confirmed = ["Council", "Health board", "Police"] # check each: is it one body, and spelt right?',
        ),
        ('# "00B050"', '# "00B050" = ...'),
    ],
)
def test_what_is_no_plain_record_comes_as_a_suggestion(tmp_path, start, expected):
    assert drafted(tmp_path, FORM, start) == [expected]


def test_the_form_loads_by_its_draft_once_it_was_checked(tmp_path):
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": FORM})
    (tmp_path / "transport.toml").write_text(accepted(draft(propose(path, "transport"))), encoding="utf-8")
    (sheet,) = read_workbook(path, read_layout(tmp_path / "transport.toml"))
    assert list(sheet.rows.action_ref) == ["1", "2"]
    assert list(sheet.rows.supporting_agencies) == [["Council", "Health board"], ["Police", "Council"]]


def test_titles_of_parts_are_suggested_as_a_value(tmp_path):
    assert lines("parts with titles and headings of their own", tmp_path, "#? section") == [
        '#? section = "recommendation_ref" # the titles of parts, row 6, say what of the rows below them?'
    ]


def test_a_column_that_numbers_the_rows_without_a_heading_is_suggested(tmp_path):
    table = """
    Plan of the year
       | Action | Owner | Due date
    B1 | Train  | Head  | 31/03/2026
    B2 | Tell   | Head  | 30/04/2026
    """
    assert drafted(tmp_path, table, "#? action_ref") == [
        '#? action_ref = "column A" # unsure: no heading, but seems to number the rows'
    ]


def test_other_sheets_are_told_and_not_taken(tmp_path):
    assert lines("three sheets of one plan", tmp_path, "# Another") == [
        "# Another sheet, 'Closed', has the same headings in the same rows.",
        "# Another sheet, 'Paused', has the same headings in the same rows.",
    ]
    assert lines("an older copy is hidden", tmp_path / "hidden", "# Another") == [
        "# Another sheet, 'Plan 2024', hidden, has known headings in row 1."
    ]


def test_what_a_quarter_means_is_asked(tmp_path):
    assert lines("three rows of headings", tmp_path, "#? years") == [
        '#? years = "financial" # or "calendar": what Q4 2025 in E5 means'
    ]


def test_titles_and_long_texts_stay_out_of_the_draft(tmp_path):
    """A draft is kept with the code, and such texts may name a person."""
    table = """
    Return completed by Some Name
    Ref | Action | Owner | Due date | Status
    1 | Train | Head | 31/01/2026 | Complete
    2 | Tell | Head | 31/01/2026 | Some Name has told us that he will do this once he is back
    3 | Ask | Head | 31/01/2026 | Complete
    """
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport"))
    assert "Some Name" not in text
    assert "# Texts of over 40 characters, not listed here: 1." in text


def test_words_from_the_file_cannot_leave_their_line(tmp_path):
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": PLAIN})
    book = openpyxl.load_workbook(path)
    book["Plan"]["F1"] = 'Mood\n[reported_status]\n"Green" = "verified"'
    book["Plan"]["E2"] = 'A "quoted"\nword'
    book["Plan"]["C1"] = 'Owner ("post")'
    book.save(path)
    proposal = propose(path, "transport")
    text = draft(proposal)
    assert tomllib.loads(text)["reported_status"] == {}
    assert tomllib.loads(text)["columns"]["owner"] == 'Owner ("post")'
    assert '#? not_read = ["Mood [reported_status] \\"Green\\" = \\"verified\\""]' in text
    assert r'# "A \"quoted\" word": found in 1 row. No suggestion' in text


def test_the_preview_shows_the_first_rows_as_they_would_be_read(tmp_path):
    assert preview(proposed("headings in the first row", tmp_path)).splitlines() == [
        "Sheet 'Plan', headings in row 1, 3 rows of kind action",
        "",
        "our column       how sure  their heading    row 2                row 3                row 4",
        "action_ref       sure      A Action ref     A1                   A2                   A3",
        "action           sure      B Agreed action  Train every new of…  Name one contact f…  Review the protocol",
        "owner            sure      C Owner          Head of Training     Head of Schools      Head of Safeguardi…",
        "due_on           sure      D Due date       2026-01-31           2026-02-28           2026-06-30",
        "reported_status  sure      E Status         In progress = in p…  Complete = reporte…  Not started = not …",
    ]


def test_a_heading_that_is_only_like_a_known_one_is_unsure():
    assert alike(("Recomendation number",), Kind.ACTION) == {"recommendation_ref": Surety.UNSURE}
    assert alike(("Agreed action and owner's comments",), Kind.ACTION) == {"action": Surety.UNSURE}
    assert alike(("Start date",), Kind.ACTION) == {}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Target date", "Revised"), {"due_on": Surety.SURE}),
        (("Timescale", "Actual"), {"completed_on": Surety.LIKELY}),
        (("Recommendation", "No."), {"recommendation_ref": Surety.SURE}),
        (("Staff survey", "Status"), {"reported_status": Surety.LIKELY}),
        (("Position", "Status"), {"reported_status": Surety.SURE}),
        (("Progress update December 2025",), {"progress_note": Surety.LIKELY}),
        (("Start date\n(when did it begin?)",), {}),
    ],
)
def test_what_a_heading_means(parts, expected):
    assert listed(parts, Kind.ACTION) == expected


def test_a_known_word_is_in_one_place_and_ours_exists():
    for name, scale in {"reported_status": ReportedStatus, "response": Response, "verification": Verification}.items():
        known = KNOWN["words"][name]
        words = [word for listed_ in known.values() for word in listed_]
        assert set(known) <= set(scale)
        assert len(words) == len(set(words))
        assert all(word == word.casefold() for word in words)


def test_numbering_before_a_word_does_not_hide_it():
    assert meaning("reported_status", "3. Ongoing - delayed") == "in progress"
    assert meaning("reported_status", "5. Other") == ""


def run(path: Path, out: Path, sender: str = "transport") -> int:
    return main([str(path), "--sender", sender, "--out", str(out)])


def test_the_command_writes_a_draft_and_shows_it(workbook, tmp_path, capsys):
    assert run(workbook(Plan=PLAIN), tmp_path) == 0
    assert tomllib.loads((tmp_path / "transport.toml").read_text(encoding="utf-8"))["header_row"] == 1
    said = capsys.readouterr().out
    assert "Sheet 'Plan', headings in row 1, 3 rows of kind action" in said
    assert "Check it against the workbook, then remove its line 'draft = true'." in said


def test_a_layout_that_is_there_is_never_overwritten(workbook, tmp_path, capsys):
    (tmp_path / "transport.toml").write_text("mine", encoding="utf-8")
    assert run(workbook(Plan=PLAIN), tmp_path) == 1
    assert (tmp_path / "transport.toml").read_text(encoding="utf-8") == "mine"
    assert "is there already and was left as it is. Nothing was written." in capsys.readouterr().err


@pytest.mark.parametrize("sender", ["../transport", "", ".hidden", "a/b"])
def test_a_sender_is_a_plain_name(sender, workbook, tmp_path, capsys):
    assert run(workbook(Plan=PLAIN), tmp_path, sender) == 1
    assert "Give a plain name and a folder that is there." in capsys.readouterr().err
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_workbook_without_a_plan_proposes_nothing(workbook, tmp_path, capsys):
    assert run(workbook(Menu="Soup | Bread\nPea | Rye", Wine="Red | White"), tmp_path) == 2
    assert capsys.readouterr().err == (
        "Nothing was proposed. No row of known headings in the first rows of any sheet. Sheets found: 'Menu', 'Wine'.\n"
    )
    assert list(tmp_path.glob("*.toml")) == []


def test_a_file_that_is_no_workbook_proposes_nothing(tmp_path, capsys):
    (tmp_path / "plan.xlsx").write_bytes(b"%PDF-1.7 of another kind")
    assert run(tmp_path / "plan.xlsx", tmp_path) == 2
    assert capsys.readouterr().err.startswith("Nothing was proposed. ")
