"""Tables of actions, for every page that lists some."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from pages.parts.here import Here
from tracker import compiled_words
from tracker.cache import cached
from tracker.html import blocks
from tracker.questions import overdue
from tracker.questions.actions import Action
from tracker.terms import Precision, ReportedStatus
from tracker.words import date_as_given, day, plural

LONGEST = 8  # on the overview
HEADINGS = ("Reference", "Action", "State", "Due now", "First promised", "Moves")


def action_table(rows: Sequence[Action], caption: str, here: Here) -> Markup:
    """One row per action: both clocks side by side, and how often the date moved.

    The lead agency is left out where the page is about one agency.
    """
    return blocks.table(caption, HEADINGS, [_line(action, here) for action in rows])


@cached
def action_list(at: Here, ask: Callable[..., Sequence[Action]], suffix: str = "", **only: Any) -> Markup:
    """A table of the actions that a question gives for this position; "" where it gives none."""
    rows = ask(at.db, at.as_of, **at.filters, **only)
    return action_table(rows, f"{plural(len(rows), 'action')}{suffix}", at) if rows else Markup("")


@cached
def longest_overdue(at: Here) -> tuple[Markup, ...]:
    """The actions longest overdue by the date first promised, and a link to all of them."""
    late = overdue.rows(at.db, at.as_of, **at.filters)
    if not late:
        return (blocks.lead(f"No action is overdue by its current date on {day(at.as_of)}."),)
    words = compiled_words.sentence(f"See {plural(len(late), 'overdue action')} and every date that moved")
    table = action_table(late[:LONGEST], "Longest overdue first, by the date first promised", at)
    return table, blocks.trail(blocks.link(words, at.address("overdue-and-moved")))


def _line(action: Action, here: Here) -> tuple[blocks.Cell, ...]:
    with compiled_words.used(action.is_compiled):  # on a page about both kinds of record the row decides
        return (
            ref_link(action, here),
            action.action if here.agency else blocks.under(action.action, action.agency),
            blocks.under(blocks.tag(action.state), state_note(action)),
            due_now(action),
            first_promised(action),
            moves(action),
        )


def ref_link(action: Action, here: Here) -> Markup:
    """An action's reference as a link to its own page."""
    return blocks.link(action.action_ref, here.address("actions", ref=action.action_ref, sender=action.sender))


def state_note(action: Action) -> str:
    """What a reader must know beside the state, such as a row that is missing; "" where there is nothing."""
    if action.missing_since:
        return f"Missing from the return since {day(action.missing_since)}"
    if action.checked_on and action.verification == action.last_found and not action.is_verified:
        return f"Found {compiled_words.word(action.last_found)} by {action.checker} on {day(action.checked_on)}"
    if action.is_compiled and action.is_open:
        last = f"The last exactly dated source is of {day(action.judged_on)}" if action.judged_on else ""
        return f"No completion seen. {last or 'No source bears an exact date'}"
    if action.reported_status == ReportedStatus.NOT_REPORTED:
        return "No status reported"
    if action.reported_status == ReportedStatus.UNREADABLE:
        return f"Reported as “{action.reported_words}”, which the layout does not explain"
    return ""


def moves(action: Action) -> blocks.Cell:
    """How often the date moved, or that it was removed: without a word that would look like a date that never moved."""
    if action.is_open and action.first_due_on and not action.due_on:
        return "Date removed"
    return blocks.moved_tag(action.times_moved, "Moved") or compiled_words.word("Not moved")


def due_now(action: Action) -> Markup:
    """The current due date as given, and how long past it the action is."""
    late = [f"Set by {action.due_set_by}"] if action.due_set_by else []
    if action.is_overdue:
        late.append(compiled_words.sentence(f"{plural(action.days_overdue, 'day')} overdue"))
    if action.due_on and action.due_on_precision == Precision.DAY:
        return _dated(action.due_on, ". ".join(late))
    due = date_as_given(action.due_on, action.due_on_precision, action.due_words)
    return _dated(compiled_words.word(due), ". ".join(late))


def first_promised(action: Action) -> Markup:
    """The date first promised, and how long past that the action is."""
    late = f"{plural(action.days_late, 'day')} ago" if action.is_overdue_by_first_date else ""
    return _dated(action.first_due_on or compiled_words.word("Never dated"), compiled_words.sentence(late))


def _dated(when: blocks.Cell, late: str) -> Markup:
    return blocks.under(when, late) if late else blocks.shown(when)
