"""What an address narrows the actions to: a measure, a state, a span of dates, a recommendation."""

from datetime import date
from typing import Any

from pages.parts.here import asked
from pages.parts.show import say
from tracker import periods
from tracker.measure import Measure
from tracker.terms import State
from tracker.words import joined

Narrowed = tuple[dict[str, Any], list[str]]


def narrowed() -> Narrowed:
    """For `actions.rows(…, **narrowed)`, and each of it in words; what the address gets wrong is said."""
    measure, state = _one_of(Measure, "counted"), _one_of(State, "state")
    due, first_due = _span("due"), _span("first_due")
    recommendation = asked("recommendation")
    words = [
        measure or "",
        f"state “{state}”" if state else "",
        f"due {periods.when(asked('due'))}" if due else "",
        f"first promised for a date {periods.when(asked('first_due'))}" if first_due else "",
        f"under recommendation {recommendation}" if recommendation else "",
    ]
    by = {"measure": measure, "state": state, "due": due, "first_due": first_due}
    return {**by, "recommendation": recommendation or None}, [part for part in words if part]


def heading(words: list[str]) -> str:
    """The name of the page: “Actions: overdue and under recommendation 4”."""
    return f"Actions: {joined(words)}" if words else "Actions"


def _one_of(scale: type[Measure] | type[State], name: str) -> Any:
    word = asked(name)
    if word and word not in list(scale):
        what = "count anything" if name == "counted" else "have a state"
        say(f"We do not {what} called “{word}”. Showing all actions.")
        return None
    return scale(word) if word else None


def _span(name: str) -> tuple[date, date] | None:
    if not (words := asked(name)):
        return None
    try:
        return periods.span(words)
    except ValueError:
        say(f"We do not know the dates “{words}”: write a month as 2027-01. Showing all dates.")
        return None
