"""Every rule with a row that passes and one that fails: which cell, what was found, what follows and who acts."""

from pathlib import Path
from typing import NamedTuple

import pytest
from drawing import LOG, REGISTER, Collection
from rule_files import (
    COMMENT,
    HARBOUR,
    HEADINGS,
    LOG_HEADINGS,
    MINUTES,
    MINUTES_HEADINGS,
    NO_REFERENCES,
    PLAN,
    RECEIVED_ON,
    REGISTER_HEADINGS,
    WITH_NEW_DATES,
)

from checks.find_rules import rules
from tracker.terms import Kind, Severity, WhoActs

KNOWN = "1 | Mend the railing | Department of Transport | Accepted | 1/2/2026 | 1/1/2026"

REFUSED, WARNING = Severity.REFUSED, Severity.WARNING
SENDER, COMMITTEE, DATA_OFFICER = WhoActs.SENDER, WhoActs.COMMITTEE, WhoActs.DATA_OFFICER


class Case(NamedTuple):
    """Rows of the file that the rule looks at, and the cells that it finds, each with the words in it."""

    kind: Kind
    rows: str
    found: list[tuple[str, str]]
    severity: Severity
    who_acts: WhoActs
    layout: str = PLAN


def plan(
    rows: str, *found: tuple[str, str], severity: Severity = WARNING, who_acts: WhoActs = SENDER, layout: str = PLAN
) -> Case:
    return Case(Kind.ACTION, rows, list(found), severity, who_acts, layout)


def register(rows: str, *found: tuple[str, str], severity: Severity = WARNING, who_acts: WhoActs = SENDER) -> Case:
    return Case(Kind.RECOMMENDATION, rows, list(found), severity, who_acts)


def log(rows: str, *found: tuple[str, str], severity: Severity = REFUSED, who_acts: WhoActs = COMMITTEE) -> Case:
    return Case(Kind.VERIFICATION, rows, list(found), severity, who_acts)


def comment(rows: str, *found: tuple[str, str], severity: Severity = WARNING, who_acts: WhoActs = SENDER) -> Case:
    return Case(Kind.COMMENT, rows, list(found), severity, who_acts)


def minutes(rows: str, *found: tuple[str, str], severity: Severity = WARNING, who_acts: WhoActs = COMMITTEE) -> Case:
    return Case(Kind.RESOLUTION, rows, list(found), severity, who_acts)


