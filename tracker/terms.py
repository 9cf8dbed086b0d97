"""The words this tracker uses: the kinds of sheet, and the scales."""

import re
from enum import StrEnum

WITHHELD = "Text not released for publication"  # replaces a text not released, in a published copy
ERASED_BEGINS = "[erased"
ERASED = f"{ERASED_BEGINS}]"  # replaces words erased because they held personal data
ERASED_EVIDENCE = f"{ERASED_BEGINS}; named since {{}}]"  # replaces erased evidence; the day is when it was named


class Kind(StrEnum):
    """The kind of thing that one row of a received sheet describes."""

    RECOMMENDATION = "recommendation"
    ACTION = "action"
    VERIFICATION = "verification"
    COMMENT = "comment"
    RESOLUTION = "resolution"


class Response(StrEnum):
    """An agency's formal answer to one recommendation."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted in part"
    ACCEPTED_IN_PRINCIPLE = "accepted in principle"
    NOTED = "noted"
    NOT_ACCEPTED = "not accepted"
    NO_RESPONSE = "no response"
    UNREADABLE = "response unreadable"


class ReportedStatus(StrEnum):
    """What the lead agency says of its own action: a claim, checked by nobody."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    PAUSED = "paused"
    REPORTED_COMPLETE = "reported complete"
    WILL_NOT_DO = "will not do"
    SUPERSEDED = "superseded"
    NOT_REPORTED = "not reported"
    UNREADABLE = "status unreadable"


class Verification(StrEnum):
    """What a named body other than the owner found when it looked."""

    NOT_CHECKED = "not checked"
    AWAITING_CHECK = "awaiting check"
    VERIFIED = "verified"
    INSUFFICIENT = "insufficient"
    REOPENED = "reopened"
    CANNOT_BE_IMPLEMENTED = "cannot be implemented"
    UNREADABLE = "verification unreadable"


class Resolution(StrEnum):
    """What a committee did under one item of a meeting; no other scale follows from it."""

    ASKED = "asked"
    RESOLVED = "resolved"
    NOTED = "noted"
    CLOSED = "closed"
    NOT_STATED = "not said"
    UNREADABLE = "resolution unreadable"


class Timeliness(StrEnum):
    """How an action stands against the clock on the as-of date: always computed, never typed."""

    NOT_DUE = "not due"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    DONE_ON_TIME = "done on time"
    DONE_LATE = "done late"
    DISPUTED = "disputed by its own earlier return"
    NO_DATE = "no date"
    DATE_UNREADABLE = "date unreadable"
    NOT_APPLICABLE = "not applicable"


class State(StrEnum):
    """The one word shown in public for an action, in the order always listed."""

    VERIFIED_COMPLETE = "Verified complete"
    REPORTED_COMPLETE = "Reported complete, not verified"
    OPEN = "Open"
    OVERDUE = "Overdue"
    NO_DATE = "Open, no date set"
    CLOSED_NOT_DONE = "Closed, not done"
    NOT_ACCEPTED = "Not accepted"


class RollUp(StrEnum):
    """How far a recommendation has got, and each of its bodies: the least advanced body decides, in this order."""

    NO_ACTION = "No action planned"
    NO_PLAN = "No plan received"
    PLAN_NOT_READ = "Plan could not be read"
    NAME_NOT_KNOWN = "Name not known"
    LEAD_NOT_STATED = "Lead not stated"
    NO_RESPONSE = "No response"
    OVERDUE = "Overdue"
    OPEN = "Open"
    CLOSED_NOT_DONE = "Closed, not done"
    REPORTED_COMPLETE = "Reported complete, not verified"
    VERIFIED_COMPLETE = "Verified complete"
    NO_COMMITMENT = "No commitment"
    NOT_ACCEPTED = "Not accepted"


LEAD_NOT_STATED = str(RollUp.LEAD_NOT_STATED)  # shown in place of a lead agency; no body has this name
REVIEW_NOT_STATED = "Review not stated"  # shown in place of a review's name: "" could not be chosen


