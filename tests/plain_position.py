"""The slow, obvious version of position_on(as_of): one action at a time, return by return."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from plain_dates import Days, days, moved
from plain_evidence import evidence_since


@dataclass
class Report:
    """What one return says of one action."""

    due_on: date | None = None
    original_due_on: date | None = None
    completed_on: date | None = None
    status: str = "in progress"
    evidence: str = ""
    is_unreadable: bool = False  # the due date
    answers: tuple = ("",)  # the recommendations it answers, as keys of History.responses
    last_source_on: date | None = None  # in a compiled register
    response: str = "no response"  # as given in the plan itself
    is_part: bool = False  # the return says that it is part of History.whole
    due_precision: str = "day"
    original_precision: str = "day"
    action: str = ""  # what is to be done


@dataclass
class Check:
    """What one line of the verification log says."""

    received_on: date
    checked_on: date
    found: str
    checker: str = "Board"
    sender: str = "board"  # whose log it is
    precision: str = "day"

    @property
    def is_refused(self) -> bool:
        return self.found not in PLANNED and min(days(self.checked_on, self.precision)) > self.received_on


@dataclass
class WholeLog:
    """A log that lists every check in force; `lines` are all its lines, each with the history of its action."""

    sender: str
    received_on: date
    lines: list[tuple["History", Check]]


@dataclass
class History:
    """An action: what each of its sender's returns said about it, None for a return without a row for it."""

    returns: list[tuple[date, Report | None]]
    checks: list[Check] = field(default_factory=list)
    # What each register said of a recommendation: the day, the answer, and the register's sender.
    responses: dict[object, list[tuple[date, str, str]]] = field(default_factory=dict)
    whole_logs: list[WholeLog] = field(default_factory=list, repr=False, compare=False)
    is_compiled: bool = False
    whole: "History | None" = None  # the action it is part of, whose first date it keeps
    # The day from which a file counts, by what the file is and its date; by default its own date.
    known_on: dict[tuple[str, date], date] = field(default_factory=dict)

    def is_known(self, what: str, on: date, as_of: date) -> bool:
        """Whether the file ("plan", "log" or "register") dated `on` was known on `as_of`."""
        return self.known_on.get((what, on), on) <= as_of


def position(history: History, as_of: date) -> dict | None:
    """The action's position as known on the date, by column; None if the action was not known yet."""
    returns = [(on, said) for on, said in history.returns if history.is_known("plan", on, as_of)]
    held = _held(history, as_of)
    if not held:
        return None
    last_on, now = held[-1]
    promises = _promises(held, _date_of_whole(history, as_of))
    first, (moves, days_moved) = max(promises[0]) if promises else None, moved(promises)
    check = _standing_check(history, held, as_of)
    response, was_accepted = _response(history, now, as_of), _was_accepted(history, held, as_of)
    clock = _last_look(now, last_on) if history.is_compiled else as_of
    state = _state(now, check, response, was_accepted, clock)
    is_waiting = _is_claimed(now) and now.evidence and not history.is_compiled
    is_open = state in ("Open", "Overdue", "Open, no date set")
    return {
        "state": state,
        "is_overdue": state == "Overdue",
        "is_overdue_by_first_date": is_open and first is not None and first < clock,
        "first_due_on": first,
        "times_moved": len([by for by in moves if by > 0]),
        "days_moved": days_moved,
        "verification": check or ("awaiting check" if is_waiting else "not checked"),
        "missing_since": next((on for on, said in returns if on > last_on), None),
        "response": response,
        "is_accepted": was_accepted
        or (not history.is_compiled and response not in ("not accepted", "noted", "accepted in principle")),
        "timeliness": _timeliness(history, held, state, first, clock, as_of),
        "is_contradicted": check == "verified" and now.status in NOT_COMPLETE,
        "evidence_since": _evidence_since(held),
        "changed_after_check_on": _changed_after_check_on(history, held, as_of) if check == "verified" else None,
        "still_open_on": None if history.is_compiled else _still_open_on(held),
    }


def _held(history: History, as_of: date) -> list[tuple[date, Report]]:
    """The returns known on the date that have a row for the action."""
    return [(on, said) for on, said in history.returns if said and history.is_known("plan", on, as_of)]


NOT_COMPLETE = ("not started", "in progress", "paused", "will not do", "superseded")


