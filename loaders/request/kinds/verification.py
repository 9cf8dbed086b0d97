"""The form for a log of checks: the actions reported complete, with what was reported and found about each."""

from collections.abc import Iterator, Mapping
from typing import Any

from loaders.request.form_columns import REVIEW, FormColumn
from loaders.request.form_kind import EMPTY_ROWS, FormKind, FormScope, NewFormRow, Value
from tracker import query, store
from tracker.terms import LEAD_NOT_STATED, Kind, Precision, Verification
from tracker.words import date_as_given, day

AGENCY = FormColumn("Lead agency", "agency", 26)
REFERENCE = FormColumn("Reference", "action_ref", 12)
ACTION = FormColumn("Action", "", 50)
REPORTED = FormColumn("What the agency reports", "", 36)
EVIDENCE = FormColumn("Evidence that it names", "", 36)
LAST_FINDING = FormColumn("What was found last", "", 30)
FINDING = FormColumn("Finding", "verification", 22, is_open=True)
CHECKED = FormColumn("Date checked", "checked_on", 15, is_open=True)
CHECKER = FormColumn("Checked by (a body)", "checker", 26, is_open=True)

# Actions that were not verified come first, the longest wait first; then those that were found complete before.
CLAIMS = """
    SELECT
        p.sender, p.action_ref, ref_given, review, agency, action, reported_status, words, evidence, completed_on,
        completed_on_precision, last_received_on, verification, checked_on, checker, is_verified
    FROM position_on($as_of) p
    JOIN action a ON a.action_id = p.action_id
    WHERE reported_status = 'reported complete' AND ($review = '' OR review = $review)
    ORDER BY is_verified, status_since, review, agency, sheet, row_number
"""
NOT_OFFERED = (Verification.UNREADABLE, Verification.NOT_CHECKED)
NO_FINDING = (*NOT_OFFERED, Verification.AWAITING_CHECK)


def rows(db: store.Connection, scope: FormScope) -> Iterator[NewFormRow]:
    """The actions reported complete, only those of the layout's review if it names one, then empty rows."""
    claims = query.uncached_result(db, CLAIMS, as_of=scope.as_of, review=scope.layout.review)
    named = (entry.always["checker"] for entry in scope.layout.sheets if "checker" in entry.always)
    checker = next(named, scope.layout.agency)
    for one in claims.rows:
        claim = dict(zip(claims.columns, one, strict=True))
        if not (claim["is_verified"] and scope.open_only):
            yield _of_claim(claim, checker)
    yield from (NewFormRow({"checker": checker}) for _ in range(EMPTY_ROWS))


def _of_claim(claim: Mapping[str, Any], checker: str) -> NewFormRow:
    values: dict[str, Value] = {
        "review": claim["review"],
        "agency": "" if claim["agency"] == LEAD_NOT_STATED else claim["agency"],
        "action_ref": claim["action_ref"],
        "checker": checker,
        ACTION.heading: claim["action"],
        REPORTED.heading: _claim_words(claim),
        EVIDENCE.heading: claim["evidence"],
        LAST_FINDING.heading: _last_finding(claim),
    }
    return NewFormRow(values, claim["sender"], claim["action_ref"], claim["ref_given"])


def _claim_words(claim: Mapping[str, Any]) -> str:
    words = claim["words"]
    status, note = words.get("reported_status", "") or claim["reported_status"], words.get("progress_note", "")
    done = date_as_given(
        claim["completed_on"], Precision(claim["completed_on_precision"]), words.get("completed_on", "")
    )
    on = f", on {done}" if words.get("completed_on") else ""
    return f"{status}{on}; return of {day(claim['last_received_on'])}" + (f"\n{note}" if note else "")


def _last_finding(claim: Mapping[str, Any]) -> str:
    if claim["verification"] in NO_FINDING:
        return ""
    by = f" by {claim['checker']}" if claim["checker"] else ""
    return f"{claim['verification']}{by}" + (f", {day(claim['checked_on'])}" if claim["checked_on"] else "")


FORM = FormKind(
    kind=Kind.VERIFICATION,
    sheet="Checks",
    columns=(
        REVIEW,
        AGENCY,
        REFERENCE,
        ACTION,
        REPORTED,
        EVIDENCE,
        LAST_FINDING,
        FINDING,
        CHECKED,
        CHECKER,
        FormColumn("Evidence seen", "evidence", 36, is_open=True),
        FormColumn("Remarks", "reason", 36, is_open=True),
    ),
    named=(REFERENCE, AGENCY, ACTION),
    words=FINDING,
    days=(CHECKED,),
    title="Checks by {}: please say what you found",
    subject="Actions to check",
    please="say what you found when you looked at these actions",
    nouns={
        False: ("action reported complete", "actions reported complete"),
        True: ("action reported complete and not verified", "actions reported complete and not verified"),
    },
    others="Checks of other actions stay as they are.",
    steps=(
        "Each row is an action that its agency reports complete. Grey cells are what is on record; please leave them.",
        "Where you have looked, choose what you found from the list, give the date, and name the evidence you saw.",
        "Leave a row as it is where you have not looked. Nothing is read from it, and an earlier finding stands.",
        "If the evidence does not show it, say so and give the reason. Please delete no rows and no columns.",
        "Rows without a reference are for other actions: name the lead agency and the reference as its plan has them.",
        "Name people by their posts. Please write nothing about a child, a victim, a suspect or a case.",
        "Save the workbook and send it back as it is, as an Excel or OpenDocument file.",
    ),
    means="What each finding is counted as",
    scale=[one for one in Verification if one not in NOT_OFFERED],
    prefilled=("row_key", "checker"),
    rows=rows,
)
