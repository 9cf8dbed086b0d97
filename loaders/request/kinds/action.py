"""The form for a plan: a sender's actions as last reported, and the recommendations without an action."""

from collections.abc import Iterator, Mapping
from typing import Any

from loaders.mapping.known_words import small
from loaders.request.form_columns import REVIEW, FormColumn
from loaders.request.form_kind import (
    EMPTY_ROWS,
    FormKind,
    FormScope,
    NewFormRow,
    SenderConventions,
    Value,
    date_in_form,
)
from tracker import query, store
from tracker.terms import LEAD_NOT_STATED, Kind, Precision, ReportedStatus, Response
from tracker.words import date_as_given, day

REFERENCE = FormColumn("Reference", "action_ref", 12)
RECOMMENDED = FormColumn("What was recommended", "", 40)
ACTION = FormColumn("Action", "action", 50)
LAST_REPORT = FormColumn("What you said last", "", 36)
FIRST_PROMISED = FormColumn("First promised", "", 15)
DUE_NOW = FormColumn("Current date", "current_due_on", 15)
STATUS = FormColumn("Status", "reported_status", 18, is_open=True)
COMPLETED = FormColumn("Date completed", "completed_on", 15, is_open=True)
NEW_DATE = FormColumn("New date", "due_on", 15, is_open=True)
REASON = FormColumn("Reason", "reason", 36, is_open=True)

ACTIONS = """
    SELECT
        p.sender, p.action_ref, a.ref_given, p.first_due_on, p.first_due_on_precision, p.last_received_on,
        p.is_open, p.missing_since, v.*
    FROM position_on($as_of) p
    JOIN action_version v USING (version_id)
    JOIN action a ON a.action_id = p.action_id
    JOIN file_received f USING (file_id)
    WHERE f.sender = $sender
    ORDER BY p.file_id DESC, p.sheet, p.row_number
"""
TEXTS = "SELECT review, recommendation_ref, recommendation FROM recommendation_on($as_of)"
WITHOUT_ACTION = """
    SELECT review, recommendation_ref
    FROM recommendation_body_on($as_of)
    WHERE agency = $agency AND is_addressed AND how_far IN ('No action planned', 'No plan received', 'No response')
    ORDER BY review, recommendation_ref
"""


def rows(db: store.Connection, scope: FormScope) -> Iterator[NewFormRow]:
    """The actions that the sender's files last held, the recommendations without an action, then empty rows."""
    known, agency = {"as_of": scope.as_of}, scope.layout.agency
    texts = {(review, ref): text for review, ref, text in db.execute(TEXTS, known).fetchall()}
    actions = query.uncached_result(db, ACTIONS, **known, sender=scope.sender)
    for one in actions.rows:
        action = dict(zip(actions.columns, one, strict=True))
        if action["is_open"] or not scope.open_only:
            yield _of_action(action, texts, scope.conventions)
    for review, ref in db.execute(WITHOUT_ACTION, {**known, "agency": agency}).fetchall():
        recommended = texts.get((review, ref), "")
        named: dict[str, Value] = {"review": review, "recommendation_ref": ref, "agency": agency}
        yield NewFormRow({**named, RECOMMENDED.heading: recommended}, scope.sender)
    yield from (NewFormRow({"agency": agency}, scope.sender) for _ in range(EMPTY_ROWS))


def _of_action(
    action: Mapping[str, Any], texts: Mapping[tuple[str, str], str], conventions: SenderConventions
) -> NewFormRow:
    words, refs = action["words"], action["recommendation_refs"]
    recommended = [text for ref in refs if (text := texts.get((action["review"], ref)))]
    due = words.get("due_on") or words.get("current_due_on") or words.get("original_due_on") or ""
    first = date_as_given(action["first_due_on"], Precision(action["first_due_on_precision"]))
    is_closed = action["reported_status"] == ReportedStatus.WILL_NOT_DO
    values = {
        **{name: action[name] for name in ("review", "theme", "action", "priority", "success_measure")},
        **{name: action[name] for name in ("evidence", "owner", "superseded_by", "split_from")},
        "agency": "" if action["agency"] == LEAD_NOT_STATED else action["agency"],
        "action_ref": words.get("action_ref") or action["action_ref"],
        "recommendation_ref": "; ".join(refs),
        "supporting_agencies": "; ".join(action["supporting_agencies"]),
        "response": _of_scale(action, "response", Response.NO_RESPONSE),
        # The sender must report again on what it dropped: a word already filled in would come back untouched.
        "reported_status": "" if action["missing_since"] and action["is_open"] else _status(action, conventions),
        "completed_on": date_in_form(action, "completed_on", words.get("completed_on", ""), conventions),
        "current_due_on": date_in_form(action, "due_on", due, conventions),
        "reason": action["reason"] if is_closed else "",
        RECOMMENDED.heading: "\n".join(recommended),
        LAST_REPORT.heading: _last_report(action),
        FIRST_PROMISED.heading: first if action["first_due_on"] else "",
    }
    return NewFormRow(values, action["sender"], action["action_ref"], action["ref_given"])


