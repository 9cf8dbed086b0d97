"""Workbooks that no layout describes yet, and how a person would describe each."""

from __future__ import annotations  # see conftest.py for the reason

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
from drawing import write_workbook
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from loaders.propose.draft import ACCEPT, draft
from loaders.propose.proposal import Proposal, propose
from tracker.terms import Kind


class Case(NamedTuple):
    """A workbook and how a person would describe it; `means` is our column to their heading."""

    sheets: dict[str, str]
    header_row: int | list[int]
    rows: int
    means: dict[str, str]
    sheet: str = "Plan"
    kind: Kind = Kind.ACTION
    changes: Callable[[Workbook], None] | None = None
    holds_both: bool = False  # each row has a recommendation and the action that answers it


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
        holds_both=True,
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
        {
            "action_ref": "Ref",
            "action": "Action",
            "owner": "Owner",
            "due_on": "Due date",
            "reported_status": "RAG rating",
        },
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
        {
            "action_ref": "ID",
            "action": "Task",
            "owner": "By whom",
            "due_on": "End date",
            "reported_status": "% complete",
            "progress_note": "Notes",
        },
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
MISSED = ["words of their own"]
NAMES = [name for name in CASES if name not in MISSED]


def write_case(name: str, folder: Path) -> Path:
    """Writes the workbook of a case, adds what cannot be drawn, and returns its path."""
    case = CASES[name]
    path = write_workbook(folder / "unknown.xlsx", case.sheets)
    if case.changes:
        book = openpyxl.load_workbook(path)
        case.changes(book)
        book.save(path)
    return path


def propose_case(name: str, folder: Path) -> Proposal:
    return propose(write_case(name, folder), "transport")


def accept_all(text: str) -> str:
    """The draft after a person has accepted every suggestion."""
    lines = [line.removeprefix(ACCEPT) for line in text.splitlines() if not line.startswith("draft = ")]
    return "\n".join(lines)


def draft_lines(name: str, folder: Path, start: str) -> list[str]:
    found = draft(propose_case(name, folder)).splitlines()
    return [re.sub(r" +", " ", line) for line in found if line.startswith(start)]


def draft_lines_of(folder: Path, table: str, start: str) -> list[str]:
    """The lines of the draft for a drawn plan that begin with `start`, runs of spaces made single."""
    text = draft(propose(write_workbook(folder / "plan.xlsx", {"Plan": table}), "transport"))
    return [re.sub(r" +", " ", line) for line in text.splitlines() if line.startswith(start)]