CASES = {
    ("reference_is_present", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | | Open | |
           | 1 | Mend | Department of Transport | | | | | Open | |    # nothing to follow it by
    """, ("A3", ""), severity=REFUSED),
    ("reference_is_unique", Kind.ACTION): plan("""
        A1 | 1 | Mend  | Department of Transport | | | | | Open | |
        A1 | 1 | Paint | Department of Transport | | | | | Open | |   # the same reference for another thing
        A2 | 1 | Sweep | Department of Transport | | | | | Open | |
           | 1 | Wash  | Department of Transport | | | | | Open | |   # no reference is another rule's business
           | 1 | Dry   | Department of Transport | | | | | Open | |
    """, ("A3", "A1")),
    ("rows_with_one_reference_are_told_apart", Kind.ACTION): plan("""
        A1 | 1 | Mend  | Department of Transport | | | | | Open | |
        A1 | 1 | Paint | Department of Transport | | | | | Open | |   # other words
        A2 | 1 | Sweep | Department of Transport | | | | | Open | |
        A2 | 1 | Sweep | Department of Transport | | | | | Open | |   # not a word is different
    """, ("A4", "A2"), ("A5", "A2")),
    ("rows_without_a_reference_are_matched", Kind.ACTION): plan("""
        | 1 | Mend  | Department of Transport | | | | | Open | |
        | 1 | Sweep | Department of Transport | | | | | Open | |
        | 1 | Sweep | Department of Transport | | | | | Open | |   # not a word is different
    """, ("C3", "Sweep"), ("C4", "Sweep"), who_acts=DATA_OFFICER, layout=NO_REFERENCES),
    ("reference_is_like_no_other", Kind.ACTION): plan("""
        A1       | 1 | Mend  | Department of Transport | | | | | Open | |
        A 1      | 1 | Paint | Department of Transport | | | | | Open | |    # a space
        A\u200b2 | 1 | Sweep | Department of Transport | | | | | Open | |    # a character that takes no room
        A2       | 1 | Wash  | Department of Transport | | | | | Open | |
        Ａ３     | 1 | Dry   | Department of Transport | | | | | Open | |    # letters of full width
        a3       | 1 | Wax   | Department of Transport | | | | | Open | |
        A4       | 1 | Oil   | Department of Transport | | | | | Open | |
    """, ("A2", "A1"), ("A3", "A 1"), ("A4", "A\u200b2"), ("A5", "A2"), ("A6", "Ａ３"), ("A7", "a3")),
    ("reference_differs_by_more_than_a_zero", Kind.ACTION): plan("""
        1.1   | 1 | Mend  | Department of Transport | | | | | Open | |
        1.10  | 1 | Paint | Department of Transport | | | | | Open | |
        1.100 | 1 | Sweep | Department of Transport | | | | | Open | |
        1.2   | 1 | Wash  | Department of Transport | | | | | Open | |
        110   | 1 | Dry   | Department of Transport | | | | | Open | |
        11    | 1 | Wax   | Department of Transport | | | | | Open | |       # eleven is not one hundred and ten
    """, ("A2", "1.1"), ("A3", "1.10"), ("A4", "1.100"), severity=Severity.NOTICE),
    ("supporting_agencies_are_known", Kind.ACTION): plan("""
        A1 | 1 | Mend  | Department of Transport | | | | | Open | | | Harbour Board
        A2 | 1 | Paint | Department of Transport | | | | | Open | | | HB; DoT             # both in the layout's list
        A3 | 1 | Sweep | Department of Transport | | | | | Open | | | Harbor Board        # a likeness is no match
        A4 | 1 | Wash  | Department of Transport | | | | | Open | | | HB; Wing & Rotor    # not taken apart
        A5 | 1 | Dry   | Department of Transport | | | | | Open | | |
    """, ("L4", "Harbor Board"), ("L5", "HB; Wing & Rotor"), who_acts=DATA_OFFICER),
    ("whole_is_known", Kind.ACTION): plan("""
        A1 | 1 | Mend  | Department of Transport | | | | | Open | | | | |
        A2 | 1 | Paint | Department of Transport | | | | | Open | | | | | A1
        A3 | 1 | Sweep | Department of Transport | | | | | Open | | | | | A9     # in no return
        A4 | 1 | Wash  | Department of Transport | | | | | Open | | | | | A4     # a part of itself
    """, ("N4", "A9"), ("N5", "A4"), who_acts=DATA_OFFICER),
    ("successor_is_known", Kind.ACTION): plan("""
        A1 | 1 | Mend  | Department of Transport | | | | | Open | | | | | | A2
        A2 | 1 | Paint | Department of Transport | | | | | Open | | | | | | A3     # one after the other
        A3 | 1 | Sweep | Department of Transport | | | | | Open | | | | | | none   # a filler names nothing
        A4 | 1 | Wash  | Department of Transport | | | | | Open | | | | | | A9     # in no return
        A5 | 1 | Dry   | Department of Transport | | | | | Open | | | | | | A6     # round in a circle
        A6 | 1 | Wax   | Department of Transport | | | | | Open | | | | | | A5
        A7 | 1 | Oil   | Department of Transport | | | | | Open | | | | | | A7     # itself
        A8 | 1 | Tar   | Department of Transport | | | | | Open | | | | | | A5     # leads into a circle
    """, ("O5", "A9"), ("O6", "A6"), ("O7", "A5"), ("O8", "A7"), ("O9", "A5")),
    ("action_is_described", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | | Open | |
        A2 | 1 |      | Department of Transport | | | | | Open | |
    """, ("C3", "")),
    ("agency_is_known", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | | Open | |    # sends this plan
        A2 | 1 | Mend | Harbour Board           | | | | | Open | |    # stands in the register
        A3 | 1 | Mend | Harbor Board            | | | | | Open | |    # a likeness is not a match
        A4 | 1 | Mend |                         | | | | | Open | |    # blank: another rule says so
    """, ("D4", "Harbor Board"), who_acts=DATA_OFFICER),
    ("lead_agency_is_stated", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | | Open | |
        A2 | 1 | Mend |                         | | | | | Open | |    # not the agency whose plan this is
        A3 | 1 | Mend | TBC                     | | | | | Open | |    # names nobody
    """, ("D3", ""), ("D4", "TBC")),
    ("action_answers_a_known_recommendation", Kind.ACTION): plan("""
        A1 | 1  | Mend | Department of Transport | | | | | Open | |
        A2 | 9  | Mend | Department of Transport | | | | | Open | |   # not in the register
        A3 |    | Mend | Department of Transport | | | | | Open | |   # answers nothing
        A4 | 01 | Mend | Department of Transport | | | | | Open | |   # references are text
        A5 | 1; 9 | Mend | Department of Transport | | | | | Open | | # one of the two is not in the register
    """, ("B3", "9"), ("B4", ""), ("B5", "01"), ("B6", "1; 9")),
    ("response_is_known", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | Yes   | | | | Open | |
        A2 | 1 | Mend | Department of Transport | Maybe | | | | Open | |
        A3 | 1 | Mend | Department of Transport |       | | | | Open | |   # blank is no response
    """, ("E3", "Maybe"), who_acts=DATA_OFFICER),
    ("original_due_on_can_be_read", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | 31/3/2026 | | | Open | |
        A2 | 1 | Mend | Department of Transport | | soon      | | | Open | |
    """, ("F3", "soon")),
    ("current_due_on_can_be_read", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | 31/3/2026 | | | Open | |
        A2 | 1 | Mend | Department of Transport | | soon      | | | Open | |
    """, ("F3", "soon"), layout=WITH_NEW_DATES),
    ("moved_date_has_a_reason", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | 31/3/2026 |            | | Open | |
        A2 | 1 | Mend | Department of Transport | | 31/3/2026 | 30/6/2026  | | Open | |
        A3 | 1 | Mend | Department of Transport | | 31/3/2026 | 30/6/2026  | | Open | | The parts came late
        A4 | 1 | Mend | Department of Transport | | 31/3/2026 | March 2026 | | Open | |    # the same day
        A5 | 1 | Mend | Department of Transport | | 31/3/2026 | 30/1/2026  | | Open | | n/a
        A6 | 1 | Mend | Department of Transport | |           | 30/6/2026  | | Open | |    # the first date of all
    """, ("K3", ""), ("K6", "n/a"), layout=WITH_NEW_DATES),
    ("due_on_can_be_read", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | 31/3/2026 | | Open | |
        A2 | 1 | Mend | Department of Transport | | | 3/31/2026 | | Open | |   # month first in a plan that is day first
        A3 | 1 | Mend | Department of Transport | | | TBC       | | Open | |   # says that there is no date
        A4 | 1 | Mend | Department of Transport | | |           | | Open | |
    """, ("G3", "3/31/2026")),
    ("due_date_is_plausible", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | d:2026-06-30 | | Open | |
        A2 | 1 | Mend | Department of Transport | | | d:2041-03-30 | | Open | |   # a day less than fifteen years on
        A3 | 1 | Mend | Department of Transport | | | d:2041-03-31 | | Open | |
        A4 | 1 | Mend | Department of Transport | | | d:2011-03-31 | | Open | |
        A5 | 1 | Mend | Department of Transport | | | d:2206-06-30 | | Open | |   # a slip of the keys
        A6 | 1 | Mend | Department of Transport | | |              | | Open | |
    """, ("G4", "2041-03-31"), ("G5", "2011-03-31"), ("G6", "2206-06-30")),
    ("completed_on_can_be_read", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | 1/3/2026 | Complete | Minute 4 |
        A2 | 1 | Mend | Department of Transport | | | | yes      | Complete | Minute 4 |
    """, ("H3", "yes")),
    ("last_source_on_can_be_read", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | | Open | | | | 1/3/2026
        A2 | 1 | Mend | Department of Transport | | | | | Open | | | | last year
    """, ("M3", "last year")),
    ("completed_has_date", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | 1/3/2026 | Complete | Minute 4 |
        A2 | 1 | Mend | Department of Transport | | | |          | Complete | Minute 4 |
        A3 | 1 | Mend | Department of Transport | | | |          | Open     |          |
    """, ("H3", "")),
    ("completed_is_not_in_the_future", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | d:2026-03-31 | Complete | Minute 4 |   # the day of the return
        A2 | 1 | Mend | Department of Transport | | | | d:2026-04-01 | Complete | Minute 4 |   # the day after
        A3 | 1 | Mend | Department of Transport | | | |              | Open     |          |
        A4 | 1 | Mend | Department of Transport | | | | March 2026   | Complete | Minute 4 |   # may be its first day
        A5 | 1 | Mend | Department of Transport | | | | April 2026   | Complete | Minute 4 |
    """, ("H3", "2026-04-01"), ("H6", "April 2026")),
    ("reported_status_is_known", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | | open   | |   # capitals do not matter
        A2 | 1 | Mend | Department of Transport | | | | | Purple | |
        A3 | 1 | Mend | Department of Transport | | | | |        | |   # blank is not reported, and known to be
    """, ("I3", "Purple"), who_acts=DATA_OFFICER),
    ("complete_names_evidence", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | 1/3/2026 | Complete | Minute 4 |
        A2 | 1 | Mend | Department of Transport | | | | 1/3/2026 | Complete |          |
        A3 | 1 | Mend | Department of Transport | | | |          | Open     |          |
        A4 | 1 | Mend | Department of Transport | | | | 1/3/2026 | Complete | N/A      |
    """, ("J3", ""), ("J5", "N/A")),
    ("will_not_do_has_reason", Kind.ACTION): plan("""
        A1 | 1 | Mend | Department of Transport | | | | | Dropped | | Sold in May
        A2 | 1 | Mend | Department of Transport | | | | | Dropped | |
        A3 | 1 | Mend | Department of Transport | | | | | Open    | |
    """, ("K3", "")),
    ("recommendation_reference_is_present", Kind.RECOMMENDATION): register("""
        2 | Paint the railing | Department of Transport | Accepted | 1/2/2026
          | Sweep the quay    | Department of Transport | Accepted | 1/2/2026
    """, ("A5", ""), severity=REFUSED, who_acts=COMMITTEE),
    ("answers_agree", Kind.RECOMMENDATION): register("""
        4 | Mend  | Department of Transport | Accepted     | |
        4 | Mend  | Department of Transport | Not accepted | |    # the same agency, another answer
        2 | Paint | Department of Transport | Accepted     | |
        2 | Paint | Department of Transport |              | |    # none at all
        3 | Sweep | Department of Transport | Accepted     | |
        3 | Sweep | Harbour Board           | Not accepted | |    # another agency
    """, ("D4", "Accepted"), ("D5", "Not accepted"), who_acts=COMMITTEE),
    ("agency_is_known", Kind.RECOMMENDATION): register("""
        2 | Paint the railing | Department of Transport | Accepted | 1/2/2026
        3 | Sweep the quay    | Department of Trams     | Accepted | 1/2/2026    # sends no plan
    """, ("C3", "Harbour Board"), ("C5", "Department of Trams"), who_acts=DATA_OFFICER),
    ("response_is_known", Kind.RECOMMENDATION): register("""
        2 | Paint the railing | Department of Transport |          |
        3 | Sweep the quay    | Department of Transport | Possibly | 1/2/2026
    """, ("D5", "Possibly"), who_acts=DATA_OFFICER),
    ("response_on_can_be_read", Kind.RECOMMENDATION): register("""
        2 | Paint the railing | Department of Transport | Accepted | at the meeting
        3 | Sweep the quay    | Department of Transport | Accepted |
    """, ("E4", "at the meeting")),
    ("verification_is_known", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes    | Board | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Partly | Board | d:2026-03-02 | Minute 5 |     # no outcome that anybody can read
    """, ("C3", "Partly"), who_acts=DATA_OFFICER),
    ("checked_on_can_be_read", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes | Board | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Yes | Board | last week    | Minute 5 |
    """, ("E3", "last week"), severity=WARNING, who_acts=SENDER),
    ("verification_is_complete", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes | Board | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Yes |       | d:2026-03-01 | Minute 4 |        # nobody looked
        Department of Transport | A1 | Yes | Board |              | Minute 4 |
        Department of Transport | A1 | Yes | Board | d:2026-03-01 |          |        # at nothing
        Department of Transport | A1 | Yes | Board | d:2026-03-01 | (None)   |        # a filler is as good as blank
        Department of Transport | A1 | Yes | tbc   | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | No  | Board | d:2026-03-01 | None     |        # just what was found
    """, ("D3", ""), ("E4", ""), ("F5", ""), ("F6", "(None)"), ("D7", "tbc")),
    ("check_says_what_it_found", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes    | Board | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Listed | Board | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 |        | Board | d:2026-03-01 | Minute 4 |
    """, ("C4", "")),
    ("check_is_listed_once", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes    | Board   | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Listed | Board   | d:2026-03-01 | Minute 4 |     # its plan
        Department of Transport | A1 | Yes    | Board   | d:2026-03-01 | Minute 5 |     # the same finding
        Department of Transport | A1 | No     | Auditor | d:2026-03-01 | Minute 4 |     # somebody else
        Department of Transport | A2 | Yes    | Board   | d:2026-03-01 | Minute 4 |
        Department of Transport | A2 | No     | Board   | d:2026-03-01 | Minute 4 |
    """, ("C6", "Yes"), ("C7", "No"), severity=WARNING),
    ("checker_is_not_the_owner", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes | Board                   | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Yes | DEPARTMENT OF TRANSPORT | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | No  | dot                     | d:2026-03-01 | Minute 4 |   # the plan's layout
    """, ("D3", "DEPARTMENT OF TRANSPORT"), ("D4", "dot")),
    ("checker_is_like_no_owner", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes | Assurance Board     | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Yes | Dept. of Transport  | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | No  | The Harbour Board   | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | No  | HB                  | d:2026-03-01 | Minute 4 |  # by a layout: no likeness
    """, ("D3", "Dept. of Transport"), ("D4", "The Harbour Board"), severity=WARNING),
    ("checker_does_not_support_the_action", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes    | Board         | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Yes    | Harbour Board | d:2026-03-01 | Minute 4 |
        Department of Transport | A1 | Cannot | HB            | d:2026-03-01 | Minute 4 | No law
        Department of Transport | A1 | No     | Harbour Board | d:2026-03-01 | Minute 4 |        # against itself
    """, ("D3", "Harbour Board"), ("D4", "HB")),
    ("check_is_not_in_the_future", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes    | Board | d:2026-03-31 | Minute 4 |        # the day the log came
        Department of Transport | A1 | Yes    | Board | d:2026-04-01 | Minute 4 |
        Department of Transport | A1 | Yes    | Board | d:2062-03-01 | Minute 4 |
        Department of Transport | A1 | Yes    | Board | March 2026   | Minute 4 |        # from its first day on
        Department of Transport | A1 | No     | Board | April 2026   | Minute 4 |
        Department of Transport | A1 | Listed | Board | d:2026-05-01 | Agenda   |        # is still to be made
    """, ("E3", "2026-04-01"), ("E4", "2062-03-01"), ("E6", "April 2026")),
    ("check_follows_the_review", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes | Board | d:2026-01-01 | Minute 4 |        # the day it was published
        Department of Transport | A1 | Yes | Board | d:2025-12-31 | Minute 4 |
    """, ("E3", "2025-12-31")),
    ("check_follows_the_first_return", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes | Board | d:2026-03-31 | Minute 4 |        # the day of the return
        Department of Transport | A1 | Yes | Board | d:2026-03-30 | Minute 4 |        # may be right
    """, ("E3", "2026-03-30"), severity=WARNING),
    ("published_on_can_be_read", Kind.RECOMMENDATION): register("""
        2 | Paint the railing | Department of Transport | Accepted | 1/2/2026 | 1/1/2026
        3 | Sweep the quay    | Department of Transport | Accepted | 1/2/2026 | last year
    """, ("F5", "last year")),
    ("answer_due_on_can_be_read", Kind.RECOMMENDATION): register("""
        2 | Paint the railing | Department of Transport | Accepted | 1/2/2026 | 1/1/2026 | 1/3/2026
        3 | Sweep the quay    | Department of Transport |          |          | 1/1/2026 | in due course
    """, ("G5", "in due course")),
    ("verification_is_of_a_known_action", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Yes | Board | d:2026-03-01 | Minute 4 |
        Department of Transport | A9 | Yes | Board | d:2026-03-01 | Minute 4 |
        Harbour Board           | A1 | Yes | Board | d:2026-03-01 | Minute 4 |        # A1 is not that agency's
                                | A1 | Yes | Board | d:2026-03-01 | Minute 4 |        # only one agency has an A1
        Department of Transport |    | Yes | Board | d:2026-03-01 | Minute 4 |
    """, ("B3", "A9"), ("B4", "A1"), ("B6", "")),
    ("cannot_be_implemented_has_reason", Kind.VERIFICATION): log("""
        Department of Transport | A1 | Cannot | Board | d:2026-03-01 | Advice | Needs a new law
        Department of Transport | A1 | Cannot | Board | d:2026-03-02 | Advice |
        Department of Transport | A1 | Yes    | Board | d:2026-03-03 | Advice |
    """, ("G3", ""), severity=WARNING),
    ("comment_has_words", Kind.COMMENT): comment("""
        d:2026-03-01 | We wait for parts.
        d:2026-03-02 | n/a
    """, ("B3", "n/a"), severity=REFUSED),
    ("comment_is_not_in_the_future", Kind.COMMENT): comment("""
        d:2026-03-31 | We wait for parts.
        d:2026-04-01 | We wait for more parts.
    """, ("A3", "2026-04-01")),
    ("said_on_can_be_read", Kind.COMMENT): comment("""
                     | We wait for parts.
        last week    | We wait for more parts.
    """, ("A3", "last week")),
    ("resolution_has_words", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | | | |
        d:2026-03-01 | 2 | Asked | n/a          | | | |
    """, ("D3", "n/a"), severity=REFUSED),
    ("resolution_has_a_meeting", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | | | |
                     | 2 | Asked | How late?    | | | |
    """, ("A3", "")),
    ("resolution_is_not_in_the_future", Kind.RESOLUTION): minutes("""
        March 2026   | 1 | Asked | Why so late? | | | |
        d:2026-04-01 | 2 | Asked | How late?    | | | |
    """, ("A3", "2026-04-01")),
    ("resolution_is_listed_once", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | | | |
        d:2026-03-02 | 1 | Asked | Why so late? | | | |    # another meeting
        d:2026-03-02 | 2 | Asked | How late?    | | | |
        d:2026-03-02 | 2 | Asked | Who decided? | | | |
    """, ("B4", "2"), ("B5", "2")),
    ("resolution_names_known_actions", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | A1 | | |
        d:2026-03-01 | 2 | Asked | How late?    | A9 | | |
    """, ("E3", "A9")),
    ("resolution_names_known_recommendations", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | | 1  | |
        d:2026-03-01 | 2 | Asked | How late?    | | 99 | |
    """, ("F3", "99")),
    ("resolution_that_closes_names_its_action", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Closed | It is done.   | A1 | | |
        d:2026-03-01 | 2 | Closed | It is done.   |    | | |
        d:2026-03-01 | 3 | Asked  | Is it done?   |    | | |
    """, ("E3", "")),
    ("answer_is_complete", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | | | | d:2026-03-20 | Rain.
        d:2026-03-01 | 2 | Asked | How late?    | | | |              | A week.
        d:2026-03-01 | 3 | Asked | Who decided? | | | | d:2026-03-20 |
        d:2026-03-01 | 4 | Asked | Who knew?    | | | | last week    | The board.
        d:2026-03-01 | 5 | Asked | Who paid?    | | | |              |
    """, ("H3", ""), ("I4", ""), severity=Severity.NOTICE),
    ("resolution_is_known", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked   | Why so late? | | | |
        d:2026-03-01 | 2 | Queried | How late?    | | | |
    """, ("C3", "Queried"), who_acts=DATA_OFFICER),
    ("meeting_on_can_be_read", Kind.RESOLUTION): minutes("""
        March 2026   | 1 | Asked | Why so late? | | | |
        after Easter | 2 | Asked | How late?    | | | |
    """, ("A3", "after Easter"), who_acts=SENDER),
    ("due_on_can_be_read", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | | | d:2026-04-01 |
        d:2026-03-01 | 2 | Asked | How late?    | | | soon         |
    """, ("G3", "soon"), who_acts=SENDER),
    ("outcome_on_can_be_read", Kind.RESOLUTION): minutes("""
        d:2026-03-01 | 1 | Asked | Why so late? | | | | d:2026-03-20
        d:2026-03-01 | 2 | Asked | How late?    | | | | last week
    """, ("H3", "last week"), who_acts=SENDER),
}  # fmt: skip
OF_FORMS = {  # tried in test_hostile_form.py: nobody draws a form
    ("row_is_in_the_form_once", Kind.ACTION),
    *((rule.name, kind) for kind in Kind for rule in rules(kind) if rule.name.endswith("_is_offered_by_its_form")),
}
HARBOUR_BOARD = "1 | Mend the railing | Harbour Board | Accepted | 1/2/2026"


def drawn_in(collection: Collection, case: Case) -> None:
    """Draws a case's files; row 2 of the register is always known, and action A1 unless the case has own rows."""
    collection.layout("transport", case.layout)
    collection.layout(
        "committee",
        REGISTER.replace(
            "[columns]",
            '[columns]\nresponse_on = "Response date"\npublished_on = "Published"\nanswer_due_on = "Answer due"',
        ),
    )
    collection.layout("board", LOG)
    own = {case.kind: case.rows.strip()}
    register_rows = "\n".join([KNOWN, HARBOUR_BOARD, own.get(Kind.RECOMMENDATION, "")])
    collection.register(RECEIVED_ON, REGISTER_HEADINGS + register_rows)
    # Kept as drawn: a first cell left blank would be lost if the lines were stripped.
    collection.plan(RECEIVED_ON, HEADINGS + (case.rows.strip("\n") if case.kind == Kind.ACTION else HARBOUR))
    if case.kind == Kind.COMMENT:
        collection.layout("harbour", COMMENT)
        collection.plan(RECEIVED_ON, "On | Words\n" + case.rows.strip("\n"), sender="harbour")
    if case.kind == Kind.RESOLUTION:
        collection.layout("minutes", MINUTES)
        collection.plan(RECEIVED_ON, MINUTES_HEADINGS + case.rows.strip("\n"), sender="minutes")
    if case.kind == Kind.VERIFICATION:
        collection.log(RECEIVED_ON, LOG_HEADINGS + case.rows.strip("\n"))


@pytest.fixture(scope="module", params=CASES, ids=lambda case: " of ".join(case))
def checked_case(request, tmp_path_factory):
    """The rule's name, its case, and all that the checks found in the files drawn for it."""
    rule, kind = request.param
    collection = Collection(tmp_path_factory.mktemp(rule))
    drawn_in(collection, CASES[rule, kind])
    return rule, CASES[rule, kind], collection.check()


def test_a_rule_finds_exactly_the_cells_of_its_case(checked_case):
    rule, case, checked = checked_case
    file_id = checked.rows[case.kind].file_id.iloc[0]
    problems = checked.problems[(checked.problems.rule == rule) & (checked.problems.file_id == file_id)]
    assert list(zip(problems.cell, problems.found, strict=True)) == case.found
    assert set(problems.severity) == {case.severity}
    assert set(problems.who_acts) == {case.who_acts}
    assert 0 < len(problems) < len(checked.rows[case.kind]), "a case needs a row that passes and one that fails"


def test_a_row_is_refused_by_a_rule_that_refuses_and_never_by_a_warning(checked_case):
    _, case, checked = checked_case
    refused = checked.problems[checked.problems.severity == REFUSED]
    rows = checked.rows[case.kind]
    assert set(rows.row_number[rows.is_refused]) == set(refused.row_number)


def test_every_rule_has_a_case():
    assert {*CASES, *OF_FORMS} == {(rule.name, kind) for kind in Kind for rule in rules(kind)}


def test_every_rule_file_is_a_rule():
    files = {path.stem for path in (Path(__file__).parent.parent / "checks" / "rules").glob("*.py")} - {"__init__"}
    assert files <= {name for name, _ in [*CASES, *OF_FORMS]}


def test_a_rule_says_in_a_sentence_what_must_hold():
    for kind in Kind:
        for rule in rules(kind):
            assert rule.sentence.endswith("."), rule.name
            assert "\n" not in rule.sentence, rule.name


def test_a_check_that_fits_the_actions_of_two_senders_is_refused_rather_than_given_to_one(collection):
    for sender in ("transport", "harbour"):
        collection.layout(sender, PLAN)
        collection.plan(RECEIVED_ON, HEADINGS + HARBOUR, sender=sender)
    collection.log(RECEIVED_ON, LOG_HEADINGS + "Department of Transport | A1 | Yes | Board | d:2026-03-01 | Minute 4 |")
    checked = collection.check()
    assert list(checked.rows[Kind.VERIFICATION].is_refused) == [True]
    (problem,) = checked.problems[checked.problems.severity == REFUSED].to_dict("records")
    assert (problem["rule"], problem["cell"]) == ("verification_is_of_a_known_action", "B2")


def test_without_a_register_no_recommendation_is_called_unknown(collection):
    collection.layout("transport", PLAN)
    collection.plan(RECEIVED_ON, HEADINGS + HARBOUR)
    checked = collection.check()
    assert list(checked.rows[Kind.ACTION].recommendation_is_known) == [True]
    assert "action_answers_a_known_recommendation" not in set(checked.problems.rule)


def test_a_collection_without_files_has_no_problems(collection):
    assert len(collection.check().problems) == 0
