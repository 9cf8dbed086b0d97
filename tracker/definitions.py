"""What each word of a scale means, for pages and docs alike; tracker/measure.py says what each measure means."""

from tracker.terms import Precision, ReportedStatus, Response, Role, RollUp, State, Timeliness, Verification

RESPONSE: dict[Response, str] = {
    Response.ACCEPTED: "it will do what was recommended",
    Response.ACCEPTED_IN_PART: "it will do some of it",
    Response.ACCEPTED_IN_PRINCIPLE: "it agrees but commits to nothing; counted apart",
    Response.NOTED: "it has read it; counted apart",
    Response.NOT_ACCEPTED: "it will not; counted apart",
    Response.NO_RESPONSE: "none is on record",
    Response.UNREADABLE: "a word that the layout does not explain",
}
REPORTED_STATUS: dict[ReportedStatus, str] = {
    ReportedStatus.NOT_STARTED: "nothing has been done yet",
    ReportedStatus.IN_PROGRESS: "begun, not finished, late or not",
    ReportedStatus.PAUSED: "stopped for now",
    ReportedStatus.REPORTED_COMPLETE: "the agency says that it is done",
    ReportedStatus.WILL_NOT_DO: "the agency says that it will not be done",
    ReportedStatus.SUPERSEDED: "replaced by something else",
    ReportedStatus.NOT_REPORTED: "blank or missing",
    ReportedStatus.UNREADABLE: "a word that the layout does not explain; counts as open",
}
VERIFICATION: dict[Verification, str] = {
    Verification.NOT_CHECKED: "nobody else has checked it, or not since the agency withdrew or repeated its claim",
    Verification.AWAITING_CHECK: "reported complete with evidence named, and nobody else has confirmed it yet",
    Verification.VERIFIED: "a named checker saw evidence on a date and found it done",
    Verification.INSUFFICIENT: "a checker looked and found it not done; the clock runs again",
    Verification.REOPENED: "it was closed and is open again; the clock runs again",
    Verification.CANNOT_BE_IMPLEMENTED: "it cannot be done; the record says why and who could act",
    Verification.UNREADABLE: "a word that the layout does not explain; the row is refused",
}
TIMELINESS: dict[Timeliness, str] = {
    Timeliness.NOT_DUE: "open, and due in more than 30 days",
    Timeliness.DUE_SOON: "open, and due within 30 days",
    Timeliness.OVERDUE: "open, and the current due date is before the as-of date",
    Timeliness.DONE_ON_TIME: "complete by the date first promised",
    Timeliness.DONE_LATE: "complete after the date first promised",
    Timeliness.DISPUTED: "on time by the completion date now given, but an earlier return said after the due date that "
    "it was not complete; counted neither as on time nor as late",
    Timeliness.NO_DATE: "open or complete without any date",
    Timeliness.DATE_UNREADABLE: "open, with words for a date that cannot be read",
    Timeliness.NOT_APPLICABLE: "closed without being done, or not accepted",
}
ROLE: dict[Role, str] = {
    Role.LEAD: "it has to do it; the action counts once in every total, under this body",
    Role.SUPPORTING: "it helps another body to do it; counted apart",
}
STATE: dict[State, str] = {
    State.VERIFIED_COMPLETE: "somebody other than the agency checked it: solid",
    State.REPORTED_COMPLETE: "the agency claims it: hollow",
    State.OPEN: "to be done, and not past its current date",
    State.OVERDUE: "to be done, and past its current date",
    State.NO_DATE: "to be done, with no date that can be counted",
    State.CLOSED_NOT_DONE: "will not be done, replaced, or found impossible",
    State.NOT_ACCEPTED: "the recommendation was not accepted, and never had been",
}
ROLL_UP: dict[RollUp, str] = {
    RollUp.NO_ACTION: "we hold the plan of a body, and the body neither leads nor supports an action under it",
    RollUp.NO_PLAN: "no plan has been received from a body that it is addressed to, nor a joint one that names it",
    RollUp.PLAN_NOT_READ: "a file from a body that it is addressed to was received but could not be read as a plan",
    RollUp.NAME_NOT_KNOWN: "it is addressed to a name that no plan holds, probably a misspelling of a known one",
    RollUp.LEAD_NOT_STATED: "a body leads or supports no action under it, and an action there names no lead agency",
    RollUp.NO_RESPONSE: "a body has not answered, and neither leads nor supports an action under it",
    RollUp.OVERDUE: "an action under it is past its current date",
    RollUp.OPEN: "an action under it is still to be done",
    RollUp.CLOSED_NOT_DONE: "a body that accepted it closed work without doing it, with nothing in its place",
    RollUp.REPORTED_COMPLETE: "every body that accepted it says that all its work is done; not all of it has been "
    "checked",
    RollUp.VERIFIED_COMPLETE: "all work of every body that accepted it was checked by somebody else",
    RollUp.NO_COMMITMENT: "no body accepted it: each noted it, accepted it in principle only, or refused",
    RollUp.NOT_ACCEPTED: "every body that it is addressed to refused it, and none had ever accepted",
}
PRECISION: dict[Precision, str] = {
    Precision.DAY: "31 March 2026",
    Precision.MONTH: "March 2026, counted as 31 March 2026",
    Precision.QUARTER: "Q4 2025/26, counted as 31 March 2026; a financial year runs from April",
    Precision.SEASON: "Autumn 2026, counted as 30 November 2026",
    Precision.HALF_YEAR: "H1 2026/27, counted as 30 September 2026",
    Precision.YEAR: "2025/26, counted as 31 March 2026",
    Precision.NO_DATE: "blank, or words such as “TBC” and “ongoing”",
    Precision.UNREADABLE: "other words; kept as written",
}
