"""The page of one action: where it stands, every change, every check, and the cells that it comes from."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from pages.parts.action_tables import state_note
from pages.parts.change_tables import change_words
from pages.parts.cite import cite
from pages.parts.here import Here
from pages.parts.show import name_tab, section, show, title
from tracker import compiled_words
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions import action as question
from tracker.questions import recommendations
from tracker.questions.action import Cell, ChangeRecord, Check
from tracker.questions.actions import Action
from tracker.terms import ReportedStatus
from tracker.words import capital, date_as_given, day, plural, short


def one_action(action: Action, at: Here) -> None:
    """The page of one action, in the words for its kind of record."""
    with compiled_words.used(action.is_compiled):
        _shown(action, at)


def _shown(action: Action, at: Here) -> None:
    name = f"{action.action_ref} {short(action.action)}"
    name_tab(name, at)
    all_actions = blocks.link("All actions", at.address("actions"))
    show(blocks.trail(all_actions, action.review or "No review named", _recommendations(action, at)))
    title(name)
    show(blocks.together(blocks.tag(action.state), blocks.moved_tag(action.times_moved)))
    if state_note(action):
        show(blocks.banner(state_note(action)))
    left, right = st.columns([3, 2], gap="large")
    with left:
        section("What was recommended")
        show(*_recommendation_quotes(action, at))
        section("What is to be done")
        show(blocks.quote(action.action, f"In the words of {_author(action)}"))
        section("Where it stands")
        show(blocks.summary_list(_standing(action, at)))
        section("Checks by others")
        show(_checks(question.checks(at.db, at.as_of, action.action_id), action, at))
    with right:
        section("Every change")
        show(_changes(question.changes(at.db, at.as_of, action.action_id)))
    section("Where this is written")
    show(*_origin(action, at))
    cite(f"{name}, {action.agency}", at, "actions", ref=action.action_ref, sender=action.sender)


def _author(action: Action) -> str:
    return "whoever compiled this record" if action.is_compiled else f"the plan of {action.agency}"


def _recommendation_quotes(action: Action, at: Here) -> Iterator[Markup]:
    """The exact words of each recommendation that the action answers."""
    if not action.recommendation_refs:
        yield blocks.lead("", "The plan names no recommendation that this action answers.")
    for ref in action.recommendation_refs:
        row = next(iter(recommendations.rows(at.db, at.as_of, review=action.review, ref=ref)), None)
        name = blocks.link(f"Recommendation {ref}", at.address("recommendations", review=action.review, ref=ref))
        if row:
            yield blocks.quote(row.recommendation, name)
        else:
            yield blocks.lead("", f"Recommendation {ref} is not in any register received by this date.")


def _recommendations(action: Action, at: Here) -> Markup:
    refs = [
        blocks.link(ref, at.address("recommendations", review=action.review, ref=ref))
        for ref in action.recommendation_refs
    ]
    return Markup("Recommendation {}").format(blocks.comma_list(refs)) if refs else Markup("No recommendation named")


def _standing(action: Action, at: Here) -> dict[str, blocks.Cell]:
    texts = question.texts(at.db, at.as_of, action.action_id)
    return {
        "Lead agency": blocks.link(action.agency, at.address("agencies", agency=action.agency)),
        "Supporting": blocks.comma_list(action.supporting_agencies) or "None named",
        **({} if at.is_public else {"Owner": action.owner or "No post named"}),
        "Response": _response(action),
        _set_by(action): day(action.first_due_on) if action.first_due_on else word("No date was ever given"),
        "Due now": _due_now(action),
        "Overdue": compiled_words.sentence(_overdue(action)),
        "Reported status": _reported(action, at),
        "Evidence named": action.evidence or word("None recorded"),
        "Verification": _verification(action),
        "Last file that held it": action.last_received_on,
        **_published(action, texts),
    }


def _set_by(action: Action) -> str:
    """A date set by somebody else is no promise, so whoever set it is named."""
    if not action.due_set_by:
        return "First promised"
    is_own = action.due_set_by in (action.agency, *action.supporting_agencies)
    return f"{'Date given by' if is_own else 'Deadline set by'} {action.due_set_by}"


def _response(action: Action) -> str:
    response = word(action.response.capitalize())
    return response if action.is_accepted else f"{response}. Counted apart from accepted actions."


def _due_now(action: Action) -> str:
    due = word(date_as_given(action.due_on, action.due_on_precision, action.due_words))
    if not action.due_on or not action.days_moved:
        return due
    direction = "later" if action.days_moved > 0 else "earlier"
    return f"{due} ({plural(abs(action.days_moved), 'day')} {direction} than {word('first promised')})"


def _overdue(action: Action) -> str:
    if not action.is_open:
        return {"done on time": "Completed on time", "done late": "Completed late"}.get(action.timeliness, "Not open")
    now = f"{_days_or_not(action.days_overdue)} by the current date"
    if not action.first_due_on:
        return now.capitalize()
    return f"{now}; {_days_or_not(action.days_late)} by the date first promised".capitalize()


def _days_or_not(days: int) -> str:
    return plural(days, "day") if days else "not"


def _reported(action: Action, at: Here) -> blocks.Cell:
    since = compiled_words.sentence(f"unchanged since {day(action.status_since)}")
    words = "" if at.is_public else _as_written(action)
    return blocks.under(word(action.reported_status.capitalize()), capital(", ".join(filter(None, (words, since)))))


def _as_written(action: Action) -> str:
    return f"As written: “{action.reported_words}”" if action.reported_words else _unwritten(action)


def _unwritten(action: Action) -> str:
    is_blank = action.reported_status == ReportedStatus.NOT_REPORTED
    return "Nothing is written" if is_blank else "By the sheet it stands in"


def _verification(action: Action) -> str:
    if action.checked_on is None or action.last_found is None:
        return word(action.verification.capitalize())
    last = f"Last check: {word(action.last_found)}, by {action.checker} on {day(action.checked_on)}."
    return last if action.verification == action.last_found else f"{action.verification.capitalize()}. {last}"


def _published(action: Action, texts: Mapping[str, str]) -> dict[str, blocks.Cell]:
    """What a compiler says was published, since a status alone could mislead, and the source."""
    lines: dict[str, blocks.Cell] = {}
    if action.is_compiled:
        lines |= {
            "What was published": texts["progress_note"] or "Nothing seen",
            "Last exactly dated source": action.judged_on or "None",
        }
    if texts["source"]:
        lines["Published source"] = blocks.under(blocks.sources(texts["source"]), texts["source_on"])
    return lines


def _checks(rows: Sequence[Check], action: Action, at: Here) -> Markup:
    if not rows:
        return blocks.lead("", "No check by another body is recorded.")
    headings = ("Checked", "By", "Found", "Evidence seen")
    return blocks.table(
        "Every check recorded, latest first",
        headings,
        [
            (
                blocks.under(day(row.checked_on), _before_the_first_return(row, action)),
                row.checker,
                blocks.under(word(row.verification.capitalize()), row.reason),
                blocks.under(
                    row.evidence or "None named", f"Received {day(row.received_on)}" if at.is_public else row.place
                ),
            )
            for row in rows
        ],
    )


def _before_the_first_return(check: Check, action: Action) -> str:
    is_before = check.checked_on < action.first_received_on and not action.is_compiled
    return f"Before the first return that names the action, {day(action.first_received_on)}" if is_before else ""


def _changes(rows: Sequence[ChangeRecord]) -> Markup:
    return blocks.table(
        "Latest first, by the date the file was received",
        ("Seen", "What changed"),
        [(row.received_on, change_words(row)) for row in rows],
    )


def _words(cell: Cell) -> blocks.Cell:
    """The words of a cell; addresses become numbered links, since some hold people's names."""
    return blocks.sources(cell.words or "") if cell.name == "source" else cell.words or "(blank)"


def _origin(action: Action, at: Here) -> Iterator[Markup]:
    """The cells and the file that they come from; in a published copy the day and the fingerprint of the file alone."""
    file = question.source(at.db, at.as_of, action.action_id)
    if not at.is_public:
        cells = question.cells(at.db, at.as_of, action.action_id)
        rows = [(cell.cell, cell.heading, _words(cell)) for cell in cells]
        yield blocks.table("The row as received", ("Cell", "Heading", "Words as written"), rows)
    name = "The file" if at.is_public else f"File {file.path}, sheet “{file.sheet}”,"
    received = f"{name} received on {day(file.received_on)}."
    yield blocks.lead("", f"{received} Fingerprint (SHA-256) {file.sha256}.")