class Role(StrEnum):
    """What a body is to an action that names it."""

    LEAD = "lead"
    SUPPORTING = "supporting"


class Precision(StrEnum):
    """How exactly a date was given; a vague date counts as the last day of its period."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half year"
    YEAR = "year"
    NO_DATE = "no date"
    UNREADABLE = "unreadable"


class Change(StrEnum):
    """What changed between two returns, or between two dates; the most serious first, as always listed."""

    WENT_BACKWARDS = "went backwards"
    INSUFFICIENT = "found insufficient"
    REOPENED = "reopened"
    CHECK_WITHDRAWN = "check withdrawn"
    CHECK_CORRECTED = "check corrected"
    CHECK_WITHDRAWN_WITH_LOG = "check withdrawn with its log"
    CONTRADICTED = "check and report came to disagree"
    BECAME_OVERDUE = "became overdue"
    BECAME_OVERDUE_BY_FIRST_DATE = "became overdue by the date first promised"
    MISSING = "missing from the return"
    WITHDRAWN = "withdrawn with its file"
    FIRST_DATE_WITHDRAWN = "first date withdrawn with its file"
    ACCEPTANCE_WITHDRAWN = "acceptance withdrawn with its file"
    WITHOUT_FILE = "counts without a withdrawn file"
    MOVED_LATER = "date moved later"
    DATE_REMOVED = "date removed"
    ORIGINAL_DATE_ALTERED = "original date altered"
    LOOKS_RENUMBERED = "looks renumbered"
    ANSWERS_ANOTHER = "answers another recommendation"
    LEAD_CHANGED = "lead agency changed"
    CLAIMED_AGAIN = "claimed again after a finding"
    REPORTED_WITHOUT_EVIDENCE = "reported complete, no evidence named"
    REPORTED_WITH_EVIDENCE = "reported complete, evidence named"
    VERIFIED = "verified"
    CANNOT_BE_IMPLEMENTED = "found unable to be implemented"
    NO_LONGER_OVERDUE = "no longer overdue"
    NO_LONGER_OVERDUE_BY_FIRST_DATE = "no longer overdue by the date first promised"
    MOVED_EARLIER = "date moved earlier"
    DATE_REWORDED = "date reworded"
    DATE_SET = "date set"
    FIRST_RECORDED = "first recorded"
    SPLIT = "split from another action"
    BACK = "back in the return"
    STATUS_CHANGED = "status changed"
    ACTION_REWORDED = "action reworded"
    SUPPORT_CHANGED = "supporting agencies changed"
    PRIORITY_CHANGED = "priority changed"
    RATING_CHANGED = "colour or rating changed"
    STATUS_REWORDED = "status reworded"
    OWNER_CHANGED = "owner changed"
    EVIDENCE_CHANGED = "evidence changed"
    COMPLETION_DATE_CHANGED = "completion date changed"
    RECOMMENDATION_ADDED = "recommendation added"
    RECOMMENDATION_REWORDED = "recommendation reworded"
    RECOMMENDATION_MISSING = "recommendation missing from the register"
    RECOMMENDATION_BACK = "recommendation back in the register"
    RECOMMENDATION_WITHDRAWN = "recommendation withdrawn with its file"
    RECOMMENDATION_WITHOUT_FILE = "recommendation counts without a withdrawn file"
    RESPONSE_CHANGED = "response changed"


class Severity(StrEnum):
    """What a problem does to its row."""

    REFUSED = "row refused"
    WARNING = "warning"
    NOTICE = "notice"


NO_REFERENCE = "(no reference)"  # given to rows whose plan numbers nothing: their words tell them apart
OUR_NAME = re.compile(r"\d{4}-\d\d-\d\d/\d+(\.\d+)?( \(\d+\))?")  # our own reference for one; also in position.sql


class WhoActs(StrEnum):
    """Who can put a problem right."""

    SENDER = "whoever sent the file"
    COMMITTEE = "the committee's officer"
    DATA_OFFICER = "the data officer"

    @property
    def label(self) -> str:
        """The words as people read them; the stored value stays as it is."""
        return "the agency" if self is WhoActs.SENDER else str(self)
