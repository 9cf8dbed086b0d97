"""What each word means and what each figure is counted out of: the one source for pages and docs alike."""

from tracker.terms import Measure, Precision, ReportedStatus, Response, State, Timeliness, Verification

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
    Verification.NOT_CHECKED: "nobody else has looked",
    Verification.AWAITING_CHECK: "reported complete with evidence named, and nobody else has confirmed it",
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
    Timeliness.NO_DATE: "open or complete without any date",
    Timeliness.DATE_UNREADABLE: "open, with words for a date that cannot be read",
    Timeliness.NOT_APPLICABLE: "closed without being done, or not accepted",
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
# What an action must be to count (the numerator).
MEASURE: dict[Measure, str] = {
    Measure.ACCEPTED: "its recommendation was at some time accepted in full or in part; or its agency planned it and "
    "no response is on record",
    Measure.COUNTED_APART: "never accepted: in principle only, noted, not accepted, or no response seen by a compiler",
    Measure.VERIFIED: "accepted, and checked by somebody else",
    Measure.REPORTED_COMPLETE: "accepted, claimed by the agency, and confirmed by nobody else",
    Measure.OPEN: "to be done",
    Measure.OPEN_WITH_DATE: "to be done, with a date that can be counted",
    Measure.NO_DATE: "to be done, with none",
    Measure.OVERDUE: "open, past its current date",
    Measure.OVERDUE_BY_FIRST_DATE: "open, past the first date ever promised",
    Measure.DUE_SOON: "open, due within 30 days",
    Measure.EVER_DATED: "a date was promised at some time",
    Measure.MOVED: "moved later at least once",
    Measure.COMPLETE: "claimed or checked",
    Measure.EVIDENCE_HELD: "complete, with evidence named or verified",
    Measure.NO_EVIDENCE: "complete, with neither",
    Measure.WAITING: "reported complete, evidence named, not checked",
    Measure.COMPLETED_WITH_DATE: "complete, and a first date to compare with",
    Measure.COMPLETED_LATE: "complete after the date first promised",
    Measure.MISSING: "the sender's last return does not hold it",
    Measure.WENT_BACKWARDS: "open, and once reported complete",
    Measure.CLOSED_NOT_DONE: "will not be done, replaced, or found impossible",
    Measure.IN_FIRST_PLAN: "stood in the first return of its sender",
    Measure.ADDED: "came with a later return, and is no part of another action",
    Measure.SPLIT: "part of an earlier action, as its layout says; it keeps the first date of the whole",
    Measure.UNCHANGED: "open, and the last three returns or more held the very same words",
}
# What it is counted out of (the denominator); a measure that is not here is counted out of all actions.
OUT_OF: dict[Measure, Measure] = {
    Measure.VERIFIED: Measure.ACCEPTED,
    Measure.REPORTED_COMPLETE: Measure.ACCEPTED,
    Measure.OPEN_WITH_DATE: Measure.OPEN,
    Measure.NO_DATE: Measure.OPEN,
    Measure.OVERDUE: Measure.OPEN_WITH_DATE,
    Measure.OVERDUE_BY_FIRST_DATE: Measure.OPEN,
    Measure.DUE_SOON: Measure.OPEN_WITH_DATE,
    Measure.MOVED: Measure.EVER_DATED,
    Measure.EVIDENCE_HELD: Measure.COMPLETE,
    Measure.NO_EVIDENCE: Measure.COMPLETE,
    Measure.WAITING: Measure.REPORTED_COMPLETE,
    Measure.COMPLETED_WITH_DATE: Measure.COMPLETE,
    Measure.COMPLETED_LATE: Measure.COMPLETED_WITH_DATE,
    Measure.WENT_BACKWARDS: Measure.OPEN,
    Measure.UNCHANGED: Measure.OPEN,
}
