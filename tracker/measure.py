"""The measures that an action may be counted in: each one's words, meaning, condition in SQL, and whole."""

from enum import StrEnum
from typing import Self


class Measure(StrEnum):
    """Each measure opens the list of exactly the actions it counts; its entry is the only place that names its words.

    An entry holds the words; what they mean; the condition, in SQL over the columns of state_on(as_of); and the name of
    the measure that it is counted out of, unless that is all actions. In SQL a measure goes by the name of its entry
    in small letters, as in `count(*) FILTER (counts_as.overdue)`.
    """

    means: str
    condition: str
    _out_of: str

    def __new__(cls, words: str, means: str, condition: str, out_of: str = "") -> Self:
        """Makes one measure from its entry."""
        measure = str.__new__(cls, words)
        measure._value_, measure.means, measure.condition, measure._out_of = words, means, condition, out_of
        return measure

    @property
    def out_of(self) -> "Measure | None":
        """The measure whose actions this one is counted out of, None for all actions."""
        return Measure[self._out_of] if self._out_of else None

    ACCEPTED = (
        "accepted",
        "its recommendation was at some time accepted in full or in part; or its agency planned it and "
        "no response is on record",
        "is_accepted",
    )
    COUNTED_APART = (
        "counted apart",
        "never accepted: in principle only, noted, not accepted, or no response seen by a compiler",
        "NOT is_accepted",
    )
    VERIFIED = (
        "verified complete",
        "accepted, and checked by somebody else",
        "is_accepted AND is_verified",
        "ACCEPTED",
    )
    CONTRADICTED = (
        "verified, but reported not complete",
        "verified complete, while the last report of its agency says that it is not",
        "is_accepted AND is_contradicted",
        "VERIFIED",
    )
    REPORTED_COMPLETE = (
        "reported complete, not verified",
        "accepted; the agency says that it is complete, and nobody else has confirmed it",
        "is_accepted AND is_complete AND NOT is_verified",
        "ACCEPTED",
    )
    OPEN = (
        "open",
        "to be done",
        "is_open",
    )
    OPEN_WITH_DATE = (
        "open with a date",
        "to be done, with a date that can be counted",
        "is_open AND due_on IS NOT NULL AND judged_on IS NOT NULL",
        "OPEN",
    )
    OPEN_ONCE_DATED = (
        "open, once with a date",
        "to be done, and a date was promised at some time",
        "is_open AND first_due_on IS NOT NULL AND judged_on IS NOT NULL",
        "OPEN",
    )
    NO_DATE = (
        "no date set",
        "to be done, with no date",
        "is_open AND due_on IS NULL",
        "OPEN",
    )
    DATE_UNREADABLE = (
        "date unreadable",
        "to be done, with words for a date that cannot be read",
        "timeliness = 'date unreadable'",
        "NO_DATE",
    )
    OVERDUE = (
        "overdue",
        "open, past its current date",
        "is_overdue",
        "OPEN_WITH_DATE",
    )
    OVERDUE_BY_FIRST_DATE = (
        "overdue by the date first promised",
        "open, past the first date ever promised",
        "is_overdue_by_first_date",
        "OPEN_ONCE_DATED",
    )
    OVERDUE_STATUS_NOT_KNOWN = (
        "overdue, status not known",
        "open, past its current date, and its agency's last report states no status, or one that cannot be read",
        "is_overdue AND reported_status IN ('not reported', 'status unreadable')",
        "OVERDUE",
    )
    DUE_SOON = (
        "due in the next 30 days",
        "open, due within 30 days",
        "is_due_soon",
        "OPEN_WITH_DATE",
    )
    EVER_DATED = (
        "ever had a date",
        "a date was promised at some time",
        "first_due_on IS NOT NULL",
    )
    MOVED = (
        "deadline moved",
        "moved later at least once",
        "times_moved > 0",
        "EVER_DATED",
    )
    REWORDED_LATER = (
        "date reworded, counts as later",
        "never moved later, but reworded: the new date overlaps the one promised and counts as a later day",
        "times_moved = 0 AND due_on > first_due_on",
        "EVER_DATED",
    )
    COMPLETE = (
        "reported or verified complete",
        "claimed or checked",
        "is_complete",
    )
    EVIDENCE_HELD = (
        "evidence held",
        "complete, with evidence named or verified",
        "is_complete AND has_evidence",
        "COMPLETE",
    )
    NO_EVIDENCE = (
        "no evidence",
        "complete, with no evidence named",
        "is_complete AND NOT has_evidence",
        "COMPLETE",
    )
    WAITING = (
        "waiting for a check",
        "reported complete, evidence named, not checked",
        "is_complete AND verification = 'awaiting check'",
        "COMPLETE",
    )
    COMPLETED_WITH_DATE = (
        "completed, with a first date",
        "complete, and a first date to compare with",
        "timeliness IN ('done on time', 'done late')",
        "COMPLETE",
    )
    COMPLETED_LATE = (
        "completed late",
        "complete after the date first promised",
        "timeliness = 'done late'",
        "COMPLETED_WITH_DATE",
    )
    COMPLETION_DISPUTED = (
        "completed on time or late is disputed",
        "complete by the date first promised, yet an earlier return, after that date, still said that it was not",
        "timeliness = 'disputed by its own earlier return'",
        "COMPLETE",
    )
    MISSING = (
        "missing from the return",
        "the sender's last return does not hold it",
        "missing_since IS NOT NULL",
    )
    MAY_BE_COUNTED_TWICE = (
        "may be counted twice",
        "its plan gives no references, and an action came when it was left out, or later, which may be the same one",
        "may_be_counted_twice",
    )
    WENT_BACKWARDS = (
        "went backwards",
        "open, and once reported complete",
        "is_open AND went_backwards_on IS NOT NULL",
        "OPEN",
    )
    CLOSED_NOT_DONE = (
        "closed, not done",
        "will not be done, replaced, or found impossible",
        "state = 'Closed, not done'",
    )
    IN_FIRST_PLAN = (
        "in the first plan",
        "stood in the first return of its sender",
        "is_in_first_plan",
    )
    ADDED = (
        "added since the first plan",
        "came with a later return, and is no part of another action",
        "NOT is_in_first_plan AND split_from = ''",
    )
    SPLIT = (
        "split from another action",
        "part of an earlier action, as its layout says; it keeps the first date of the whole",
        "NOT is_in_first_plan AND split_from <> ''",
    )
    UNCHANGED = (
        "same words for three returns",
        "open, and the last three returns or more that held it say the same in every column that may be published",
        "is_open AND returns_unchanged >= 3",
        "OPEN",
    )


# Shown at the top of the first page, and noted when the same files are recounted.
HEADLINE = (
    Measure.OVERDUE,
    Measure.OVERDUE_BY_FIRST_DATE,
    Measure.VERIFIED,
    Measure.REPORTED_COMPLETE,
    Measure.ACCEPTED,
    Measure.NO_DATE,
    Measure.MOVED,
    Measure.EVIDENCE_HELD,
)
