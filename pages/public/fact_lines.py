"""The lines of an action's page that say where the action stands."""

from collections.abc import Callable, Collection, Mapping

from markupsafe import Markup

from pages.parts.action_tables import not_in_return
from pages.parts.here import Here
from pages.public.claim_parts import check_due
from pages.public.successor_lines import successor_lines
from tracker import compiled_words
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions import action as question
from tracker.questions import former_names, resolutions
from tracker.questions.actions import Action
from tracker.terms import LEAD_NOT_STATED, ReportedStatus, Response, Timeliness, Verification
from tracker.words import STRUCK_OUT, capital, date_as_given, day, plural

GIVEN_IN_PLAN = {"Priority in the plan": "priority", "Theme in the plan": "theme", "Done when": "success_measure"}
COMPLETED = {
    Timeliness.DONE_ON_TIME: "Completed on time",
    Timeliness.DONE_LATE: "Completed late",
    Timeliness.DISPUTED: "On time by the completion date now given, late by its own earlier return: counted as neither",
}


def fact_lines(action: Action, at: Here, struck_out: Collection[str]) -> dict[str, blocks.Cell]:
    """Each fact by its name; if its words are struck out in the sheet, a note says so."""

    def with_note(words: blocks.Cell, name: str) -> blocks.Cell:
        return blocks.under(words, STRUCK_OUT) if name in struck_out else words

    texts = question.texts(at.db, at.as_of, action.action_id)
    return {
        "Lead agency": blocks.under(_body(action.agency, at), _about_lead(action.agency, at)),
        "Supporting": blocks.comma_list(_body(name, at) for name in action.supporting_agencies) or "None named",
        **({} if at.is_public else {"Owner": action.owner or "No post named"}),
        **_given_in_plan(texts, with_note),
        "Response": _response(action),
        _set_by(action): _first_date(action),
        "Due now": with_note(_due_now(action), "due_on"),
        "Overdue": compiled_words.sentence(_overdue(action)),
        "Reported status": with_note(_status(action, at), "reported_status"),
        "Evidence named": with_note(_evidence(action), "evidence"),
        "Verification": blocks.under(_verification(action), check_due(action, at)),
        **successor_lines(action, at),
        **_closed(action, at),
        "Last file that listed it": blocks.under(day(action.last_received_on), not_in_return(action)),
        **_publication_facts(action, texts),
    }


def _given_in_plan(
    texts: Mapping[str, str], with_note: Callable[[blocks.Cell, str], blocks.Cell]
) -> dict[str, blocks.Cell]:
    """What some plans give about an action and others have no column for."""
    return {label: with_note(texts[name], name) for label, name in GIVEN_IN_PLAN.items() if texts[name]}


def _body(name: str, at: Here) -> Markup:
    return blocks.link(name, at.address("agencies", agency=name))


def _about_lead(name: str, at: Here) -> str:
    """Says that a lead agency was renamed, or that the plan names none."""
    if name == LEAD_NOT_STATED:
        return "The plan that holds this action names none for it"
    return " ".join(former_names.sentences(former_names.former_bodies(at.db, at.as_of, name)))


def _set_by(action: Action) -> str:
    """The name of the first date; it names whoever else set the date, since that is no promise."""
    if not action.due_set_by:
        return "First promised"
    is_own = action.due_set_by in (action.agency, *action.supporting_agencies)
    return f"{'Date given by' if is_own else 'Deadline set by'} {action.due_set_by}"


def _first_date(action: Action) -> str:
    if not action.first_due_on:
        return word("No date was ever given")
    return date_as_given(action.first_due_on, action.first_due_on_precision)


def _response(action: Action) -> str:
    response = word(action.response.capitalize())
    if not action.is_accepted:
        return compiled_words.sentence(f"{response}. Counted apart from accepted actions.")
    is_undone = action.was_accepted and action.response not in (Response.ACCEPTED, Response.ACCEPTED_IN_PART)
    return f"{response}. Accepted before, so still counted." if is_undone else response


