"""The slow, obvious version of position_on(as_of): one action at a time, one return after the other."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise


@dataclass
class Report:
    """What one return said of one action."""

    due_on: date | None = None
    original_due_on: date | None = None
    completed_on: date | None = None
    status: str = "in progress"
    evidence: str = ""
    is_unreadable: bool = False  # the due date
    answers: tuple = ("",)  # the recommendations it answers, as keys of History.responses
    last_source_on: date | None = None  # of a compiled register


@dataclass
class Check:
    """What one line of the verification log says."""

    received_on: date
    checked_on: date
    found: str


@dataclass
class History:
    """One action: what each return of its sender said of it (None where the row was not there)."""

    returns: list[tuple[date, Report | None]]
    checks: list[Check] = field(default_factory=list)
    responses: dict[object, list[tuple[date, str]]] = field(default_factory=dict)
    is_compiled: bool = False
    whole: "History | None" = None  # the action that this one is part of, whose first date it keeps
    # The day from which a file counts, by what it is and its date; its own date where none is given.
    known_on: dict[tuple[str, date], date] = field(default_factory=dict)

    def is_known(self, what: str, on: date, as_of: date) -> bool:
        """Whether the "plan", "log" or "register" of that date was known on another."""
        return self.known_on.get((what, on), on) <= as_of


def position(history: History, as_of: date) -> dict | None:
    """Where the action stands, as known on the date; None when it was not yet known."""
    returns = [(on, said) for on, said in history.returns if history.is_known("plan", on, as_of)]
    held = [(on, said) for on, said in returns if said]
    if not held:
        return None
    last_on, now = held[-1]
    first, moves = _dates(held, position(history.whole, as_of) if history.whole else None)
    check = _standing_check(history, held, as_of)
    response, was_accepted = _response(history, now, as_of)
    clock = _last_look(now, last_on) if history.is_compiled else as_of
    state = _state(now, check, response, was_accepted, clock)
    is_waiting = _is_claimed(now) and now.evidence and not history.is_compiled
    is_open = state in ("Open", "Overdue", "Open, no date set")
    return {
        "state": state,
        "is_overdue": state == "Overdue",
        "is_overdue_by_first_date": is_open and first is not None and first < clock,
        "first_due_on": first,
        "times_moved": len([days for days in moves if days > 0]),
        "days_moved": sum(moves),
        "verification": check or ("awaiting check" if is_waiting else "not checked"),
        "missing_since": next((on for on, said in returns if on > last_on), None),
        "response": response,
        "is_accepted": was_accepted
        or (not history.is_compiled and response not in ("not accepted", "noted", "accepted in principle")),
        "timeliness": _timeliness(history, held, state, first, clock, as_of),
    }


def _last_look(now: Report, last_on: date) -> date:
    """Until when a compiler's sources say anything exact; before all dates where they never do, so nothing is late."""
    return min(now.last_source_on, last_on) if now.last_source_on else date.min


def _is_claimed(said: Report) -> bool:
    return said.status == "reported complete"


def _dates(held: list[tuple[date, Report]], whole: dict | None) -> tuple[date | None, list[int]]:
    """The date first promised, and how far each later date moved from the date before it."""
    first, before, moves = None, None, []
    for _, said in held:
        if first is None:
            first = before = said.original_due_on or said.due_on
            if first and whole and whole["first_due_on"]:
                if before != whole["first_due_on"]:
                    moves.append((before - whole["first_due_on"]).days)
                first = whole["first_due_on"]
        if said.due_on and before and said.due_on != before:
            moves.append((said.due_on - before).days)
        before = said.due_on or before
    return first, moves


def _last_check(history: History, as_of: date) -> Check | None:
    """The last time somebody looked; that a check is planned, was not made or lies in the future is no finding."""
    known = [
        check
        for check in history.checks
        if history.is_known("log", check.received_on, as_of)
        and check.found not in ("awaiting check", "not checked")
        and check.checked_on <= check.received_on
    ]
    return max(known, key=lambda check: (check.checked_on, check.received_on), default=None)


def _standing_check(history: History, held: list[tuple[date, Report]], as_of: date) -> str | None:
    check = _last_check(history, as_of)
    if check is None:
        return None
    went_back = [on for (_, before), (on, said) in pairwise(held) if _is_claimed(before) and not _is_claimed(said)]
    last_on, now = held[-1]
    if check.found in ("verified", "cannot be implemented"):
        return None if went_back and max(went_back) > check.checked_on else check.found
    claimed_anew = _is_claimed(now) and now.completed_on and check.checked_on < now.completed_on <= last_on
    return None if claimed_anew else check.found


COMMITS_MOST_FIRST = (
    "accepted", "accepted in part", "accepted in principle", "noted", "not accepted", "response unreadable",
    "no response",
)  # fmt: skip


def _response(history: History, now: Report, as_of: date) -> tuple[str, bool]:
    """The response that commits most among the recommendations it answers, and whether any was ever accepted."""
    known = [
        [said for on, said in history.responses.get(answered, []) if history.is_known("register", on, as_of)]
        for answered in now.answers
    ]
    current = [said[-1] for said in known if said] or ["no response"]
    was_accepted = any(response in ("accepted", "accepted in part") for said in known for response in said)
    return min(current, key=COMMITS_MOST_FIRST.index), was_accepted


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
        return "done on time" if done <= first else "done late"
    if now.due_on is None:
        return "no date"
    if now.due_on < clock:
        return "overdue"
    return "due soon" if now.due_on <= clock + timedelta(days=30) else "not due"


def _done_on(history: History, held: list[tuple[date, Report]], as_of: date) -> date | None:
    now = held[-1][1]
    if now.completed_on:
        return now.completed_on
    if not _is_claimed(now):
        return _last_check(history, as_of).checked_on
    if history.is_compiled:
        return None
    since = held[-1][0]
    for on, said in reversed(held):
        if not _is_claimed(said):
            break
        since = on
    return since
