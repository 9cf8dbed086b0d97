"""Tables of actions, for every page that lists some."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.paging import Part, first_words, rest
from tracker import compiled_words
from tracker.cache import cached
from tracker.first_ten import FIRST, ON_OVERVIEW, WHOLE
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import actions
from tracker.questions.actions import Action, Count
from tracker.questions.lateness import Lateness
from tracker.terms import Precision, ReportedStatus, Verification
from tracker.words import capital, contradicted_note, date_as_given, day, plural

NONE = "No actions are recorded."
HEADINGS = ("Reference", "Action", "State", "Due now", "First promised", "Changes of date")


def action_table(rows: Sequence[Action], caption: str, here: Here) -> Markup:
    """One row per action: both clocks side by side, and how often the date moved.

    The lead agency is left out if the page is about that agency.
    """
    return blocks.table(caption, HEADINGS, [_line(action, here) for action in rows])


@cached
def first_actions(at: Here, suffix: str = "", **only: Any) -> Markup:
    """A table of the first ten actions of a list and a link to all of them; "" if there are none."""
    count = actions.count(at.db, at.as_of, **at.filters, **only)
    if not count.actions:
        return Markup("")
    rows = actions.rows(at.db, at.as_of, **at.filters, **only, stop=FIRST)
    href = at.address("actions", **in_address(only))
    return _first_of(rows, count.actions, f"{count_words(count)}{suffix}", at, href)


def short_list(rows: Sequence[Action], caption: str, at: Here, href: str) -> Markup:
    """A table of actions that belong together: all of them, or the first ten and a link to all."""
    if len(rows) <= WHOLE:
        return action_table(rows, caption, at)
    return _first_of(rows[:FIRST], len(rows), caption, at, href)


def _first_of(first: Sequence[Action], of: int, caption: str, at: Here, href: str) -> Markup:
    """A table of the first ten of `of` actions, and a link to all of them."""
    words = compiled_words.sentence(f"See all {plural(of, 'action')} of this list")
    return _first_table(first, of, caption, at) + rest(of, words, href)


def _first_table(first: Sequence[Action], of: int, caption: str, at: Here) -> Markup:
    """A table of the first actions in low rows, which on a wide screen show two lines of each action's words."""
    return blocks.low_rows(action_table(first, f"{caption}{first_words(of, len(first))}", at))


def in_address(only: Mapping[str, Any]) -> dict[str, Any]:
    """The filters of a list of actions, under the names that they have in the address of the page Actions."""
    return {"counted" if name == "measure" else name: value for name, value in only.items()}


@cached
def part_of_actions(at: Here, shown: Part, **only: Any) -> Markup:
    """A table of the actions on one page of a list."""
    count = actions.count(at.db, at.as_of, **at.filters, **only)
    rows = actions.rows(at.db, at.as_of, **at.filters, **only, start=shown.start, stop=shown.stop)
    return action_table(rows, f"{count_words(count)}{shown.words}", at)


def count_words(count: Count) -> str:
    """How many actions a list holds, and how many of them are contradicted."""
    return plural(count.actions, "action") + contradicted_note(count.contradicted)


@cached
def longest_overdue(at: Here) -> tuple[Markup, ...]:
    """The actions longest overdue by the date first promised, and a link to all of them."""
    late = at.count[Measure.OVERDUE]
    if not late:
        none = f"No action is overdue by its current date on {day(at.as_of)}." if at.has_actions else NONE
        return (blocks.lead(Lateness.from_counts(at.count).unless_unknown(Measure.OVERDUE, none)),)
    words = compiled_words.sentence(f"See {plural(late, 'overdue action')}")
    moved = blocks.link("Every date that moved", at.address("overdue-and-moved"))
    first = actions.rows(at.db, at.as_of, **at.filters, measure=Measure.OVERDUE, stop=ON_OVERVIEW)
    table = _first_table(first, late, "Longest overdue first, by the date first promised", at)
    return table, blocks.trail(blocks.link(words, at.address("actions", counted=Measure.OVERDUE))), blocks.trail(moved)


def _line(action: Action, here: Here) -> tuple[blocks.Cell, ...]:
    with compiled_words.words_for(action.is_compiled):  # a page may show both kinds of record, so the row decides
        return (
            ref_link(action, here),
            action_cell(action.action, "" if here.agency == action.agency else action.agency),
            blocks.under(blocks.tag(action.state), state_note(action)),
            due_now(action),
            first_promised(action),
            moves(action),
        )


def action_cell(words: str, agency: str) -> Markup:
    """An action's words, of which low rows show two lines, and its lead agency below them."""
    text = Markup('<span class="an-action">{}</span>').format(blocks.as_html(words))
    return blocks.under(text, agency) if agency else text


