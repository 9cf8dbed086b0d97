"""The form for a log of resolutions: what a committee asked or resolved, with the answers that are on record."""

from collections.abc import Iterator

from loaders.request.form_columns import REVIEW, FormColumn
from loaders.request.form_kind import (
    EMPTY_ROWS,
    FormKind,
    FormScope,
    NewFormRow,
    SenderConventions,
    Value,
    day_or_words,
)
from tracker import store
from tracker.questions import resolutions
from tracker.questions.resolutions import ResolutionEntry
from tracker.terms import Kind, Resolution
from tracker.words import day

MEETING = FormColumn("Meeting", "meeting_on", 15)
ITEM = FormColumn("Item", "item", 10)
WHAT = FormColumn("Kind", "resolution", 14)
MINUTE = FormColumn("Asked or resolved", "minute", 50)
CHANGED = FormColumn("What the record shows since", "", 30)
ANSWERED = FormColumn("Answered on", "outcome_on", 15, is_open=True)
DUE = FormColumn("Answer due", "due_on", 15)


def rows(db: store.Connection, scope: FormScope) -> Iterator[NewFormRow]:
    """The committee's resolutions that were not withdrawn, the last meeting first, then empty rows."""
    own = [
        one
        for one in resolutions.every(db, scope.as_of)
        if one.committee == scope.layout.agency and one.withdrawn_on is None
    ]
    # All resolutions under one item are sent, since only their words, side by side, tell them apart.
    wanted = {resolutions.meeting_line(one) for one in own if one.is_unanswered or not scope.open_only}
    yield from (_of_entry(one, scope.conventions) for one in own if resolutions.meeting_line(one) in wanted)
    yield from (NewFormRow({}) for _ in range(EMPTY_ROWS))


def _of_entry(entry: ResolutionEntry, conventions: SenderConventions) -> NewFormRow:
    values: dict[str, Value] = {
        "review": entry.review,
        "meeting_on": day_or_words(entry.meeting_on, entry.meeting_on_precision, entry.meeting_words),
        "item": entry.item,
        "resolution": next((word for word, ours in conventions.words.items() if ours == entry.resolution), ""),
        "minute": entry.minute,
        "asked_of": "; ".join(entry.asked_of),
        "action_ref": "; ".join(entry.action_refs),
        "recommendation_ref": "; ".join(entry.recommendation_refs),
        "due_on": day_or_words(entry.due_on, entry.due_on_precision, entry.due_words),
        "outcome": entry.outcome,
        "outcome_on": day_or_words(entry.outcome_on, entry.outcome_on_precision, entry.outcome_words),
        CHANGED.heading: f"Last change of its actions: {day(entry.changed_on)}" if entry.changed_on else "",
    }
    return NewFormRow(values, label=resolutions.meeting_line(entry))


FORM = FormKind(
    kind=Kind.RESOLUTION,
    sheet="Resolutions",
    columns=(
        REVIEW,
        MEETING,
        ITEM,
        WHAT,
        MINUTE,
        FormColumn("Of whom", "asked_of", 26),
        FormColumn("Actions", "action_ref", 16),
        FormColumn("Recommendations", "recommendation_ref", 16),
        DUE,
        CHANGED,
        FormColumn("Answer", "outcome", 50, is_open=True),
        ANSWERED,
    ),
    named=(ITEM, MEETING, MINUTE),
    words=WHAT,
    days=(MEETING, DUE, ANSWERED),
    title="Resolutions of {}: please add the answers",
    subject="Answers to your resolutions",
    please="add the answers that you have received, and what was resolved since",
    nouns={
        False: ("resolution", "resolutions"),
        True: ("question without an answer on record", "questions without an answer on record"),
    },
    others="Resolutions that it does not list stay as they are.",
    steps=(
        "Each row is what was asked or resolved under one item of a meeting. Grey cells are what is on record; please "
        "leave them as they are.",
        "Where an answer came, write it under “Answer” in the words that may be published, and its date beside it.",
        "Leave a row as it is where no answer came. Please delete no rows and no columns.",
        "Rows without a meeting are for what was resolved since: the meeting, the item and the words of the minutes.",
        "Separate several bodies, actions or recommendations by semicolons.",
        "Name people by their posts. Please write nothing about a child, a victim, a suspect or a case.",
        "Save the workbook and send it back as it is, as an Excel or OpenDocument file.",
    ),
    means="What each kind is counted as",
    scale=[one for one in Resolution if one not in (Resolution.UNREADABLE, Resolution.NOT_STATED)],
    prefilled=("row_key",),
    split={"asked_of": ";", "action_ref": ";", "recommendation_ref": ";"},
    rows=rows,
)