def _of_scale(action: Mapping[str, Any], name: str, blank: str) -> str:
    """Our word for a value; a word that no layout explains stays as the sender wrote it."""
    if action[name] == blank:
        return ""
    return action["words"].get(name, "") if action[name].endswith("unreadable") else action[name]


def _status(action: Mapping[str, Any], conventions: SenderConventions) -> str:
    """The sender's own word for what it said last."""
    written, status = action["words"].get("reported_status", ""), action["reported_status"]
    meanings = {small(word): (word, ours) for word, ours in conventions.words.items()}
    word, ours = meanings.get(small(written), ("", ""))
    if ours == status:
        return word
    same = next((word for word, ours in conventions.words.items() if ours == status), "")
    return written if status == ReportedStatus.UNREADABLE else same


def _last_report(action: Mapping[str, Any]) -> str:
    words = action["words"]
    status = words.get("reported_status", "") or action["reported_status"]
    note = words.get("progress_note", "")
    missing = f"; not in your returns since {day(action['missing_since'])}" if action["missing_since"] else ""
    return f"{status} (return of {day(action['last_received_on'])}{missing})" + (f"\n{note}" if note else "")


FORM = FormKind(
    kind=Kind.ACTION,
    sheet="Actions",
    columns=(
        REVIEW,
        REFERENCE,
        FormColumn("Recommendation", "recommendation_ref", 18),
        RECOMMENDED,
        FormColumn("Lead agency", "agency", 22, only_if_used=True),
        FormColumn("Theme", "theme", 18, only_if_used=True),
        ACTION,
        FormColumn("Priority", "priority", 12, only_if_used=True),
        FormColumn("How success will be seen", "success_measure", 30, only_if_used=True),
        FormColumn("Response", "response", 18, only_if_used=True),
        LAST_REPORT,
        FIRST_PROMISED,
        DUE_NOW,
        STATUS,
        COMPLETED,
        NEW_DATE,
        REASON,
        FormColumn("Evidence", "evidence", 36, is_open=True),
        FormColumn("Supporting bodies", "supporting_agencies", 26, is_open=True),
        FormColumn("What it waits for", "waits_for", 28, is_open=True),
        FormColumn("Owner (a post)", "owner", 22, is_open=True, only_if_used=True),
        FormColumn("Replaced by", "superseded_by", 14, is_open=True, only_if_used=True),
        FormColumn("Part of", "split_from", 14, is_open=True, only_if_used=True),
        FormColumn("Progress", "progress_note", 36, is_open=True, only_if_used=True),
    ),
    named=(REFERENCE, ACTION),
    words=STATUS,
    days=(COMPLETED, NEW_DATE),
    title="Actions of {}: please bring them up to date",
    subject="Your actions",
    please="bring your actions up to date",
    nouns={False: ("action", "actions"), True: ("open action", "open actions")},
    others="Actions that it does not list stay as they are.",
    steps=(
        "Go through every row. Grey cells are what is on record; please leave them as they are.",
        "Choose the status from the list. Leave it as it is where nothing has changed.",
        "If an action is complete, give the date, and name under “Evidence” the document that shows it.",
        "If a date has to move, write the new one under “New date” and why under “Reason”, which is red until you do.",
        "If an action will not be done, choose that status and give the reason. Please delete no rows and no columns.",
        "Rows without a reference are for recommendations that no action answers yet, and for new actions. Give each "
        "new action a reference of its own.",
        "Name people by their posts. Please write nothing about a child, a victim, a suspect or a case.",
        "Save the workbook and send it back as it is, as an Excel or OpenDocument file.",
    ),
    means="What each status is counted as",
    scale=[one for one in ReportedStatus if one not in (ReportedStatus.UNREADABLE, ReportedStatus.NOT_REPORTED)],
    prefilled=("row_key", "review", "recommendation_ref", "agency", "response"),
    split={"recommendation_ref": ";", "supporting_agencies": ";"},
    reason_for=(NEW_DATE, DUE_NOW, REASON),
    rows=rows,
)