def ref_link(action: Action, here: Here) -> Markup:
    """An action's reference as a link to its own page."""
    return blocks.link(action.action_ref, here.address("actions", ref=action.action_ref, sender=action.sender))


def state_note(action: Action) -> str:
    """What a reader must know besides the state, such as that the row is missing; "" for nothing."""
    missing = f"Missing from the return since {day(action.missing_since)}" if action.missing_since else ""
    about = (missing, not_in_return(action) if action.is_open else "", _check_note(action), _completion_note(action))
    return ". ".join(filter(None, about)) or _report_note(action)


def not_in_return(action: Action) -> str:
    """Says that the last return says nothing about an action and did not have to; "" otherwise."""
    on = action.not_in_return_on
    return f"Not in the return of {day(on)}, which did not have to hold it; this is what was said before" if on else ""


def _check_note(action: Action) -> str:
    """What a check says against the agency's report, or the report against the check."""
    if not action.checked_on or not action.last_found:
        return ""
    if action.is_contradicted:
        return f"Verified on {day(action.checked_on)}, but {_report(action)} says “{action.reported_status}”"
    if action.changed_after_check_on:
        return (
            f"Changed after it was verified on {day(action.checked_on)}: see the return of "
            f"{day(action.changed_after_check_on)}"
        )
    found = f"{_finding(action.last_found)} by {action.checker} on {day(action.checked_on)}"
    if action.verification == action.last_found:
        return "" if action.is_verified else capital(found)
    is_undone = action.last_found in (Verification.INSUFFICIENT, Verification.REOPENED)
    return f"{capital(found)}; claimed again since" if is_undone else ""


def _finding(found: Verification) -> str:
    """What a check found, as a verb, or else “found” with the word for the finding."""
    verbs = {
        Verification.REOPENED: "reopened",
        Verification.CANNOT_BE_IMPLEMENTED: "found unable to be implemented",
    }
    return verbs.get(found, f"found {compiled_words.word(found)}")


def _report(action: Action) -> str:
    if not action.is_compiled:
        return f"the return of {day(action.last_received_on)}"
    return f"the source of {day(action.judged_on)}" if action.judged_on else "the status published"


def _completion_note(action: Action) -> str:
    if not action.still_open_on or not action.completed_on:
        return ""
    before = f"the return of {day(action.still_open_on)} said that it was not complete"
    done = date_as_given(action.completed_on, action.completed_on_precision)
    return f"Now reported as completed on {done}, but {before}"


def _report_note(action: Action) -> str:
    if action.is_compiled and action.is_open:
        last = f"The last exactly dated source is of {day(action.judged_on)}" if action.judged_on else ""
        return f"No completion seen. {last or 'No source bears an exact date'}"
    if action.reported_status == ReportedStatus.NOT_REPORTED:
        return compiled_words.word("No status reported")
    if action.reported_status == ReportedStatus.UNREADABLE:
        return f"Reported as “{action.reported_words}”, a status that we cannot read"
    return ""


def moves(action: Action) -> blocks.Cell:
    """How often the date moved later, or what else became of it: a changed date never counts as “Not moved”."""
    if action.first_due_on and not action.due_on:
        return "Date removed"
    if action.times_moved:
        return blocks.moved_tag(action.times_moved)
    if action.days_moved < 0:
        return compiled_words.word("Moved earlier")
    return compiled_words.word("Not moved") if action.due_on == action.first_due_on else "Date reworded"


def due_now(action: Action) -> Markup:
    """The current due date as given, and how long past it the action is."""
    late = [f"Set by {action.due_set_by}"] if action.due_set_by else []
    if action.is_overdue:
        late.append(compiled_words.sentence(f"{plural(action.days_overdue, 'day')} overdue"))
    if action.due_on and action.due_on_precision == Precision.DAY:
        return _date_cell(action.due_on, ". ".join(late))
    due = date_as_given(action.due_on, action.due_on_precision, action.due_words)
    return _date_cell(compiled_words.word(due), ". ".join(late))


def first_promised(action: Action) -> Markup:
    """The date first promised, and how long past that the action is."""
    late = f"{plural(action.days_late, 'day')} ago" if action.is_overdue_by_first_date else ""
    first = date_as_given(action.first_due_on, action.first_due_on_precision)
    return _date_cell(
        first if action.first_due_on else compiled_words.word("Never dated"), compiled_words.sentence(late)
    )


def _date_cell(when: blocks.Cell, late: str) -> Markup:
    return blocks.under(when, late) if late else blocks.as_html(when)