def _still_open_on(held: list[tuple[date, Report]]) -> date | None:
    """The last return that said "not complete", if it came after the completion date now given; None otherwise."""
    now = held[-1][1]
    said_open = [on for on, said in held if said.status in NOT_COMPLETE]
    if not (_is_claimed(now) and now.completed_on and said_open):
        return None
    return max(said_open) if max(said_open) > now.completed_on else None


def _changed_after_check_on(history: History, held: list[tuple[date, Report]], as_of: date) -> date | None:
    """The first return after the last check that changed the action's words, recommendations or lead agency."""
    check = _last_check(history, as_of)
    said = [(on, ({*report.answers}, report.action)) for on, report in held]
    changed = [on for (_, before), (on, now) in pairwise(said) if now != before]
    return None if history.is_compiled else min((on for on in changed if on > check.checked_on), default=None)


def _evidence_since(held: list[tuple[date, Report]]) -> date | None:
    return evidence_since([(on, said.evidence) for on, said in held])


def _last_look(now: Report, last_on: date) -> date:
    """The last day a compiler's sources are exact about; before all dates if they never are, so nothing is late."""
    return min(now.last_source_on, last_on) if now.last_source_on else date.min


def _is_claimed(said: Report) -> bool:
    return said.status == "reported complete"


def _date_of_whole(history: History, as_of: date) -> Days | None:
    """The date first promised for the whole, as known when the part came; None for no part or no such date."""
    held = _held(history, as_of)
    if not history.whole or not any(said.is_part for _, said in held):
        return None
    before_the_part = [(on, said) for on, said in _held(history.whole, as_of) if on <= held[0][0]]
    if not before_the_part:
        return None
    return next(iter(_promises(before_the_part, _date_of_whole(history.whole, as_of))), None)


def _promises(held: list[tuple[date, Report]], of_whole: Days | None) -> list[Days]:
    """Every promised date as its days: the whole's if there is one, then the plan's original date, then the others."""
    found = [of_whole] if of_whole else []
    has_own = False
    for _, said in held:
        due, original = days(said.due_on, said.due_precision), days(said.original_due_on, said.original_precision)
        given = [due] if has_own else [original or due, due]
        has_own = has_own or any(given)
        found += filter(None, given)
    return found


def _last_check(history: History, as_of: date) -> Check | None:
    """The last check with a finding: a check that is planned or was not made is none."""
    found = [check for check in _checks_that_stand(history, as_of) if check.found not in PLANNED]
    return max(found, key=lambda check: (check.checked_on, FAULTS_LAST.index(check.found)), default=None)


def _checks_that_stand(history: History, as_of: date) -> list[Check]:
    """The checks in force, computed sender by sender: nobody corrects or withdraws what somebody else listed."""
    senders = {check.sender for check in history.checks}
    return [check for sender in senders for check in _checks_of(sender, history, as_of)]


def _checks_of(sender: str, history: History, as_of: date) -> list[Check]:
    """One sender's checks in force, log by log: a whole log starts afresh; a line replaces an earlier one like it."""
    listed = [check for check in history.checks if check.sender == sender]
    logs = [log for log in history.whole_logs if log.sender == sender]
    whole = {log.received_on for log in logs if _is_all_read(log, history, as_of)}
    stand: dict[tuple[str, date], Check] = {}
    looked: dict[tuple[str, date], date] = {}  # the first log with a finding: the check was made by that day
    for on in sorted({check.received_on for check in listed} | whole):
        if not history.is_known("log", on, as_of):
            continue
        lines = [check for check in listed if check.received_on == on and not check.is_refused]
        if on in whole:
            stand = {}
        for line in sorted(lines, key=lambda check: FAULTS_LAST.index(check.found)):
            stand[line.checker, line.checked_on] = line
            if line.found not in PLANNED:
                looked.setdefault((line.checker, line.checked_on), on)
    return [replace(line, checked_on=min(line.checked_on, looked.get(key, date.max))) for key, line in stand.items()]


def _is_all_read(log: WholeLog, history: History, as_of: date) -> bool:
    """Whether no line of a log was refused and each names an action that some return known by then reported."""
    return not any(line.is_refused for _, line in log.lines) and all(
        any(said and history.is_known("plan", on, as_of) for on, said in named.returns) for named, _ in log.lines
    )


def _standing_check(history: History, held: list[tuple[date, Report]], as_of: date) -> str | None:
    check = _last_check(history, as_of)
    if check is None:
        return None
    went_back = [on for (_, before), (on, said) in pairwise(held) if _is_claimed(before) and not _is_claimed(said)]
    now = held[-1][1]
    if check.found in ("verified", "cannot be implemented"):
        return None if went_back and max(went_back) > check.checked_on else check.found
    claimed_anew = _is_claimed(now) and (_has_later_date(held, check) or _has_new_evidence(history, held, check))
    return None if claimed_anew else check.found


