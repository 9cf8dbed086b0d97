"""The tables of the page Evidence: claims with evidence named, claims without, and what was checked."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from pages.parts.action_tables import action_cell, ref_link, state_note
from pages.parts.here import Here
from tracker import compiled_words
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions import claims
from tracker.questions.actions import Action
from tracker.questions.claims import CheckedAction, Claim
from tracker.terms import WITHHELD
from tracker.words import and_list, day, plural

NOBODY = "No body to check it is on record"
WAITING = ("Reference", "Action", "Evidence named", "Named by", "Waits for a check since", "Who is to check")
UNNAMED = ("Reference", "Action", "Reported complete by", "Reported complete since")
CHECKED = ("Reference", "Action", "What the check found", "Evidence seen", "State now")


def waiting_table(rows: Sequence[Claim], by_id: Mapping[int, Action], caption: str, at: Here) -> Markup:
    """One row per claim with evidence named that nobody else has confirmed.

    In compiled records alone no claim waits for a check, so the columns about the wait are left out.
    """
    shown = len(WAITING) - (2 if at.is_compiled else 0)
    return blocks.table(caption, WAITING[:shown], [_waiting(row, by_id[row.action_id], at)[:shown] for row in rows])


def unnamed_table(rows: Sequence[Claim], by_id: Mapping[int, Action], caption: str, at: Here) -> Markup:
    """One row per claim with no evidence named."""
    return blocks.table(caption, UNNAMED, [_unnamed(row, by_id[row.action_id], at) for row in rows])


def checked_table(rows: Sequence[CheckedAction], by_id: Mapping[int, Action], caption: str, at: Here) -> Markup:
    """One row per action with another body's finding that still counts."""
    return blocks.table(caption, CHECKED, [_checked(by_id[row.action_id], at) for row in rows])


def _waiting(claim: Claim, action: Action, at: Here) -> tuple[blocks.Cell, ...]:
    with compiled_words.words_for(action.is_compiled):  # a page may show both kinds of record, so the row decides
        notes = _names(action, at, claim.named_by, state_note(action))
        return (*notes, text(action.evidence), _named_by(claim, action), _waits_since(claim), to_check(claim))


def _unnamed(claim: Claim, action: Action, at: Here) -> tuple[blocks.Cell, ...]:
    with compiled_words.words_for(action.is_compiled):
        names = _names(action, at, claim.claimed_by, state_note(action))
        if action.is_compiled:
            return (*names, "A published source", _compiled_by(claim.claimed_on))
        return (*names, claim.claimed_by, blocks.under(claim.claimed_on, _days(claim.claimed_on, at)))


def _checked(action: Action, at: Here) -> tuple[blocks.Cell, ...]:
    with compiled_words.words_for(action.is_compiled):
        by = f"By {action.checker} on {day(action.checked_on)}" if action.checked_on else ""
        found = blocks.under(word(action.verification.capitalize()), by)
        seen = blocks.under(text(action.evidence_seen or "None named"), text(action.check_reason or ""))
        now = blocks.under(blocks.tag(action.state), state_note(action) if action.is_verified else "")
        return (*_names(action, at, at.agency, ""), found, seen, now)


def _names(action: Action, at: Here, beside: str | None, note: str) -> tuple[blocks.Cell, blocks.Cell]:
    """An action's reference, and its words with its lead agency, unless `beside` is that, and a note, never cut."""
    agency = "" if beside == action.agency else action.agency
    below = Markup("<div>{}</div>").format(blocks.under("", note)) if note else Markup("")
    return ref_link(action, at), action_cell(action.action, agency) + below


def text(words: str) -> str:
    """Words of a plan or a log, or a sentence that they exist but are not public."""
    return "Named, but the text is not released for publication" if words == WITHHELD else words


def _named_by(claim: Claim, action: Action) -> blocks.Cell:
    if not claim.named_on:
        return ""
    if action.is_compiled:
        return blocks.under("A published source", _compiled_by(claim.named_on))
    since = claim.evidence_since or claim.named_on
    reworded = f". As it reads now: by the return of {day(since)}" if since > claim.named_on else ""
    return blocks.under(claim.named_by, f"In its return of {day(claim.named_on)}{reworded}")


def _compiled_by(on: date) -> str:
    return f"In the file compiled up to {day(on)}"


def _days(since: date, at: Here) -> str:
    return plural((at.as_of - since).days, "day")


def _waits_since(claim: Claim) -> blocks.Cell:
    """Since when the claim has waited for somebody else's check, and for how many days."""
    if not claim.waits_since:
        return "Not counted for compiled records"
    return blocks.under(claim.waits_since, f"{plural(claim.days_waiting or 0, 'day')}{_why_since(claim)}")


def _why_since(claim: Claim) -> str:
    is_undone = claim.check_ended_on == claim.waits_since
    return ". Until then a check counted that a log has withdrawn or corrected" if is_undone else ""


def to_check(claim: Claim) -> blocks.Cell:
    """The bodies whose log lists the claim for a check; the page guesses none."""
    if not claim.listed_on:
        return word(NOBODY)
    return blocks.under(and_list(claim.to_check), f"Listed in its log, dated {day(claim.listed_on)}")


def check_due(action: Action, at: Here) -> str:
    """Since when an action has waited for a check, and who is to check it; "" if it does not wait."""
    rows = claims.rows(at.db, at.as_of, review=action.review, agency=action.agency)
    claim = next((row for row in rows if row.action_id == action.action_id and row.waits_since), None)
    if not claim or not claim.waits_since:
        return ""
    checkers = f"Listed by {and_list(claim.to_check)}" if claim.to_check else NOBODY
    since = f"Waits since {day(claim.waits_since)}, {plural(claim.days_waiting or 0, 'day')}"
    return f"{since}{_why_since(claim)}. {checkers}"
