"""The filters in the address of the page Actions: a measure, a state, a span of dates, words of a plan."""

from typing import TypeVar

from pages.parts.here import Here, address_word
from pages.parts.show import say
from pages.public.plan_filters import PlanFilters, plan_filters
from tracker import periods
from tracker.compiled_words import word
from tracker.measure import Measure
from tracker.questions.actions import Span
from tracker.terms import Role, State
from tracker.words import and_list

Scale = TypeVar("Scale", Measure, State, Role)


class ActionFilters(PlanFilters):
    """What `actions.rows(…, **filters)` takes; None for each filter that the address does not ask for."""

    measure: Measure | None
    state: State | None
    due: Span | None
    first_due: Span | None
    recommendation: str | None
    role: Role


def action_filters(at: Here) -> tuple[ActionFilters, list[str]]:
    """The filters in the address, and each one in words; shows a message about what the address gets wrong."""
    measure, state = _one_of(Measure, "counted"), _one_of(State, "state")
    due, first_due = _span("due"), _span("first_due")
    recommendation = address_word("recommendation")
    asked = _one_of(Role, "role")
    role = asked if asked and at.agency else Role.LEAD
    of_plan, words_of_plan = plan_filters(at, role)
    words = [
        word(measure or ""),
        f"state “{word(state)}”" if state else "",
        f"due {periods.when(address_word('due'))}" if due else "",
        f"{word('first promised')} for a date {periods.when(address_word('first_due'))}" if first_due else "",
        f"under recommendation {recommendation}" if recommendation else "",
        f"supported by {at.agency}" if role == Role.SUPPORTING else "",
        *words_of_plan,
    ]
    filters: ActionFilters = {
        "measure": measure,
        "state": state,
        "due": due,
        "first_due": first_due,
        "recommendation": recommendation or None,
        "role": role,
        **of_plan,
    }
    return filters, [part for part in words if part]


def heading(words: list[str]) -> str:
    """The name of the page, such as “Actions: overdue and under recommendation 4”."""
    return f"{word('Actions')}: {and_list(words)}" if words else word("Actions")


def _one_of(scale: type[Scale], name: str) -> Scale | None:
    """The word of a scale that the address asks for, None if it asks for none or for an unknown one."""
    wanted = address_word(name)
    found = next((known for known in scale if known == wanted), None)
    if wanted and found is None:
        what = "count anything" if name == "counted" else f"have a {name}"
        say(f"We do not {what} called “{wanted}”. Showing all actions.")
    return found


def _span(name: str) -> Span | None:
    if not (words := address_word(name)):
        return None
    try:
        return periods.span(words)
    except ValueError:
        say(f"We do not know the dates “{words}”: write a month as 2027-01. Showing all dates.")
        return None