def _has_later_date(held: list[tuple[date, Report]], check: Check) -> bool:
    """Whether the last return gives a completion date after the check, and not after the return itself."""
    last_on, now = held[-1]
    return now.completed_on is not None and check.checked_on < now.completed_on <= last_on


def _has_new_evidence(history: History, held: list[tuple[date, Report]], check: Check) -> bool:
    """Whether evidence came after the check, but not with the first return: nobody knows what was named before it."""
    since = _evidence_since(held)
    return not history.is_compiled and since is not None and since > check.checked_on and since > held[0][0]


PLANNED = ("not checked", "awaiting check")
FAULTS_LAST = (*PLANNED, "verified", "cannot be implemented", "reopened", "insufficient")
COMMITS_MOST_FIRST = (
    "accepted", "accepted in part", "accepted in principle", "noted", "not accepted", "response unreadable",
    "no response",
)  # fmt: skip


def _response(history: History, now: Report, as_of: date) -> str:
    """The most committing response to the recommendations that the action answers; without any, the plan's own."""
    known = [_answer(_responses(history, answered, as_of)) for answered in now.answers]
    current = min(known or ["no response"], key=COMMITS_MOST_FIRST.index)
    return now.response if current == "no response" else current


def _answer(said: list[tuple[date, str, str]]) -> str:
    """The latest answer among the last words of all senders of registers, "no response" for none."""
    last_words = {sender: (on, answer) for on, answer, sender in sorted(said)}
    answers = [(on, answer) for on, answer in last_words.values() if answer != "no response"]
    return max(answers)[1] if answers else "no response"


def _responses(history: History, answered: object, as_of: date) -> list[tuple[date, str, str]]:
    return [said for said in history.responses.get(answered, []) if history.is_known("register", said[0], as_of)]


def _was_accepted(history: History, held: list[tuple[date, Report]], as_of: date) -> bool:
    """Whether the plan ever accepted the action, or a register a recommendation that it was ever said to answer."""
    given = [said.response for _, said in held]
    for _, said in held:
        for answered in said.answers:
            given += [answer for _, answer, _ in _responses(history, answered, as_of)]
    return not {"accepted", "accepted in part"}.isdisjoint(given)


def _state(now: Report, check: str | None, response: str, was_accepted: bool, as_of: date) -> str:
    if check == "verified":
        return "Verified complete"
    if response == "not accepted" and not was_accepted:
        return "Not accepted"
    if check == "cannot be implemented" or now.status in ("will not do", "superseded"):
        return "Closed, not done"
    if _is_claimed(now) and check is None:
        return "Reported complete, not verified"
    if now.due_on is None:
        return "Open, no date set"
    return "Overdue" if now.due_on < as_of else "Open"


def _timeliness(
    history: History, held: list[tuple[date, Report]], state: str, first: date | None, clock: date, as_of: date
) -> str:
    now = held[-1][1]
    if state == "Open, no date set" and now.is_unreadable:
        return "date unreadable"
    if state in ("Closed, not done", "Not accepted"):
        return "not applicable"
    if state in ("Verified complete", "Reported complete, not verified"):
        if first is None:
            return "no date"
        done = _done_on(history, held, as_of)
        if done is None:
            return "no date"
        if done > first:
            return "done late"
        still_open_on, check = _still_open_on(held), _last_check(history, as_of)
        is_checked = state == "Verified complete" and check.checked_on <= first
        if not history.is_compiled and not is_checked and still_open_on and still_open_on > first:
            return "disputed by its own earlier return"
        return "done on time"
    if now.due_on is None:
        return "no date"
    if now.due_on < clock:
        return "overdue"
    return "due soon" if now.due_on <= clock + timedelta(days=30) else "not due"


def _done_on(history: History, held: list[tuple[date, Report]], as_of: date) -> date | None:
    now, check = held[-1][1], _last_check(history, as_of)
    if check and check.found in ("insufficient", "reopened") and not _has_later_date(held, check):
        return _evidence_since(held)
    if now.completed_on:
        return now.completed_on
    if not _is_claimed(now):
        return check.checked_on
    if history.is_compiled:
        return None
    since = held[-1][0]
    for on, said in reversed(held):
        if not _is_claimed(said):
            break
        since = on
    return since