def _due_now(action: Action) -> str:
    due = word(date_as_given(action.due_on, action.due_on_precision, action.due_words))
    if not action.due_on or not action.first_due_on or action.due_on == action.first_due_on:
        return due
    if not action.days_moved:
        return f"{due} (reworded, but the same time as {word('first promised')})"
    direction = "later" if action.days_moved > 0 else "earlier"
    moved = f"{plural(abs(action.days_moved), 'day')} {direction} than {word('first promised')}"
    is_reworded = (action.due_on - action.first_due_on).days != action.days_moved
    return f"{due} (moved: {moved}; then reworded)" if is_reworded else f"{due} ({moved})"


def _overdue(action: Action) -> str:
    """How late the action is by both clocks, or why that cannot be computed; how it was completed if it is not open."""
    if not action.is_open:
        return COMPLETED.get(action.timeliness, "Not open")
    if not action.judged_on:
        return "Cannot be computed: no source bears an exact date"
    if not action.first_due_on:
        return f"Cannot be computed: {_why_undated(action)}"
    now = f"{_days_or_not(action.days_overdue)} by the current date" if action.due_on else _why_undated(action)
    then = f", on {day(action.judged_on)}" if action.is_compiled else ""
    return f"{capital(now)}; {_days_or_not(action.days_late)} by the date first promised{then}"


def _why_undated(action: Action) -> str:
    is_unreadable = action.timeliness == Timeliness.DATE_UNREADABLE
    return "its current date cannot be read" if is_unreadable else "it has no current date"


def _days_or_not(days: int) -> str:
    return plural(days, "day") if days else "not"


def _status(action: Action, at: Here) -> blocks.Cell:
    """The status, the agency's words for it, and since when it has been reported, maybe in other words before."""
    since = compiled_words.sentence(f"This status since the return of {day(action.status_since)}")
    words = "" if at.is_public else _as_written(action)
    return blocks.under(word(action.reported_status.capitalize()), ". ".join(filter(None, (words, since))))


def _as_written(action: Action) -> str:
    return f"As written: “{action.reported_words}”" if action.reported_words else _unwritten(action)


def _unwritten(action: Action) -> str:
    is_blank = action.reported_status == ReportedStatus.NOT_REPORTED
    return "Nothing is written" if is_blank else "Taken from the sheet it is on"


def _evidence(action: Action) -> blocks.Cell:
    if not action.evidence:
        return word("None recorded")
    since = f"Named since the return of {day(action.evidence_since)}" if action.evidence_since else ""
    return blocks.under(action.evidence, since) if since and not action.is_compiled else action.evidence


def _verification(action: Action) -> str:
    if action.checked_on is None or action.last_found is None:
        return word(action.verification.capitalize())
    last = f"Last check: {word(action.last_found)}, by {action.checker} on {day(action.checked_on)}."
    if action.changed_after_check_on:
        what = "The action’s words, lead agency or recommendation changed later, in the return of"
        return f"{last} {what} {day(action.changed_after_check_on)}. The check was of the version before."
    if action.verification == action.last_found:
        return last
    is_unchecked = action.verification == Verification.NOT_CHECKED
    now = "Not checked since" if is_unchecked else action.verification.capitalize()
    return f"{now}. {last}{_undone(action)}"


def _closed(action: Action, at: Here) -> dict[str, blocks.Cell]:
    """A line that the committee closed the action, if it did: it changes nothing in the lines above."""
    closed = resolutions.closing_sentence(resolutions.rows(at.db, at.as_of, action_id=action.action_id))
    return {"Committee": closed} if closed else {}


def _undone(action: Action) -> str:
    """Says that a check which found the work done or impossible no longer counts, since the agency then went back."""
    stood = action.last_found in (Verification.VERIFIED, Verification.CANNOT_BE_IMPLEMENTED)
    if not stood or not action.went_backwards_on:
        return ""
    return f" It no longer counts: the work was reported as not complete on {day(action.went_backwards_on)}."


def _publication_facts(action: Action, texts: Mapping[str, str]) -> dict[str, blocks.Cell]:
    """What a compiler says was published, since a status alone could mislead, and the published source."""
    lines: dict[str, blocks.Cell] = {}
    if action.is_compiled:
        lines |= {
            "What was published": texts["progress_note"] or "Nothing seen",
            "Last exactly dated source": action.judged_on or "None",
        }
    if texts["source"]:
        lines["Published source"] = blocks.under(blocks.sources(texts["source"]), texts["source_on"])
    return lines
