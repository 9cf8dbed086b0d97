"""A chasing note for each agency: what its record shows, with dates, and what it is asked; a person sends it."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.exports import INVENTED_LABEL
from tracker.questions import choices, returns, week
from tracker.questions.actions import Action
from tracker.questions.freshness import Agency, no_plan
from tracker.reports.meeting import Meeting
from tracker.reports.question import due, first_due
from tracker.terms import LEAD_NOT_STATED
from tracker.words import abbreviate, capital, day, plural, times

OVERDUE = "Past the due date on record"
FIRST_DATE = "Not past the current date, but past the date first promised"
QUIET = "Due in the next 30 days, with no change on record in the last 30 days"
NO_LEAD = "Open, with no lead agency named"
ASKS = {
    OVERDUE: "For each, please say whether it is done, and name the evidence. If it is not, say what has to happen "
    "and by when.",
    FIRST_DATE: "For each, please say whether the current date will be kept.",
    QUIET: "For each, please say where it stands and whether the date will be kept.",
    NO_LEAD: "For each, please name the lead agency in the plan, and say where it stands.",
}
RETURN = "Please send a return, or say when it will come."
PLAN = "Please send the plan, or say when it will come."


class Note(NamedTuple):
    """What to write to an agency, as plain text, and a short summary of it."""

    agency: str
    about: str
    text: str


def chasing_notes(meeting: Meeting) -> list[Note]:
    """A note for each agency that has to be asked something, by name; nobody is asked about compiled records."""
    silent = {row.agency: row for row in meeting.returns if row.is_late or row.owes_plan}
    quiet = week.without_update(meeting.db, meeting.as_of, meeting.review, meeting.agency)
    groups = {agency: _groups(rows, quiet) for agency, rows in _by_agency(meeting).items()}
    wanted = sorted({*silent, *(agency for agency, group in groups.items() if any(group.values()))})
    return [_note(meeting, agency, silent.get(agency), groups.get(agency, {})) for agency in wanted]


def _by_agency(meeting: Meeting) -> dict[str, list[Action]]:
    """Each agency's actions; those without a lead agency go to the body whose plan holds them."""
    found: dict[str, list[Action]] = {}
    plan_of = returns.plan_of(meeting.db, meeting.as_of)
    for action in meeting.actions:
        if not action.is_compiled:
            asked = plan_of.get(action.sender, "") if action.agency == LEAD_NOT_STATED else action.agency
            found.setdefault(asked, []).append(action)
    return found


def _groups(rows: list[Action], quiet: frozenset[int]) -> dict[str, list[Action]]:
    """The actions to ask about, longest late first; none is in two groups."""
    no_lead = [row for row in rows if row.is_open and row.agency == LEAD_NOT_STATED]
    rows = [row for row in rows if row not in no_lead]
    late = [row for row in rows if row.is_overdue]
    first = [row for row in rows if row.is_overdue_by_first_date and not row.is_overdue]
    soon = [row for row in rows if row.action_id in quiet and not row.is_overdue_by_first_date]
    return {OVERDUE: _longest_first(late), FIRST_DATE: _longest_first(first), QUIET: soon, NO_LEAD: no_lead}


def _longest_first(rows: list[Action]) -> list[Action]:
    return sorted(rows, key=lambda row: -row.days_late)


def _note(meeting: Meeting, agency: str, late: Agency | None, groups: dict[str, list[Action]]) -> Note:
    parts = ["\n".join(_opening(meeting, agency)), "\n".join(_return(late)) if late else ""]
    parts += [
        "\n".join([f"{heading} ({len(rows)})", *(_line(row, meeting) for row in rows), ASKS[heading]])
        for heading, rows in groups.items()
        if rows
    ]
    return Note(agency, _about(late, groups), "\n\n".join(filter(None, parts)))


def _opening(meeting: Meeting, agency: str) -> Iterator[str]:
    if choices.is_illustrative(meeting.db):
        yield INVENTED_LABEL
    of = f" of the {meeting.review}" if meeting.review else ""
    yield f"{agency}: what the record{of} shows on {day(meeting.as_of)}, from the files received by then."


def _return(row: Agency) -> Iterator[str]:
    if row.owes_plan:
        yield f"{capital(no_plan(row))}."
        yield PLAN
    if row.is_late and row.last_returned_on:
        # A later, unreadable file may have come, so the words do not claim that nothing was sent since.
        yield f"The last return that could be read is of {day(row.last_returned_on)}, {_ago(row)}."
        yield RETURN


def _ago(row: Agency) -> str:
    waits, agreed = plural(row.days_since_return or 0, "day"), plural(row.reports_every_days or 0, "day")
    return f"{waits} before; the interval agreed is {agreed}"


def _line(action: Action, meeting: Meeting) -> str:
    """One record in a line: its reference and words, both dates, and its address on the site."""
    moved = f", moved {times(action.times_moved)}" if action.times_moved else ""
    sentences = [
        f"- {action.action_ref}: {abbreviate(action.action)}{'' if abbreviate(action.action).endswith('…') else '.'}",
        f"First promised: {first_due(action)}. Due now: {due(action)}{moved}.",
    ]
    if action.is_overdue_by_first_date:
        sentences.append(f"{plural(action.days_late, 'day')} past the date first promised.")
    if action.missing_since:
        sentences.append(f"Missing from the return of {day(action.missing_since)}.")
    return " ".join(filter(None, [*sentences, meeting.record(action)]))


def _about(late: Agency | None, groups: dict[str, list[Action]]) -> str:
    every = [row for rows in groups.values() for row in rows]
    overdue, first = sum(row.is_overdue for row in every), sum(row.is_overdue_by_first_date for row in every)
    parts = {
        "no plan received": bool(late and late.owes_plan),
        "return late": bool(late and late.is_late),
        f"{overdue} overdue, {first} by the dates first promised": bool(overdue + first),
        f"{len(groups.get(QUIET, ()))} due in 30 days without an update": bool(groups.get(QUIET)),
        f"{len(groups.get(NO_LEAD, ()))} with no lead agency": bool(groups.get(NO_LEAD)),
    }
    return "; ".join(words for words, is_so in parts.items() if is_so)
